package org.tgraph.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.testing.Corpus;
import org.tgraph.testing.Mutations;

/** What holds for every text: checking ends, with diagnostics that can be shown. */
class CheckerLawsTest {
  private static final int TEXTS = 20_000;

  @Test
  void every_text_is_checked() {
    List<String> programs = Corpus.valid().stream().map(Source::text).toList();
    Mutations mutations = new Mutations(7, programs);
    TextRenderer renderer = new TextRenderer(false);
    for (int i = 0; i < TEXTS; i++) {
      String text = mutations.next();
      try {
        Checked checked = ScriptFixture.check(new Source("random.tgraph", text), i % 2 == 0);
        renderer.render(checked.diagnostics());
        for (Diagnostic diagnostic : checked.diagnostics()) {
          assertTrue(diagnostic.message().endsWith("."), diagnostic::message);
        }
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("text " + i + ":\n" + text, e);
      }
    }
  }

  /** What is found does not depend on whether calls are expanded. */
  @Test
  void both_modes_say_the_same() {
    for (Source source : Corpus.all()) {
      assertEquals(
          show(ScriptFixture.check(source, false)),
          show(ScriptFixture.check(source, true)),
          source.name());
    }
  }

  private static String show(Checked checked) {
    return new TextRenderer(false).render(checked.diagnostics());
  }
}

package org.tgraph.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tgraph.analysis.Analysis;
import org.tgraph.analysis.Symbol;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.testing.Corpus;

/**
 * What is known of a script after any edits is what is known of it when it is opened: scripts of
 * the repository are edited at random, and after each edit all answers are compared. {@code
 * -Dedits=10000} tries that many, {@code -Dedits.seed=7} others.
 */
class EditedScriptTest {
  private static final int EDITS = Integer.getInteger("edits", 500);
  private static final long SEED = Long.getLong("edits.seed", 1);
  private static final int EDITS_OF_ONE = 25;

  private static final List<String> PIECES =
      List.of(
          "x",
          "n",
          "1",
          "2.0",
          " ",
          "\n",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          ":",
          " + ",
          " @ ",
          " = ",
          "let y = 1\n",
          "fn g(x: f64[n]) -> f64[n] = x * 2\n",
          "print(1)\n",
          "# words\n",
          "key(0)",
          "\"",
          "f64[n]",
          "import stats\n",
          "|> sum",
          "é",
          "\uD835\uDD4F",
          "\r\n");

  private final Random random = new Random(SEED);

  @Test
  void editsAndFreshOpensAgree() {
    List<Source> corpus = Corpus.all().stream().filter(s -> s.text().length() < 6000).toList();
    int done = 0;
    while (done < EDITS) {
      Source program = corpus.get(random.nextInt(corpus.size()));
      List<String> history = new ArrayList<>(List.of(program.text()));
      Analysis analysis = Analysis.of(new Source(program.name(), program.text()), world());
      for (int i = 0; i < EDITS_OF_ONE; i++, done++) {
        String text = edited(history.get(history.size() - 1), history);
        history.add(text);
        analysis = analysis.next(new Source(program.name(), text), () -> false);
        if (random.nextInt(4) == 0) {
          var unused = analysis.completions(random.nextInt(text.length() + 1));
        }
        Analysis fresh = Analysis.of(new Source(program.name(), text), world());
        assertSame(shown(fresh), shown(analysis), history);
      }
    }
  }

  /** What is completed in a model is not finished, and so is what another makes of it. */
  @Test
  void completionsLeaveWhatIsKnownOfOthers() {
    String inner = "model inner(n: dim) {\n  z: f64[n] ~ Normal(0.0, 1.0)\n}\n";
    String outer = "model outer(n: dim) {\n  all ~ inner(n)\n}\n";
    Source script = new Source("x", inner + outer);
    Analysis analysis = Analysis.of(script, world());
    String before = shown(analysis);
    for (int at = 0; at < script.text().length(); at++) {
      var unused = analysis.completions(at);
      assertEquals(before, shown(analysis), "at " + at);
    }
    Source next = new Source("x", inner + "\n" + outer);
    assertEquals(
        shown(Analysis.of(next, world())), shown(analysis.next(next, () -> false)), "edited");
  }

  /** Where a name is defined that is used too early is the first such place, also of two. */
  @Test
  void aDefinitionBeforeAnother() {
    String use = "x)\nprint(a)\n";
    String definition = "let a = 1.0\n";
    Analysis before = Analysis.of(new Source("x", use + definition), world());
    Source twice = new Source("x", use + definition + definition);
    assertEquals(
        shown(Analysis.of(twice, world())), shown(before.next(twice, () -> false)), "edited");
  }

  private String edited(String text, List<String> history) {
    if (random.nextInt(8) == 0) {
      return history.get(random.nextInt(history.size()));
    }
    StringBuilder edited = new StringBuilder(text);
    int start = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> edited.delete(start, Math.min(text.length(), start + 1 + random.nextInt(12)));
      case 1 -> {
        List<String> lines = text.lines().toList();
        String line = lines.isEmpty() ? "" : lines.get(random.nextInt(lines.size()));
        edited.insert(text.lastIndexOf('\n', Math.max(0, start - 1)) + 1, line + "\n");
      }
      default -> edited.insert(start, PIECES.get(random.nextInt(PIECES.size())));
    }
    return edited.toString();
  }

  /** A first check by parts finds what the check of the whole script finds. */
  @Test
  void partsAndWholeScriptsAgree() {
    for (Source program : Corpus.all()) {
      Analysis.World around = world();
      List<Diagnostic> whole =
          Checker.check(program, around.modules(), around.headers(), Overrides.NONE, false)
              .diagnostics();
      assertEquals(text(whole), text(Analysis.of(program, around).diagnostics()), program.name());
    }
  }

  /** Shows the first line that differs, not all that is known of a script. */
  private static void assertSame(String fresh, String edited, List<String> history) {
    if (!fresh.equals(edited)) {
      List<String> expected = fresh.lines().toList();
      List<String> found = edited.lines().toList();
      int line = 0;
      while (line < Math.min(expected.size(), found.size())
          && expected.get(line).equals(found.get(line))) {
        line++;
      }
      List<String> last = history.subList(Math.max(0, history.size() - 2), history.size());
      fail(
          "fresh:  "
              + expected.subList(
                  Math.min(line, expected.size()), Math.min(line + 3, expected.size()))
              + "\nedited: "
              + found.subList(Math.min(line, found.size()), Math.min(line + 3, found.size()))
              + "\n"
              + String.join("\n----\n", last));
    }
  }

  private static Analysis.World world() {
    return new Analysis.World(ScriptFixture.MODULES, new TableHeader());
  }

  private static String shown(Analysis a) {
    StringBuilder shown = new StringBuilder(text(a.diagnostics()));
    a.diagnostics()
        .forEach(d ->
            shown
                .append(
                    d.fixes().stream()
                        .map(f -> f.edits().stream().map(e -> e.span() + e.replacement()).toList())
                        .toList())
                .append("\n"));
    a.hints().forEach(h -> shown.append(h).append("\n"));
    a.tokens().forEach(t -> shown.append(t.place()).append(t.kind()).append("\n"));
    shown.append(outline(a.symbols()));
    Random places = new Random(a.source().text().length());
    for (int i = 0; i < 12; i++) {
      int at = places.nextInt(a.source().text().length() + 1);
      a.hover(at)
          .ifPresent(h -> shown.append(h.place()).append(h.code()).append(h.lines()).append("\n"));
      shown.append(a.definition(at)).append(a.references(at)).append("\n");
    }
    return shown.toString();
  }

  private static String outline(List<Symbol> symbols) {
    return symbols.stream()
        .map(s -> s.name() + s.text() + s.detail() + outline(s.inside()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(List<Diagnostic> all) {
    TextRenderer renderer = new TextRenderer(false);
    return all.stream().map(renderer::render).collect(Collectors.joining());
  }
}

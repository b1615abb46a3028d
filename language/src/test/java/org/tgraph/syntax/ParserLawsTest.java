package org.tgraph.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.testing.Corpus;
import org.tgraph.testing.Golden;
import org.tgraph.testing.Mutations;
import org.tgraph.testing.TreeText;

/** What holds for every text whatsoever. */
class ParserLawsTest {
  private static final int TEXTS = 20_000;

  @Test
  void every_text_is_parsed_and_its_diagnostics_shown() {
    List<String> programs = Corpus.valid().stream().map(Source::text).toList();
    Mutations mutations = new Mutations(1, programs);
    TextRenderer renderer = new TextRenderer(false);
    for (int i = 0; i < TEXTS; i++) {
      String text = mutations.next();
      try {
        Source source = new Source("random.tgraph", text);
        Parsed parsed = Parser.parse(source);
        renderer.render(parsed.diagnostics());
        parsed.diagnostics().forEach(diagnostic -> checkSpans(diagnostic, source));
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("text " + i + ":\n" + text, e);
      }
    }
  }

  private static void checkSpans(Diagnostic diagnostic, Source source) {
    List<Span> spans = new ArrayList<>(List.of(diagnostic.span()));
    diagnostic.labels().stream().map(Label::span).forEach(spans::add);
    for (Fix fix : diagnostic.fixes()) {
      fix.edits().stream().map(Fix.Edit::span).forEach(spans::add);
    }
    for (Span span : spans) {
      assertTrue(span.end() <= source.text().length(), () -> diagnostic.code() + " ends outside");
    }
    assertTrue(diagnostic.message().endsWith("."), diagnostic::message);
  }

  @Test
  void deep_nesting_is_reported_not_suffered() {
    for (String text :
        List.of(
            "(".repeat(10_000) + "1" + ")".repeat(10_000),
            "[".repeat(100_000),
            "{".repeat(10_000) + "}".repeat(10_000),
            "let x = " + "-".repeat(10_000) + "1",
            "let x = " + "not ".repeat(10_000) + "true",
            "let x = " + "v -> ".repeat(10_000) + "1",
            "let x = " + "for i, j: ".repeat(10_000) + "1",
            "let x = " + "for i < ".repeat(10_000) + "1",
            "let x = " + "2 ** ".repeat(10_000) + "2",
            "let x = " + "2 ** -".repeat(10_000) + "2",
            "let x = " + "not 1 == ".repeat(10_000) + "2",
            "let x = " + "1 + ".repeat(5_000) + "1",
            "let x = a" + ".b".repeat(10_000),
            "let x = a" + "(1)".repeat(10_000),
            "let x = a" + " |> f".repeat(10_000),
            "let x = a" + " as f64".repeat(10_000),
            "let x = a" + " with [0] = 1".repeat(10_000),
            "if a {} " + "else if b {} ".repeat(10_000),
            "if a {} else ".repeat(10_000),
            "fn f(x: " + "(".repeat(10_000) + ")".repeat(10_000) + ") = x",
            "let x = " + "1 + (".repeat(199) + "1 + ".repeat(400) + "1" + ")".repeat(199))) {
      Source source = new Source("deep.tgraph", text + "\nlet y = 1\n");
      Parsed parsed = Parser.parse(source);
      String shown = text.substring(0, 20);
      assertEquals(1, parsed.diagnostics().size(), shown);
      assertFalse(parsed.script().statements().isEmpty(), shown);
      TreeText.of(parsed.script().statements());
    }
  }

  @Test
  void what_is_long_but_not_deep_is_parsed() {
    for (String text :
        List.of(
            "let x = [" + "1 + 2, ".repeat(20_000) + "3]",
            "let x = f(" + "a=1, ".repeat(20_000) + "b=2)",
            "let x = " + "y + ".repeat(490) + "y",
            "let x = " + "y ** 2 + ".repeat(240) + "y",
            "let x = " + "-y * ".repeat(240) + "y",
            "let x = " + "not y and ".repeat(240) + "y",
            "print(1)\n".repeat(20_000),
            "fn f(x) {\n" + "let a = x\n".repeat(20_000) + "a\n}",
            "# comment\n".repeat(20_000),
            "\n".repeat(100_000))) {
      Source source = new Source("long.tgraph", text + "\nlet y = 1\n");
      assertEquals(List.of(), Parser.parse(source).diagnostics(), text.substring(0, 9));
    }
  }

  @Test
  void one_missing_bracket_is_one_diagnostic() {
    int checked = 0;
    for (Source source : tour()) {
      String text = source.text();
      for (Lexeme bracket : brackets(source)) {
        String without = text.substring(0, bracket.start()) + text.substring(bracket.end());
        Parsed parsed = Parser.parse(new Source(source.name(), without));
        String shown =
            source.span(bracket.start(), bracket.end())
                + "\n"
                + new TextRenderer(false).render(parsed.diagnostics());
        assertEquals(1, parsed.diagnostics().size(), shown);
        checked++;
      }
    }
    assertTrue(checked > 500);
  }

  @Test
  void one_missing_word_is_at_most_one_diagnostic() {
    for (Source source : tour()) {
      for (Lexeme word : Parser.words(source)) {
        String text = source.text();
        String without = text.substring(0, word.start()) + text.substring(word.end());
        Parsed parsed = Parser.parse(new Source(source.name(), without));
        String shown = source.span(word.start(), word.end()).toString();
        assertTrue(parsed.diagnostics().size() <= 1, shown);
      }
    }
  }

  private static List<Source> tour() {
    return Golden.programs("samples/tour").stream().map(Golden::read).toList();
  }

  private static List<Lexeme> brackets(Source source) {
    return Parser.words(source).stream()
        .filter(word -> LexemeKinds.opens(word.type()) || LexemeKinds.closes(word.type()))
        .toList();
  }
}

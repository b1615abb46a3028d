package org.tgraph.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.testing.Corpus;
import org.tgraph.testing.Golden;
import org.tgraph.testing.Mutations;
import org.tgraph.testing.Shaken;
import org.tgraph.testing.TreeText;

/** What holds of the layout of every program. */
class FormatterLawsTest {
  private static final int TEXTS = 20_000;
  private static final int SHAKEN = 5_000;

  @Test
  void the_tour_is_in_the_layout_already() {
    for (var program : Golden.programs("samples/tour")) {
      Source source = Golden.read(program);
      assertEquals(source.text(), Formatter.format(source).text());
    }
  }

  @Test
  void programs_keep_their_meaning_and_comments_and_are_formatted_once() {
    for (Source source : Corpus.valid()) {
      check(source);
    }
  }

  @Test
  void statements_with_other_spaces_and_comments_too() {
    Shaken shaken = new Shaken(1);
    List<String> statements = statements();
    int valid = 0;
    for (int i = 0; i < SHAKEN; i++) {
      String text = shaken.shake(statements.get(i % statements.size()), 3 + i % 30);
      Source source = new Source("shaken.tgraph", text);
      if (Parser.parse(source).diagnostics().isEmpty()) {
        check(source);
        valid++;
      }
    }
    assertTrue(valid > SHAKEN / 2, "only " + valid + " valid");
  }

  private static List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (Source source : Corpus.valid()) {
      for (Statement statement : Parser.parse(source).script().statements()) {
        String text = statement.span().text();
        if (text.length() < 2_000) {
          statements.add(text + "\n");
        }
      }
    }
    return statements;
  }

  @Test
  void whatever_the_text_is() {
    Mutations mutations = new Mutations(2, Corpus.valid().stream().map(Source::text).toList());
    for (int i = 0; i < TEXTS; i++) {
      Source source = new Source("random.tgraph", mutations.next());
      Parsed parsed = Parser.parse(source);
      if (parsed.diagnostics().isEmpty()) {
        check(source);
      } else {
        assertEquals(source.text(), Formatter.format(source).text());
      }
    }
  }

  @Test
  void what_is_as_deep_as_may_be() {
    for (String text :
        List.of(
            "let x = " + "(".repeat(190) + "1" + ")".repeat(190),
            "let x = " + "f(".repeat(190) + "1" + ")".repeat(190),
            "let x = " + "x -> {\n".repeat(90) + "1" + "\n}".repeat(90),
            "let x = " + "v -> ".repeat(190) + "1",
            "let x = " + "- ".repeat(190) + "1",
            "let x = a" + " as f64".repeat(490),
            "let x = a" + " given b".repeat(490),
            "let x = a" + " with [0] = 1".repeat(400),
            "let x = a" + " |> f".repeat(490),
            "let x = a" + "\n  .b(1)[2]".repeat(160),
            "let x = " + "1 + ".repeat(490) + "1",
            "let x = " + "1 * 2 - ".repeat(240) + "1",
            "let x = " + "if a { 1 } else ".repeat(90) + "{ 2 }")) {
      Source source = new Source("deep.tgraph", text + "\n");
      assertEquals(List.of(), Parser.parse(source).diagnostics());
      check(source);
    }
  }

  private static void check(Source source) {
    try {
      Parsed before = Parser.parse(source);
      // Without the second look, which would hide a mistake.
      Source formatted = new Source(source.name(), Formatter.layOut(before));
      Parsed after = Parser.parse(formatted);
      assertEquals(List.of(), after.diagnostics());
      assertEquals(
          TreeText.compact(before.script().statements()),
          TreeText.compact(after.script().statements()));
      assertEquals(comments(before), comments(after));
      assertEquals(formatted.text(), Formatter.layOut(after));
      assertTrue(Parser.sameWords(source, formatted));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("in\n" + source.text() + "\n" + e.getMessage(), e);
    }
  }

  private static List<String> comments(Parsed parsed) {
    return parsed.comments().stream().map(Span::text).map(String::stripTrailing).toList();
  }
}

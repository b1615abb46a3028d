package org.tgraph.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

class TextRendererTest {
  private static final TextRenderer PLAIN = new TextRenderer(false);

  private static Span find(Source source, String text, int nth) {
    int at = -1;
    for (int i = 0; i < nth; i++) {
      at = source.text().indexOf(text, at + 1);
    }
    return source.span(at, at + text.length());
  }

  @Test
  void the_example_of_the_design() {
    Source source =
        new Source(
            "model.tgraph",
            """


            fn layer(x: f64[batch, k], w: f64[n, h]) -> f64[batch, h] =



              x @ w
            """);
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.TG0301,
                find(source, "@", 1),
                "The inner sizes of `@` must be equal, but `k` is not `n`.")
            .label(find(source, "k", 1), "`k` comes from here")
            .label(find(source, "n, h", 1).source().span(36, 37), "`n` comes from here")
            .label(find(source, "x @", 1).source().span(67, 68), "axis 1 is `k`")
            .label(find(source, "w\n", 1).source().span(71, 72), "axis 0 is `n`")
            .note("`@` is f[..b, m, k], f[..b, k, n] -> f[..b, m, n]")
            .fix(
                Fix.replace(
                    "if they are always equal, write `w: f64[k, h]`", source.span(36, 37), "k"));
    assertEquals(
        """
        error[TG0301]: The inner sizes of `@` must be equal, but `k` is not `n`.
          --> model.tgraph:7:5
         3 | fn layer(x: f64[batch, k], w: f64[n, h]) -> f64[batch, h] =
           |                        -          - `n` comes from here
           |                        `k` comes from here
         7 |   x @ w
           |   - ^ - axis 0 is `n`
           |   axis 1 is `k`
           = note: `@` is f[..b, m, k], f[..b, k, n] -> f[..b, m, n]
           = help: if they are always equal, write `w: f64[k, h]`
        """,
        PLAIN.render(diagnostic));
  }

  @Test
  void three_labels_on_a_line_and_words_at_the_main_span() {
    Source source = new Source("a.tgraph", "let z = f(a, b, c)");
    Diagnostic diagnostic =
        Diagnostic.warning(Code.TG0301, source.span(8, 9), "They differ.")
            .at("called here")
            .label(source.span(10, 11), "the first")
            .label(source.span(13, 14), "the second")
            .label(source.span(16, 17), "the third");
    assertEquals(
        """
        warning[TG0301]: They differ.
          --> a.tgraph:1:9
         1 | let z = f(a, b, c)
           |         ^ -  -  - the third
           |         | |  the second
           |         | the first
           |         called here
        """,
        PLAIN.render(diagnostic));
  }

  @Test
  void tabs_wide_characters_and_a_label_within_the_main_span() {
    Source source = new Source("a.tgraph", "\tlet 値段 = \"日本\" + x");
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0402, source.span(10, 18), "These do not mix.")
            .label(source.span(17, 18), "a number");
    assertEquals(
        """
        error[TG0402]: These do not mix.
          --> a.tgraph:1:11
         1 |     let 値段 = "日本" + x
           |                ^^^^^^^^^- a number
        """,
        PLAIN.render(diagnostic));
  }

  @Test
  void several_lines_and_another_file() {
    Source one = new Source("one.tgraph", "\n".repeat(9) + "f(a,\n  b)\n");
    Source two = new Source("two.tgraph", "fn f(x) = x");
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0208, one.span(9, 18), "Too many arguments.")
            .label(two.span(3, 4), "defined here")
            .note("one\ntwo");
    assertEquals(
        """
        error[TG0208]: Too many arguments.
           --> one.tgraph:10:1
         10 | f(a,
            | ^^^^
           --> two.tgraph:1:4
          1 | fn f(x) = x
            |    - defined here
            = note: one
                    two
        """,
        PLAIN.render(diagnostic));
  }

  @Test
  void a_long_line_is_cropped_around_its_marks() {
    Source source = new Source("a.tgraph", "x + ".repeat(500) + "y" + " + x".repeat(500));
    String text =
        PLAIN.render(
            Diagnostic.error(Code.TG0201, source.span(2000, 2001), "Nothing is called `y`."));
    String[] lines = text.split("\n");
    assertEquals('y', lines[2].charAt(lines[3].indexOf('^')));
    assertTrue(lines[2].length() < 180, lines[2]);
  }

  @Test
  void every_span_of_every_text_can_be_shown() {
    for (String text :
        new String[] {"", "\n", "a\r\n", "\t", "é\u0301\n\uD83D", "x\n\ny", "\u0007"}) {
      Source source = new Source("a.tgraph", text);
      for (int start = 0; start <= text.length() + 2; start++) {
        for (int end = start; end <= text.length() + 2; end++) {
          Span span = source.span(start, end);
          Diagnostic diagnostic =
              Diagnostic.error(Code.TG0101, span, "Message.").at("here").label(span, "and here");
          assertTrue(PLAIN.render(diagnostic).contains("^"));
          assertFalse(PLAIN.render(diagnostic).contains("\u0007"));
        }
      }
    }
  }

  @Test
  void colours_change_no_text() {
    Source source = new Source("a.tgraph", "let x = y");
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0201, source.span(8, 9), "Nothing is called `y`.").note("note");
    String coloured = new TextRenderer(true).render(diagnostic);
    assertTrue(coloured.contains("\u001B[1;31m"));
    assertEquals(PLAIN.render(diagnostic), coloured.replaceAll("\u001B\\[[0-9;]*m", ""));
  }
}

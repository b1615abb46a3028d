package org.tgraph.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.testing.Corpus;
import org.tgraph.testing.Mutations;

/** Reading a text in pieces, and again after an edit, says what reading it at once says. */
class PiecesTest {
  private static final int TEXTS = 6_000;

  /** What is read of a text, of which the tree is compared too. */
  private static String shown(Parsed parsed) {
    return shown(
        parsed.script().statements(),
        parsed.diagnostics(),
        parsed.comments(),
        parsed.parenthesised(),
        parsed.broken());
  }

  private static String shown(Object... parts) {
    StringBuilder shown = new StringBuilder();
    for (Object part : parts) {
      shown.append(part).append('\n');
    }
    return shown.toString();
  }

  private static Reading atOnce(Source source) {
    List<Lexeme> words = new ArrayList<>();
    List<Lexeme> comments = new ArrayList<>();
    Parser.read(source, words, comments);
    List<Span> places = comments.stream().map(c -> source.span(c.start(), c.end())).toList();
    return Parser.read(source, words, places, source.text().length());
  }

  /**
   * Where the whole differs, a bracket that closes nothing was dropped behind a word that asks for
   * more, and the next line taken for what it asks for.
   */
  @Test
  void pieces_say_what_the_whole_says() {
    Mutations mutations = new Mutations(3, Corpus.valid().stream().map(Source::text).toList());
    int different = 0;
    for (int i = 0; i < TEXTS; i++) {
      Source source = new Source("random.tgraph", mutations.next());
      Reading whole = atOnce(source);
      String said =
          shown(
              whole.statements(),
              whole.diagnostics(),
              whole.comments(),
              whole.parenthesised(),
              whole.broken());
      if (!said.equals(shown(Parser.parse(source)))) {
        assertFalse(whole.diagnostics().isEmpty(), said);
        different++;
      }
    }
    assertTrue(different < TEXTS / 200, different + " differ");
  }

  @Test
  void an_edited_text_says_what_it_says_afresh() {
    Random random = new Random(5);
    List<String> programs = Corpus.valid().stream().map(Source::text).toList();
    Mutations mutations = new Mutations(4, programs);
    Parsed before = Parser.parse(new Source("edited.tgraph", programs.get(0)));
    for (int i = 0; i < TEXTS; i++) {
      String text = before.script().source().text();
      int at = random.nextInt(text.length() + 1);
      int until = Math.min(text.length(), at + (random.nextBoolean() ? 0 : random.nextInt(30)));
      String other = mutations.next();
      int from = random.nextInt(other.length() + 1);
      String put = other.substring(from, Math.min(other.length(), from + random.nextInt(40)));
      String edited =
          random.nextInt(50) == 0
              ? programs.get(random.nextInt(programs.size()))
              : text.substring(0, at) + put + text.substring(until);
      Source source = new Source("edited.tgraph", edited);
      Parsed parsed = Parser.parse(source, before);
      assertEquals(shown(Parser.parse(source)), shown(parsed), edited);
      for (int s = 0; s < parsed.size(); s++) {
        assertEquals(parsed.script().statements().get(s).span(), parsed.place(s));
      }
      before = parsed;
    }
  }
}

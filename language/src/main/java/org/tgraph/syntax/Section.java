package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tgraph.source.Source;

/**
 * The lines of a script from one that begins with a letter at the left margin up to the next such
 * line, with the comments right above. No word goes on in the next line, so a section is cut into
 * words by itself.
 *
 * @param words with places that count from the start of the section
 * @param comments likewise
 * @param balances whether each bracket in it is closed in it
 * @param isUnfinished whether its last word may ask for more
 */
record Section(
    int length,
    List<Lexeme> words,
    List<Lexeme> comments,
    Beginning beginning,
    boolean balances,
    boolean isUnfinished) {
  private static final Set<String> INFIX = Set.of("as", "with", "given");

  /** What begins with the first word of a section. */
  enum Beginning {
    /** A statement, for certain. */
    STATEMENT,

    /** A call, which may belong to what is before it. */
    CALL,

    ANYTHING
  }

  static Section of(Source whole, int start, int end) {
    Source text = new Source(whole.name(), whole.text().substring(start, end));
    List<Lexeme> words = new ArrayList<>();
    List<Lexeme> comments = new ArrayList<>();
    Parser.read(text, words, comments);
    return new Section(
        end - start,
        List.copyOf(words),
        List.copyOf(comments),
        beginning(new Headings(text, words)),
        balances(words),
        isUnfinished(new Headings(text, words)));
  }

  private static Beginning beginning(Headings text) {
    int first = 0;
    while (text.type(first) == NEWLINE) {
      first++;
    }
    if (text.begins(first)) {
      return Beginning.STATEMENT;
    }
    boolean isCall = text.type(first) == NAME && text.type(first + 1) == LPAREN;
    return isCall ? Beginning.CALL : Beginning.ANYTHING;
  }

  private static boolean balances(List<Lexeme> words) {
    OpenBrackets open = new OpenBrackets();
    return open.takes(words) && open.isEmpty();
  }

  private static boolean isUnfinished(Headings text) {
    int last = text.words().size() - 1;
    while (text.type(last) == NEWLINE) {
      last--;
    }
    int type = text.type(last);
    return switch (type) {
      case NAME -> INFIX.contains(text.text(last));
      // Spelling makes something else of these.
      case AND_AND, OR_OR, BANG, FAT_ARROW, COLON_ASSIGN, SEMICOLON, C_COMMENT -> true;
      case ODD_SPACE, BAD_CHARACTER -> true;
      default -> LexemeKinds.continuesLine(type) || LexemeKinds.opens(type);
    };
  }
}

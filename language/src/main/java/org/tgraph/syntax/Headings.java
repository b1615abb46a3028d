package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;
import java.util.Set;
import org.tgraph.source.Source;

/** Recognises the words that begin a statement, those included that may be names elsewhere. */
record Headings(Source source, List<Lexeme> words) {
  private static final Set<String> BEFORE_NAME =
      Set.of("import", "input", "type", "model", "derived");
  private static final Set<String> BEFORE_TEXT = Set.of("test", "bench");

  String text(int at) {
    return source.text().substring(words.get(at).start(), words.get(at).end());
  }

  int type(int at) {
    return at >= 0 && at < words.size() ? words.get(at).type() : EOF;
  }

  /** The keyword as which the word at {@code at} begins a statement, or its own type. */
  int heading(int at) {
    if (type(at) != NAME) {
      return type(at);
    }
    if (type(at + 1) == NAME && BEFORE_NAME.contains(text(at))) {
      return keyword(text(at));
    }
    boolean named = type(at + 1) == STRING || type(at + 1) == LBRACE;
    return named && BEFORE_TEXT.contains(text(at)) ? keyword(text(at)) : NAME;
  }

  /**
   * Whether only a statement can begin with the word at {@code at}: no expression goes on with it.
   */
  boolean begins(int at) {
    return switch (heading(at)) {
      case LET, FN, ASSERT, IMPORT, INPUT, TYPE, MODEL, DERIVED, TEST, BENCH -> true;
      default -> false;
    };
  }

  /** Whether the word at {@code at} is the first of its line. */
  boolean leadsLine(int at) {
    return at == 0 || type(at - 1) == NEWLINE;
  }

  int column(int at) {
    return source.position(words.get(at).start()).character();
  }

  private static int keyword(String word) {
    return switch (word) {
      case "import" -> IMPORT;
      case "input" -> INPUT;
      case "type" -> TYPE;
      case "model" -> MODEL;
      case "derived" -> DERIVED;
      case "test" -> TEST;
      default -> BENCH;
    };
  }
}

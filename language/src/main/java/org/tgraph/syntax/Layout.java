package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.source.Source;

/**
 * Decides what the grammar leaves open, for words whose brackets balance: which line ends count,
 * and which of several meanings a word or a bracket has. Afterwards every statement ends with a
 * NEWLINE and no other NEWLINE is left.
 */
final class Layout {
  /**
   * @param at where the bracket stands in the output
   * @param inModel whether it opens the block of a model
   */
  private record Open(int at, int type, boolean inModel) {}

  private final Headings text;
  private final List<Lexeme> words;
  private final List<Lexeme> out;
  private final List<Open> open = new ArrayList<>();

  /** The type of the first word of the outermost statement at hand. */
  private int heading = EOF;

  private Layout(Source source, List<Lexeme> words) {
    this.text = new Headings(source, words);
    this.words = words;
    this.out = new ArrayList<>(words.size() + 16);
  }

  /** Arranges the words of a stretch of the text that ends at {@code end}. */
  static List<Lexeme> arrange(Source source, List<Lexeme> words, int end) {
    Layout layout = new Layout(source, words);
    for (int i = 0; i < words.size(); i++) {
      layout.take(i);
    }
    layout.endStatement(end);
    return layout.out;
  }

  private void take(int at) {
    Lexeme word = words.get(at);
    int type = word.type();
    boolean starts = startsStatement();
    switch (type) {
      case NEWLINE -> newline(at);
      case NAME -> out.add(word.as(name(at, starts)));
      case UNDERSCORE ->
          out.add(word.as(text.type(at + 1) == ARROW && !after(COLON) ? PARAMETER : type));
      case COMMA -> out.add(word.as(LexemeKinds.closes(next(at)) ? LAST_COMMA : COMMA));
      case LPAREN, LBRACK, LBRACE -> open(at);
      case RPAREN, RBRACK, RBRACE -> close(at);
      default -> out.add(after(DOT) && isWord(at) ? word.as(NAME) : word);
    }
    if (starts && open.isEmpty() && type != NEWLINE) {
      heading = out.getLast().type();
    }
  }

  private void newline(int at) {
    int previous = lastType();
    int following = next(at);
    int nextAt = skipLines(at);
    boolean ignored =
        !inBlock()
            || startsStatement()
            || LexemeKinds.continuesPrevious(following)
            || following == ELSE && previous == RBRACE
            || LexemeKinds.continuesLine(previous) && !beginsAnew(nextAt);
    if (!ignored) {
      out.add(words.get(at));
    }
  }

  /** Whether a statement begins at {@code at} even though the line before it is unfinished. */
  private boolean beginsAnew(int at) {
    int following = text.type(at + 1);
    boolean inType = after(COMMA) || after(COLON) || after(ARROW);
    boolean named = text.type(at) == NAME && !inType;
    boolean site = following == TILDE || following == COLON && after(TILDE);
    return text.begins(at) || named && (site || following == ASSIGN);
  }

  private void endStatement(int offset) {
    if (!startsStatement()) {
      out.add(new Lexeme(NEWLINE, offset, offset));
    }
  }

  private void open(int at) {
    Lexeme word = words.get(at);
    int type = word.type();
    if (type == LBRACE && opensRecord(at)) {
      type = RECORD;
    }
    open.add(new Open(out.size(), type, type == LBRACE && heading == MODEL && open.isEmpty()));
    out.add(word.as(type));
  }

  private void close(int at) {
    Lexeme word = words.get(at);
    Open opened = open.removeLast();
    if (opened.type() == LBRACE && !after(LBRACE) && !after(NEWLINE)) {
      out.add(new Lexeme(NEWLINE, word.start(), word.start()));
    }
    out.add(word);
    int before = opened.at() > 0 ? out.get(opened.at() - 1).type() : NEWLINE;
    if (word.type() == RPAREN && text.type(at + 1) == ARROW && !LexemeKinds.endsOperand(before)) {
      out.set(opened.at(), out.get(opened.at()).as(LAMBDA));
    }
  }

  private boolean opensRecord(int at) {
    if (LexemeKinds.endsOperand(lastType()) || after(ELSE)) {
      return false;
    }
    int first = skipLines(at);
    boolean named = text.type(first) == NAME || isWord(first);
    int second = text.type(first + 1);
    boolean lone = next(first) == RBRACE && (after(LPAREN) || after(COMMA));
    return named && (second == COLON || second == COMMA || lone) || after(LET);
  }

  /** What the name at {@code at} means where it stands. */
  private int name(int at, boolean starts) {
    if (after(DOT)) {
      return NAME;
    }
    int following = text.type(at + 1);
    if (LexemeKinds.endsOperand(lastType()) && !starts) {
      return switch (text.text(at)) {
        case "as" -> AS;
        case "with" -> WITH;
        case "given" -> GIVEN;
        default -> NAME;
      };
    }
    if (starts) {
      int begins = text.heading(at);
      if (begins != NAME) {
        return begins;
      }
      if (following == TILDE || following == COLON) {
        return SITE;
      }
      if (text.text(at).equals("factor") && isFactor(following)) {
        return FACTOR;
      }
    }
    if (following == ARROW && !after(COLON)) {
      return PARAMETER;
    }
    boolean argument = following == ASSIGN && !open.isEmpty() && open.getLast().type() == LPAREN;
    return argument && (after(LPAREN) || after(COMMA)) ? ARGUMENT : NAME;
  }

  private boolean isFactor(int following) {
    boolean inModel = !open.isEmpty() && open.getLast().inModel();
    boolean ambiguous = following == LPAREN || following == LBRACK;
    boolean prefix = following == MINUS || following == PLUS || following == TILDE;
    return LexemeKinds.startsOperand(following) && !ambiguous || inModel && (ambiguous || prefix);
  }

  /** Whether the word at {@code at} is written like a name, as keywords are. */
  private boolean isWord(int at) {
    return text.type(at) != EOF
        && text.words().get(at).end() > text.words().get(at).start()
        && Character.isLetter(text.text(at).charAt(0));
  }

  private boolean inBlock() {
    return open.isEmpty() || open.getLast().type() == LBRACE;
  }

  private boolean startsStatement() {
    return inBlock() && (out.isEmpty() || after(NEWLINE) || after(LBRACE));
  }

  private boolean after(int type) {
    return lastType() == type;
  }

  private int lastType() {
    return out.isEmpty() ? EOF : out.getLast().type();
  }

  /** The type of the next word on this line or a later one. */
  private int next(int at) {
    return text.type(skipLines(at));
  }

  private int skipLines(int at) {
    int following = at + 1;
    while (text.type(following) == NEWLINE) {
      following++;
    }
    return following;
  }
}

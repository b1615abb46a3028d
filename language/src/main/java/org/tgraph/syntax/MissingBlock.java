package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;

/** Finds the line that a {@code }} without a {@code {} belongs to, by its indentation. */
final class MissingBlock {
  /** How many words back that line is searched. */
  private static final int SEARCHED = 2000;

  private MissingBlock() {}

  /**
   * The end, in {@code out}, of an earlier line that is indented as the {@code }} at {@code at} and
   * begins what should have a block, with deeper lines between; -1 if there is none.
   */
  static int header(Headings text, List<Lexeme> out, int at) {
    int depth = 0;
    int column = text.column(at);
    int lineEnd = -1;
    for (int i = out.size() - 1; i >= 0 && i > out.size() - SEARCHED; i--) {
      int type = out.get(i).type();
      depth += LexemeKinds.closes(type) ? 1 : LexemeKinds.opens(type) ? -1 : 0;
      if (depth < 0) {
        return -1;
      }
      if (type == NEWLINE) {
        lineEnd = i - 1;
      } else if (i == 0 || out.get(i - 1).type() == NEWLINE) {
        int start = text.source().position(out.get(i).start()).character();
        int closed = type == RBRACE ? 1 : 0;
        if (start <= column) {
          boolean lacks = start == column && depth == closed && lacksBlock(text, out, i, lineEnd);
          return lacks ? lineEnd : -1;
        }
      }
    }
    return -1;
  }

  /** Whether a line of {@code out} promises a block and has none. */
  private static boolean lacksBlock(Headings text, List<Lexeme> out, int from, int to) {
    if (to < from) {
      return false;
    }
    int first = out.get(from).type();
    boolean heads = first == FN || first == FOR || isHeading(text, out.get(from));
    int last = out.get(to).type();
    if (last == ARROW || last == ELSE) {
      return true;
    }
    int depth = 0;
    for (int i = from; i <= to; i++) {
      int type = out.get(i).type();
      if (type == IF) {
        heads = true;
      } else if (depth == 0 && (type == LBRACE || type == ASSIGN)) {
        heads = false;
      }
      depth += LexemeKinds.opens(type) ? 1 : LexemeKinds.closes(type) ? -1 : 0;
    }
    return heads && last != LBRACE;
  }

  private static boolean isHeading(Headings text, Lexeme word) {
    String name = text.source().text().substring(word.start(), word.end());
    return name.equals("model") || name.equals("test") || name.equals("bench");
  }
}

package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;

/**
 * Makes the brackets of a script balance, with one diagnostic for each that lacks, so that what
 * follows in the parser may rely on it. Where a bracket lacks is a guess from the indentation; it
 * is asked only in the part of the script that does not balance by itself.
 */
final class Brackets {
  /**
   * How many lines at the margin one construct may span before its brackets count as unbalanced.
   */
  private static final int LONGEST = 100;

  private final Headings text;
  private final List<Lexeme> words;
  private final List<Lexeme> out = new ArrayList<>();
  private final List<Diagnostic> problems;

  private Brackets(Source source, List<Lexeme> words, List<Diagnostic> problems) {
    this.text = new Headings(source, words);
    this.words = words;
    this.problems = problems;
  }

  static List<Lexeme> balance(Source source, List<Lexeme> words, List<Diagnostic> problems) {
    Brackets brackets = new Brackets(source, words, problems);
    if (brackets.balancedEnd(0, Integer.MAX_VALUE) == words.size()) {
      return words;
    }
    brackets.balance();
    return brackets.out;
  }

  private void balance() {
    int at = 0;
    while (at < words.size()) {
      int end = balancedEnd(at, LONGEST);
      if (end > at) {
        out.addAll(words.subList(at, end));
      } else {
        end = nextMargin(at + 1);
        new BracketRepair(text, out, problems).repair(at, end);
      }
      at = end;
    }
  }

  /**
   * Where the first run of whole lines from {@code from} ends whose brackets balance; {@code from}
   * itself if there is none. The run of the whole script is its size.
   */
  private int balancedEnd(int from, int margins) {
    int[] open = new int[16];
    int depth = 0;
    int passed = 0;
    for (int i = from; i < words.size(); i++) {
      int type = words.get(i).type();
      if (text.leadsLine(i)) {
        if (depth > 0 && open[depth - 1] != LBRACE && text.begins(i)) {
          return from;
        }
        if (i > from && margins < Integer.MAX_VALUE && isMargin(i)) {
          if (depth == 0) {
            return i;
          }
          if (++passed > margins) {
            return from;
          }
        }
      }
      if (LexemeKinds.opens(type)) {
        if (depth == open.length) {
          open = java.util.Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = type;
      } else if (LexemeKinds.closes(type)
          && (depth == 0 || LexemeKinds.closerOf(open[--depth]) != type)) {
        return from;
      }
    }
    return depth == 0 ? words.size() : from;
  }

  private int nextMargin(int from) {
    int at = from;
    while (at < words.size() && !isMargin(at)) {
      at++;
    }
    return at;
  }

  /**
   * Whether a new statement outside all brackets seems to begin: at the left margin, by its word.
   */
  private boolean isMargin(int at) {
    if (!text.leadsLine(at) || text.column(at) != 0) {
      return false;
    }
    boolean call = text.type(at) == NAME && text.type(at + 1) == LPAREN;
    int before = at - 2;
    boolean goesOn =
        before >= 0
            && (LexemeKinds.continuesLine(text.type(before))
                || LexemeKinds.opens(text.type(before)));
    return text.begins(at) || call && !goesOn;
  }
}

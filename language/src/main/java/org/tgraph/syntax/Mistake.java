package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Where the grammar stopped: what the classes that explain it look at.
 *
 * @param words all words of the script
 * @param first the index of the first word of the statement
 * @param at the index of the word that does not fit
 * @param rule the rule of the grammar that did not take it
 * @param expected the types of words that would have fitted
 */
record Mistake(
    Source source, List<Lexeme> words, int first, int at, int rule, List<Integer> expected) {

  int type(int index) {
    return index >= 0 && index < words.size() ? words.get(index).type() : EOF;
  }

  /** The type of the word that does not fit. */
  int found() {
    return type(at);
  }

  /** The type of the word before it. */
  int before() {
    return type(at - 1);
  }

  /** The type of the word that the statement begins with. */
  int heading() {
    return type(first);
  }

  String text(int index) {
    return index >= 0 && index < words.size() ? span(index).text() : "";
  }

  Span span(int index) {
    Lexeme word = words.get(Math.min(index, words.size() - 1));
    return source.span(word.start(), word.end());
  }

  Span between(int from, int to) {
    return span(from).to(span(to));
  }

  /** What stands between two words. */
  Span gap(int left, int right) {
    int start = words.get(left).end();
    return source.span(start, Math.max(start, words.get(right).start()));
  }

  /** The place right behind a word. */
  Span after(int index) {
    int end = words.get(index).end();
    return source.span(end, end);
  }

  /**
   * The index of the last word of the statement; it spans more than one line if it has brackets.
   */
  int last() {
    int depth = 0;
    int index = first;
    while (index + 1 < words.size()) {
      int type = type(index);
      depth += LexemeKinds.opens(type) ? 1 : LexemeKinds.closes(type) ? -1 : 0;
      if (depth < 0 || depth == 0 && type(index + 1) == NEWLINE) {
        return index;
      }
      index++;
    }
    return index;
  }

  /** An error at the word that does not fit; at the end of a line, behind the last word of it. */
  Diagnostic error(Code code, String message) {
    boolean nothing = at >= words.size() || found() == NEWLINE || span(at).text().isEmpty();
    return Diagnostic.error(code, nothing && at > 0 ? after(at - 1) : span(at), message);
  }

  Diagnostic error(Code code, int index, String message) {
    return Diagnostic.error(code, span(index), message);
  }

  Fix replace(int index, String right) {
    return Fix.replace("write `" + right.strip() + "`", span(index), right);
  }

  Fix insertBefore(int index, String text) {
    return Fix.insert("write `" + text.strip() + "` here", span(index), true, text);
  }

  Fix insertAfter(int index, String text) {
    return Fix.insert("write `" + text.strip() + "` here", span(index), false, text);
  }
}

package org.tgraph.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Script;

/**
 * What of the user's layout is kept: comments, parentheses, and where lines ended. Comments are
 * handed out in the order of the text, so whoever makes documents asks in that order too.
 */
final class Layout {
  private final Script script;
  private final Source source;
  private final String text;
  private final List<Span> comments;
  private final Map<Span, Integer> parentheses = new HashMap<>();

  /** The next comment, and the end of what was shown last. */
  private int next;

  private int shown;

  Layout(Parsed parsed) {
    this.script = parsed.script();
    this.source = script.source();
    this.text = source.text();
    this.comments = parsed.comments();
    for (Span span : parsed.parenthesised()) {
      parentheses.merge(span, 1, Integer::sum);
    }
  }

  Script script() {
    return script;
  }

  String text(int start, int end) {
    return text.substring(start, end);
  }

  int length() {
    return text.length();
  }

  /** How many pairs of parentheses stand around what is at {@code span}. */
  int parentheses(Span span) {
    return parentheses.getOrDefault(span, 0);
  }

  /** Where {@code span} begins, the parentheses around it included. */
  int start(Span span) {
    int at = span.start();
    for (int pairs = parentheses(span); pairs > 0; pairs--) {
      at = back(at - 1);
    }
    return at;
  }

  /** Where {@code span} ends, the parentheses around it included. */
  int end(Span span) {
    int at = span.end();
    for (int pairs = parentheses(span); pairs > 0; pairs--) {
      at = find(')', at) + 1;
    }
    return at;
  }

  /** Where the first {@code bracket} at or behind {@code from} stands, comments aside. */
  int find(char bracket, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != bracket) {
      at = text.charAt(at) == '#' ? lineEnd(at) : at + 1;
    }
    return Math.min(at, text.length());
  }

  /** The last place at or before {@code from} that holds neither space nor comment. */
  private int back(int from) {
    int at = from;
    int comment = commentsBefore(from + 1) - 1;
    while (at > 0) {
      if (comment >= 0 && at < comments.get(comment).end()) {
        at = comments.get(comment).start() - 1;
        comment--;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at--;
      } else {
        break;
      }
    }
    return Math.max(0, at);
  }

  private int commentsBefore(int offset) {
    int low = 0;
    int high = comments.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (comments.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Whether a comment before {@code offset} was not handed out yet. */
  boolean pending(int offset) {
    return next < comments.size() && comments.get(next).start() < offset;
  }

  Span nextComment() {
    return comments.get(next);
  }

  /** Whether the next comment stands on the line of what was shown last. */
  boolean sharesLine() {
    int start = comments.get(next).start();
    return shown > 0 && text.substring(Math.min(shown, start), start).indexOf('\n') < 0;
  }

  /** The next comment, to stand behind the line at hand or on a line of its own. */
  Doc take() {
    Span comment = comments.get(next);
    String words = comment.text().stripTrailing();
    int column = source.position(comment.start()).character();
    Doc doc =
        sharesLine() ? new Doc.Trailing(words, column) : Doc.concat(Doc.HARD, Doc.text(words));
    next++;
    shown = comment.end();
    return doc;
  }

  /** The comments before {@code offset} that were not handed out, and the line end they need. */
  Doc before(int offset) {
    List<Doc> docs = new ArrayList<>();
    while (pending(offset)) {
      docs.add(take());
    }
    shown = Math.max(shown, offset);
    if (docs.isEmpty()) {
      return Doc.EMPTY;
    }
    docs.add(Doc.HARD);
    return Doc.concat(docs);
  }

  /** Says that all before {@code offset} has been shown. */
  void shown(int offset) {
    shown = Math.max(shown, offset);
  }

  /** Whether an empty line stands between two places, which only spaces and line ends separate. */
  boolean blankLine(int from, int to) {
    int first = text.indexOf('\n', from);
    return first >= 0 && first < to && text.substring(first + 1, to).indexOf('\n') >= 0;
  }

  /** Whether a line ends between two places. */
  boolean breaks(int from, int to) {
    return text.substring(Math.min(from, to), to).indexOf('\n') >= 0;
  }

  /** Whether a comma stands between two places, comments aside. */
  boolean comma(int from, int to) {
    return find(',', from) < to;
  }
}

package org.tgraph.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Finds the {@code ##} comments that stand, a line each, right above a definition. */
record DocComments(Source source, List<Span> comments) {

  /** The text of those above the definition that begins at {@code offset}; empty without any. */
  String above(int offset) {
    Deque<String> lines = new ArrayDeque<>();
    int below = source.position(offset).line();
    for (int i = lastBefore(offset); i >= 0; i--) {
      Span comment = comments.get(i);
      int line = source.position(comment.start()).line();
      String text = comment.text();
      boolean alone = source.line(line).stripLeading().startsWith("##");
      if (line != below - 1 || !alone || !text.startsWith("##")) {
        break;
      }
      lines.addFirst(text.substring(2).strip());
      below = line;
    }
    return String.join("\n", lines);
  }

  private int lastBefore(int offset) {
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
    return low - 1;
  }
}

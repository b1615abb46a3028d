package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;

/** The difference between two texts as edits of whole lines, the fewest that do. */
final class FormatEdits {
  /** Above this many lines between the first and the last change, all of them are one edit. */
  private static final int LARGEST = 3000;

  private FormatEdits() {}

  static List<Fix.Edit> between(Source before, String after) {
    List<String> a = lines(before.text());
    List<String> b = lines(after);
    int first = 0;
    while (first < Math.min(a.size(), b.size()) && a.get(first).equals(b.get(first))) {
      first++;
    }
    int last = 0;
    while (last < Math.min(a.size(), b.size()) - first
        && a.get(a.size() - 1 - last).equals(b.get(b.size() - 1 - last))) {
      last++;
    }
    List<String> oldLines = a.subList(first, a.size() - last);
    List<String> newLines = b.subList(first, b.size() - last);
    int offset = a.subList(0, first).stream().mapToInt(String::length).sum();
    return edits(before, offset, oldLines, newLines);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static List<Fix.Edit> edits(
      Source source, int offset, List<String> before, List<String> after) {
    boolean isLarge = (long) before.size() * after.size() > (long) LARGEST * LARGEST;
    int[][] common = isLarge ? new int[0][0] : common(before, after);
    List<Fix.Edit> edits = new ArrayList<>();
    int i = 0;
    int j = 0;
    int at = offset;
    while (i < before.size() || j < after.size()) {
      int end = at;
      StringBuilder text = new StringBuilder();
      while ((i < before.size() || j < after.size())
          && !(i < before.size() && j < after.size() && before.get(i).equals(after.get(j)))) {
        boolean drops =
            j == after.size()
                || i < before.size() && (isLarge || common[i + 1][j] >= common[i][j + 1]);
        if (drops) {
          end += before.get(i++).length();
        } else {
          text.append(after.get(j++));
        }
      }
      if (end > at || text.length() > 0) {
        edits.add(new Fix.Edit(source.span(at, end), text.toString()));
      }
      at = end;
      if (i < before.size() && j < after.size()) {
        at += before.get(i).length();
        i++;
        j++;
      }
    }
    return edits;
  }

  /** How many lines the rests of the two texts have in common, in order. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}

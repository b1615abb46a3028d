package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, in the unified format of {@code diff -u}. */
final class LineDiff {
  private static final int CONTEXT = 3;

  private enum Kind {
    SAME(" "),
    OLD("-"),
    NEW("+");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }
  }

  private record Line(Kind kind, String text, int before, int after) {}

  private LineDiff() {}

  /** Nothing if the texts are equal. */
  static String of(String name, String before, String after, Paint paint) {
    if (before.equals(after)) {
      return "";
    }
    List<Line> lines = lines(before.split("\n", -1), after.split("\n", -1));
    StringBuilder out = new StringBuilder();
    out.append(paint.bold("--- " + name)).append('\n');
    out.append(paint.bold("+++ " + name + ", formatted")).append('\n');
    int i = 0;
    while (i < lines.size()) {
      if (lines.get(i).kind == Kind.SAME) {
        i++;
        continue;
      }
      int from = Math.max(0, i - CONTEXT);
      int to = end(lines, i);
      hunk(lines.subList(from, to), out, paint);
      i = to;
    }
    return out.toString();
  }

  /** Where the hunk ends whose first change is at {@code start}. */
  private static int end(List<Line> lines, int start) {
    int lastChange = start;
    for (int i = start; i < lines.size() && i <= lastChange + 2 * CONTEXT + 1; i++) {
      lastChange = lines.get(i).kind == Kind.SAME ? lastChange : i;
    }
    return Math.min(lines.size(), lastChange + CONTEXT + 1);
  }

  private static void hunk(List<Line> lines, StringBuilder out, Paint paint) {
    long old = lines.stream().filter(l -> l.kind != Kind.NEW).count();
    long now = lines.stream().filter(l -> l.kind != Kind.OLD).count();
    Line first = lines.get(0);
    String head = "@@ -%d,%d +%d,%d @@".formatted(first.before + 1, old, first.after + 1, now);
    out.append(paint.cyan(head)).append('\n');
    for (Line line : lines) {
      String text = line.kind.mark + line.text;
      out.append(
              switch (line.kind) {
                case SAME -> text;
                case OLD -> paint.red(text);
                case NEW -> paint.green(text);
              })
          .append('\n');
    }
  }

  /** By the longest common subsequence of the lines between the equal ends. */
  private static List<Line> lines(String[] a, String[] b) {
    int start = 0;
    while (start < a.length && start < b.length && a[start].equals(b[start])) {
      start++;
    }
    int tail = 0;
    while (tail < a.length - start
        && tail < b.length - start
        && a[a.length - 1 - tail].equals(b[b.length - 1 - tail])) {
      tail++;
    }
    int n = a.length - tail;
    int m = b.length - tail;
    int[][] common = new int[n - start + 1][m - start + 1];
    for (int i = n - 1; i >= start; i--) {
      for (int j = m - 1; j >= start; j--) {
        common[i - start][j - start] =
            a[i].equals(b[j])
                ? common[i - start + 1][j - start + 1] + 1
                : Math.max(common[i - start + 1][j - start], common[i - start][j - start + 1]);
      }
    }
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean inside = i >= start && i < n && j >= start && j < m;
      if (i < a.length
          && j < b.length
          && a[i].equals(b[j])
          && (inside || i < start || i >= n && j >= m)) {
        lines.add(new Line(Kind.SAME, a[i], i++, j++));
      } else if (i < n
          && (j >= m || common[i - start + 1][j - start] >= common[i - start][j - start + 1])) {
        lines.add(new Line(Kind.OLD, a[i], i++, j));
      } else {
        lines.add(new Line(Kind.NEW, b[j], i, j++));
      }
    }
    if (a[a.length - 1].isEmpty() && b[b.length - 1].isEmpty()) {
      // The end of the last line, which is no line itself.
      lines.removeLast();
    }
    return lines;
  }
}

package org.tgraph.format;

import java.util.List;

/**
 * Puts the comments behind their lines. Those that stood in one column on lines that follow each
 * other stay in one column: the same, if the code leaves room, or else the first that is free.
 */
final class CommentColumns {
  /** The fewest spaces between code and a comment behind it. */
  private static final int GAP = 2;

  private CommentColumns() {}

  /** The lines as a text. */
  static String join(List<Printer.Printed> lines) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && together(lines.get(at), lines.get(end))) {
        end++;
      }
      List<Printer.Printed> group = lines.subList(at, end);
      int column = group.getFirst().column();
      for (Printer.Printed line : group) {
        column = Math.max(column, line.code().length() + GAP);
      }
      for (Printer.Printed line : group) {
        text.append(line.code());
        if (!line.comment().isEmpty()) {
          text.repeat(' ', column - line.code().length()).append(line.comment());
        }
        text.append('\n');
      }
      at = end;
    }
    return text.toString();
  }

  private static boolean together(Printer.Printed one, Printer.Printed next) {
    boolean both = !one.comment().isEmpty() && !next.comment().isEmpty();
    return both && one.column() == next.column();
  }
}

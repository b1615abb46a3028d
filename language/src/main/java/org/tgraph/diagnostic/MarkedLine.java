package org.tgraph.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of a source as a terminal shows it, and the rows of marks and words below it. No two
 * words share a place: the rightmost stands behind its mark, each other on a row of its own.
 */
final class MarkedLine {
  /** The most columns of a line that are shown. */
  private static final int WIDEST = 160;

  /** How many columns before the first mark of a wider line are shown. */
  private static final int BEFORE = 40;

  private static final int TAB = 4;

  /** A row below the line, as pieces from left to right. */
  static final class Row {
    private record Piece(int column, String text, boolean main) {}

    private final List<Piece> pieces = new ArrayList<>();

    private void add(int column, String text, boolean main) {
      pieces.add(new Piece(column, text, main));
    }

    String write(Style style) {
      pieces.sort(Comparator.comparingInt(Piece::column));
      StringBuilder text = new StringBuilder();
      int at = 0;
      for (Piece piece : pieces) {
        text.repeat(' ', Math.max(0, piece.column() - at));
        text.append(style.mark(piece.text(), piece.main()));
        at = Math.max(at, piece.column()) + DisplayWidth.of(piece.text());
      }
      return text.toString();
    }
  }

  /** A mark in columns of the terminal. */
  private record Placed(int column, int width, Mark mark) {}

  private final String text;
  private final List<Row> rows = new ArrayList<>();

  MarkedLine(String line, List<Mark> marks) {
    StringBuilder shown = new StringBuilder();
    int[] columns = expand(line, shown);
    int firstMark = marks.stream().mapToInt(mark -> columns[mark.start()]).min().orElse(0);
    boolean wide = columns[line.length()] > WIDEST;
    int from = wide ? Math.max(0, firstMark - BEFORE) : 0;
    this.text = wide ? crop(shown.toString(), from) : shown.toString().stripTrailing();
    int shift = from > 0 ? from - 1 : 0;
    List<Placed> placed = new ArrayList<>();
    for (Mark mark : marks) {
      int column = Math.clamp(columns[mark.start()] - shift, 0, WIDEST);
      int end = Math.clamp(columns[mark.end()] - shift, column, WIDEST);
      placed.add(new Placed(column, Math.max(1, end - column), mark));
    }
    layOut(placed);
  }

  String text() {
    return text;
  }

  List<Row> rows() {
    return rows;
  }

  private void layOut(List<Placed> placed) {
    Row marks = new Row();
    rows.add(marks);
    drawMarks(marks, placed);
    List<Placed> worded = new ArrayList<>();
    for (Placed one : placed) {
      if (!one.mark().text().isEmpty()) {
        worded.add(one);
      }
    }
    worded.sort(Comparator.comparingInt(Placed::column));
    int right = placed.stream().mapToInt(one -> one.column() + one.width()).max().orElse(0);
    if (!worded.isEmpty() && worded.getLast().column() + worded.getLast().width() == right) {
      Placed last = worded.removeLast();
      marks.add(right + 1, last.mark().text(), last.mark().main());
    }
    for (Placed one : worded.reversed()) {
      Row row = new Row();
      int previous = -1;
      for (Placed left : worded) {
        if (left.column() >= one.column()) {
          break;
        }
        if (left.column() > previous) {
          row.add(left.column(), "|", left.mark().main());
          previous = left.column();
        }
      }
      row.add(one.column(), one.mark().text(), one.mark().main());
      rows.add(row);
    }
  }

  /** A mark that lies within another is drawn over it. */
  private static void drawMarks(Row row, List<Placed> placed) {
    int end = placed.stream().mapToInt(one -> one.column() + one.width()).max().orElse(0);
    Placed[] shown = new Placed[end];
    List<Placed> longestFirst = new ArrayList<>(placed);
    longestFirst.sort(Comparator.comparingInt(one -> -one.width()));
    for (Placed one : longestFirst) {
      for (int column = one.column(); column < one.column() + one.width(); column++) {
        boolean kept = shown[column] != null && shown[column].width() == one.width();
        shown[column] = kept && shown[column].mark().main() ? shown[column] : one;
      }
    }
    int column = 0;
    while (column < end) {
      int from = column;
      while (column < end && shown[column] == shown[from]) {
        column++;
      }
      if (shown[from] != null) {
        boolean main = shown[from].mark().main();
        row.add(from, (main ? "^" : "-").repeat(column - from), main);
      }
    }
  }

  /** Writes the line with plain spaces for tabs; gives the terminal's column of each character. */
  private static int[] expand(String line, StringBuilder shown) {
    int[] columns = new int[line.length() + 1];
    int column = 0;
    int i = 0;
    while (i < line.length()) {
      int point = line.codePointAt(i);
      int length = Character.charCount(point);
      for (int j = i; j < i + length; j++) {
        columns[j] = column;
      }
      if (point == '\t') {
        int spaces = TAB - column % TAB;
        shown.repeat(' ', spaces);
        column += spaces;
      } else {
        int visible = DisplayWidth.isControl(point) ? 0xFFFD : point;
        shown.appendCodePoint(visible);
        column += DisplayWidth.of(visible);
      }
      i += length;
    }
    columns[line.length()] = column;
    return columns;
  }

  private static String crop(String line, int from) {
    StringBuilder cropped = new StringBuilder(from > 0 ? "…" : "");
    int column = 0;
    int i = 0;
    while (i < line.length() && column < from + WIDEST) {
      int point = line.codePointAt(i);
      if (column >= from) {
        cropped.appendCodePoint(point);
      }
      column += DisplayWidth.of(point);
      i += Character.charCount(point);
    }
    return i < line.length() ? cropped.append('…').toString() : cropped.toString();
  }
}

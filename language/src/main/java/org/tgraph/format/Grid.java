package org.tgraph.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.source.Position;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;

/**
 * A matrix written as a matrix: a list of lists of numbers, one below the other, whose columns the
 * user has aligned with spaces. They stay aligned, at the right.
 */
final class Grid {
  private Grid() {}

  static Optional<Doc> of(Layout layout, Expr.ListLit matrix) {
    List<List<String>> rows = new ArrayList<>();
    List<List<Integer>> ends = new ArrayList<>();
    boolean padded = false;
    int line = -1;
    for (Expr item : matrix.items()) {
      if (!(item instanceof Expr.ListLit row) || row.items().isEmpty()) {
        return Optional.empty();
      }
      Position start = row.span().source().position(row.span().start());
      boolean plain = layout.text(row.span().start(), row.span().end()).indexOf('\n') < 0;
      if (start.line() == line || !plain || layout.pending(row.span().end())) {
        return Optional.empty();
      }
      line = start.line();
      List<String> cells = new ArrayList<>();
      List<Integer> cellEnds = new ArrayList<>();
      int before = row.span().start() + 1;
      for (Expr cell : row.items()) {
        Span span = cell.span();
        if (!isNumber(cell) || layout.parentheses(span) > 0) {
          return Optional.empty();
        }
        padded |= span.start() - before > (cells.isEmpty() ? 0 : 2);
        before = span.end();
        cells.add(span.text());
        cellEnds.add(span.end() - row.span().start());
      }
      rows.add(cells);
      ends.add(cellEnds);
    }
    boolean aligned = rows.size() > 1 && ends.stream().allMatch(ends.getFirst()::equals);
    boolean closed =
        padded
            && aligned
            && !layout.comma(matrix.items().getLast().span().end(), matrix.span().end());
    boolean opened =
        closed && !layout.breaks(matrix.span().start(), matrix.items().getFirst().span().start());
    return opened ? Optional.of(write(layout, matrix, rows)) : Optional.empty();
  }

  private static boolean isNumber(Expr cell) {
    return switch (cell) {
      case Expr.IntLit e -> true;
      case Expr.FloatLit e -> true;
      case Expr.ImagLit e -> true;
      case Expr.BoolLit e -> true;
      case Expr.Name e -> true;
      case Expr.Unary e -> isNumber(e.operand()) && !(e.operand() instanceof Expr.Unary);
      default -> false;
    };
  }

  private static Doc write(Layout layout, Expr.ListLit matrix, List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<Doc> docs = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder text = new StringBuilder("[");
      for (int i = 0; i < widths.length; i++) {
        String cell = rows.get(r).get(i);
        text.append(i == 0 ? "" : ", ").repeat(' ', widths[i] - cell.length()).append(cell);
      }
      boolean last = r + 1 == rows.size();
      docs.add(Doc.text(text.append(last ? "]" : "],").toString()));
      layout.shown(matrix.items().get(r).span().end());
      int next = last ? matrix.span().end() - 1 : matrix.items().get(r + 1).span().start();
      docs.add(layout.before(next));
      docs.add(last ? Doc.EMPTY : Doc.HARD);
    }
    return Doc.concat(Doc.text("["), new Doc.Align(Doc.concat(docs)), Doc.text("]"));
  }
}

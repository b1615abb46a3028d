package org.tgraph.run.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tgraph.array.Array;
import org.tgraph.run.Datum;

/** A table for a terminal: names on the left, numbers in columns, with as many digits as tell. */
final class TableText {
  private TableText() {}

  static String of(Datum.Table table) {
    List<List<String>> columns = new ArrayList<>();
    table
        .columns()
        .fields()
        .forEach((name, column) -> {
          List<String> cells = new ArrayList<>();
          cells.add(column instanceof Datum.Texts ? "" : name);
          switch (column) {
            case Datum.Texts t -> cells.addAll(t.elements());
            case Datum.Tensor t -> numbers(name, t.array(), cells);
            default -> throw new IllegalStateException("not a column: " + name);
          }
          columns.add(cells);
        });
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < columns.get(0).size(); row++) {
      text.append(row == 0 ? "" : "\n");
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        int width = columns.get(i).stream().mapToInt(String::length).max().orElse(0);
        String cell = columns.get(i).get(row);
        String space = " ".repeat(width - cell.length());
        line.append(i == 0 ? cell + space : "  " + space + cell);
      }
      text.append(line.toString().stripTrailing());
    }
    return text.toString();
  }

  private static void numbers(String name, Array array, List<String> cells) {
    for (long i = 0; i < array.size(); i++) {
      double x = array.getDouble(i);
      cells.add(
          !Double.isFinite(x)
              ? Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf"
              : name.startsWith("ess")
                  ? String.format(Locale.ROOT, "%.0f", x)
                  : name.equals("r_hat") ? String.format(Locale.ROOT, "%.3f", x) : digits(x));
    }
  }

  /** Three digits that tell, but at most three places behind the point. */
  private static String digits(double x) {
    double size = Math.abs(x);
    if (size >= 1e6 || size > 0 && size < 1e-3) {
      return String.format(Locale.ROOT, "%.2e", x);
    }
    int places = size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f", x);
  }
}

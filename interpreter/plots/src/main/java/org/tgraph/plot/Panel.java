package org.tgraph.plot;

import java.util.List;

/**
 * One pair of axes and what is drawn in it.
 *
 * @param rows names of the numbers 0, 1, … of the vertical axis; if there are none it shows numbers
 */
public record Panel(String title, String x, String y, List<Series> series, List<String> rows) {
  public Panel {
    series = List.copyOf(series);
    rows = List.copyOf(rows);
  }

  public Panel(String title, String x, String y, List<Series> series) {
    this(title, x, y, series, List.of());
  }
}

package org.tgraph.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tgraph.plot.Series.Style;

/** Figures of numbers. */
public final class Figures {
  private Figures() {}

  /** Titles; an empty one is left out. */
  public record Titles(String title, String x, String y) {}

  /** How many of the numbers fall into each of {@code bins} equal parts of their range. */
  public static Figure histogram(double[] numbers, int bins, Titles titles) {
    return one(titles, List.of(bars("", numbers, bins)));
  }

  /**
   * A line for each row.
   *
   * @param points the coordinates of points beside them, or nothing
   */
  public static Figure lines(double[] x, double[][] rows, double[][] points, Titles titles) {
    List<Series> series = new ArrayList<>();
    if (points.length == 2) {
      series.add(new Series("", Style.SMALL_POINTS, points[0], points[1]));
    }
    Style style = rows.length == 1 ? Style.LINE : Style.THIN_LINE;
    for (double[] row : rows) {
      series.add(new Series("", style, x, row));
    }
    return one(titles, series);
  }

  public static Figure scatter(double[] x, double[] y, Titles titles) {
    return one(titles, List.of(new Series("", Style.POINTS, x, y)));
  }

  private static Figure one(Titles titles, List<Series> series) {
    Panel panel = new Panel(titles.title(), titles.x(), titles.y(), series);
    return new Figure(titles.title(), 1, List.of(panel));
  }

  /** The outline of the bars of a histogram. */
  static Series bars(String name, double[] numbers, int bins) {
    double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    if (low == high) {
      low -= 0.5;
      high += 0.5;
    }
    double width = (high - low) / bins;
    double[] counts = new double[bins];
    for (double x : finite) {
      counts[Math.min((int) ((x - low) / width), bins - 1)]++;
    }
    return outline(name, low, width, counts);
  }

  /** Up, along and down each bar. */
  static Series outline(String name, double from, double width, double[] heights) {
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {from, 0});
    for (int i = 0; i < heights.length; i++) {
      points.add(new double[] {from + i * width, heights[i]});
      points.add(new double[] {from + (i + 1) * width, heights[i]});
    }
    points.add(new double[] {from + heights.length * width, 0});
    return new Series(
        name,
        Style.AREA,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }
}

package org.tgraph.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tgraph.plot.Series.Style;

/** Figures of the draws of a sampler. */
public final class DrawsFigures {
  /** So many numbers are shown; a figure with more could not be read. */
  static final int MOST = 24;

  private static final int MOST_PAIRS = 5;

  /** So many points of one kind are drawn in one panel, evenly chosen: more hide each other. */
  private static final int MOST_POINTS = 1000;

  private static final int BINS = 20;
  private static final int GRID = 160;

  private DrawsFigures() {}

  /** The draws of one number: those of each chain. */
  public record Number(String name, double[][] chains) {
    double[] all() {
      return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    }
  }

  /** For each number the density of each chain, and beside it the draws in their order. */
  public static Figure trace(List<Number> numbers, String title) {
    List<Panel> panels = new ArrayList<>();
    for (Number number : first(numbers, MOST)) {
      panels.add(densities(number));
      List<Series> lines = new ArrayList<>();
      for (int i = 0; i < number.chains().length; i++) {
        double[] y = number.chains()[i];
        lines.add(new Series("", Style.LINE, upTo(y.length), y));
      }
      panels.add(new Panel(number.name(), "draw", "", lines));
    }
    return new Figure(title, 2, panels);
  }

  /** For each number the density of each chain. */
  public static Figure density(List<Number> numbers, String title) {
    List<Panel> panels = first(numbers, MOST).stream().map(DrawsFigures::densities).toList();
    return new Figure(title, columns(panels.size()), panels);
  }

  private static Panel densities(Number number) {
    List<Series> lines = new ArrayList<>();
    for (int i = 0; i < number.chains().length; i++) {
      lines.add(density(chain(i), number.chains()[i]));
    }
    return new Panel(number.name(), "", "density", lines);
  }

  /**
   * For each number how often each rank among all draws is of each chain; level if the chains agree
   * (Vehtari and others, 2021, section 4.1).
   */
  public static Figure rank(List<Number> numbers, String title) {
    List<Panel> panels = new ArrayList<>();
    for (Number number : first(numbers, MOST)) {
      double[] sorted = number.all();
      Arrays.sort(sorted);
      List<Series> bars = new ArrayList<>();
      for (int i = 0; i < number.chains().length; i++) {
        double[] counts = new double[BINS];
        for (double x : number.chains()[i]) {
          int rank = Arrays.binarySearch(sorted, x);
          counts[(int) ((long) rank * BINS / sorted.length)]++;
        }
        Series outline = Figures.outline(chain(i), 0, sorted.length / (double) BINS, counts);
        bars.add(new Series(outline.name(), Style.LINE, outline.x(), outline.y()));
      }
      panels.add(new Panel(number.name(), "rank", "draws", bars));
    }
    return new Figure(title, columns(panels.size()), panels);
  }

  /**
   * Each pair of the first numbers, against each other.
   *
   * @param divergent for each chain which draws end a trajectory that diverged: they are marked
   */
  public static Figure pairs(List<Number> numbers, boolean[][] divergent, String title) {
    List<Number> shown = first(numbers, MOST_PAIRS);
    List<Panel> panels = new ArrayList<>();
    for (int row = 1; row < shown.size(); row++) {
      for (int column = 0; column < shown.size() - 1; column++) {
        if (column >= row) {
          panels.add(new Panel("", "", "", List.of()));
          continue;
        }
        Number x = shown.get(column);
        Number y = shown.get(row);
        List<Series> points = new ArrayList<>();
        points.add(chosen("", Style.POINTS, x, y, divergent, false));
        points.add(chosen("diverged", Style.MARKED_POINTS, x, y, divergent, true));
        points.removeIf(s -> s.x().length == 0);
        panels.add(new Panel("", x.name(), y.name(), points));
      }
    }
    return new Figure(title, Math.max(shown.size() - 1, 1), panels);
  }

  private static Series chosen(
      String name, Style style, Number x, Number y, boolean[][] divergent, boolean which) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < divergent.length; i++) {
      for (int j = 0; j < divergent[i].length; j++) {
        if (divergent[i][j] == which) {
          points.add(new double[] {x.chains()[i][j], y.chains()[i][j]});
        }
      }
    }
    int count = Math.min(points.size(), MOST_POINTS);
    double[][] shown = new double[2][count];
    for (int i = 0; i < count; i++) {
      double[] point = points.get((int) ((long) i * points.size() / count));
      shown[0][i] = point[0];
      shown[1][i] = point[1];
    }
    return new Series(name, style, shown[0], shown[1]);
  }

  /** The median of each number, with its 50 and 90 percent intervals, one below the other. */
  public static Figure forest(List<Number> numbers, String title) {
    List<Number> shown = first(numbers, 2 * MOST);
    List<Series> series = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Number number = shown.get(shown.size() - 1 - i);
      double[] sorted = number.all();
      Arrays.sort(sorted);
      names.add(number.name());
      double[] at = {i, i};
      series.add(new Series("", Style.THIN_LINE, ends(sorted, 0.05), at));
      series.add(new Series("", Style.THICK_LINE, ends(sorted, 0.25), at));
      double[] median = {sorted[sorted.length / 2]};
      series.add(new Series("", Style.MARKED_POINTS, median, new double[] {i}));
    }
    return new Figure(title, 1, List.of(new Panel(title, "", "", series, names)));
  }

  private static double[] ends(double[] sorted, double p) {
    int below = (int) Math.round(p * (sorted.length - 1));
    return new double[] {sorted[below], sorted[sorted.length - 1 - below]};
  }

  /**
   * The density of what was observed, over those of some replications.
   *
   * @param replicated each as long as what was observed
   */
  public static Figure predictive(double[][] replicated, double[] observed, Figures.Titles titles) {
    List<Series> lines = new ArrayList<>();
    int shown = Math.min(replicated.length, 50);
    for (int i = 0; i < shown; i++) {
      // Spread over all draws.
      Series one = density("", replicated[(int) ((long) i * replicated.length / shown)]);
      lines.add(new Series(i == 0 ? "replicated" : "", Style.FAINT_LINE, one.x(), one.y()));
    }
    Series seen = density("observed", observed);
    lines.add(new Series(seen.name(), Style.THICK_LINE, seen.x(), seen.y()));
    Panel panel = new Panel(titles.title(), titles.x(), "density", lines);
    return new Figure(titles.title(), 1, List.of(panel));
  }

  /** A kernel density estimate, with Silverman's width. */
  static Series density(String name, double[] draws) {
    double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < 2) {
      return new Series(name, Style.LINE, new double[0], new double[0]);
    }
    int n = sorted.length;
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double sd = Math.sqrt(Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / (n - 1));
    double spread = (sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4]) / 1.34;
    double width = 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * Math.pow(n, -0.2);
    if (!(width > 0)) {
      return new Series(name, Style.LINE, new double[] {mean, mean}, new double[] {0, 1});
    }
    double low = sorted[0] - 2 * width;
    double high = sorted[n - 1] + 2 * width;
    double[] x = new double[GRID];
    double[] y = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      x[i] = low + (high - low) * i / (GRID - 1);
      for (double draw : sorted) {
        double z = (x[i] - draw) / width;
        y[i] += Math.exp(-0.5 * z * z);
      }
      y[i] /= n * width * Math.sqrt(2 * Math.PI);
    }
    return new Series(name, Style.LINE, x, y);
  }

  private static String chain(int i) {
    return "chain " + (i + 1);
  }

  private static double[] upTo(int n) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> i);
    return x;
  }

  static int columns(int panels) {
    return Math.min(panels, 3);
  }

  private static List<Number> first(List<Number> numbers, int most) {
    return numbers.subList(0, Math.min(numbers.size(), most));
  }
}

package org.tgraph.plot;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.plot.Series.Style;

/**
 * Ranks of a simulation-based calibration, with the band in which counts of ranks stay if all are
 * equally likely (Talts and others, 2018, section 4.1).
 */
public final class CalibrationFigure {
  /** So much of what is counted by chance lies in the band. */
  private static final double BAND = 0.99;

  /** Weights that are smaller beside the largest change no quantile. */
  private static final double NOTHING = 1e-20;

  private CalibrationFigure() {}

  /** The ranks of one number, one of each simulation. */
  public record Ranks(String name, double[] found) {}

  /**
   * For each number how many of its ranks fall into each bin.
   *
   * @param possible ranks are from 0 to this, without it
   */
  public static Figure of(List<Ranks> numbers, int possible, int bins, String title) {
    List<Panel> panels = new ArrayList<>();
    for (Ranks ranks : numbers.subList(0, Math.min(numbers.size(), DrawsFigures.MOST))) {
      double[] counts = new double[bins];
      for (double rank : ranks.found()) {
        if (rank >= 0 && rank < possible) {
          counts[(int) (rank * bins / possible)]++;
        }
      }
      int count = ranks.found().length;
      double[] band = band(count, bins);
      double[] ends = {0, possible};
      boolean isFirst = panels.isEmpty();
      Series outline = Figures.outline("", 0, possible / (double) bins, counts);
      panels.add(
          new Panel(
              ranks.name(),
              "rank",
              "simulations",
              List.of(
                  new Series(
                      isFirst ? "99% if uniform" : "",
                      Style.AREA,
                      new double[] {0, possible, possible, 0},
                      new double[] {band[0], band[0], band[1], band[1]}),
                  new Series("", Style.LINE, outline.x(), outline.y()),
                  new Series("", Style.FAINT_LINE, ends, level(count / (double) bins)))));
    }
    return new Figure(title, DrawsFigures.columns(panels.size()), panels);
  }

  private static double[] level(double y) {
    return new double[] {y, y};
  }

  /**
   * The counts between which that of one of {@code bins} bins lies with probability {@link #BAND}
   * where {@code n} numbers fall into each equally likely: quantiles of the binomial distribution.
   */
  static double[] band(int n, int bins) {
    if (bins == 1) {
      return level(n);
    }
    // Weights of all counts beside that of the mode, so that none is too small to be added up.
    double odds = 1.0 / (bins - 1);
    int mode = Math.min((int) ((n + 1L) / bins), n);
    double[] weights = new double[n + 1];
    weights[mode] = 1;
    double sum = 1;
    for (int i = mode; i < n && weights[i] > NOTHING; i++) {
      weights[i + 1] = weights[i] * odds * (n - i) / (i + 1);
      sum += weights[i + 1];
    }
    for (int i = mode; i > 0 && weights[i] > NOTHING; i--) {
      weights[i - 1] = weights[i] * i / (odds * (n - i + 1));
      sum += weights[i - 1];
    }
    return new double[] {
      quantile(weights, sum * (1 - BAND) / 2), quantile(weights, sum * (1 + BAND) / 2)
    };
  }

  /** The first place up to which weights add up to so much. */
  private static int quantile(double[] weights, double share) {
    double below = 0;
    for (int i = 0; i < weights.length; i++) {
      below += weights[i];
      if (below >= share) {
        return i;
      }
    }
    return weights.length - 1;
  }
}

package org.tgraph.inference;

/** Quantiles by linear interpolation: type 7 of Hyndman and Fan (1996), NumPy's default. */
final class Quantiles {
  private Quantiles() {}

  /**
   * @param sorted ascending, {@code nan} last: a quantile of which is {@code nan}
   */
  static double of(double[] sorted, double p) {
    int last = sorted.length - 1;
    if (Double.isNaN(sorted[last])) {
      return Double.NaN;
    }
    double place = p * last;
    int below = (int) place;
    double rest = place - below;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, last)];
    return low == high ? low : low + rest * (high - low);
  }
}

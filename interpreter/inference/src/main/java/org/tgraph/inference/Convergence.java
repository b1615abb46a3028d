package org.tgraph.inference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * How well chains agree, and how many independent draws they are worth: the measures of Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner, "Rank-Normalization, Folding, and Localization: An
 * Improved R-hat for Assessing Convergence of MCMC" (2021), computed as in R's package {@code
 * posterior}. Draws of one number are an array for each chain, all of one length. Where all draws
 * are the same, or one is not a finite number, a measure is {@code nan}.
 */
final class Convergence {
  private final double[][] chains;
  private final double[] sorted;
  private final boolean isMeasurable;
  private double[][] scores;

  /**
   * @param sorted all draws, ascending
   */
  Convergence(double[][] chains, double[] sorted) {
    this.chains = chains;
    this.sorted = sorted;
    double least = sorted[0];
    double most = sorted[sorted.length - 1];
    this.isMeasurable =
        least < most && Double.isFinite(least) && Double.isFinite(most) && chains[0].length >= 4;
  }

  /** The rank-normalized split R-hat: near 1 if the chains agree in place and in spread. */
  double rHat() {
    if (!isMeasurable) {
      return Double.NaN;
    }
    double median = Quantiles.of(sorted, 0.5);
    double[][] folded = map(chains, x -> Math.abs(x - median));
    return Math.max(split(halves(scores())), split(halves(normalScores(folded, sorted(folded)))));
  }

  /** The effective sample size for the middle of the distribution. */
  double bulk() {
    return isMeasurable ? effective(halves(scores())) : Double.NaN;
  }

  /** The effective sample size for its tails: the smaller of those of two quantiles. */
  double tail() {
    return isMeasurable ? Math.min(tail(0.05), tail(0.95)) : Double.NaN;
  }

  private double tail(double p) {
    double bound = Quantiles.of(sorted, p);
    return effective(halves(map(chains, x -> x <= bound ? 1 : 0)));
  }

  /** The effective sample size for the mean. */
  double mean() {
    return isMeasurable ? effective(halves(chains)) : Double.NaN;
  }

  private double[][] scores() {
    if (scores == null) {
      scores = normalScores(chains, sorted);
    }
    return scores;
  }

  /** All draws, ascending. */
  static double[] sorted(double[][] chains) {
    int length = chains[0].length;
    double[] all = new double[chains.length * length];
    for (int i = 0; i < chains.length; i++) {
      System.arraycopy(chains[i], 0, all, i * length, length);
    }
    Arrays.sort(all);
    return all;
  }

  private static double[][] map(double[][] chains, DoubleUnaryOperator f) {
    double[][] all = new double[chains.length][chains[0].length];
    for (int i = 0; i < chains.length; i++) {
      for (int k = 0; k < all[i].length; k++) {
        all[i][k] = f.applyAsDouble(chains[i][k]);
      }
    }
    return all;
  }

  /** The halves of each chain as chains; of an odd number of draws without the middle one. */
  private static double[][] halves(double[][] chains) {
    double[][] halves = new double[2 * chains.length][];
    for (int i = 0; i < chains.length; i++) {
      int n = chains[i].length;
      halves[2 * i] = Arrays.copyOfRange(chains[i], 0, n / 2);
      halves[2 * i + 1] = Arrays.copyOfRange(chains[i], n - n / 2, n);
    }
    return halves;
  }

  /**
   * Standard normal numbers of ranks from 1 to {@code of}, by Blom's formula: they are the same for
   * all numbers that are measured.
   */
  private record Scores(int of, double[] byRank) {
    private static volatile Scores last = new Scores(0, new double[0]);

    static Scores of(int count) {
      Scores now = last;
      if (now.of != count) {
        double[] byRank = new double[count];
        for (int i = 0; i < count; i++) {
          byRank[i] = score(i + 1, count);
        }
        now = new Scores(count, byRank);
        last = now;
      }
      return now;
    }

    static double score(double rank, int count) {
      return normalQuantile((rank - 0.375) / (count + 0.25));
    }
  }

  /** Standard normal numbers of the same ranks; equal numbers share a rank. */
  private static double[][] normalScores(double[][] chains, double[] sorted) {
    int n = sorted.length;
    double[] scores = Scores.of(n).byRank.clone();
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && sorted[to] == sorted[from]) {
        to++;
      }
      if (to > from + 1) {
        Arrays.fill(scores, from, to, Scores.score(0.5 * (from + 1 + to), n));
      }
      from = to;
    }
    return map(chains, x -> scores[Arrays.binarySearch(sorted, x)]);
  }

  private static double normalQuantile(double p) {
    return p < 0.5
        ? -Math.sqrt(2) * InverseErfc.value(2 * p)
        : Math.sqrt(2) * InverseErfc.value(2 * (1 - p));
  }

  private static double split(double[][] chains) {
    double n = chains[0].length;
    double within = Arrays.stream(chains).mapToDouble(Moments::variance).average().orElseThrow();
    double between = Moments.variance(Arrays.stream(chains).mapToDouble(Moments::mean).toArray());
    return Math.sqrt(((n - 1) / n * within + between) / within);
  }

  /**
   * The effective sample size by Geyer's initial monotone sequence: sums of the autocorrelations at
   * two lags that follow each other, as long as they are positive, and never rising.
   */
  private static double effective(double[][] chains) {
    int n = chains[0].length;
    Autocovariance covariance = new Autocovariance(chains);
    double within = covariance.at(0) * n / (n - 1);
    double between = Moments.variance(Arrays.stream(chains).mapToDouble(Moments::mean).toArray());
    double total = within * (n - 1) / n + between;
    double even = 1;
    double odd = 1 - (within - covariance.at(1)) / total;
    double smallest = even + odd;
    double sum = 0;
    int lag = 0;
    while (lag < n - 5 && even + odd > 0) {
      sum += smallest;
      lag += 2;
      even = 1 - (within - covariance.at(lag)) / total;
      odd = 1 - (within - covariance.at(lag + 1)) / total;
      smallest = Math.min(smallest, even + odd);
    }
    double tau = -1 + 2 * sum + Math.max(even, 0);
    double all = (double) chains.length * n;
    return all / Math.max(tau, 1 / Math.log10(all));
  }
}

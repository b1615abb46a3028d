package org.tgraph.inference;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * How well chains agree, and how many independent draws they are worth: the measures of Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner, "Rank-Normalization, Folding, and Localization: An
 * Improved R-hat for Assessing Convergence of MCMC" (2021), computed as in R's package {@code
 * posterior}. Draws of one number are an array for each chain, all of one length. Where all draws
 * are the same, or one is not a finite number, a measure is {@code nan}.
 */
final class Convergence {
  private Convergence() {}

  /** The rank-normalized split R-hat: near 1 if the chains agree in place and in spread. */
  static double rHat(double[][] chains) {
    if (!isMeasurable(chains)) {
      return Double.NaN;
    }
    double[] sorted = sorted(chains);
    double median = Quantiles.of(sorted, 0.5);
    double[][] folded = new double[chains.length][];
    for (int i = 0; i < chains.length; i++) {
      folded[i] = Arrays.stream(chains[i]).map(x -> Math.abs(x - median)).toArray();
    }
    return Math.max(
        split(halves(normalScores(chains, sorted))),
        split(halves(normalScores(folded, sorted(folded)))));
  }

  /** The effective sample size for the middle of the distribution. */
  static double bulk(double[][] chains) {
    return isMeasurable(chains)
        ? effective(halves(normalScores(chains, sorted(chains))))
        : Double.NaN;
  }

  /** The effective sample size for its tails: the smaller of those of two quantiles. */
  static double tail(double[][] chains) {
    if (!isMeasurable(chains)) {
      return Double.NaN;
    }
    double[] sorted = sorted(chains);
    return Math.min(
        effective(halves(below(chains, Quantiles.of(sorted, 0.05)))),
        effective(halves(below(chains, Quantiles.of(sorted, 0.95)))));
  }

  /** The effective sample size for the mean. */
  static double mean(double[][] chains) {
    return isMeasurable(chains) ? effective(halves(chains)) : Double.NaN;
  }

  private static boolean isMeasurable(double[][] chains) {
    double first = chains[0][0];
    boolean differ = false;
    for (double[] chain : chains) {
      for (double x : chain) {
        if (!Double.isFinite(x)) {
          return false;
        }
        differ |= x != first;
      }
    }
    return differ && chains[0].length >= 4;
  }

  private static double[] sorted(double[][] chains) {
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    Arrays.sort(all);
    return all;
  }

  private static double[][] below(double[][] chains, double bound) {
    double[][] is = new double[chains.length][];
    for (int i = 0; i < chains.length; i++) {
      is[i] = Arrays.stream(chains[i]).map(x -> x <= bound ? 1 : 0).toArray();
    }
    return is;
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

  /** Standard normal numbers of the same ranks, by Blom's formula; equal numbers share a rank. */
  private static double[][] normalScores(double[][] chains, double[] sorted) {
    int n = sorted.length;
    double[] scores = new double[n];
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && sorted[to] == sorted[from]) {
        to++;
      }
      double rank = 0.5 * (from + 1 + to);
      Arrays.fill(scores, from, to, normalQuantile((rank - 0.375) / (n + 0.25)));
      from = to;
    }
    double[][] all = new double[chains.length][];
    for (int i = 0; i < chains.length; i++) {
      all[i] = Arrays.stream(chains[i]).map(x -> scores[Arrays.binarySearch(sorted, x)]).toArray();
    }
    return all;
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
   * two lags that follow each other, as long as they are positive, and never rising. Only the lags
   * that count are computed.
   */
  private static double effective(double[][] chains) {
    int n = chains[0].length;
    double[][] centred = new double[chains.length][];
    for (int i = 0; i < chains.length; i++) {
      double mean = Moments.mean(chains[i]);
      centred[i] = Arrays.stream(chains[i]).map(x -> x - mean).toArray();
    }
    double within = covariance(centred, 0) * n / (n - 1);
    double between = Moments.variance(Arrays.stream(chains).mapToDouble(Moments::mean).toArray());
    double total = within * (n - 1) / n + between;
    double even = 1;
    double odd = 1 - (within - covariance(centred, 1)) / total;
    double smallest = even + odd;
    double sum = 0;
    int lag = 0;
    while (lag < n - 5 && even + odd > 0) {
      sum += smallest;
      lag += 2;
      even = 1 - (within - covariance(centred, lag)) / total;
      odd = 1 - (within - covariance(centred, lag + 1)) / total;
      smallest = Math.min(smallest, even + odd);
    }
    double tau = -1 + 2 * sum + Math.max(even, 0);
    double all = (double) chains.length * n;
    return all / Math.max(tau, 1 / Math.log10(all));
  }

  /** The mean over the chains of the autocovariance at a lag. */
  private static double covariance(double[][] centred, int lag) {
    double sum = 0;
    for (double[] chain : centred) {
      for (int i = lag; i < chain.length; i++) {
        sum += chain[i] * chain[i - lag];
      }
    }
    return sum / centred[0].length / centred.length;
  }
}

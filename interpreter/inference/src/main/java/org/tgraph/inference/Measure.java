package org.tgraph.inference;

import java.util.Arrays;

/** What a summary says of the draws of one number, in the order of its columns. */
public enum Measure {
  MEAN,
  /** The Monte Carlo standard error of the mean. */
  MCSE,
  SD,
  Q5,
  MEDIAN,
  Q95,
  ESS_BULK,
  ESS_TAIL,
  R_HAT;

  /** All measures of the draws of one number: an array for each chain, all of one length. */
  public static double[] of(double[][] chains) {
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    double mean = Moments.mean(all);
    double sd = Math.sqrt(Moments.variance(all));
    Arrays.sort(all);
    return new double[] {
      mean,
      sd / Math.sqrt(Convergence.mean(chains)),
      sd,
      Quantiles.of(all, 0.05),
      Quantiles.of(all, 0.5),
      Quantiles.of(all, 0.95),
      Convergence.bulk(chains),
      Convergence.tail(chains),
      Convergence.rHat(chains)
    };
  }
}

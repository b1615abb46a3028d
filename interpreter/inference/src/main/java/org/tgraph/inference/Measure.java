package org.tgraph.inference;

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
    double[] all = Convergence.sorted(chains);
    double mean = Moments.mean(all);
    double sd = Math.sqrt(Moments.variance(all));
    Convergence convergence = new Convergence(chains, all);
    return new double[] {
      mean,
      sd / Math.sqrt(convergence.mean()),
      sd,
      Quantiles.of(all, 0.05),
      Quantiles.of(all, 0.5),
      Quantiles.of(all, 0.95),
      convergence.bulk(),
      convergence.tail(),
      convergence.rHat()
    };
  }
}

package org.tgraph.inference;

/**
 * The mean over chains of their autocovariances, found lag by lag as long as few are asked for: a
 * chain that mixes needs no more. Further ones are the transform of the power spectrum (Wiener and
 * Khinchin), which gives all up to a lag at once.
 */
final class Autocovariance {
  /** So many lags take about as long as the transforms. */
  private static final int FEW = 64;

  private final double[][] centred;
  private final int draws;
  private double[] known = {};

  /**
   * @param chains all of one length
   */
  Autocovariance(double[][] chains) {
    this.draws = chains[0].length;
    this.centred = new double[chains.length][draws];
    for (int i = 0; i < chains.length; i++) {
      double mean = Moments.mean(chains[i]);
      for (int k = 0; k < draws; k++) {
        centred[i][k] = chains[i][k] - mean;
      }
    }
  }

  /** That at a lag below the number of draws. */
  double at(int lag) {
    if (lag < FEW) {
      return direct(lag);
    }
    if (lag >= known.length) {
      known = upTo(lag);
    }
    return known[lag];
  }

  private double direct(int lag) {
    double sum = 0;
    for (double[] chain : centred) {
      for (int i = lag; i < draws; i++) {
        sum += chain[i] * chain[i - lag];
      }
    }
    return sum / draws / centred.length;
  }

  /** Those at all lags up to one, and at more where they cost nothing. */
  private double[] upTo(int lag) {
    // Zeros behind a chain, as many as the largest lag, keep its end from meeting its start.
    PowerOfTwoTransform transform = PowerOfTwoTransform.of(draws + lag);
    int size = transform.size();
    double[] powers = new double[size];
    for (int i = 0; i < centred.length; i += 2) {
      addPowers(i, transform, powers);
    }
    double[] none = new double[size];
    transform.fromReversed(powers, none);
    double[] all = new double[Math.min(draws, size - draws + 1)];
    for (int k = 0; k < all.length; k++) {
      all[k] = powers[k] / size / draws / centred.length;
    }
    return all;
  }

  /**
   * Adds the power spectra of a chain and the next, if there is one. These are the real and the
   * imaginary part of what is transformed: the even part of its spectrum is the sum of theirs, and
   * the odd part has no real part when it is transformed back.
   */
  private void addPowers(int chain, PowerOfTwoTransform transform, double[] powers) {
    double[] re = new double[powers.length];
    double[] im = new double[powers.length];
    System.arraycopy(centred[chain], 0, re, 0, draws);
    if (chain + 1 < centred.length) {
      System.arraycopy(centred[chain + 1], 0, im, 0, draws);
    }
    transform.toReversed(re, im);
    for (int k = 0; k < powers.length; k++) {
      powers[k] += re[k] * re[k] + im[k] * im[k];
    }
  }
}

package org.tgraph.inference;

import java.util.Arrays;

/**
 * Learns the variances of the target during warmup, in windows that double, as Stan does: the first
 * transitions find the region of high density, the last only settle the step size.
 */
final class Metric {
  private final int warmup;
  private final int start;
  private final int end;
  private int windowEnd;
  private int windowSize;
  private int transition;
  private int count;
  private final double[] mean;
  private final double[] squares;

  Metric(int size, int warmup) {
    this.warmup = warmup;
    int first = 75;
    int last = 50;
    int window = 25;
    if (first + last + window > warmup) {
      first = (int) (0.15 * warmup);
      last = (int) (0.1 * warmup);
      window = warmup - first - last;
    }
    this.start = first;
    this.end = warmup - last;
    this.windowSize = window;
    this.windowEnd = first + window;
    this.mean = new double[size];
    this.squares = new double[size];
  }

  /**
   * Learns from the position after a transition of the warmup.
   *
   * @return whether the variances were set anew
   */
  boolean learn(double[] position, double[] variances) {
    transition++;
    if (warmup < 20 || transition <= start || transition > end) {
      return false;
    }
    add(position);
    if (transition < windowEnd) {
      return false;
    }
    // Shrunk towards a small unit metric, as if five numbers of it had been seen before.
    double n = count;
    for (int i = 0; i < variances.length; i++) {
      variances[i] = n / (n + 5) * squares[i] / (n - 1) + 1e-3 * 5 / (n + 5);
    }
    forget();
    windowSize *= 2;
    windowEnd += windowSize;
    // A window that would leave less than one of twice its size takes all that is left.
    if (windowEnd + 2 * windowSize > end) {
      windowEnd = end;
    }
    return true;
  }

  /** Adds to the mean and the sum of squared deviations, by Welford's method. */
  private void add(double[] position) {
    count++;
    for (int i = 0; i < position.length; i++) {
      double before = position[i] - mean[i];
      mean[i] += before / count;
      squares[i] += before * (position[i] - mean[i]);
    }
  }

  private void forget() {
    count = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
  }
}

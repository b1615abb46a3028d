package org.tgraph.inference;

import java.util.Optional;

/**
 * Learns a metric during warmup, in windows that double, as Stan does it: the first transitions
 * find the region of high density, the last only settle the step size.
 */
final class Adaptation {
  private final int warmup;
  private final int start;
  private final int end;
  private int windowEnd;
  private int windowSize;
  private int transition;
  private Spread spread;

  /**
   * @param spread has seen nothing
   */
  Adaptation(Spread spread, int warmup) {
    this.spread = spread;
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
  }

  /** How many transitions there are until there is a new metric, at most. */
  int rest() {
    boolean isOver = warmup < 20 || transition >= end;
    return isOver ? warmup : windowEnd - transition;
  }

  /** Learns from the position after a transition of the warmup; a new metric, at a window's end. */
  Optional<Metric> learn(double[] position) {
    transition++;
    if (warmup < 20 || transition <= start || transition > end) {
      return Optional.empty();
    }
    spread.add(position);
    if (transition < windowEnd) {
      return Optional.empty();
    }
    Metric metric = spread.metric();
    spread = spread.fresh();
    windowSize *= 2;
    windowEnd += windowSize;
    // A window that would leave less than one of twice its size takes all that is left.
    if (windowEnd + 2 * windowSize > end) {
      windowEnd = end;
    }
    return Optional.of(metric);
  }
}

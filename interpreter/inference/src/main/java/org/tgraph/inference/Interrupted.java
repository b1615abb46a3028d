package org.tgraph.inference;

import java.util.List;
import java.util.concurrent.CancellationException;

/** The thread was interrupted when there were draws. */
public final class Interrupted extends CancellationException {
  private static final long serialVersionUID = 1;

  private final transient List<Draws> chains;

  Interrupted(List<Draws> chains) {
    super("Sampling was interrupted.");
    this.chains = List.copyOf(chains);
  }

  /** With draws of an approximation, of which the statistics are the log densities under both. */
  static Interrupted with(Approximation a) {
    double[][] statistics = {a.logDensities(), a.logApproximations()};
    return new Interrupted(List.of(new Draws(a.positions(), statistics, new double[0])));
  }

  /** What each chain has drawn until then; nothing, of those that were in their warmup. */
  public List<Draws> chains() {
    return chains;
  }
}

package org.tgraph.run;

import java.util.concurrent.atomic.LongAdder;
import org.tgraph.program.Sampling;

/** How far a sampler is, and how long it will take if it goes on like that. */
final class SamplingProgress {
  private final LongAdder done = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final long start = System.nanoTime();
  private final long all;
  private final int chains;

  SamplingProgress(Sampling.Settings settings) {
    this.chains = settings.chains();
    this.all = (long) chains * (settings.warmup() + settings.draws());
  }

  /** A transition is done, which took so many steps. */
  void transition(int leaps) {
    done.increment();
    steps.add(leaps);
  }

  /** How many steps were taken: for each, a gradient was computed. */
  long steps() {
    return steps.sum();
  }

  String text() {
    long now = done.sum();
    String so = "sampling, %d chains: %d %% of the transitions".formatted(chains, 100 * now / all);
    double seconds = (System.nanoTime() - start) / 1e9;
    return now == 0
        ? so
        : so + ", about %d s left".formatted(Math.round(seconds * (all - now) / now));
  }
}

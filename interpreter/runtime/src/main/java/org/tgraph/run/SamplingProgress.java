package org.tgraph.run;

import java.util.concurrent.atomic.LongAdder;
import org.tgraph.program.Sampling;

/** How far a sampler is, and how long it will take if it goes on like that. */
final class SamplingProgress {
  private final LongAdder done = new LongAdder();
  private final long start = System.nanoTime();
  private final long all;
  private final int chains;

  SamplingProgress(Sampling.Settings settings) {
    this.chains = settings.chains();
    this.all = (long) chains * (settings.warmup() + settings.draws());
  }

  void transition() {
    done.increment();
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

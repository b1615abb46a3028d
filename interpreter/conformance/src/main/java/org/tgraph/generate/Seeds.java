package org.tgraph.generate;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Tries one seed after the other on all cores; {@code -Dgenerate.minutes=} ends that before all
 * were tried.
 */
final class Seeds {
  private static final int BLOCK = 200;

  private Seeds() {}

  /**
   * @param trial what is done with a seed, by any thread
   * @param sink gets what came of each, in the order of the seeds
   */
  static <T> void each(long first, int count, LongFunction<T> trial, Consumer<T> sink) {
    long limit = Duration.ofMinutes(Long.getLong("generate.minutes", 24 * 60)).toNanos();
    long start = System.nanoTime();
    for (int done = 0; done < count && System.nanoTime() - start < limit; done += BLOCK) {
      long seed = first + done;
      LongStream.range(seed, seed + Math.min(BLOCK, count - done))
          .parallel()
          .mapToObj(trial)
          .toList()
          .forEach(sink);
    }
  }
}

package org.tgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Chains of the no-U-turn sampler, on as many threads as there are processors. What a chain draws
 * depends on the seed and its number, not on the threads.
 */
public final class Chains {
  /** How long chains may take to notice that they are to end. */
  private static final int SECONDS = 10;

  private Chains() {}

  /**
   * Samples a density.
   *
   * @param density makes one for each chain, to be used by one thread at a time
   * @param transition is told of each transition how many steps it took, by many threads
   * @throws NoStart if a chain has no start
   * @throws Interrupted if the thread is interrupted
   */
  public static List<Draws> sample(
      Supplier<? extends Density> density, Settings settings, IntConsumer transition) {
    int threads = Math.min(settings.chains(), Runtime.getRuntime().availableProcessors());
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Draws>> running = new ArrayList<>();
      for (int i = 0; i < settings.chains(); i++) {
        Chain chain = new Chain(density.get(), settings, i, transition);
        running.add(executor.submit(chain::run));
      }
      try {
        List<Draws> all = new ArrayList<>();
        for (Future<Draws> one : running) {
          all.add(one.get());
        }
        return all;
      } catch (InterruptedException interrupted) {
        executor.shutdownNow();
        throw new Interrupted(drawn(executor, running));
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof RuntimeException e
            ? e
            : new IllegalStateException(failed.getCause());
      } finally {
        executor.shutdownNow();
      }
    }
  }

  /** What chains that were told to end have drawn. */
  private static List<Draws> drawn(ExecutorService executor, List<Future<Draws>> chains) {
    try {
      executor.awaitTermination(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    return chains.stream()
        .map(chain -> chain.state() == Future.State.SUCCESS ? chain.resultNow() : Draws.NONE)
        .toList();
  }
}

package org.tgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks on as many threads as there are processors. What they give depends on none of that. */
final class Workers {
  private Workers() {}

  static int threads(int tasks) {
    return Math.max(1, Math.min(tasks, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Does all tasks; what they give, in their order.
   *
   * @throws CancellationException if the thread is interrupted; tasks are too
   */
  static <T> List<T> all(List<? extends Callable<T>> tasks) {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads(tasks.size()))) {
      List<T> results = new ArrayList<>();
      for (Future<T> each : executor.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException interrupted) {
      throw new CancellationException("It was interrupted.");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException e
          ? e
          : new IllegalStateException(failed.getCause());
    }
  }

  /** Ends a task whose thread was told to. */
  static void checkInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("It was interrupted.");
    }
  }
}

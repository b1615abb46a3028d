package org.tgraph.cli;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Whereabouts;
import org.tgraph.source.Span;
import picocli.CommandLine.Option;

/** {@code --timeout}: ends what takes too long. */
final class TimeLimit {
  /** How long something that was told to end may take to do so. */
  private static final long GRACE = 2000;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Give up after so many seconds.")
  private double seconds;

  /**
   * Does the work, on a thread of its own if there is a limit.
   *
   * @throws OutOfTime if it took too long; a thread that does not end then dies with the process
   */
  <T> T within(Supplier<T> work) {
    if (seconds <= 0) {
      return work.get();
    }
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CompletableFuture<Whereabouts> whereabouts = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              whereabouts.complete(Whereabouts.ofThread());
              try {
                result.set(work.get());
              } catch (RuntimeException | Error e) {
                failure.set(e);
              }
            },
            "script");
    worker.setDaemon(true);
    worker.start();
    try {
      worker.join(Math.max(1, (long) (seconds * 1000)));
      boolean late = worker.isAlive();
      if (late) {
        Optional<Span> reached = whereabouts.join().place();
        worker.interrupt();
        worker.join(GRACE);
        throw new OutOfTime(after(), loop(failure.get()).or(() -> reached));
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    if (failure.get() instanceof Error e) {
      throw e;
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
    return result.get();
  }

  /** The loop that ended when it was told to. */
  private static Optional<Span> loop(Throwable failure) {
    return failure instanceof Interruption i ? i.origin().place() : Optional.empty();
  }

  private String after() {
    return (seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds) + " s";
  }
}

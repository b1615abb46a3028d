package org.tgraph.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Whereabouts;
import org.tgraph.program.Program;
import org.tgraph.source.Span;
import picocli.CommandLine.Option;

/** {@code --timeout}: ends what takes too long. */
final class TimeLimit {
  /** How long something that was told to end may take to do so. */
  private static final long GRACE = 2000;

  /** How many seconds a check has at least. */
  private static final double LEAST_OF_CHECKS = 10;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Give up after so many seconds; each test has as many.")
  private double seconds;

  /** How many seconds there are; 0 where there is no limit. */
  double seconds() {
    return Math.max(seconds, 0);
  }

  /** From now on there are so many seconds; no limit if none. */
  void seconds(double now) {
    seconds = now;
  }

  /**
   * Does the work, on a thread of its own if there is a limit.
   *
   * @throws OutOfTime if it took too long; a thread that does not end then dies with the process
   */
  <T> T within(Supplier<T> work) {
    return seconds <= 0 ? work.get() : apart(work);
  }

  /**
   * The same. Where there is no limit and the program samples, Ctrl-C ends that and keeps what was
   * drawn.
   */
  <T> T keeping(Program program, Supplier<T> work) {
    if (seconds > 0 || program.procedures().isEmpty()) {
      return within(work);
    }
    CtrlC interrupts = CtrlC.to(Thread.currentThread());
    try {
      return work.get();
    } finally {
      interrupts.forget();
    }
  }

  /** Where it is kept; what runs out of time keeps nothing. */
  Optional<String> unfinished() {
    return seconds > 0 ? Optional.empty() : Optional.of("interrupted-draws.csv");
  }

  /**
   * Checks a script on a thread of its own. That has ten seconds at least, since what is limited is
   * how long the script may take.
   *
   * @throws OutOfTime if there is a limit and it took too long
   * @throws Stopped as {@link #apart}
   */
  <T> T checking(Supplier<T> check) {
    double given = seconds;
    seconds = given <= 0 ? given : Math.max(given, LEAST_OF_CHECKS);
    try {
      return apart(check);
    } finally {
      seconds = given;
    }
  }

  /**
   * Does the work on a thread of its own, so that whoever waits for it may be interrupted even
   * where the work does not notice.
   *
   * @throws OutOfTime if there is a limit and it took too long
   * @throws Stopped if the calling thread was interrupted; whether the work still goes on, with
   *     nobody waiting for it, is in the message
   */
  <T> T apart(Supplier<T> work) {
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
      // Of 0 milliseconds it would be said that they never end, which is right without a limit.
      worker.join(seconds <= 0 ? 0 : Math.max(1, (long) (seconds * 1000)));
    } catch (InterruptedException e) {
      end(worker);
      throw new Stopped(worker.isAlive());
    }
    if (worker.isAlive()) {
      Optional<Span> reached = whereabouts.join().place();
      end(worker);
      throw new OutOfTime(after(), loop(failure.get()).or(() -> reached), !worker.isAlive());
    }
    if (failure.get() instanceof Error e) {
      throw e;
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
    return result.get();
  }

  /** Tells the thread to end, and waits a little until it has. */
  private static void end(Thread worker) {
    worker.interrupt();
    try {
      worker.join(GRACE);
    } catch (InterruptedException e) {
      // Whoever asks a second time does not want to wait for it.
      Thread.currentThread().interrupt();
    }
    if (worker.isAlive()) {
      Leaving.abandon();
    }
  }

  /** The loop that ended when it was told to. */
  private static Optional<Span> loop(Throwable failure) {
    return failure instanceof Interruption i ? i.origin().place() : Optional.empty();
  }

  /** The limit as text: "2.5 s". */
  String after() {
    return (seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds) + " s";
  }
}

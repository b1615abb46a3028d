package org.tgraph.cli;

import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Tells a person who waits what is being done, on a line of the terminal that goes away again. It
 * appears after a second; where nobody watches, never.
 */
final class Progress implements AutoCloseable {
  private static final long PATIENCE = 1000;
  private static final long STEP = 250;
  private static final String CLEAR = "\r\u001B[K";

  private final PrintStream err;
  private final boolean watched;
  private final long start = System.nanoTime();
  private final Thread ticker;
  private Supplier<String> doing;
  private boolean visible;
  private boolean closed;

  private Progress(Console console, String doing) {
    this.err = console.err();
    this.watched = console.errIsTerminal();
    this.doing = () -> doing;
    this.ticker = new Thread(this::tick, "progress");
    ticker.setDaemon(true);
  }

  static Progress start(Console console, String doing) {
    Progress progress = new Progress(console, doing);
    if (progress.watched) {
      progress.ticker.start();
    }
    return progress;
  }

  /** Says what is being done from now on. */
  void now(String what) {
    now(() -> what);
  }

  /** The same, of something that says anew each time how far it is. */
  synchronized void now(Supplier<String> what) {
    doing = what;
  }

  /** Writes something to the terminal without mixing it with the line. */
  synchronized void aside(Runnable output) {
    clear();
    output.run();
  }

  @Override
  public synchronized void close() {
    clear();
    closed = true;
    notifyAll();
  }

  private synchronized void tick() {
    try {
      long wait = PATIENCE;
      while (!closed) {
        wait(wait);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        if (!closed && seconds >= 1) {
          err.print(CLEAR + doing.get() + " … " + seconds + " s");
          err.flush();
          visible = true;
          wait = STEP;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
      visible = false;
    }
  }
}

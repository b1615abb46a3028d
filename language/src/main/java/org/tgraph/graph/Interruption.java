package org.tgraph.graph;

import java.util.concurrent.CancellationException;

/**
 * The thread was interrupted while a graph ran: at the innermost loop that was running, or else at
 * the equation that was to be next.
 */
public final class Interruption extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** Every element whose number has none of these bits. */
  private static final long SOME = 1023;

  private final transient Origin origin;
  private final boolean isInLoop;

  Interruption(Origin origin) {
    this(origin, false);
  }

  private Interruption(Origin origin, boolean isInLoop) {
    super("interrupted");
    this.origin = origin;
    this.isInLoop = isInLoop;
  }

  /**
   * Ends the work of a thread that was interrupted.
   *
   * @param next what would be done now
   * @throws Interruption if the thread was interrupted
   */
  public static void check(Origin next) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Interruption(next);
    }
  }

  /**
   * The same within a long operation, which asks this about once in a thousandth of a second.
   *
   * @throws Interruption if the thread was interrupted
   */
  public static void check() {
    check(Origin.UNKNOWN);
  }

  /** As above, for a loop over elements: looks at one element of a thousand. */
  public static void check(long element) {
    if ((element & SOME) == 0) {
      check();
    }
  }

  /** The loop with the given origin was told to end. */
  public static Interruption ofLoop(Origin loop) {
    return new Interruption(loop, true);
  }

  public Origin origin() {
    return origin;
  }

  /** The same, while an operation with the given origin ran, unless a place is known. */
  public Interruption during(Origin operation) {
    return origin == Origin.UNKNOWN ? new Interruption(operation, false) : this;
  }

  /** The same, in a step of the loop that has the given origin, unless an inner one is known. */
  Interruption in(Origin loop) {
    return isInLoop ? this : new Interruption(loop, true);
  }
}

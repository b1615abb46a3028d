package org.tgraph.graph;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.tgraph.source.Span;

/**
 * How far a thread is with the graphs that it runs, for another one that waits for it: the only way
 * to say what takes so long while a single operation does.
 */
public final class Whereabouts {
  private static final ThreadLocal<Whereabouts> OF_THREAD =
      ThreadLocal.withInitial(Whereabouts::new);

  private final AtomicReference<Origin> task = new AtomicReference<>(Origin.UNKNOWN);
  private final AtomicReference<Origin> operation = new AtomicReference<>(Origin.UNKNOWN);

  private Whereabouts() {}

  /** Those of the calling thread; any thread may read them. */
  public static Whereabouts ofThread() {
    return OF_THREAD.get();
  }

  /** What comes now is for the given place: preparing a graph, then running it. */
  public void begin(Origin whole) {
    task.setRelease(whole);
    operation.setRelease(Origin.UNKNOWN);
  }

  /** An operation begins. */
  public void reach(Origin next) {
    operation.setRelease(next);
  }

  /** The place of the operation that was reached last; where it has none, that of the task. */
  public Optional<Span> place() {
    return operation.getAcquire().place().or(() -> task.getAcquire().place());
  }
}

package org.tgraph.backend.nativecode;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Whereabouts;

/**
 * Tells machine code that its thread was interrupted, which it cannot see itself: a thread of our
 * own looks at those that are in a call, and sets a slot of the frame, at which loops look. It
 * tells too how far the code is. What a call pays for it is two stores.
 */
final class Interrupts {
  private static final long PERIOD = 20;

  private static final Queue<Seat> SEATS = new ConcurrentLinkedQueue<>();
  private static final ThreadLocal<Seat> OWN = ThreadLocal.withInitial(Interrupts::seat);
  private static Thread watcher;

  private Interrupts() {}

  /** Where a thread says which call it is in. */
  static final class Seat {
    private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
    private final Whereabouts whereabouts = Whereabouts.ofThread();
    private final AtomicReference<Frame> frame = new AtomicReference<>();

    /** The thread is about to run code on the frame, or not any more if it is null. */
    void set(Frame now) {
      frame.setRelease(now);
    }

    private void look() {
      Frame now = frame.getAcquire();
      Thread owner = thread.get();
      if (now == null || owner == null) {
        return;
      }
      List<Origin> places = now.places();
      if (!places.isEmpty()) {
        whereabouts.reach(places.get(now.reached()));
      }
      if (owner.isInterrupted()) {
        now.cancel();
      }
    }

    private boolean isOver() {
      Thread owner = thread.get();
      return owner == null || !owner.isAlive();
    }
  }

  /** That of the calling thread. */
  static Seat ofThread() {
    return OWN.get();
  }

  private static synchronized Seat seat() {
    if (watcher == null) {
      watcher = new Thread(Interrupts::look, "native interrupts");
      watcher.setDaemon(true);
      watcher.start();
    }
    Seat seat = new Seat();
    SEATS.add(seat);
    return seat;
  }

  private static void look() {
    while (true) {
      SEATS.removeIf(Seat::isOver);
      SEATS.forEach(Seat::look);
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

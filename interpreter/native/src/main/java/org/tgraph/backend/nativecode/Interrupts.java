package org.tgraph.backend.nativecode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Whereabouts;

/**
 * Tells machine code that its thread was interrupted, which it cannot see itself: a thread of our
 * own looks at those that are in a call, and sets a slot of the frame, at which loops look. It
 * tells too how far the code is.
 */
final class Interrupts {
  private static final long PERIOD = 20;

  private static final Map<Thread, Watch> CALLS = new HashMap<>();
  private static Thread watcher;

  private Interrupts() {}

  /** One call, while it runs. */
  static final class Watch implements AutoCloseable {
    /** Open to the watcher too; it is there as long as the call is listed. */
    private final MemorySegment frame;

    private final List<Origin> places;
    private final Whereabouts whereabouts = Whereabouts.ofThread();

    Watch(MemorySegment frame, List<Origin> places) {
      this.frame = MemorySegment.ofAddress(frame.address()).reinterpret(frame.byteSize());
      this.places = places;
    }

    private void cancel() {
      frame.setAtIndex(ValueLayout.JAVA_LONG, Program.CANCELLED, 1L);
    }

    private void tell() {
      if (!places.isEmpty()) {
        int place = (int) frame.getAtIndex(ValueLayout.JAVA_LONG, Program.REACHED);
        whereabouts.reach(places.get(place));
      }
    }

    @Override
    public void close() {
      synchronized (CALLS) {
        CALLS.remove(Thread.currentThread());
      }
    }
  }

  /** Watches over the call that this thread is about to make. */
  static Watch watch(MemorySegment frame, List<Origin> places) {
    Watch watch = new Watch(frame, places);
    synchronized (CALLS) {
      if (watcher == null) {
        watcher = new Thread(Interrupts::look, "native interrupts");
        watcher.setDaemon(true);
        watcher.start();
      }
      CALLS.put(Thread.currentThread(), watch);
    }
    return watch;
  }

  private static void look() {
    while (true) {
      synchronized (CALLS) {
        CALLS.forEach((thread, call) -> {
          call.tell();
          if (thread.isInterrupted()) {
            call.cancel();
          }
        });
      }
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

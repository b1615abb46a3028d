package org.tgraph.backend.nativecode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.tgraph.backend.nativecode.lower.Program;

/**
 * Tells machine code that its thread was interrupted, which it cannot see itself: a thread of our
 * own looks at those that are in a call, and sets a slot of the frame, at which loops look.
 */
final class Interrupts {
  private static final long PERIOD = 20;

  private static final Map<Thread, Watch> CALLS = new HashMap<>();
  private static Thread watcher;

  private Interrupts() {}

  /** One call, while it runs. */
  static final class Watch implements AutoCloseable {
    /** Open to the watcher too; it is there as long as the call is listed. */
    private final MemorySegment flag;

    Watch(MemorySegment frame) {
      this.flag =
          MemorySegment.ofAddress(frame.address() + 8L * Program.CANCELLED).reinterpret(Long.BYTES);
    }

    @Override
    public void close() {
      synchronized (CALLS) {
        CALLS.remove(Thread.currentThread());
      }
    }
  }

  /** Watches over the call that this thread is about to make. */
  static Watch watch(MemorySegment frame) {
    Watch watch = new Watch(frame);
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
          if (thread.isInterrupted()) {
            call.flag.set(ValueLayout.JAVA_LONG, 0, 1L);
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

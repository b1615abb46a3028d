package org.tgraph.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Until it is forgotten, the first Ctrl-C interrupts a thread, so that what it has so far can be
 * kept; the second ends the process. JLine takes some hundredths of a second to load, so that it is
 * told aside.
 *
 * @param before what happened at Ctrl-C otherwise
 */
record CtrlC(CompletableFuture<Object> before) {
  private static final String SIGNAL = "INT";

  /** The exit status of what was ended by this signal, as shells have it. */
  private static final int STATUS = 130;

  static CtrlC to(Thread thread) {
    AtomicBoolean isAsked = new AtomicBoolean();
    Runnable interrupts =
        () -> {
          if (isAsked.getAndSet(true)) {
            Runtime.getRuntime().halt(STATUS);
          }
          thread.interrupt();
        };
    return new CtrlC(CompletableFuture.supplyAsync(() -> Signals.register(SIGNAL, interrupts)));
  }

  void forget() {
    Signals.unregister(SIGNAL, before.join());
  }
}

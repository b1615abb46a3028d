package org.tgraph.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Until it is forgotten, the first Ctrl-C interrupts a thread, so that what it has so far can be
 * kept; the second ends the process.
 *
 * @param before what happened at Ctrl-C otherwise
 */
record CtrlC(Object before) {
  private static final String SIGNAL = "INT";

  /** The exit status of what was ended by this signal, as shells have it. */
  private static final int STATUS = 130;

  static CtrlC to(Thread thread) {
    AtomicBoolean isAsked = new AtomicBoolean();
    return new CtrlC(
        Signals.register(
            SIGNAL,
            () -> {
              if (isAsked.getAndSet(true)) {
                Runtime.getRuntime().halt(STATUS);
              }
              thread.interrupt();
            }));
  }

  void forget() {
    Signals.unregister(SIGNAL, before);
  }
}

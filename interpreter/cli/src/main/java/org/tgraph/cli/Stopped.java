package org.tgraph.cli;

import java.util.concurrent.CancellationException;

/** The user did not want to wait any longer. */
final class Stopped extends CancellationException {
  private static final long serialVersionUID = 1L;

  /**
   * @param goesOn whether what was to be stopped has not noticed
   */
  Stopped(boolean goesOn) {
    super(
        goesOn
            ? "Stopped. What was running ends in the background, after the operation that it is at."
            : "Stopped.");
  }
}

package org.tgraph.run.print;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes whole lines. */
final class Lines {
  private Lines() {}

  static void write(Appendable out, String text) {
    try {
      out.append(text).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

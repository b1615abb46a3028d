package org.tgraph.lsp;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What LSP4J has to say of messages that it cannot read, and of a client that is gone: one line on
 * standard error for each, where it would print a stack trace.
 */
final class ServerLog extends Handler {
  private static final int LONGEST = 300;

  /** Kept here: a logger that nobody holds is forgotten with its handlers. */
  private static final Logger LSP4J = Logger.getLogger("org.eclipse.lsp4j");

  private final PrintStream err;

  private ServerLog(PrintStream err) {
    this.err = err;
  }

  static void to(PrintStream err) {
    LSP4J.setUseParentHandlers(false);
    for (Handler handler : LSP4J.getHandlers()) {
      LSP4J.removeHandler(handler);
    }
    LSP4J.addHandler(new ServerLog(err));
  }

  @Override
  public void publish(LogRecord said) {
    String text = String.valueOf(said.getMessage()).replaceAll("\\s+", " ").strip();
    // An answer and its cancellation may cross.
    boolean isUsual = text.startsWith("Unmatched cancel notification");
    if (isUsual || said.getLevel().intValue() < Level.WARNING.intValue()) {
      return;
    }
    err.println("tgraph lsp: " + (text.length() > LONGEST ? text.substring(0, LONGEST) : text));
  }

  @Override
  public void flush() {
    err.flush();
  }

  @Override
  public void close() {
    // Standard error is not ours to close.
  }
}

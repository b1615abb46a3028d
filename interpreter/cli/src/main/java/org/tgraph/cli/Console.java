package org.tgraph.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command reads and writes, and how it may write there.
 *
 * @param outIsTerminal whether a person watches {@code out}
 * @param errIsTerminal whether a person watches {@code err}
 * @param colours whether a person who watches may be shown colours
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colours) {

  /**
   * That of this process. The launcher says in the properties {@code tgraph.stdout} and {@code
   * tgraph.stderr} what is a terminal, since it can ask the system faster than Java; without it
   * both are one if Java's console is.
   */
  static Console ofProcess() {
    return new Console(
        System.in,
        System.out,
        System.err,
        isTerminal("tgraph.stdout"),
        isTerminal("tgraph.stderr"),
        coloursWanted(System.getenv()));
  }

  /** {@code NO_COLOR} (no-color.org), set to anything, means none; so does a dumb terminal. */
  static boolean coloursWanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static boolean isTerminal(String property) {
    String said = System.getProperty(property);
    if (said != null) {
      return said.equals("terminal");
    }
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  boolean outColours() {
    return outIsTerminal && colours;
  }

  boolean errColours() {
    return errIsTerminal && colours;
  }
}

package org.tgraph.lsp;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The server as a process of its own, for the tests. */
final class ServerMain {
  private ServerMain() {}

  public static void main(String[] arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    System.setOut(System.err);
    System.exit(LanguageServerProcess.serve(in, out, "test"));
  }

  /** What starts it. */
  static List<String> command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return List.of(
        java,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        classes,
        ServerMain.class.getName());
  }
}

package org.tgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The {@code tgraph} command; for now it prints its version. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code; whatever happens, the JVM goes on. */
  static int run(String... arguments) {
    if (arguments.length != 1 || !arguments[0].equals("version")) {
      System.err.println("usage: tgraph version");
      return 2;
    }
    System.out.println("tgraph " + version());
    return 0;
  }

  /** The version of this build, from a resource that Maven fills in. */
  static String version() {
    try (var in = Main.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

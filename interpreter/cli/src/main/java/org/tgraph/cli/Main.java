package org.tgraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The {@code tgraph} command; for now it prints its version. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("tgraph " + version());
  }

  /** The version of this build, from a resource that Maven fills in. */
  static String version() throws IOException {
    try (var in = Main.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

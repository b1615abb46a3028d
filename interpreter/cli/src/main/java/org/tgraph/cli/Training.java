package org.tgraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands whose classes the launcher wants loaded and linked ahead of time. The JVM notes
 * what they use in the AOT cache, so that {@code tgraph} starts fast. A command that fails is
 * reported and passed over: the cache then merely knows less.
 */
final class Training {
  private Training() {}

  /** One argument: the root of the sources, where the samples are. */
  public static void main(String[] arguments) {
    train("version");
    for (String sample : List.of("tour/02-functions.tgraph", "longley/longley.tgraph")) {
      Path script = Path.of(arguments[0], "samples").resolve(sample);
      if (Files.exists(script)) {
        train("check", script.toString());
        train("check", "--format", "json", script.toString());
        train("fmt", "--check", script.toString());
        train("run", script.toString());
      }
    }
    train("explain", "TG0301");
  }

  private static void train(String... command) {
    String line = "tgraph " + String.join(" ", command);
    try {
      int code = Main.run(command);
      System.out.println(
          "training: " + (code == 0 ? "done: " : "FAILED with " + code + ": ") + line);
    } catch (RuntimeException | Error e) {
      System.out.println("training: FAILED with " + e + ": " + line);
    }
  }
}

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
    Path sample = Path.of(arguments[0], "samples", "longley", "longley.tgraph");
    train("version");
    if (!Files.exists(sample)) {
      return;
    }
    String script = sample.toString();
    for (var command :
        List.of(
            List.of("check", script),
            List.of("check", "--format", "json", script),
            List.of("fmt", "--check", script),
            List.of("run", script))) {
      train(command.toArray(String[]::new));
    }
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

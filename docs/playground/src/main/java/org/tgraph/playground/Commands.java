package org.tgraph.playground;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts {@code tgraph} commands in processes with a bounded heap and almost no environment. */
record Commands(List<String> tgraph) {
  /** What becomes of standard error. */
  enum Mistakes {
    FORGOTTEN,
    WITH_OUTPUT
  }

  private static final int MAIN_AND_CLASS_PATH = 3;

  /**
   * @param folder where it works
   * @param megabytes its heap
   * @param mistakes where what it says on standard error goes
   * @param arguments from the subcommand on
   */
  Process start(Path folder, int megabytes, Mistakes mistakes, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(tgraph);
    // Before the class path and the main class, which end the list.
    line.addAll(
        line.size() - MAIN_AND_CLASS_PATH,
        List.of("-Xmx" + megabytes + "m", "-XX:ActiveProcessorCount=1", "-XX:-UsePerfData"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C.UTF-8");
    switch (mistakes) {
      case FORGOTTEN -> builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      case WITH_OUTPUT -> builder.redirectErrorStream(true);
    }
    return builder.start();
  }
}

package org.tgraph.playground;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts {@code tgraph} commands in processes with a bounded heap and almost no environment. */
record Commands(List<String> tgraph) {
  /** What a process is for. */
  enum Purpose {
    /** It answers for as long as the page is open, so it is worth compiling well. */
    LANGUAGE("-XX:ReservedCodeCacheSize=48m"),
    /**
     * Most scripts of a playground are over before the second compiler would pay: with it the tour
     * takes one and a half times as long on the one processor.
     */
    SCRIPT("-XX:TieredStopAtLevel=1");

    private final String compiler;

    Purpose(String compiler) {
      this.compiler = compiler;
    }
  }

  private static final int MAIN_AND_CLASS_PATH = 3;

  /**
   * @param folder where it works
   * @param megabytes its heap
   * @param arguments from the subcommand on
   */
  Process start(Purpose purpose, Path folder, int megabytes, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(tgraph);
    // Before the class path and the main class, which end the list.
    line.addAll(
        line.size() - MAIN_AND_CLASS_PATH,
        List.of(
            purpose.compiler,
            "-Xmx" + megabytes + "m",
            "-XX:ActiveProcessorCount=1",
            "-XX:-UsePerfData"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C.UTF-8");
    switch (purpose) {
      case LANGUAGE -> builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      case SCRIPT -> builder.redirectErrorStream(true);
    }
    return builder.start();
  }
}

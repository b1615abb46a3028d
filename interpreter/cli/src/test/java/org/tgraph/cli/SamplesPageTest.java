package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/samples.md} names every sample that is written in the language. */
class SamplesPageTest {
  private static final Path ROOT = Path.of(System.getProperty("tgraph.root"));

  @Test
  void namesAllSamples() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/samples.md"));
    try (Stream<Path> files = Files.walk(ROOT.resolve("samples"))) {
      List<String> missing =
          files
              .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.endsWith(".tgraph"))
              .filter(file -> !page.contains("`" + file + "`"))
              .filter(file -> !page.contains("`" + file.replaceFirst("[^/]+$", "") + "`"))
              .toList();
      assertEquals(List.of(), missing);
    }
  }
}

package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaygroundCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--port=65536, '`--port` must be between 0 and 65535, but is 65536.'",
    "--timeout=0, '`--timeout` must be between 1 and 3600, but is 0.'",
    "--memory=1, '`--memory` must be between 64 and 1048576, but is 1.'",
    "--connections=0, '`--connections` must be between 1 and 1000, but is 0.'",
  })
  void valuesOfOptionsAreChecked(String option, String said) {
    CommandRun run = CommandRun.of("playground", option);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains(said), run.err());
  }

  @Test
  void whereThereIsNoneItSaysSo(@TempDir Path home) throws IOException {
    assertTrue(withHome(home).err().contains("This tgraph has no playground."));
    Files.createDirectories(home.resolve("playground/lib"));
    assertTrue(withHome(home).err().contains("The playground's page was not built"));
  }

  private static CommandRun withHome(Path home) {
    String before = System.getProperty("tgraph.home");
    System.setProperty("tgraph.home", home.toString());
    try {
      return CommandRun.of("playground");
    } finally {
      if (before == null) {
        System.clearProperty("tgraph.home");
      } else {
        System.setProperty("tgraph.home", before);
      }
    }
  }
}

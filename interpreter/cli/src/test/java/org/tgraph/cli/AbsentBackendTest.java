package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend whose folder is there and does not hold it: TG0902. */
class AbsentBackendTest {
  @TempDir private Path home;

  @Test
  void saysThatItIsNotAvailable() throws IOException {
    Files.createDirectories(home.resolve("backends/broken"));
    Path script = Files.writeString(home.resolve("script.tgraph"), "print(1.0)\n");
    String before = System.getProperty("tgraph.home");
    System.setProperty("tgraph.home", home.toString());
    try {
      CommandRun run = CommandRun.of("run", "--backend", "broken", script.toString());
      assertEquals(ExitStatus.FAILED, run.status());
      String expected = "error[TG0902]: The backend `broken` is not available: ";
      assertTrue(run.err().startsWith(expected), run::err);
      assertTrue(run.err().contains(" 1 | print(1.0)\n   | ^"), run::err);
    } finally {
      if (before == null) {
        System.clearProperty("tgraph.home");
      } else {
        System.setProperty("tgraph.home", before);
      }
    }
  }
}

package org.tgraph.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tgraph.run.ReferenceBackend;

/**
 * Each program has an expectation. A missing one is written, from the reference, and fails; {@code
 * -Dgolden=update} writes them all.
 */
class ProgramExpectationsTest {
  private static final Path FOLDER = Path.of("src/main/resources/run");

  @Test
  void eachHasAnExpectation() throws IOException {
    boolean missing = false;
    for (Programs.Script script : Programs.all()) {
      Path file = FOLDER.resolve(script.name() + ".expected");
      if (!Files.exists(file) || "update".equals(System.getProperty("golden"))) {
        missing |= !Files.exists(file);
        Files.writeString(file, ScriptRun.of(script, new ReferenceBackend()).orElseThrow());
      }
    }
    assertTrue(!missing, "an expectation was missing and has been written: look at it");
  }
}

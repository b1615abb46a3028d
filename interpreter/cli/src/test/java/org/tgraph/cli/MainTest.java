package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void versionIsFilledIn() throws IOException {
    assertTrue(Main.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?"));
  }
}

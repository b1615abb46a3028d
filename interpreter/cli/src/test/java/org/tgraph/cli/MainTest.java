package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void versionIsFilledIn() {
    assertTrue(Main.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?"));
  }
}

package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Messages as they were looked at; {@code -Dgolden=update} rewrites them. */
final class Golden {
  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = Path.of("src/test/resources/data", name);
    String expected = Files.exists(file) ? Files.readString(file) : "";
    if (!expected.equals(actual)
        && (expected.isEmpty() || "update".equals(System.getProperty("golden")))) {
      Files.writeString(file, actual);
    }
    if (!"update".equals(System.getProperty("golden"))) {
      assertEquals(expected, actual);
    }
  }
}

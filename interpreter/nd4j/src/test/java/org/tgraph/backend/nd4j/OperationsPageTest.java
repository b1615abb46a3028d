package org.tgraph.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.conformance.OperationsPage;

/** {@code docs/operations.md} lists all operations and functions as they are. */
class OperationsPageTest {
  @Test
  void isUpToDate() throws IOException {
    Path page = Path.of(System.getProperty("tgraph.root")).resolve("docs/operations.md");
    String now = OperationsPage.of(List.of(new Nd4jBackend()));
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(page, now);
    }
    assertEquals(
        Files.exists(page) ? Files.readString(page) : "",
        now,
        () ->
            "docs/operations.md is out of date: run OperationsPageTest again with -Dgolden=update"
                + " (CONTRIBUTING.md, \"Add an operation\"), and commit the page");
  }
}

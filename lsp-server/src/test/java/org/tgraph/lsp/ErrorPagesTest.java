package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.analysis.Analysis;
import org.tgraph.check.Modules;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.source.Source;

class ErrorPagesTest {
  private final String before = System.getProperty("tgraph.home");

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty("tgraph.home");
    } else {
      System.setProperty("tgraph.home", before);
    }
  }

  /** A diagnostic links to the page of its code, if the installation has it. */
  @Test
  void aDiagnosticLinksToThePageOfItsCode(@TempDir Path home) throws IOException {
    Path page = Files.createDirectories(home.resolve("errors")).resolve("TG0201.md");
    Files.writeString(page, "# TG0201");
    System.setProperty("tgraph.home", home.toString());
    Analysis.World world = new Analysis.World(Modules.NONE, DataHeaders.NONE);
    Document document =
        new Document(
            "file:///a.tgraph", 1, new Source("a.tgraph", "print(x)\n"), world, new Recent());
    assertEquals(
        page.toUri().toString(), Diagnostics.of(document).get(0).getCodeDescription().getHref());
    assertEquals(Optional.empty(), ErrorPages.of(Code.TG0301));
  }
}

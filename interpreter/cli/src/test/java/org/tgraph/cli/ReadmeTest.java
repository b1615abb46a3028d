package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;

/** What the README shows is what there is: a sample, and an error as it is printed. */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("tgraph.root"));

  @Test
  void theScriptIsASample() throws IOException {
    String sample = Files.readString(ROOT.resolve("samples/longley/predict.tgraph"));
    assertTrue(Files.readString(ROOT.resolve("README.md")).contains("```\n" + sample + "```"));
  }

  @Test
  void theErrorIsPrintedSo() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int start = readme.indexOf("error[TG0301]");
    String shown = readme.substring(start, readme.indexOf("```", start));
    Path file = ROOT.resolve("layer.tgraph");
    Source source =
        new Source(
            "layer.tgraph",
            """
            fn layer(x: f64[batch, k], w: f64[n, h]) -> f64[batch, h] =
              x @ w
            """);
    Checked checked =
        Checker.check(source, new FileModules(file), DataHeaders.NONE, Overrides.NONE, false);
    assertEquals(1, checked.diagnostics().size());
    assertEquals(
        List.of(shown.strip().split("\n")),
        List.of(new TextRenderer(false).render(checked.diagnostics().get(0)).strip().split("\n")));
  }
}

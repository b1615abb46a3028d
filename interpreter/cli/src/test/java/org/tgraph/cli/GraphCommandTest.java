package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.graph.GraphReader;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class GraphCommandTest {
  private static final String SCRIPT =
      """
      fn layer(x: f64[b, k], w: f64[k, h]) -> f64[b, h] = tanh(x @ w)
      let hidden = layer([[1.0, 2.0]], [[0.5, 0.1], [0.2, 0.3]])
      print(sum(hidden, axis=1), "a < b & c")
      """;

  @TempDir private Path folder;
  private Scripts scripts;
  private String script;

  @BeforeEach
  void folder() {
    scripts = new Scripts(folder);
    script = scripts.write("a.tgraph", SCRIPT);
  }

  @Test
  void theTextReadsBack() {
    CommandRun run = CommandRun.of("graph", script);
    assertEquals(ExitStatus.FINE, run.status());
    GraphReader.Result read = GraphReader.read(run.out());
    assertEquals(run.out(), ((GraphReader.Result.Read) read).graph().toString());
    assertTrue(run.out().contains(" = matmul("), run.out());
  }

  /** What a sampler makes is given, as an input is. */
  @Test
  void ofAModelTheDrawsAreInputs() {
    String model =
        scripts.write(
            "model.tgraph",
            """
            model coin() {
              p ~ Uniform(0.0, 1.0)
              factor 3.0 * log(p)
            }
            let draws = sample(coin(), draws=10, warmup=10, chains=1, seed=1)
            print(mean(draws.p))
            """);
    CommandRun run = CommandRun.of("graph", "--simplify", model);
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(run.out().startsWith("graph(%"), run.out());
    assertTrue(run.out().contains(" = sum{"), run.out());
  }

  @Test
  void theDrawingHasANodeForEachOperation() throws Exception {
    CommandRun run = CommandRun.of("graph", script, "--format", "svg");
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)));
    NodeList titles = svg.getElementsByTagName("title");
    String all = "";
    for (int i = 0; i < titles.getLength(); i++) {
      all += titles.item(i).getTextContent() + "\n";
    }
    assertTrue(all.contains("matmul\n") && all.contains("tanh") && all.contains("axes: [1]"), all);
    assertTrue(all.contains("a.tgraph:3  print(sum("), all);
    assertTrue(run.out().contains("f64[1, 2]"), "types stand on the edges");
  }

  @Test
  void thePageHasTheScriptAndNeedsNothingElse() {
    String page = folder.resolve("g.html").toString();
    assertEquals(
        new CommandRun(ExitStatus.FINE, "", ""), CommandRun.of("graph", script, "-o", page));
    String html = scripts.read("g.html");
    assertTrue(html.contains("let hidden = layer(") && html.contains("a &lt; b &amp; c"), html);
    assertTrue(html.contains("<svg ") && !html.contains("src=") && !html.contains("<link"), html);
  }

  @Test
  void aFunctionCanBeShownAlone() {
    CommandRun run = CommandRun.of("graph", "--function", "layer", script);
    assertTrue(run.out().contains("graph(%x: f64[b, k], %w: f64[k, h])"), run.out());
    CommandRun missing = CommandRun.of("graph", "--function", "nothing", script);
    assertEquals(ExitStatus.USAGE, missing.status());
    assertTrue(missing.err().contains("it has `layer`"), missing.err());
  }

  @Test
  void statisticsCount() {
    CommandRun run = CommandRun.of("graph", "--stats", script);
    assertTrue(run.out().contains("     1   matmul\n"), run.out());
  }

  @Test
  void statisticsOfAFunctionHaveItsGradients() {
    String text = "fn loss(w: f64[k], X: f64[n, k], y: f64[n]) -> f64 = sum((X @ w - y) ** 2)\n";
    String file = scripts.write("loss.tgraph", text);
    String out = CommandRun.of("graph", "--stats", "--function", "loss", file).out();
    assertTrue(out.contains("operations: 2 * k * n + 3 * n\n"), out);
    assertTrue(out.contains("gradient: ") && out.contains("Hessian times a vector: "), out);
  }

  @Test
  void memoryIsForSizesThatAreKnownAndABackendThatPlansIt() {
    CommandRun open = CommandRun.of("graph", "--memory", "--function", "layer", script);
    assertEquals(ExitStatus.USAGE, open.status());
    assertTrue(open.err().contains("say `--size=b=1000`"), open.err());
    CommandRun unplanned = CommandRun.of("graph", "--memory", "--backend=reference", script);
    assertEquals(ExitStatus.USAGE, unplanned.status());
    assertTrue(unplanned.err().contains("`reference` does not know before"), unplanned.err());
    CommandRun other =
        CommandRun.of("graph", "--memory", "--size", "c=3", "--function", "layer", script);
    assertEquals(ExitStatus.USAGE, other.status());
    assertTrue(other.err().contains("has no size `c`"), other.err());
  }

  @Test
  void amountsHaveTheirUnits() {
    assertEquals("1023 bytes", MemoryText.amount(1023));
    assertEquals("1.5 KiB", MemoryText.amount(1536));
    assertEquals("76.3 MiB", MemoryText.amount(80_000_000));
  }

  @Test
  void aWrongScriptHasNoGraph() {
    CommandRun run = CommandRun.of("graph", scripts.write("b.tgraph", "print(missing)\n"));
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.err().contains("error[TG0201]"), run.err());
  }
}

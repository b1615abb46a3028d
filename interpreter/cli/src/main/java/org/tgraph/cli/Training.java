package org.tgraph.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands whose classes the launcher wants loaded and linked ahead of time. The JVM notes
 * what they use in the AOT cache, so that {@code tgraph} starts fast. A command that fails is
 * reported and passed over: the cache then merely knows less.
 */
final class Training {
  private static final List<String> SAMPLES =
      List.of("tour/02-functions.tgraph", "longley/longley.tgraph", "tour/08-hierarchy.tgraph");

  private Training() {}

  /**
   * Two arguments: for whom ({@code commands}, or {@code editor}, which needs those and the
   * language server), and the root of the sources, where the samples are.
   */
  public static void main(String[] arguments) throws IOException {
    Path samples = Path.of(arguments[1], "samples");
    for (String sample : SAMPLES) {
      Path script = samples.resolve(sample);
      if (Files.exists(script)) {
        train("check", script.toString());
        train("check", "--format", "json", script.toString());
        train("fmt", "--check", script.toString());
        train("run", script.toString());
        // Small ones are left to the definitions unless the backend is asked for.
        train("run", "--backend", "native", "--no-cache", script.toString());
      }
    }
    trainOnData();
    train("explain", "TG0301");
    if (arguments[0].equals("editor")) {
      trainEditor(samples.resolve("tour/02-functions.tgraph"));
    }
  }

  /** A model whose data are JSON, drawn from and summarized. */
  private static void trainOnData() throws IOException {
    Path folder = Files.createTempDirectory("tgraph-training");
    Path script = folder.resolve("model.tgraph");
    Path data = folder.resolve("data.json");
    Files.writeString(data, "{\"x\": [0.5, 1.5, 2, 3, 4.25], \"y\": [1, 0, 1, 1, 0]}");
    Files.writeString(
        script,
        """
        input data: {x: f64[n], y: i64[n]} = read("data.json")

        model regression(x: f64[n]) {
          a ~ Normal(0.0, 5.0)
          b: f64[2] ~ HalfCauchy(5.0)
          derived total = sum(b)
          y ~ BernoulliLogit(a + b[0] * x - b[1] * x ** 2)
        }

        let before = for t < n - 1, k < 2: data.x[t + 1 - k]
        let draws = sample(regression(data.x) given {y: bool(data.y)}, chains=2, warmup=100, draws=100)
        print(sum(before), summary(draws))
        """);
    try {
      train("run", script.toString());
      train("run", "--backend", "native", script.toString());
    } finally {
      Files.delete(data);
      Files.delete(script);
      Files.delete(folder);
    }
  }

  /** A short session of an editor, which ends without a word. */
  private static void trainEditor(Path script) throws IOException {
    if (!Files.exists(script)) {
      return;
    }
    String text = Files.readString(script);
    String uri = script.toUri().toString();
    InputStream before = System.in;
    PrintStream out = System.out;
    System.setIn(new ByteArrayInputStream(EditorSession.of(uri, text)));
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      int code = Main.run("lsp");
      out.println("training: " + (code == 0 ? "done" : "FAILED with " + code) + ": tgraph lsp");
    } finally {
      System.setIn(before);
      System.setOut(out);
    }
  }

  private static void train(String... command) {
    String line = "tgraph " + String.join(" ", command);
    try {
      int code = Main.run(command);
      System.out.println(
          "training: " + (code == 0 ? "done: " : "FAILED with " + code + ": ") + line);
    } catch (RuntimeException | Error e) {
      System.out.println("training: FAILED with " + e + ": " + line);
    }
  }
}

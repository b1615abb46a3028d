package org.tgraph.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.format.Formatter;
import org.tgraph.module.FileModules;
import org.tgraph.run.Backend;
import org.tgraph.run.Datum;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.source.Source;

/** Runs the scripts of this project: those of {@code samples/} and the standard library. */
final class Samples {
  /**
   * What a script printed, all numbers of a print in one row, and its failed tests.
   *
   * @param gap what kept it from being run, if anything did
   * @param problems as text; empty if it ran to its end and all tests passed
   */
  record Run(List<double[]> prints, int tests, Optional<String> gap, String problems) {}

  /** The folder of this project; none where only its artifacts are at hand. */
  private static final Optional<Path> ROOT =
      Optional.ofNullable(System.getProperty("tgraph.root")).map(Path::of);

  private Samples() {}

  /** The scripts below a folder of this project; none where that is not at hand. */
  static List<Path> below(String folder) {
    if (ROOT.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(ROOT.get().resolve(folder))) {
      return files
          .filter(f -> f.toString().endsWith(".tgraph") && !f.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script as it is, or as the formatter writes it. */
  static Run run(Path file, boolean formatted, Backend backend) {
    Source source = new Source(file.getFileName().toString(), read(file));
    if (formatted) {
      source = new Source(source.name(), Formatter.format(source).text());
    }
    DataAccess access = DataAccess.forScript(file, List.of(), List.of());
    Checked checked =
        Checker.check(source, new FileModules(file), new FileHeaders(access), Overrides.NONE, true);
    TextRenderer renderer = new TextRenderer(false);
    if (checked.hasErrors()) {
      return new Run(List.of(), 0, Optional.empty(), renderer.render(checked.diagnostics()));
    }
    Optional<String> gap = ScriptRun.gap(checked.program(), backend);
    if (gap.isPresent()) {
      return new Run(List.of(), 0, gap, "");
    }
    List<double[]> prints = new ArrayList<>();
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(),
            backend,
            new WithoutSaving(new FileStore(access)),
            (span, values) -> prints.add(numbers(values)));
    StringBuilder problems = new StringBuilder(renderer.render(runner.run()));
    List<ScriptRunner.TestResult> tests = runner.test();
    for (ScriptRunner.TestResult test : tests) {
      test.failure().ifPresent(f -> problems.append(renderer.render(f)));
    }
    return new Run(prints, tests.size(), gap, problems.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(List<Datum> values) {
    List<Double> numbers = new ArrayList<>();
    values.forEach(v -> collect(v, numbers));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(Datum datum, List<Double> numbers) {
    switch (datum) {
      case Datum.Tensor t -> {
        for (long i = 0; i < t.array().size(); i++) {
          numbers.add(t.array().re(i));
        }
      }
      case Datum.Tuple t -> t.parts().forEach(p -> collect(p, numbers));
      case Datum.Record r -> r.fields().values().forEach(p -> collect(p, numbers));
      case Datum.Table t -> collect(t.columns(), numbers);
      case Datum.Text t -> {}
      case Datum.Texts t -> {}
      case Datum.Other o -> {}
    }
  }
}

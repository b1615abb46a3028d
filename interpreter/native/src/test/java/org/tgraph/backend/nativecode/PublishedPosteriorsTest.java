package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.inference.Measure;
import org.tgraph.module.FileModules;
import org.tgraph.run.Datum;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.source.Source;

/**
 * Published models on their data: means and standard deviations must be those that Stan finds, as
 * far as the Monte Carlo errors of both allow. Each is {@code posteriors/NAME.tgraph}, whose last
 * line samples; {@code NAME.reference.csv} is what {@code reference.R} made of {@code NAME.stan}.
 *
 * <p>The build runs some, with short chains. All, by {@code -Dposteriors=all}; others by their
 * names, {@code -Dposteriors=radon,rats}; longer chains by {@code -Dposteriors.draws=1000}.
 */
class PublishedPosteriorsTest {
  private static final List<String> IN_THE_BUILD =
      List.of("schools_noncentered", "cancer", "huron_arma", "rats", "faithful_mixture");

  private static final Path FOLDER =
      Path.of(
          System.getProperty("tgraph.root"), "interpreter/native/src/test/resources/posteriors");

  private static final String LAST = "print(summary(sample(";

  /** How far apart numbers may be, in standard errors; of some hundred one is beyond 3. */
  private static final double FAR = 4;

  private final int draws = Integer.getInteger("posteriors.draws", 500);

  /** The mean and the standard deviation of a number, and the errors of both. */
  private record Moment(double mean, double sd, double errorOfMean, double errorOfSd) {
    static Moment of(double[][] chains) {
      double[] measures = Measure.of(chains);
      double mean = measures[Measure.MEAN.ordinal()];
      double[][] squares =
          Arrays.stream(chains)
              .map(chain -> Arrays.stream(chain).map(x -> (x - mean) * (x - mean)).toArray())
              .toArray(double[][]::new);
      double sd = measures[Measure.SD.ordinal()];
      // The error of a function of a mean, by its derivative.
      double error = Measure.of(squares)[Measure.MCSE.ordinal()] / (2 * sd);
      return new Moment(mean, sd, measures[Measure.MCSE.ordinal()], error);
    }

    double farthest(Moment other) {
      return Math.max(
          Math.abs(mean - other.mean) / Math.hypot(errorOfMean, other.errorOfMean),
          Math.abs(sd - other.sd) / Math.hypot(errorOfSd, other.errorOfSd));
    }
  }

  @TestFactory
  Stream<DynamicTest> agreeWithStan() throws IOException {
    String wanted = System.getProperty("posteriors", String.join(",", IN_THE_BUILD));
    List<String> names = wanted.equals("all") ? all() : List.of(wanted.split(","));
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  private static List<String> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".tgraph"))
          .map(f -> f.substring(0, f.indexOf('.')))
          .sorted()
          .toList();
    }
  }

  private void compare(String name) throws IOException {
    long start = System.nanoTime();
    Map<String, Datum> columns = sample(name);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".reference.csv"));
    assertTrue(lines.size() > 1, "no reference");
    double worst = 0;
    String of = "";
    double fewest = Double.POSITIVE_INFINITY;
    List<String> wrong = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      String number = cells[0].replace("\"", "");
      double[] reference = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
      assertTrue(columns.containsKey(number), () -> "no draws of " + number);
      double[][] chains = chains((Datum.Tensor) columns.get(number));
      Moment found = Moment.of(chains);
      double far =
          found.farthest(new Moment(reference[0], reference[1], reference[2], reference[3]));
      fewest = Math.min(fewest, Measure.of(chains)[Measure.ESS_BULK.ordinal()]);
      if (far > worst) {
        worst = far;
        of = number;
      }
      if (!(far < FAR)) {
        wrong.add("%s: %s, and by Stan %s".formatted(number, found, line));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %4d numbers, farthest %.2f (%s), effective draws %.0f, %.1f s%n",
        name,
        lines.size() - 1,
        worst,
        of,
        fewest,
        seconds);
    assertEquals(List.of(), wrong);
  }

  /**
   * What a script draws, as the columns of a file of draws, with the chains that are wanted here.
   */
  private Map<String, Datum> sample(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".tgraph");
    String text = Files.readString(file).strip();
    int last = text.lastIndexOf('\n') + 1;
    String line = text.substring(last);
    assertTrue(line.startsWith(LAST) && line.endsWith(")))"), line);
    String sample = line.substring(LAST.length(), line.length() - ")))".length());
    String settings = ", warmup=%d, draws=%d".formatted(Math.max(600, draws), draws);
    Source source =
        new Source(
            name + ".tgraph",
            text.substring(0, last) + "print(sample(" + sample + settings + "))\n");
    DataAccess access = DataAccess.forScript(file, List.of(), List.of());
    Checked checked =
        Checker.check(source, new FileModules(file), new FileHeaders(access), Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<Datum> printed = new ArrayList<>();
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(),
            new NativeBackend(Effort.FULL),
            new FileStore(access),
            (span, values) -> printed.addAll(values));
    List<Diagnostic> problems = runner.run();
    assertEquals(List.of(), problems.stream().filter(Diagnostic::isError).toList());
    return ((Datum.Record) printed.get(0)).fields();
  }

  private double[][] chains(Datum.Tensor column) {
    double[] all = column.array().toDoubles();
    double[][] chains = new double[all.length / draws][];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = Arrays.copyOfRange(all, i * draws, (i + 1) * draws);
    }
    return chains;
  }
}

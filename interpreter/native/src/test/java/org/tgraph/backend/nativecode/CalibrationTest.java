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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataHeaders;
import org.tgraph.run.Datum;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.source.Source;

/**
 * Simulation-based calibration of models that differ in what their sites can be: what each samples
 * must be what it states. The build does two, with few simulations; all six, with 400 each, by
 * {@code -Dcalibration=all}.
 */
class CalibrationTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("tgraph.root"), "interpreter/native/src/test/resources/calibration");

  private final boolean all = "all".equals(System.getProperty("calibration"));

  @TestFactory
  Stream<DynamicTest> ranksAreEven() throws IOException {
    List<String> names = List.of("schools.tgraph", "shares.tgraph");
    if (all) {
      try (Stream<Path> files = Files.list(FOLDER)) {
        names = files.map(f -> f.getFileName().toString()).sorted().toList();
      }
    }
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> calibrate(name)));
  }

  private void calibrate(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name));
    assertTrue(text.contains("simulations=400"), text);
    Source source =
        new Source(name, all ? text : text.replace("simulations=400", "simulations=100"));
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<Datum> printed = new ArrayList<>();
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(),
            new NativeBackend(Effort.FULL),
            new FileStore(DataAccess.forScript(FOLDER.resolve(name), List.of(), List.of())),
            (span, values) -> printed.addAll(values));
    assertEquals(List.of(), runner.run());
    List<Double> shares = new ArrayList<>();
    ((Datum.Record) printed.get(0))
        .fields()
        .values()
        .forEach(p -> Arrays.stream(((Datum.Tensor) p).array().toDoubles()).forEach(shares::add));
    double least = shares.stream().min(Double::compare).orElseThrow();
    System.out.printf(Locale.ROOT, "%-20s %3d numbers, least p %.4f%n", name, shares.size(), least);
    // Of numbers that are right one in a thousand runs is worse.
    assertTrue(least > 0.001 / shares.size(), printed::toString);
  }
}

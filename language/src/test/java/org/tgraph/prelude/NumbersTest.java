package org.tgraph.prelude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.check.Builtin;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphValidator;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;
import org.tgraph.rewrite.Simplify;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/** The functions of the prelude compute what NumPy and SciPy do, in scripts that call them. */
class NumbersTest {
  private static final String FOLDER = "language/src/test/resources/prelude";

  /** What has no numbers: their tests are elsewhere. */
  private static final Set<String> WITHOUT_NUMBERS =
      Set.of(
          "plot.histogram",
          "plot.line",
          "plot.scatter",
          "plot.trace",
          "plot.rank",
          "plot.density",
          "plot.pairs",
          "plot.forest",
          "plot.predictive",
          "plot.calibration",
          "print",
          "save",
          "read",
          "codes",
          "minimize",
          "compare",
          "sbc",
          "impute",
          "waic",
          "root",
          "optimize",
          "laplace_approximation",
          "pathfinder",
          "advi",
          "smc",
          "sample",
          "summary",
          "predict",
          "probabilities",
          "recover",
          "log_likelihood",
          "loo");

  /** Tests of the library that hold numbers for functions of the prelude too. */
  private static final Path OF_DISTRIBUTIONS = Path.of("stdlib/tests/distributions.tgraph");

  @TestFactory
  Stream<DynamicTest> agreesWithNumpy() {
    return Golden.programs(FOLDER).stream()
        .map(Golden::read)
        .map(source ->
            DynamicTest.dynamicTest(
                source.name(), () -> agreesWithNumpy(source, NumbersTest::run)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithNumpySimplified() {
    return Golden.programs(FOLDER).stream()
        .map(Golden::read)
        .map(source ->
            DynamicTest.dynamicTest(
                source.name(), () -> agreesWithNumpy(source, NumbersTest::runSimplified)));
  }

  @Test
  void everyFunctionHasNumbers() {
    Set<String> tested =
        Golden.programs(FOLDER).stream()
            .map(f -> f.getFileName().toString().replace(".tgraph", ""))
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (Builtin builtin : Prelude.FUNCTIONS) {
      if (!WITHOUT_NUMBERS.contains(builtin.name())) {
        missing.add(builtin.name());
      }
    }
    missing.removeAll(tested);
    String ofDistributions = Golden.read(Golden.root().resolve(OF_DISTRIBUTIONS)).text();
    missing.removeIf(name -> ofDistributions.contains(name + "("));
    assertEquals(Set.of(), missing, "without a file in " + FOLDER);
  }

  private static void agreesWithNumpy(
      Source source, BiFunction<Checked, List<Value>, List<Array>> run) {
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    List<String> errors =
        checked.diagnostics().stream()
            .filter(d -> d.isError())
            .map(d -> line(source, d.span().start()) + ": " + d.message() + " " + d.notes())
            .toList();
    assertTrue(errors.isEmpty(), () -> String.join("\n", errors));
    Iterator<Expectation> expected = Expectation.all(source).iterator();
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Step step : checked.program().steps()) {
      int line = source.position(step.span().start()).line();
      List<Value> values =
          ((Step.Print) step).values().stream().flatMap(v -> v.values().stream()).toList();
      List<Array> results = run.apply(checked, values);
      for (Array result : results) {
        Expectation wanted = expected.next();
        assertEquals(wanted.line(), line, "the line that is expected to print " + wanted.array());
        wanted
            .closeness()
            .difference(wanted.array(), result)
            .ifPresent(d -> wrong.add(source.text().lines().toList().get(line) + "\n  " + d));
        count++;
      }
      assertTrue(
          ((Step.Print) step).values().stream().noneMatch(v -> v instanceof Shown.Text),
          "only tensors are compared");
    }
    assertTrue(!expected.hasNext() && count > 0, "expectations are left");
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
  }

  private static List<Array> run(Checked checked, List<Value> values) {
    List<Equation> body = GraphBuilder.needed(checked.program().body(), values);
    return GraphEvaluator.evaluate(new Graph(List.of(), body, values), List.of(), Map.of());
  }

  /** The tensors of the script are inputs, lest all be computed while it is simplified. */
  private static List<Array> runSimplified(Checked checked, List<Value> values) {
    List<Value> inputs = new ArrayList<>();
    List<Array> arrays = new ArrayList<>();
    List<Equation> rest = new ArrayList<>();
    for (Equation equation : GraphBuilder.needed(checked.program().body(), values)) {
      if (equation.op() instanceof Constant constant && constant.value().rank() > 0) {
        inputs.add(equation.result());
        arrays.add(constant.value());
      } else {
        rest.add(equation);
      }
    }
    Graph simplified = Simplify.of(new Graph(inputs, rest, values));
    return GraphEvaluator.evaluate(
        GraphValidator.require(simplified, "after simplification"), arrays, Map.of());
  }

  private static String line(Source source, int offset) {
    int line = source.position(offset).line();
    return (line + 1) + ": " + source.text().lines().toList().get(line);
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Backend;
import org.tgraph.run.Datum;
import org.tgraph.run.FileStore;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.run.ScriptRunner;
import org.tgraph.source.Source;

/**
 * Transitions in machine code draw what those in Java do: the random numbers are the same, so that
 * chains go the same way until rounding has grown. Trajectories on these densities are not chaotic.
 */
class NativeWalkerTest {
  private static final double NEAR = 1e-6;

  private static final String CORRELATED =
      """
      let spread = [[2.0, 1.9, 0.1], [1.9, 2.0, 0.2], [0.1, 0.2, 0.01]]
      model m() { x ~ MultivariateNormal([1.0, 2.0, 3.0], cov=spread + 0.05 * eye(3)) }
      """;

  /** There is no density where the matrix has no factor, which is an error of an operation. */
  private static final String PARTLY =
      """
      model m() {
        r ~ Uniform(-3.0, 3.0)
        let l = cholesky([[1.0, r], [r, 2.0]])
        x: f64[2] ~ Normal(0.0, l[1, 1])
      }
      """;

  /** A funnel, which diverges and has deep trajectories. */
  private static final String FUNNEL =
      """
      model m() {
        scale ~ Normal(0.0, 3.0)
        x: f64[9] ~ Normal(0.0, exp(scale / 2))
      }
      """;

  private static final String ONE = "model m() { x ~ Normal(0.0, 1.0) }\n";

  private static final String MANY = "model m() { x: f64[300] ~ Normal(0.0, 1.0) }\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ONE + "let p = sample(m(), seed=1, chains=2, warmup=100, draws=20)",
        MANY + "let p = sample(m(), seed=2, chains=1, warmup=30, draws=10)",
        MANY + "let p = sample(m(), seed=3, chains=1, warmup=0, draws=10, metric=\"dense\")",
        CORRELATED + "let p = sample(m(), seed=4, chains=2, warmup=0, draws=20)",
        CORRELATED + "let p = sample(m(), seed=5, chains=2, warmup=30, draws=20, metric=\"dense\")",
        CORRELATED + "let p = sample(m(), seed=6, chains=2, warmup=30, draws=20, max_depth=1)",
        PARTLY + "let p = sample(m(), seed=7, chains=2, warmup=0, draws=10)",
        FUNNEL + "let p = sample(m(), seed=8, chains=2, warmup=0, draws=10)",
        FUNNEL + "let p = sample(m(), seed=9, chains=2, warmup=10, draws=10, target=0.4)"
      })
  void drawsWhatJavaDoes(String script) {
    Map<String, Datum> expected = drawn(script, new ReferenceBackend());
    Map<String, Datum> actual = drawn(script, new NativeBackend());
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, of) -> {
      double[] wanted = ((Datum.Tensor) of).array().toDoubles();
      double[] found = ((Datum.Tensor) actual.get(name)).array().toDoubles();
      assertEquals(wanted.length, found.length);
      for (int i = 0; i < wanted.length; i++) {
        assertEquals(wanted[i], found[i], NEAR * (1 + Math.abs(wanted[i])), name);
      }
    });
  }

  /** All draws and statistics. */
  private static Map<String, Datum> drawn(String script, Backend backend) {
    Source source = new Source("walk.tgraph", script + "\nprint(p)\n");
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<Datum> printed = new ArrayList<>();
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(),
            backend,
            new FileStore(DataAccess.forScript(Path.of("walk.tgraph"), List.of(), List.of())),
            (span, values) -> printed.addAll(values));
    List<Diagnostic> problems = runner.run();
    assertEquals(List.of(), problems.stream().filter(Diagnostic::isError).toList());
    return ((Datum.Record) printed.get(0)).fields();
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Graph;
import org.tgraph.source.Source;

class PlanTextTest {
  private static String plan(String name, String text) {
    Source source = new Source("a.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    Graph graph =
        ((Functions.Lookup.Found) checked.functions().find(name, Map.of())).function().graph();
    return new NativeBackend().plan(graph).orElseThrow();
  }

  @Test
  void showsWhatIsComputedInOneLoop() {
    assertEquals(
        """
        plan: kept in memory 1, computed on the way 2
          m1: f64 = sum (a.tgraph:4)
              with multiply (a.tgraph:2), exp (a.tgraph:3)
        """,
        plan(
            "f",
            """
            fn f(x: f64[n]) -> f64 {
              let y = x * x
              let z = exp(y)
              sum(z)
            }
            """));
  }

  @Test
  void showsWhatIsInALoopOfTheGraphAndWhatIsReleased() {
    assertEquals(
        """
        plan: kept in memory 5, computed on the way 4
          m1: f64[n, n] = matmul (a.tgraph:2)
          m2: f64[n] = sum (a.tgraph:3)
              then free: m1
          m3: f64[n] = scan (a.tgraph:3)
              then free: m2
            m4: f64[n] = add (a.tgraph:3)
                with broadcast multiply tanh (a.tgraph:3)
          m3: f64[n] = divide (a.tgraph:4)
              with broadcast (a.tgraph:4)
        """,
        plan(
            "f",
            """
            fn f(x: f64[n, n], xs: f64[m]) -> f64[n] {
              let y = x @ x
              let z = scan(sum(y, axis=0), xs, (c, v) -> (c * v + tanh(c), ())).0
              z / 2.0
            }
            """));
  }

  /** How many values are kept in memory of a function, however it is written. */
  private static long kept(String function) {
    return plan("f", function).lines().filter(l -> l.stripLeading().startsWith("m")).count();
  }

  @Test
  void aStencilIsOneLoop() {
    for (String body :
        List.of(
            "{ let p = pad(u, 1)\n p[2:, 1:-1] + p[:-2, 1:-1] + p[1:-1, 2:] + p[1:-1, :-2] - 4.0 * u }",
            "roll(u, 1, axis=0) + roll(u, -1, axis=0) + roll(u, 1, axis=1) + roll(u, -1, axis=1)",
            "{ let p = pad(u, 1, mode=\"edge\")\n p[2:, 1:-1] + p[:-2, 1:-1] - 2.0 * u }",
            "u with [1:-1, 1:-1] = 0.25 * (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2])",
            "u with [1:-1, 1:-1] += u[2:, 1:-1] + u[:-2, 1:-1]",
            "concat([u[1:], zeros((1, 90))], axis=0) - u",
            "for i, j: where(i > 0, u[maximum(i - 1, 0), j], 0.0) + u[minimum(i + 1, 79), j] - u[i, j]",
            "where(arange(90) > 0, roll(u, 1, axis=1), 0.0) - u")) {
      assertEquals(1, kept("fn f(u: f64[80, 90]) -> f64[80, 90] = " + body + "\n"), body);
    }
  }

  @Test
  void theSlopesOfASlicedSumAreOneLoop() {
    String sum = "u -> sum((u[1:] - u[:-1]) ** 2)";
    assertEquals(1, kept("fn f(u: f64[90]) -> f64[90] = grad(" + sum + ")(u)\n"));
  }
}

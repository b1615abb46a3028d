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
          m2: f64[n] = scan (a.tgraph:3)
            m3: f64[n] = add (a.tgraph:3)
                with broadcast multiply tanh (a.tgraph:3)
          m2: f64[n] = divide (a.tgraph:4)
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

  @Test
  void severalReductionsAreOneLoop() {
    assertEquals(
        """
        plan: kept in memory 8, computed on the way 20
          m1: f64 = sum (a.tgraph:2)
          m2: f64 = divide (a.tgraph:2)
              with size cast (a.tgraph:2)
          m3: f64 = max (a.tgraph:3)
              in the loop of m1
          m4: f64 = sum (a.tgraph:4)
              with exp (a.tgraph:4)
              in the loop of m1
          m5: f64 = sum (a.tgraph:4)
              with exp multiply (a.tgraph:4)
              in the loop of m1
          m6: f64 = sum (a.tgraph:4)
              with reshape broadcast divide broadcast subtract multiply (a.tgraph:4), size cast (a.tgraph:2)
              then free: m1
          m7: f64 = divide (a.tgraph:4)
              with size cast (a.tgraph:2), subtract maximum (a.tgraph:4)
              then free: m6
          m8: f64 = sum (a.tgraph:4)
              with broadcast subtract abs (a.tgraph:4)
              in the loop of m6
        """,
        plan(
            "f",
            """
            fn f(x: f64[n], y: f64[n]) {
              let m = mean(x)
              let h = max(x)
              (m, h, sum(exp(x)), sum(exp(x) * y), var(x), sum(abs(x - m)))
            }
            """));
  }

  /** In how many loops the values that are kept in memory of a function are computed. */
  private static long loops(String function) {
    String plan = plan("f", function);
    return plan.lines().filter(l -> l.stripLeading().startsWith("m")).count()
        - plan.lines().filter(l -> l.contains("in the loop of")).count();
  }

  @Test
  void aSumAndItsSlopesAreOneLoop() {
    String density =
        "fn f(x: f64[n], a: f64, b: f64) -> (f64, f64, f64) {\n"
            + "  let g = (a, b) -> sum(tanh(a * x + b))\n"
            + "  let (da, db) = grad(g, wrt=(0, 1))(a, b)\n"
            + "  (g(a, b), da, db)\n}\n";
    assertEquals(1, loops(density));
  }

  @Test
  void sumsOfColumnsAreOneLoop() {
    assertEquals(
        1,
        loops(
            "fn f(x: f64[n, m]) -> (f64[m], f64[m], f64[m]) = "
                + "(sum(x, axis=0), max(x, axis=0), sum(x * x, axis=0))\n"));
  }

  @Test
  void whatNeedsAnotherReductionIsALoopOfItsOwn() {
    assertEquals(2, loops("fn f(x: f64[n]) -> (f64, f64) = (max(x), sum(exp(x - max(x))))\n"));
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

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
          m5: f64[n] = divide (a.tgraph:4)
              with broadcast (a.tgraph:4)
              then free: m3
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
}

package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
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
import org.tgraph.pass.Pipeline;
import org.tgraph.rewrite.Simplify;
import org.tgraph.source.Source;
import org.tgraph.type.SizeVar;

/** What reverse mode keeps of a loop: of a state-space model of a level and a slope. */
class MemoryTest {
  private static final long GIB = 1L << 30;
  private static final String MODEL =
      """
      fn loglik(v: f64[3], y: f64[t]) -> f64 {
        let (last, terms) = scan({a: zeros(2), p: 1e7 * eye(2)}, y, (s, y) -> {
          let f = s.p[0, 0] + exp(v[0])
          let e = y - s.a[0]
          let gain = s.p[:, 0] / f
          let a = s.a + gain * e
          let p = s.p - outer(gain, s.p[0])
          let move = [[1.0, 1.0], [0.0, 1.0]]
          let noise = stack([stack([exp(v[1]), 0.0]), stack([0.0, exp(v[2])])])
          ({a: move @ a, p: move @ p @ move.T + noise}, log(f) + e ** 2 / f)
        })
        -0.5 * sum(terms)
      }
      fn kept(v: f64[3], y: f64[t]) -> f64[3] = grad(loglik)(v, y)
      fn again(v: f64[3], y: f64[t]) -> f64[3] = grad(checkpoint(loglik))(v, y)
      """;

  private static long peak(String function, long steps) {
    Source source = new Source("model.tgraph", MODEL);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, false);
    assertEquals(List.of(), checked.diagnostics());
    Functions.Lookup found = checked.functions().find(function, Map.of());
    Graph graph = assertInstanceOf(Functions.Lookup.Found.class, found).function().graph();
    Map<SizeVar, Long> sizes = new HashMap<>();
    graph.sizes().forEach(size -> sizes.put(size, steps));
    return LiveBytes.peak(Pipeline.of(Simplify.PASS).run(graph), sizes);
  }

  @Test
  void aMillionStepsFitInAGibibyte() {
    long bytes = peak("kept", 1_000_000);
    assertTrue(bytes < GIB, bytes + " bytes");
  }

  /** Beside three numbers for each step: the terms, their cotangents, and the rows in blocks. */
  @Test
  void aCheckpointKeepsTheRootOfTheSteps() {
    long few = peak("again", 10_000) - 24 * 10_000;
    long many = peak("again", 1_000_000) - 24 * 1_000_000;
    assertTrue(many < 12 * few, few + " bytes, then " + many);
    long all = peak("kept", 1_000_000) - 24 * 1_000_000;
    assertTrue(many < 100_000 && all > 50_000_000, many + " bytes instead of " + all);
  }
}

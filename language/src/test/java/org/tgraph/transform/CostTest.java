package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Graph;
import org.tgraph.op.Cost;
import org.tgraph.source.Source;

/** How much more a derivative costs than its function: operations on numbers, and equations. */
class CostTest {
  private static final long SIZE = 100;
  private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put(
        "two layers",
        """
        fn f(x: f64[n, k], w: f64[k, h], b: f64[h], v: f64[h, 1]) -> f64 = sum((tanh(x @ w + b) @ v) ** 2)
        """);
    FUNCTIONS.put(
        "logistic",
        """
        fn f(w: f64[k], b: f64, x: f64[n, k], y: f64[n]) -> f64 {
          let z = x @ w + b
          mean(softplus(z) - y * z) + 1e-3 * sum(w ** 2)
        }
        """);
    FUNCTIONS.put(
        "quotients and roots",
        """
        fn f(x: f64[n], y: f64[n]) -> f64 = sum(tanh(log(sin(sqrt(x / y))) / x))
        """);
    FUNCTIONS.put(
        "softmax and cross entropy",
        """
        fn f(w: f64[k, c], x: f64[n, k], y: f64[n, c]) -> f64 = -sum(y * log_softmax(x @ w)) / f64(n)
        """);
    FUNCTIONS.put(
        "attention",
        """
        fn f(q: f64[n, d], k: f64[n, d], v: f64[n, d]) -> f64 =
          sum((softmax(q @ k.T / sqrt(f64(d))) @ v) ** 2)
        """);
    FUNCTIONS.put(
        "kernel",
        """
        fn f(a: f64[n], scale: f64, length: f64) -> f64 =
          sum(for i < n, j < n: scale ** 2 * exp(-0.5 * ((a[i] - a[j]) / length) ** 2))
        """);
    FUNCTIONS.put(
        "Kalman filter",
        """
        fn f(v: f64[2], y: f64[t]) -> f64 {
          let (last, terms) = scan({a: 0.0, p: 1e7}, y, (s, y) -> {
            let f = s.p + exp(v[0])
            let gain = s.p / f
            let e = y - s.a
            ({a: s.a + gain * e, p: s.p * (1.0 - gain) + exp(v[1])}, log(f) + e ** 2 / f)
          })
          -0.5 * sum(terms[1:])
        }
        """);
    FUNCTIONS.put(
        "recurrent network",
        """
        fn f(w: f64[h, h], u: f64[h, k], x: f64[t, k]) -> f64 =
          sum(scan(zeros(h), x, (s, x) -> (tanh(w @ s + u @ x), none)).0 ** 2)
        """);
    FUNCTIONS.put(
        "choices",
        """
        fn f(x: f64[n]) -> f64 = sum(where(x > 0.0, log(x) * sqrt(x), exp(x)) + maximum(x, 0.0) ** 2)
        """);
    FUNCTIONS.put(
        "polynomial",
        """
        fn f(x: f64[n]) -> f64 = sum(1.0 + x * (2.0 + x * (3.0 + x * (4.0 + x * 5.0))))
        """);
    FUNCTIONS.put(
        "places",
        """
        fn f(x: f64[n], i: i64[m]) -> f64 = sum(x[i] ** 2 * x[i]) + sum((x with [i] += 1.0) ** 2)
        """);
  }

  private static final Modules NONE =
      new Modules() {
        @Override
        public Optional<Source> find(String name) {
          return Optional.empty();
        }

        @Override
        public List<String> names() {
          return List.of();
        }
      };

  private static Graph graph(String text) {
    Source source = new Source("f.tgraph", text);
    Checked checked = Checker.check(source, NONE, DataHeaders.NONE, Overrides.NONE, false);
    assertEquals(List.of(), checked.diagnostics());
    Functions.Lookup found = checked.functions().find("f", Map.of());
    return assertInstanceOf(Functions.Lookup.Found.class, found).function().graph();
  }

  private static double operations(Graph graph) {
    return (double) Cost.of(graph).evaluate(v -> SIZE);
  }

  @TestFactory
  Stream<DynamicTest> derivatives() {
    return FUNCTIONS.entrySet().stream()
        .map(f -> dynamicTest(f.getKey(), () -> check(graph(f.getValue()))));
  }

  private static void check(Graph graph) {
    GradientCost cost = GradientCost.of(graph).orElseThrow();
    double operations = operations(cost.gradient()) / operations(graph);
    double equations = Cost.equations(cost.gradient()) / (double) Cost.equations(graph);
    double second = operations(cost.product()) / operations(graph);
    assertTrue(operations <= 4, operations + " times the operations\n" + cost.gradient());
    assertTrue(equations <= 6, equations + " times the equations\n" + cost.gradient());
    assertTrue(second <= 10, second + " times the operations\n" + cost.product());
  }

  /** Each further derivative of a polynomial costs about as many times more as the one before. */
  @Test
  void nothingGrowsFasterWithTheDepth() {
    StringBuilder text = new StringBuilder("fn d0(x: f64) -> f64 = sin(x) * x ** 3\n");
    double before = operations(graph(text + "fn f(x: f64) -> f64 = d0(x)\n"));
    for (int depth = 1; depth <= 5; depth++) {
      text.append("fn d%d(x: f64) -> f64 = grad(d%d)(x)\n".formatted(depth, depth - 1));
      double now = operations(graph(text + "fn f(x: f64) -> f64 = d%d(x)\n".formatted(depth)));
      assertTrue(now <= 4 * before, depth + ": " + before + " to " + now);
      before = now;
    }
  }
}

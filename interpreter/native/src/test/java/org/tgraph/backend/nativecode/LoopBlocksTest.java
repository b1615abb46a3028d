package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/** Loops of the graph that are done in blocks of steps give what they give step by step. */
class LoopBlocksTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** Of no step, of less than a block, of blocks alone, and of some steps more. */
  private static final int[] LENGTHS = {0, 1, 31, 32, 33, 64, 150};

  /** The log-likelihood of a GARCH(1, 1) process. */
  private static final String GARCH =
      """
      fn loglik(p: f64[3], x: f64[n]) -> f64 {
        scan((1.0, 0.0), x, (c, v) -> {
          let (s, l) = c
          ((p[0] + p[1] * v * v + p[2] * s, l - 0.5 * (log(s) + v * v / s)), ())
        }).0.1
      }
      """;

  private static final double VALUE = -17.622189097746745;
  private static final double[] SLOPES = {
    -112.30980703616329, -60.845325784514564, -79.3284133889073
  };

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static boolean isInBlocks(Graph graph) {
    return BACKEND.plan(graph).orElseThrow().contains("in blocks of 32 steps");
  }

  /** The inputs: vectors of the length, or of three numbers, that are their places' sines. */
  private static List<Array> inputs(Graph graph, int length) {
    List<Array> inputs = new ArrayList<>();
    for (var input : graph.inputs()) {
      long[] shape =
          input.shape().dims().stream().mapToLong(d -> d.constant().orElse(length)).toArray();
      Array array = Array.zeros(input.type().dtype(), shape);
      for (int i = 0; i < array.size(); i++) {
        array.set(i, (inputs.isEmpty() ? 0.3 : 0.1) * (1 + Math.sin(i)));
      }
      inputs.add(array);
    }
    return inputs;
  }

  private static void agrees(Graph graph, List<Array> inputs, double tolerance) {
    List<Array> expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs();
    List<Array> found = BACKEND.compile(graph).run(inputs, Map.of()).outputs();
    for (int k = 0; k < expected.size(); k++) {
      assertEquals(expected.get(k).type(), found.get(k).type());
      for (long i = 0; i < expected.get(k).size(); i++) {
        double x = expected.get(k).getDouble(i);
        double y = found.get(k).getDouble(i);
        boolean isSame =
            x == y && 1 / x == 1 / y
                || Double.isNaN(x) && Double.isNaN(y)
                || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x));
        assertTrue(isSame, x + " is not " + y + " at " + i + " of output " + k);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What comes before, what comes after, and sums.
        "fn f(p: f64[3], x: f64[n]) -> f64 = loglik(p, x)",
        "fn f(p: f64[3], x: f64[n]) -> (f64, f64[3]) { value_and_grad(loglik)(p, x) }",
        // A root.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64, f64[n]) = scan(0.5, x, (s, v) -> {
          let next = sqrt(p[0] + p[1] * (v - 0.1) ** 2 + p[2] * s ** 2)
          (next, log(next) - s)
        })
        """,
        """
        fn sum_of(p: f64[3], x: f64[n]) -> f64 {
          let ys = scan(0.5, x, (s, v) -> {
            let next = sqrt(p[0] + p[1] * (v - 0.1) ** 2 + p[2] * s ** 2)
            (next, log(next) - s)
          }).1
          sum(ys)
        }
        fn f(p: f64[3], x: f64[n]) -> (f64, f64[3]) { value_and_grad(sum_of)(p, x) }
        """,
        // What is under the root is only added to.
        "fn f(p: f64[3], x: f64[n]) -> f64 = scan(0.5, x, (s, v) -> (sqrt(s * s + v * v), ())).0",
        // From the last row to the first, with rows, captures and numbers as outputs too.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64, f64[n], f64[n], f64[n], f64[n]) {
          let (s, (a, b, c, d)) = scan(0.5, x, (s, v) -> {
            let next = 0.5 * s / (1.0 + v) * p[0] - v
            (next, (v, p[1], exp(v) * next, exp(s)))
          }, reverse=true)
          (s, a, b, c, d)
        }
        """,
        // States of several numbers.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64[3], f64[n], f64[3]) {
          let ((s, l), ys) = scan((p, 0.0 * p), x, (c, v) -> {
            let (s, l) = c
            let next = 0.9 * s * tanh(v) + p * exp(v)
            ((next, l + log1p(next * next)), sum(exp(-next)))
          })
          (s, ys, l)
        }
        """,
        // No state but sums, of terms of which one is the same in all steps.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64, i64) = scan((0.0, 0), x, (c, v) -> {
          let (l, k) = c
          ((l + log1p(exp(v)) - p[0] + v * v, k + where(v > 0.2, 1, 0)), ())
        }).0
        """,
        // A state that stays as it is.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64, f64, f64[n]) {
          let ((a, b), ys) = scan((p[0], 0.5), x, (c, v) -> {
            let (a, b) = c
            ((a, 0.5 * b + exp(a * v)), a * v / (1.0 + b * b))
          })
          (a, b, ys)
        }
        """,
        // A state that is the row before, and two that need each other.
        """
        fn f(p: f64[3], x: f64[n]) -> (f64, f64) {
          let (a, b, l) = scan((0.0, 1.0, 0.0), x, (c, v) -> {
            let (a, b, l) = c
            ((v, 0.5 * b - 0.25 * a, l + exp(a * b) / (1.0 + b * b)), ())
          }).0
          (b, l)
        }
        """,
      })
  void agreesWithTheReference(String function) {
    Graph graph = CheckedFunction.of(GARCH + function);
    assertTrue(isInBlocks(graph), () -> BACKEND.plan(graph).orElseThrow());
    for (int length : LENGTHS) {
      agrees(graph, inputs(graph, length), 1e-11);
    }
  }

  /** By NumPy: a loop over the days, and the slopes by complex steps of 1e-30. */
  @Test
  void agreesWithNumPy() {
    Graph graph =
        CheckedFunction.of(
            GARCH + "fn f(p: f64[3], x: f64[n]) -> (f64, f64[3]) { value_and_grad(loglik)(p, x) }");
    Array p = Array.of(new long[] {3}, 0.05, 0.1, 0.85);
    Array x = Array.zeros(DType.F64, 100);
    for (int i = 0; i < 100; i++) {
      x.set(i, Math.sin(i * i));
    }
    List<Array> found = BACKEND.compile(graph).run(List.of(p, x), Map.of()).outputs();
    assertEquals(VALUE, found.get(0).getDouble(0), 1e-12 * Math.abs(VALUE));
    for (int i = 0; i < 3; i++) {
      assertEquals(SLOPES[i], found.get(1).getDouble(i), 1e-11 * Math.abs(SLOPES[i]));
    }
  }

  /** A zero with a sign, to which nothing but such zeros is added, stays one. */
  @Test
  void zerosKeepTheirSigns() {
    Graph graph =
        CheckedFunction.of(
            """
            fn f(s: f64, x: f64[n]) -> (f64, f64) = scan((1.0, s), x, (c, v) -> {
              let (h, l) = c
              ((0.5 * h + v, l + v * exp(h) * log1p(v * v) / h), ())
            }).0
            """);
    Array x = Array.zeros(DType.F64, 64);
    for (int i = 0; i < 64; i++) {
      x.set(i, -0.0);
    }
    for (double start : new double[] {-0.0, 0.0}) {
      agrees(graph, List.of(Array.scalar(start), x), 1e-12);
    }
  }

  /** Where a product of factors is beyond the range, a block is done step by step. */
  @Test
  void factorsThatAreTooLarge() {
    Graph graph =
        CheckedFunction.of(
            """
            fn f(s: f64, x: f64[n]) -> (f64, f64[n]) =
              scan(s, x, (c, v) -> { let d = c * v * v / 4.0
                (d, exp(d)) })
            """);
    Array x = Array.zeros(DType.F64, 100);
    for (int i = 0; i < 100; i++) {
      x.set(i, i == 50 ? 1e200 : 2);
    }
    for (double start : new double[] {0.0, 1e-300, 1, Double.NaN}) {
      agrees(graph, List.of(Array.scalar(start), x), 1e-12);
    }
  }

  /** A root that is given as a negative number, and one of a negative number. */
  @Test
  void rootsThatAreNone() {
    Graph graph =
        CheckedFunction.of(
            """
            fn f(s: f64, x: f64[n]) -> (f64, f64[n]) = scan(s, x, (c, v) -> {
              let next = sqrt(v + 0.5 * c ** 2)
              (next, exp(c) + next)
            })
            """);
    for (double start : new double[] {-2, -0.0, 1, Double.POSITIVE_INFINITY, Double.NaN}) {
      Array x = Array.zeros(DType.F64, 100);
      for (int i = 0; i < 100; i++) {
        x.set(i, 0.5);
      }
      agrees(graph, List.of(Array.scalar(start), x), 1e-12);
      x.set(70, -5.0);
      agrees(graph, List.of(Array.scalar(start), x), 1e-12);
    }
  }

  @Test
  void singleFloats() {
    Graph graph =
        CheckedFunction.of(
            """
            fn f(p: f32[3], x: f32[n]) -> (f32, f32) = scan((1.0 as f32, 0.0 as f32), x, (c, v) -> {
              let (s, l) = c
              ((p[0] + p[1] * v * v + p[2] * s, l + log(s) + v * v / s), ())
            }).0
            """);
    assertTrue(isInBlocks(graph));
    agrees(graph, inputs(graph, 150), 1e-5);
  }

  /** An index that is out of range is found in its step, though others are done at once. */
  @Test
  void whatFailsFailsAsBefore() {
    Graph graph =
        CheckedFunction.of(
            """
            fn f(t: f64[3], k: i64[n]) -> (f64, f64) = scan((1.0, 0.0), k, (c, i) -> {
              let (s, l) = c
              ((0.5 * s + t[i], l + exp(s) / (1.0 + s * s)), ())
            }).0
            """);
    assertTrue(isInBlocks(graph));
    Array t = Array.of(new long[] {3}, 1.0, 2.0, 3.0);
    for (int at : new int[] {3, 40, 99}) {
      Array k = Array.zeros(DType.I64, 100);
      agrees(graph, List.of(t, k), 1e-12);
      k.set(at, 7);
      assertEquals(
          message(() -> new ReferenceBackend().compile(graph).run(List.of(t, k), Map.of())),
          message(() -> BACKEND.compile(graph).run(List.of(t, k), Map.of())));
    }
  }

  private static String message(Runnable run) {
    try {
      run.run();
      return "none";
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  /** What several steps at once take does not grow with the number of steps. */
  @Test
  void longLoopsTakeNoMoreMemory() {
    Graph graph = CheckedFunction.of(GARCH + "fn f(p: f64[3], x: f64[n]) -> f64 = loglik(p, x)");
    long few = between(graph, 100);
    assertEquals(few, between(graph, 1_000_000));
    assertTrue(few < 4096, () -> few + " bytes");
  }

  private static long between(Graph graph, long length) {
    Map<SizeVar, Long> sizes = Map.of(graph.sizes().iterator().next(), length);
    return BACKEND.memory(graph, sizes).orElseThrow().between();
  }

  /** There is nothing to gain where all of a step is needed for the next one, or is cheap. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan(0.0, x, (s, v) -> (exp(s) * v, ())).0",
        "scan(0.0, x, (s, v) -> (s + v, s)).0",
        "scan(0.0, x[:40], (s, v) -> (s * 0.5 + v, exp(s))).0",
        "scan(zeros(100), x, (s, v) -> (s * 0.5 + v, ())).0[3]"
      })
  void othersStayAsTheyAre(String body) {
    assertFalse(isInBlocks(CheckedFunction.of("fn f(x: f64[n]) -> f64 = " + body + "\n")));
  }
}

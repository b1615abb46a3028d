package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Scan;
import org.tgraph.source.Source;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * Loops, written in the language: each function is compared with central differences, its transpose
 * with its tangents, its gradient's tangents with differences of the gradient, and its batches with
 * the stack of its results; all graphs are valid and read back.
 */
class LoopTest {
  /** Names of functions and their text; each takes floats of the sizes n and m. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry(
              "recursion",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, f64[n]) =
                scan(1.0, xs, (s, x) -> (tanh(a * s + x), s * x))
              """),
          Map.entry(
              "reverse",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, f64[n]) =
                scan(a, xs, (s, x) -> (sin(s * x) + x, s), reverse=true)
              """),
          Map.entry(
              "network",
              """
              fn f(w: f64[m, m], xs: f64[n, m], h: f64[m]) -> (f64[m], {e: f64[n], h: f64[n, m]}) =
                scan(h, xs, (h, x) -> {
                  let next = tanh(w @ h + x)
                  (next, {e: sum(next * x), h: h})
                })
              """),
          Map.entry(
              "integers",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, i64) {
                let ((s, k), _) = scan((a, 0), xs, ((s, k), x) -> ((s * x + f64(k), k + 1), none))
                (s, k)
              }
              """),
          Map.entry(
              "nothing to go along",
              """
              fn f(a: f64, b: f64) -> (f64, f64[4]) =
                scan(a, none, (s, _) -> (s * b + 0.3 * sin(s), s * s), length=4)
              """),
          Map.entry("fori", "fn f(a: f64, b: f64) -> f64 = fori(a, 5, (i, s) -> s * b + f64(i))"),
          Map.entry(
              "a carry that comes to depend",
              """
              fn f(a: f64, xs: f64[n]) -> f64 {
                let (last, _) = scan((0.0, 0.0, 0.0), xs, ((p, q, r), x) -> ((x * a, p * p, q), none))
                last.0 + last.1 + last.2
              }
              """),
          Map.entry(
              "loop in loop",
              """
              fn f(w: f64, xs: f64[n, m]) -> (f64, f64[n]) =
                scan(0.5, xs, (s, row) -> {
                  let (inner, ys) = scan(s, row, (t, x) -> (sin(t * w) + x, t * x), reverse=true)
                  (inner, sum(ys) * w)
                })
              """),
          Map.entry(
              "while with a limit",
              """
              fn f(a: f64, x: f64[n]) -> (f64[n], i64) {
                let (y, k) = while((x, 0), s -> sum(s.0 ** 2) > 0.1 or s.1 < 2, s -> {
                  (0.7 * sin(a * s.0) + 0.1 * x, s.1 + 1)
                }, limit=6)
                (y, k)
              }
              """),
          Map.entry(
              "checkpoint of a loop",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, f64[n]) =
                checkpoint(xs -> scan(1.0, xs, (s, x) -> (tanh(a * s + x), s * x)))(xs)
              """),
          Map.entry(
              "checkpoint of a loop backwards",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, f64[n]) =
                checkpoint((a, xs) -> scan(a, xs, (s, x) -> (sin(s * x) + x, s), reverse=true))(a, xs)
              """),
          Map.entry(
              "checkpoint of a step",
              """
              fn f(a: f64, xs: f64[n]) -> (f64, f64[n]) =
                scan(1.0, xs, checkpoint((s, x) -> (sin(tanh(a * s + x) * s), s * x)))
              """),
          Map.entry(
              "branch in loop",
              """
              fn f(a: f64, xs: f64[n]) -> f64 {
                let (last, _) = scan(a, xs, (s, x) -> (if x > 0.0 { s * x } else { s - x * a }, none))
                last
              }
              """),
          Map.entry(
              "what does not change",
              """
              fn f(a: f64[m], xs: f64[n]) -> (f64[m], f64[n]) {
                let c = exp(a)
                scan(a, xs, (s, x) -> (s * sin(c) * x, sum(s * a)))
              }
              """));

  private static Graph graph(String text) {
    Checked checked =
        Checker.check(
            new Source("f.tgraph", text), Modules.NONE, DataHeaders.NONE, Overrides.NONE, false);
    assertEquals(List.of(), checked.diagnostics());
    Functions.Lookup found = checked.functions().find("f", Map.of());
    Graph graph = assertInstanceOf(Functions.Lookup.Found.class, found).function().graph();
    Numbers.checked(graph);
    return graph;
  }

  private static List<Array> inputs(Graph graph, long n, long m, Random random) {
    List<Array> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      long[] shape =
          input.shape().dims().stream()
              .mapToLong(d -> d.constant().orElse(d.toString().startsWith("n") ? n : m))
              .toArray();
      inputs.add(Numbers.random(Array.zeros(DType.F64, shape), random));
    }
    return inputs;
  }

  private static List<Integer> all(Graph graph) {
    return IntStream.range(0, graph.inputs().size()).boxed().toList();
  }

  @TestFactory
  Stream<DynamicTest> laws() {
    return FUNCTIONS.entrySet().stream()
        .flatMap(f ->
            Stream.of(new long[] {3, 2}, new long[] {1, 1}, new long[] {0, 2})
                .map(s ->
                    DynamicTest.dynamicTest(
                        f.getKey() + " n=" + s[0], () -> laws(graph(f.getValue()), s[0], s[1]))));
  }

  private static void laws(Graph graph, long n, long m) {
    Random random = new Random(n);
    List<Integer> wrt = all(graph);
    List<Array> at = inputs(graph, n, m, random);
    List<Array> along = inputs(graph, n, m, random);
    List<Array> both = new ArrayList<>(at);
    both.addAll(along);

    Graph jvp = Numbers.checked(Jvp.of(graph, wrt));
    List<Array> dual = Numbers.run(jvp, both);
    int outputs = graph.outputs().size();
    assertEquals(Numbers.run(graph, at), dual.subList(0, outputs));
    List<Array> tangents = dual.subList(outputs, dual.size());
    Numbers.checkTangents(graph, at, wrt, along, tangents, 1e-6);

    Graph vjp = Numbers.checked(Vjp.of(graph, wrt));
    List<Array> seeds = tangents.stream().map(t -> Numbers.random(t, random)).toList();
    List<Array> seeded = new ArrayList<>(at);
    seeded.addAll(seeds);
    List<Array> pulled = Numbers.run(vjp, seeded);
    List<Array> cotangents = pulled.subList(outputs, pulled.size());
    double forwards = Numbers.paired(tangents, seeds);
    Numbers.near(forwards, Numbers.paired(along, cotangents), 1e-10, "the transpose");

    Graph second = Numbers.checked(Jvp.of(vjp, wrt));
    List<Array> secondInputs = new ArrayList<>(seeded);
    secondInputs.addAll(along);
    List<Array> found = Numbers.run(second, secondInputs);
    Numbers.checkTangents(
        vjp, seeded, wrt, along, found.subList(vjp.outputs().size(), found.size()), 1e-5);
    Numbers.checked(Vjp.of(vjp, wrt));

    batches(graph, n, m, random);
    batches(Vjp.of(graph, List.of(0)).orThrow(), n, m, random);
  }

  private static void batches(Graph graph, long n, long m, Random random) {
    Dim size = Dim.of(SizeVar.of("batch"));
    for (int one = -1; one < graph.inputs().size(); one++) {
      List<Boolean> batched = new ArrayList<>();
      List<Array> single = inputs(graph, n, m, random);
      List<Array> other = inputs(graph, n, m, random);
      List<Array> stacked = new ArrayList<>();
      for (int i = 0; i < single.size(); i++) {
        boolean is = one < 0 || i == one;
        batched.add(is);
        if (!is) {
          other.set(i, single.get(i));
        }
        stacked.add(is ? stack(single.get(i), other.get(i)) : single.get(i));
      }
      Graph many = Numbers.checked(Vmap.of(graph, batched, size));
      List<Array> first = Numbers.run(graph, single);
      List<Array> second = Numbers.run(graph, other);
      List<Array> found =
          GraphEvaluator.evaluate(many, stacked, Map.of(size.variable().orElseThrow(), 2L));
      for (int k = 0; k < found.size(); k++) {
        Numbers.near(stack(first.get(k), second.get(k)), found.get(k), 1e-12, "output " + k);
      }
    }
  }

  private static Array stack(Array a, Array b) {
    long[] shape = new long[a.rank() + 1];
    shape[0] = 2;
    for (int i = 0; i < a.rank(); i++) {
      shape[i + 1] = a.dim(i);
    }
    Array both = Array.zeros(a.dtype(), shape);
    for (long i = 0; i < a.size(); i++) {
      both.copy(i, a, i);
      both.copy(a.size() + i, b, i);
    }
    return both;
  }

  /** Newton's method for a square root, for as long as it takes. */
  private static final String ROOT =
      "fn f(a: f64) -> f64 = while(a, x -> abs(x ** 2 - a) > 1e-13, x -> 0.5 * (x + a / x))";

  @Test
  void whileHasTangentsAndBatches() {
    Graph root = graph(ROOT);
    assertEquals(List.of(Array.scalar(3.0)), Numbers.run(root, List.of(Array.scalar(9.0))));
    Graph jvp = Numbers.checked(Jvp.of(root, List.of(0)));
    List<Array> dual = Numbers.run(jvp, List.of(Array.scalar(9.0), Array.scalar(1.0)));
    Numbers.near(1 / 6.0, dual.get(1).getDouble(0), 1e-9, "the derivative of the root");
    batches(
        graph(
            ROOT.replace("(a: f64)", "(b: f64)")
                .replace("= while(a", "= while(4.0 + b * b")
                .replace("- a)", "- (1.0 + b * b))")
                .replace("a / x", "(1.0 + b * b) / x")),
        1,
        1,
        new Random(1));
  }

  @Test
  void whileHasNoGradientButWhatDoesNotNeedItHas() {
    Transformed refused = Grad.of(graph(ROOT), List.of(0));
    String reason = assertInstanceOf(Transformed.Refused.class, refused).reason();
    assertTrue(reason.contains("number of steps is not known"), reason);
    Graph floor =
        graph(
            ROOT.replace("= while", "= a * floor(while").replace("(x + a / x))", "(x + a / x)))"));
    Graph grad = Numbers.checked(Grad.of(floor, List.of(0)));
    assertEquals(Array.scalar(3.0), Numbers.run(grad, List.of(Array.scalar(9.5))).get(1));
  }

  /** What reverse mode keeps of a step is what the linear part multiplies by. */
  @Test
  void keepsWhatTheDerivativeNeedsAndNoMore() {
    Graph grad =
        Grad.of(
                graph(
                    """
                    fn f(a: f64, xs: f64[n]) -> f64 {
                      let (s, _) = scan(0.0, xs, (s, x) -> (a * s + 2.0 * x, none))
                      s
                    }
                    """),
                List.of(0))
            .orThrow();
    long stacked =
        grad.body().stream().flatMap(e -> e.results().stream()).filter(v -> v.rank() > 0).count();
    assertEquals(1, stacked, grad.toString());
  }

  /**
   * The largest result of an operation in any loop or at the top, where all sizes are a million.
   */
  private static long largest(Graph graph) {
    long largest = 0;
    for (Equation equation : graph.body()) {
      for (Value result : equation.results()) {
        boolean isStack = equation.op() instanceof Scan;
        long size = isStack ? result.shape().size().evaluate(v -> 1_000_000) : 0;
        largest = Math.max(largest, size);
      }
      for (Graph inner : equation.op().graphs()) {
        largest = Math.max(largest, largest(inner));
      }
    }
    return largest;
  }

  /** Of a million steps it keeps a thousand states, and those of a thousand steps at a time. */
  @Test
  void aCheckpointKeepsTheRootOfTheSteps() {
    String plain =
        """
        fn g(a: f64, xs: f64[n]) -> f64 =
          scan((0.0, 1.0), xs, ((p, q), x) -> {
            let gain = q / (q + 1.0)
            ((a * p + gain * (x - a * p), q * (1.0 - gain) + 0.1), none)
          }).0.0
        """;
    Graph kept = graph(plain + "fn f(a: f64, xs: f64[n]) -> f64 = grad(g)(a, xs)\n");
    Graph again = graph(plain + "fn f(a: f64, xs: f64[n]) -> f64 = grad(checkpoint(g))(a, xs)\n");
    Graph second =
        graph(plain + "fn f(a: f64, xs: f64[n]) -> f64 = hessian(checkpoint(g))(a, xs)\n");
    assertEquals(1_000_000, largest(kept), kept.toString());
    assertTrue(largest(again) <= 1001, again.toString());
    assertTrue(largest(second) <= 1001, second.toString());
  }

  @Test
  void aHundredThousandStepsTakeAboutASecond() {
    Graph graph =
        graph(
            """
            fn f(a: f64, xs: f64[n]) -> f64 {
              let (s, ys) = scan((0.0, 1.0), xs, ((p, q), x) -> {
                let gain = q / (q + 1.0)
                ((a * p + gain * (x - a * p), q * (1.0 - gain) + 0.1), log(q))
              })
              s.0 + sum(ys)
            }
            """);
    Array xs = Numbers.random(Array.zeros(DType.F64, 100_000), new Random(1));
    long start = System.nanoTime();
    Numbers.run(Grad.of(graph, List.of(0)).orThrow(), List.of(Array.scalar(0.5), xs));
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds < 30, seconds + " s");
  }

  @Test
  void aLoopThatNeverEndsCanBeInterrupted() throws InterruptedException {
    Graph endless = graph("fn f(a: f64) -> f64 = while(a, x -> x > 0.0, x -> x)");
    AtomicBoolean ended = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .start(() ->
                ended.set(
                    assertThrows(
                            CancellationException.class,
                            () -> Numbers.run(endless, List.of(Array.scalar(1.0))))
                        != null));
    thread.interrupt();
    thread.join(10_000);
    assertTrue(ended.get(), "it still runs");
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Graph;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/** Loops that set elements of their state. */
class UpdatesTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Graph graph(String body) {
    return CheckedFunction.of("fn f(x: f64[n]) -> f64[n] = " + body + "\n");
  }

  private static void agrees(Graph graph) {
    agrees(graph, 0, 1, 2, 3, 200);
  }

  private static void agrees(Graph graph, int... sizes) {
    for (int n : sizes) {
      agrees(graph, x(n));
    }
  }

  private static Array x(long... shape) {
    Array x = Array.zeros(DType.F64, shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, 1.0 / (i + 1));
    }
    return x;
  }

  private static void agrees(Graph graph, Array x) {
    assertEquals(
        new ReferenceBackend().compile(graph).run(List.of(x), Map.of()).outputs(),
        BACKEND.compile(graph).run(List.of(x), Map.of()).outputs(),
        "of " + x.shape()[0]);
  }

  /**
   * How many things that may take as long as a tensor is are done in a step of the loops, but for
   * the first, which is asked for by a cell.
   *
   * @param areOpen whether of loops over memory only those are counted whose length is not known
   */
  private static int inSteps(List<Statement> statements, boolean isStep, boolean areOpen) {
    int count = 0;
    Set<Atom> isFirst = new HashSet<>();
    for (Statement statement : statements) {
      count +=
          switch (statement) {
            case Statement.Kernel s when !isStep -> 0;
            case Statement.Kernel s -> areOpen ? openLoops(s.body()) : 1;
            case Statement.Copy s -> isStep && !(s.count() instanceof Literal) ? 1 : 0;
            case Statement.For s -> inSteps(s.body(), true, areOpen);
            case Statement.While s ->
                inSteps(s.test(), true, areOpen) + inSteps(s.body(), true, areOpen);
            case Statement.Read s -> {
              isFirst.add(s.result());
              yield 0;
            }
            case Statement.If s when isFirst.contains(s.condition()) -> 0;
            case Statement.If s ->
                inSteps(s.then(), isStep, areOpen) + inSteps(s.otherwise(), isStep, areOpen);
            default -> 0;
          };
    }
    return count;
  }

  private static int openLoops(List<Statement> statements) {
    int count = 0;
    for (Statement statement : statements) {
      if (statement instanceof Statement.For loop) {
        count += (loop.end() instanceof Literal ? 0 : 1) + openLoops(loop.body());
      }
    }
    return count;
  }

  private static int inSteps(Graph graph) {
    return inSteps(Program.of(graph).statements(), false, false);
  }

  private static int openInSteps(Graph graph) {
    return inSteps(Program.of(graph).statements(), false, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fori(x, n, (i, c) -> c with [i] = 2.0)",
        "fori(x, n, (i, c) -> c with [i] = 0.0)",
        "fori(x, n, (i, c) -> c with [i] = c[i] + 2.0)",
        "fori(x, n, (i, c) -> c with [i] *= 2.0)",
        "fori(x, n, (i, c) -> c with [-1 - i] = c[i] + 1.0)",
        "fori(x, maximum(n - 1, 0), (i, c) -> c with [i + 1] = c[i] * 0.5)",
        "fori(x, n, (i, c) -> (c with [i] = c[n - 1 - i]) with [n - 1 - i] = c[i])",
        "scan(x, arange(n), (c, i) -> (c with [i] = 2.0, c[i])).0",
        "scan(x, arange(n), (c, i) -> (c with [i] = 2.0, c[i])).1",
        "scan(x, arange(n), (c, i) -> { let d = c with [i] = 2.0\n (d, d[i] + c[i]) }).1",
        "fori(x, n, (i, c) -> c with [i] += 2.0)",
        "fori(x, n, (i, c) -> c with [i] -= c[n - 1 - i])",
        "fori(-0.0 * x, n - n // 2, (i, c) -> c with [i] += 2.0)",
        "fori(-0.0 * x, n - n // 2, (i, c) -> c with [i] -= 0.0 * x[i])",
        "fori(x, n, (i, c) -> (c with [i] += 2.0) with [n - 1 - i] += 3.0)",
        "astype(fori(astype(8.0 * x, i64), n, (i, c) -> c with [i] += c[0]), f64)",
        "astype(while((0, astype(8.0 * x, i64)), ((i, c)) -> i < n, ((i, c)) -> (i + 1, c with [i] -= 1)).1, f64)",
        "fori(x, n, (i, c) -> if c[i] > 0.1 { c with [i] = 0.0 } else { c })",
        "fori(x, n, (i, c) -> if c[i] > 0.1 { c with [i] = 0.0 } else { c with [0] = 3.0 })",
        "fori(x, n, (i, c) -> if i > 5 { if i > 7 { c } else { c with [i - 1] = c[i] } } else { c })",
        "while((0, x), ((i, c)) -> i < n, ((i, c)) -> (i + 1, c with [i] = 1.0)).1",
        "fori((x, x), n, (i, (c, d)) -> (c with [i] = d[n - 1 - i], d with [i] = c[i])).1",
        "fori(x, n, (i, c) -> fori(c, n, (j, d) -> d with [j] = d[i] + 1.0))",
        "fori(zeros(n), n, (i, c) -> if x[i] > 0.1 { c with [i] += x[i] } else { c })",
        "fori(zeros(n), n, (i, c) -> fori(c, 3, (j, d) -> d with [i] += x[i]))",
        "while((0, zeros(n)), ((i, c)) -> i < n, ((i, c)) -> (i + 1, c with [i] += x[i])).1",
        "while((0, -0.0 * x), ((i, c)) -> i < n, ((i, c)) -> (i + 2, c with [i] += x[i])).1",
        "while((0, -0.0 * x), ((i, c)) -> i < n, ((i, c)) -> (i + 1, (c with [i] += x[i]) with [0] += 1.0)).1",
        "while((0, -0.0 * x), ((i, c)) -> i < 0, ((i, c)) -> (i + 1, c with [i] += x[i])).1",
        "while((0, -0.0 * x), ((i, c)) -> i < n, ((i, c)) -> (i + 2, c with [i] += atan2(0.0, c[n - 1 - i]))).1",
        "fori(-0.0 * x, n // 2, (i, c) -> c with [i] += atan2(0.0, c[n - 1 - i]))",
        "grad(x -> scan(0.1, arange(n), (s, i) -> (if s > 0.5 { s * x[i] } else { s + x[i] * x[i // 2] }, none)).0)(x)",
        "grad(x -> while((0.0, 0), z -> z.1 < n, z -> (z.0 + sin(x[z.1]), z.1 + 2), limit=n).0)(x)",
        "grad(x -> scan(0.0, arange(n), (s, i) -> (fori(s, 3, (j, s) -> s + x[i] * x[(i + j) % n]), none)).0)(x)"
      })
  void aStepTakesWhatIsSet(String body) {
    Graph graph = graph(body);
    agrees(graph);
    assertEquals(0, inSteps(graph));
  }

  /** Of {@code n + 8} elements, of which each step sets a few. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fori(x, n, (i, c) -> c with [1:4] = 3.0)",
        "fori(x, n, (i, c) -> c with [1:4] += x[5:8])",
        "fori(x, n, (i, c) -> c with [1:4] = c[2:5] + 1.0)",
        "fori(x, n, (i, c) -> c with [1:4] = c[1:4] - c[2:5])",
        "fori(x, n, (i, c) -> (c with [0:2] *= 2.0) with [3:8] = c[0:5])",
        "fori(x, n, (i, c) -> (c with [0:5] *= 0.5) with [3:8] = c[0:5])",
        "fori(x, n, (i, c) -> c with [-3:] = c[:3] * c[i])",
        "fori(x, n, (i, c) -> c with [:8:2] = c[1:8:2])",
        "fori(x, n, (i, c) -> (c with [0:3] = 2.0) with [i] = 1.0)",
        "fori(x, n, (i, c) -> if c[0] > 1.5 { c with [0:3] = 1.0 } else { c with [0:1] += 0.7 })",
        "while((0, x), ((i, c)) -> i < n, ((i, c)) -> (i + 1, c with [2:4] += 0.5)).1",
        "scan(x, arange(n), (c, i) -> (c with [2:4] += 0.5, c[3])).0",
        "fori((x, x), n, (i, (c, d)) -> (c with [1:3] = d[:2], d with [1:3] += c[5:7])).0"
      })
  void aStepTakesTheStretchThatIsSet(String body) {
    Graph graph = CheckedFunction.of("fn f(x: f64[n + 8]) -> f64[n + 8] = " + body + "\n");
    agrees(graph, 9, 10, 11, 200);
    assertEquals(0, openInSteps(graph));
  }

  /** Of a matrix, of which each step sets a row or a column. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fori(x, n, (i, c) -> c with [i, :] = 2.0)",
        "fori(x, n, (i, c) -> c with [i] = c[i] * 2.0)",
        "fori(x, n, (i, c) -> c with [i] = c[n - 1 - i] * c[0, 1])",
        "fori(x, n, (i, c) -> c with [i] += c[n - 1 - i])",
        "fori(x, n, (i, c) -> c with [i] -= 0.5 * c[0])",
        "fori(-0.0 * x, n // 2, (i, c) -> c with [i] += c[n - 1 - i])",
        "while((0, x), ((i, c)) -> i < n, ((i, c)) -> (i + 1, c with [i] += c[0])).1",
        "fori(x, n, (i, c) -> c with [i, 1] = 2.0)",
        "fori(x, n, (i, c) -> c with [i, 1] += 2.0)",
        "fori(x, n, (i, c) -> c with [i, 1:] = c[i, :-1])"
      })
  void aStepTakesTheRowThatIsSet(String body) {
    for (String columns : List.of("3", "m")) {
      String type = "f64[n, %s]".formatted(columns);
      Graph graph = CheckedFunction.of("fn f(x: %s) -> %s = %s\n".formatted(type, type, body));
      for (int n : new int[] {0, 1, 2, 70}) {
        agrees(graph, x(n, 3));
      }
      int perRow = columns.equals("3") ? 0 : 3;
      assertTrue(openInSteps(graph) <= perRow);
      assertFalse(BACKEND.plan(graph).orElseThrow().contains("m * n"));
    }
  }

  /** What is most of all and made of elements around it is not kept before it is written. */
  @Test
  void aStencilIsOnePass() {
    Graph graph =
        CheckedFunction.of(
            "fn f(x: f64[n + 8]) -> f64[n + 8] ="
                + " fori(x, n, (i, c) -> c with [1:n] = 0.5 * (c[:n - 1] + c[2:n + 1]))\n");
    agrees(graph, 9, 10, 200);
    String plan = BACKEND.plan(graph).orElseThrow();
    assertTrue(plan.contains("kept in memory 2"), plan);
  }

  /** Some elements at a time, other readers, several updates, the same element twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan(x, arange(n), (c, i) -> (c with [i] = 2.0, c)).0",
        "fori((cos(x), sin(x)), 3, (i, (c, d)) -> (c + roll(d, 1), roll(d, 1) * 0.5)).0",
        "scan(x, arange(n), (c, i) -> (c with [i] = 2.0, min(c))).1",
        "fori((x, x), n, (i, (c, d)) -> (d with [i] = c[i], c)).0",
        "fori((x, x), n, (i, (c, d)) -> (c with [i] = 3.0, c)).1",
        "fori((x, x), n, (i, (c, d)) -> { let e = c with [i] = 3.0\n (e, e) }).1",
        "fori(x, n, (i, c) -> c with [[i, 0, i]] = [1.0, 2.0, c[0] + 3.0])",
        "fori(x, n, (i, c) -> c with [[i, 0]] = c[[0, i]])",
        "fori(x, n, (i, c) -> c with [:] = c[::-1] + 1.0)",
        "fori(x, n, (i, c) -> c with [1:] = c[:-1])",
        "fori(x, n, (i, c) -> c with [1:] += c[:-1])",
        "fori(x, n, (i, c) -> c with [:-1] += c[1:])",
        "fori(x, n, (i, c) -> c with [n // 2:] *= 0.5)",
        "fori(x, n, (i, c) -> c with [n // 2:] = c[n // 2:] - sum(c))",
        "fori(x, n, (i, c) -> (c with [n // 2:] *= 0.5) with [:n // 2] = c[-1])",
        "fori(x, n, (i, c) -> { let d = c with [n // 2:] = 0.5\n d - c })",
        "fori((x, x), n, (i, (c, d)) -> (c with [1:] = d[:-1], d with [1:] = c[:-1])).0",
        "fori((x, x), n, (i, (c, d)) -> (d with [1:] = 2.0, c)).0",
        "fori(x, n, (i, c) -> (c with [i] = 2.0) + 1.0)",
        "fori(x, n, (i, c) -> (c + 1.0) with [i] = 2.0)",
        "fori(x, n, (i, c) -> (c with [i] += 2.0) with [n - 1 - i] = 3.0)",
        "fori(-0.0 * x, n, (i, c) -> (c with [i] += 2.0) with [0] -= 3.0)",
        "fori(-0.0 * x, 0, (i, c) -> c with [i] += 2.0)",
        "fori(x, n, (i, c) -> c with [[i, i, 0]] += 0.1)",
        "fori(x, n, (i, c) -> c with [(i + arange(n)) % n] += c[0] + 0.1)",
        "fori(x, n, (i, c) -> c with [(i + arange(n)) // 2] += c[0] + 0.1)",
        "fori(x, n, (i, c) -> c with [(i + arange(n)) % n] = c[0] + x)",
        "fori((x, x), n, (i, (c, d)) -> if i > 2 { (c, c) } else { (c with [i] = 2.0, d) }).1",
        "fori((x, x), n, (i, (c, d)) -> if i > 2 { (d, c) } else { (c with [i] = 2.0, d) }).0",
        "fori(x, n, (i, c) -> if c[i] > 0.1 { c with [i] = 0.0 } else { sqrt(c) })",
        "fori(x, n, (i, c) -> { let d = reshape(c, (n, 1)) with [i, 0] = 5.0\n d[:, 0] })",
        "{ let m = vmap(i -> fori(x, n, (j, c) -> c with [j] = c[i] + 1.0))(arange(n))\n for i < n: m[i, i] }",
        "grad(y -> sum(fori(y, n, (i, c) -> c with [i] = c[i] * y[0])))(x)",
        "jvp(y -> fori(y, n, (i, c) -> c with [i] = c[-1] * c[i]), (x,), (x,)).1"
      })
  void otherUpdatesAreRightToo(String body) {
    agrees(graph(body));
  }
}

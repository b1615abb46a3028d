package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.MemoryUse;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** The memory that is said before a call, beside what the call has got. */
class PeakTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Graph graph(String text) {
    return GraphReader.read(text).orThrow();
  }

  private static Map<SizeVar, Long> sizes(Graph graph, long n) {
    Map<SizeVar, Long> sizes = new HashMap<>();
    graph.sizes().forEach(v -> sizes.put(v, n));
    return sizes;
  }

  /** Says it of a graph all of whose sizes are {@code n}, and calls that. */
  private static double between(String text, long n) {
    Graph graph = graph(text);
    Map<SizeVar, Long> sizes = sizes(graph, n);
    MemoryUse said = BACKEND.memory(graph, sizes).orElseThrow();
    assertTrue(said.isAll());
    List<Array> inputs = new ArrayList<>();
    long bytes = 0;
    for (var input : graph.inputs()) {
      TensorType type = input.type().substitute(v -> Dim.of(sizes.get(v)));
      Array array = Array.zeros(type.dtype(), type.shape().values());
      for (long i = 0; i < array.size(); i++) {
        array.set(i, i % (n + 1) == 0 ? n : 1.0 / (1 + i % 7));
      }
      bytes += array.size() * type.dtype().bytes();
      inputs.add(array);
    }
    assertEquals(bytes, said.inputs());
    NativeExecutable executable = (NativeExecutable) BACKEND.compile(graph);
    long results =
        executable.run(inputs, sizes).outputs().stream()
            .mapToLong(a -> a.size() * a.dtype().bytes())
            .sum();
    assertEquals(results, said.results());
    double whole = (double) said.total();
    double real = (double) (bytes + results + said.constants() + executable.most());
    assertEquals(real, whole, 0.1 * real, "the call has had " + executable.most() + " between");
    return (double) said.between();
  }

  @Test
  void whatIsKeptIsThereUntilItIsReadForTheLastTime() {
    long n = 300;
    // Sums of columns are those of six parts of the rows, for threads.
    long parts = 6 * 8 * (n + 16);
    assertEquals(
        8.0 * n * n + 8 * n + parts,
        between(
            """
            graph(%x: f64[n, n]) {
              %a: f64[n, n] = exp(%x)
              %r: f64[n] = sum{axes: [1]}(%a)
              %c: f64[n] = sum{axes: [0]}(%a)
              %w: f64[n, n] = broadcast{shape: [n, n], axes: [1]}(%r)
              %b: f64[n, n] = tanh(%w)
              %d: f64[n] = sum{axes: [1]}(%b)
              %e: f64[n] = sum{axes: [0]}(%b)
              return %c, %d, %e
            }
            """,
            n),
        0.02 * 8 * n * n);
  }

  @Test
  void whatIsComputedOnTheWayTakesNone() {
    assertEquals(
        0,
        between(
            """
            graph(%x: f64[n]) {
              %a: f64[n] = exp(%x)
              %b: f64[n] = multiply(%a, %x)
              %c: f64[n] = tanh(%b)
              return %c
            }
            """,
            100_000));
  }

  /** Where they are done in tiles, the right factor is copied into panels of 24 columns. */
  private static double panels(long n, int count) {
    return Llvm.get().orElseThrow().registers().areForTiles() ? 8.0 * n * count * 24 : 0;
  }

  @Test
  void products() {
    long n = 300;
    assertEquals(
        8.0 * n * n + panels(n, 13),
        between(
            """
            graph(%x: f64[n, n], %y: f64[n, n]) {
              %a: f64[n, n] = matmul(%x, %y)
              %b: f64[n, n] = matmul(%a, %y)
              return %b
            }
            """,
            n));
  }

  /** Scores are there for some rows at a time, beside them both right factors. */
  @Test
  void rowsOfProducts() {
    long n = 1000;
    double between =
        between(
            """
            graph(%q: f64[n, 8], %k: f64[8, n], %v: f64[n, 8]) {
              %s: f64[n, n] = matmul(%q, %k)
              %e: f64[n, n] = exp(%s)
              %z: f64[n] = sum{axes: [1]}(%e)
              %y: f64[n, n] = broadcast{shape: [n, n], axes: [0]}(%z)
              %p: f64[n, n] = divide(%e, %y)
              %o: f64[n, 8] = matmul(%p, %v)
              return %o
            }
            """,
            n);
    // 32 parts of 16 rows.
    assertEquals(8.0 * (32 * 16 * n + 42 * 24 * 8 + 8 * n + n), between);
  }

  @Test
  void factorsOfLargeMatrices() {
    assertTrue(
        between(
                """
                graph(%x: f64[n, n]) {
                  %l: f64[n, n] = cholesky(%x)
                  %m: f64[n, n] = multiply(%l, %l)
                  %y: f64[n, n] = matmul(%m, %l)
                  return %y
                }
                """,
                300)
            > 0);
  }

  /** With what LAPACK needs to work, which is in the plan. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%w: f64[n], %v: f64[n, n] = eigh(%x) return %w, %v",
        "%w: f64[n], %v: f64[n, n] = eigh(%x) return %w",
        "%u: f64[n, n], %s: f64[n], %vh: f64[n, n] = svd{full: false}(%x) return %u, %s, %vh",
        "%u: f64[n, n], %s: f64[n], %vh: f64[n, n] = svd{full: false}(%x) return %s",
        "%w: c128[n], %v: c128[n, n] = eig(%x) return %w, %v",
        "%q: f64[n, n], %r: f64[n, n] = qr{complete: false}(%x) return %q, %r"
      })
  void spectraAndTheirVectors(String body) {
    String text = "graph(%x: f64[n, n]) {\n" + body.replace(" return", "\nreturn") + "\n}\n";
    assertTrue(between(text, 200) >= 8.0 * 200 * 200);
  }

  @Test
  void matricesAreFactoredAndSolvedForWhereTheyAre() {
    long n = 300;
    // Of 25 panels of the right sides, four are solved for at a time.
    assertEquals(
        8.0 * n * n + panels(n, 28),
        between(
            """
            graph(%x: f64[n, n], %y: f64[n, 2 * n]) {
              %k: f64[n, n] = exp(%x)
              %s: f64[n, n] = add(%k, %x)
              %l: f64[n, n] = cholesky(%s)
              %e: f64[n, 2 * n] = exp(%y)
              %b: f64[n, 2 * n] = solve_triangular{lower: true, transposed: false, unit: false}(%l, %e)
              return %b
            }
            """,
            n),
        0.02 * 8 * n * n);
  }

  /** A loop whose next state {@code %t} is made of the state {@code %c} and {@code %w}. */
  private static String loop(String step) {
    return """
    graph(%x: f64[n], %xs: f64[5]) {
      %s: f64[n] = scan{body: graph(%c: f64[n], %r: f64) {
        %w: f64[n] = broadcast{shape: [n], axes: []}(%r)
        STEP
        return %t
      }, carries: 1, sequences: 1, length: 5, reverse: false}(%x, %xs)
      %y: f64 = sum{axes: [0]}(%s)
      return %y
    }
    """
        .replace("STEP", step);
  }

  @Test
  void loopsHaveTheirStateTwice() {
    long n = 50_000;
    String step =
        """
        %i: i64[n] = iota{size: n, type: i64}()
        %v: f64[n] = gather{batch: 0, count: 1}(%c, %i)
        %t: f64[n] = add(%v, %w)
        """;
    assertEquals(2 * 8.0 * n, between(loop(step), n), 0.1 * 8 * n);
  }

  @Test
  void loopsHaveWhatTheyChangeInPlaceOnce() {
    long n = 50_000;
    assertEquals(8.0 * n, between(loop("%t: f64[n] = add(%c, %w)"), n), 0.1 * 8 * n);
  }

  @Test
  void ofWhatTheDataDecideItIsSaidThatItIsNotCounted() {
    Graph graph =
        graph(
            """
            graph(%x: bool[n]) {
              %i: i64[?k] = nonzero{count: ?k}(%x)
              return %i
            }
            """);
    assertFalse(BACKEND.memory(graph, sizes(graph, 10)).orElseThrow().isAll());
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.DType;

/** Sizes that arrive with the data and cannot be. */
class SizeChecksTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Graph graph(String text) {
    return GraphReader.read(text).orThrow();
  }

  private static EvaluationProblem problem(Graph graph, Array... inputs) {
    var executable = BACKEND.compile(graph);
    return assertThrows(EvaluationProblem.class, () -> executable.run(List.of(inputs), Map.of()));
  }

  /** Where the product of sizes wraps around to a small number, too. */
  @Test
  void aSizeBeyond64BitsIsAProblem() {
    Graph graph =
        graph(
            """
            graph(%x: f64, %like: bool[n]) {
              %y: i64 = size{size: n*n*n}()
              return %y
            }
            """);
    Array one = Array.scalar(1.0);
    assertEquals(Code.TG0317, problem(graph, one, flags(3_000_000)).code());
    var found = BACKEND.compile(graph).run(List.of(one, flags(1000)), Map.of());
    assertEquals(Array.scalar(1_000_000_000L), found.outputs().get(0));
  }

  /** Of no elements, so that a size of it may be as large as a number can be. */
  @Test
  void aFewTimesASizeCanBeTooMuch() {
    for (String size : List.of("4*n", "2*n + 1", "n + n*1 + 3", "n*n")) {
      Graph graph =
          graph(
              """
              graph(%%x: f64, %%like: bool[0, n]) {
                %%wide: f64[%1$s] = broadcast{shape: [%1$s], axes: []}(%%x)
                %%y: f64 = sum{axes: [0]}(%%wide)
                return %%y
              }
              """
                  .formatted(size));
      Array like = Array.zeros(DType.BOOL, 0, 1L << 62);
      assertEquals(Code.TG0317, problem(graph, Array.scalar(1.0), like).code(), size);
    }
  }

  private static Array flags(long count) {
    return Array.zeros(DType.BOOL, count);
  }

  @Test
  void aTensorWhoseElementsCannotBeCountedIsAProblemThoughItIsNeverInMemory() {
    Graph graph =
        graph(
            """
            graph(%x: f64, %like: bool[n]) {
              %wide: f64[n, n, n] = broadcast{shape: [n, n, n], axes: []}(%x)
              %y: f64 = sum{axes: [0, 1, 2]}(%wide)
              return %y
            }
            """);
    assertEquals(Code.TG0805, problem(graph, Array.scalar(1.0), flags(3_000_000)).code());
  }

  /** {@code x as f64[2 * n + 1]} gives n its value, and so do multiples of powers. */
  @Test
  void aSizeIsFoundFromAnother() {
    String text =
        """
        graph(%%x: f64[m]) {
          %%y: f64[%1$s] = coerce{type: f64[%1$s], binds: [n]}(%%x)
          %%z: i64 = size{size: n}()
          return %%z
        }
        """;
    Graph linear = graph(text.formatted("2*n + 1"));
    var found = BACKEND.compile(linear).run(List.of(Array.zeros(DType.F64, 9)), Map.of());
    assertEquals(Array.scalar(4L), found.outputs().get(0));
    assertEquals(Code.TG0804, problem(linear, Array.zeros(DType.F64, 8)).code());
    assertEquals(Code.TG0804, problem(linear, Array.zeros(DType.F64, 0)).code());
    Graph square = graph(text.formatted("n*n"));
    var root = BACKEND.compile(square).run(List.of(Array.zeros(DType.F64, 49)), Map.of());
    assertEquals(Array.scalar(7L), root.outputs().get(0));
    assertEquals(Code.TG0804, problem(square, Array.zeros(DType.F64, 48)).code());
    Graph cube = graph(text.formatted("2*n*n*n"));
    for (long n : new long[] {0, 1, 2, 3, 10, 79, 100}) {
      Array x = Array.zeros(DType.F64, 2 * n * n * n);
      var size = BACKEND.compile(cube).run(List.of(x), Map.of()).outputs().get(0);
      assertEquals(Array.scalar(n), size);
    }
    for (long other : new long[] {1, 3, 15, 17, 53, 55, 1999, 2001}) {
      assertEquals(Code.TG0804, problem(cube, Array.zeros(DType.F64, other)).code());
    }
  }
}

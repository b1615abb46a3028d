package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/**
 * Products and what is made of their rows, a few rows at a time: against the reference, and the
 * same bits for any number of threads.
 */
class RowBlocksTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** Attention; {@code %v} may be made of {@code %w} after the scores. */
  private static final String ATTENTION =
      """
      graph(%q: T[b, n, d], %k: T[b, m, d], %w: T[b, m, e]) {
        %t: T[b, d, m] = transpose{axes: [0, 2, 1]}(%k)
        %s: T[b, n, m] = matmul(%q, %t)
        %h: T[b, n] = max{axes: [2]}(%s)
        %g: T[b, n, m] = broadcast{shape: [b, n, m], axes: [0, 1]}(%h)
        %l: T[b, n, m] = subtract(%s, %g)
        %x: T[b, n, m] = exp(%l)
        %z: T[b, n] = sum{axes: [2]}(%x)
        %y: T[b, n, m] = broadcast{shape: [b, n, m], axes: [0, 1]}(%z)
        %p: T[b, n, m] = divide(%x, %y)
        %v: T[b, m, e] = VALUES
        %o: T[b, n, e] = matmul(%p, %v)
        RETURN
      }
      """;

  private static final String PLAIN =
      ATTENTION.replace("VALUES", "multiply(%w, %w)").replace("RETURN", "return %o");

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Array numbers(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, Math.sin(0.7 * i * i + shape[0]));
    }
    return array;
  }

  private static boolean isByRows(Graph graph) {
    return BACKEND.plan(graph).orElseThrow().contains("for a few rows at a time");
  }

  private static void agrees(String text, List<Array> inputs, double tolerance) {
    Graph graph = GraphReader.read(text).orThrow();
    assertTrue(isByRows(graph), () -> BACKEND.plan(graph).orElseThrow());
    List<Array> expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs();
    List<List<Array>> found = new ArrayList<>();
    for (String threads : List.of("1", "3")) {
      System.setProperty("tgraph.threads", threads);
      try {
        found.add(BACKEND.compile(graph).run(inputs, Map.of()).outputs());
      } finally {
        System.clearProperty("tgraph.threads");
      }
    }
    for (int k = 0; k < expected.size(); k++) {
      Array one = found.get(0).get(k);
      assertEquals(expected.get(k).type(), one.type());
      for (long i = 0; i < one.size(); i++) {
        assertEquals(expected.get(k).re(i), one.re(i), tolerance, k + ", element " + i);
      }
      assertEquals(one, found.get(1).get(k));
    }
  }

  /** Whole tiles and parts of them, small and large, more than one slice of {@code d} and none. */
  @ParameterizedTest
  @CsvSource({
    "f64,1,300,260,20,16,1e-12",
    "f64,2,163,411,17,50,1e-12",
    "f64,3,200,1000,270,1,1e-11",
    "f64,3,4,5,6,7,1e-13",
    "f64,2,150,300,0,3,1e-13",
    "f64,0,150,300,4,3,1e-13",
    "f32,2,163,411,17,50,1e-5",
    "f32,1,129,2001,33,64,1e-5",
    "f32,1,1,70000,3,5,1e-5"
  })
  void attention(String type, long b, long n, long m, long d, long e, double tolerance) {
    DType element = type.equals("f64") ? DType.F64 : DType.F32;
    List<Array> inputs =
        List.of(numbers(element, b, n, d), numbers(element, b, m, d), numbers(element, b, m, e));
    agrees(PLAIN.replace("T[", type + "["), inputs, tolerance);
  }

  /** Sizes that are known are decided on before. */
  @Test
  void sizesThatAreKnown() {
    String text = PLAIN.replace("T[", "f64[");
    for (String size : List.of("b=2", "n=200", "m=301", "d=9", "e=10")) {
      text = text.replaceAll("\\b" + size.charAt(0) + "([],])", size.substring(2) + "$1");
    }
    List<Array> inputs =
        List.of(
            numbers(DType.F64, 2, 200, 9),
            numbers(DType.F64, 2, 301, 9),
            numbers(DType.F64, 2, 301, 10));
    agrees(text, inputs, 1e-12);
    String small = text.replace("301", "30").replace("200", "20");
    assertTrue(!isByRows(GraphReader.read(small).orThrow()));
  }

  /** Whether it pays is said alike of sizes that are known before, and of others. */
  @ParameterizedTest
  @CsvSource({"512,256,2", "512,128,2", "512,128,8", "300,219,9", "96,700,23", "400,164,0"})
  void sizesAtTheEdge(long n, long m, long d) {
    String text = PLAIN.replace("T[", "f64[").replace("b, ", "");
    text = text.replace("axes: [2]", "axes: [1]").replace("axes: [0, 2, 1]", "axes: [1, 0]");
    text = text.replace("axes: [0, 1]", "axes: [0]").replace(", e]", ", 2]");
    text = text.replace("[n", "[" + n).replace("[m", "[" + m).replace("[d", "[" + d);
    text = text.replace(" m]", " " + m + "]").replace(" d]", " " + d + "]");
    List<Array> inputs =
        List.of(numbers(DType.F64, n, d), numbers(DType.F64, m, d), numbers(DType.F64, m, 2));
    Graph graph = GraphReader.read(text).orThrow();
    Array expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs().get(0);
    Array found = BACKEND.compile(graph).run(inputs, Map.of()).outputs().get(0);
    for (long i = 0; i < found.size(); i++) {
      assertEquals(expected.re(i), found.re(i), 1e-12, "element " + i);
    }
  }

  /** What else is made of the rows, and given back, beside what is never there as a whole. */
  @Test
  void severalResults() {
    String text =
        ATTENTION
            .replace("T[", "f64[")
            .replace("VALUES", "matmul(%w, %r)")
            .replace("%w: f64[b, m, e]", "%w: f64[b, m, c], %r: f64[b, c, e], %a: f64[b, n, e]")
            .replace("RETURN", "%c: f64[b, n, e] = add(%a, %o)\n  return %c, %z, %v");
    List<Array> inputs =
        List.of(
            numbers(DType.F64, 2, 150, 8),
            numbers(DType.F64, 2, 400, 8),
            numbers(DType.F64, 2, 400, 3),
            numbers(DType.F64, 2, 3, 5),
            numbers(DType.F64, 2, 150, 5));
    agrees(text, inputs, 1e-12);
  }

  /** One matrix; the sums of its rows alone, where some of the elements do not count. */
  @Test
  void whatIsLeftOut() {
    String text =
        """
        graph(%x: f64[n, d], %y: f64[d, m]) {
          %s: f64[n, m] = matmul(%x, %y)
          %i: i64[n] = iota{size: n, type: i64}()
          %j: i64[m] = iota{size: m, type: i64}()
          %r: i64[n, m] = broadcast{shape: [n, m], axes: [0]}(%i)
          %c: i64[n, m] = broadcast{shape: [n, m], axes: [1]}(%j)
          %b: bool[n, m] = less(%r, %c)
          %e: f64[n, m] = exp(%s)
          %o: f64 = constant{value: f64(0.0)}()
          %z: f64[n, m] = broadcast{shape: [n, m], axes: []}(%o)
          %k: f64[n, m] = select(%b, %z, %e)
          %t: f64[n] = sum{axes: [1]}(%k)
          %u: f64[n] = log(%t)
          return %u
        }
        """;
    agrees(text, List.of(numbers(DType.F64, 500, 12), numbers(DType.F64, 12, 499)), 1e-11);
  }

  /** A product whose rows the next one needs all of is there as a whole. */
  @Test
  void whatIsNeededAsAWhole() {
    String text =
        """
        graph(%x: f64[n, d], %y: f64[d, n]) {
          %s: f64[n, n] = matmul(%x, %y)
          %z: f64[n, n] = matmul(%s, %s)
          return %z
        }
        """;
    assertTrue(!isByRows(GraphReader.read(text).orThrow()));
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/** LU and QR of matrices that are large enough for LAPACK, against the reference. */
class LargeFactorsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Array random(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    Random random = new Random(shape[1]);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, random.nextGaussian());
    }
    return array;
  }

  private static Graph lu(String type) {
    return GraphReader.read(
            """
            graph(%x: T[b, m, n]) {
              %p: i64[b, m], %l: T[b, m, min(m, n)], %u: T[b, min(m, n), n] = lu(%x)
              return %p, %l, %u
            }
            """
                .replace("T", type))
        .orThrow();
  }

  private static Graph qr(String type, boolean complete) {
    String all =
        """
        graph(%x: T[b, m, n]) {
          %q: T[b, m, m], %r: T[b, m, n] = qr{complete: true}(%x)
          return %q, %r
        }
        """;
    String few =
        """
        graph(%x: T[b, m, n]) {
          %q: T[b, m, min(m, n)], %r: T[b, min(m, n), n] = qr{complete: false}(%x)
          return %q, %r
        }
        """;
    return GraphReader.read((complete ? all : few).replace("T", type)).orThrow();
  }

  private static void agrees(Graph graph, Array x, double tolerance) {
    List<Array> expected =
        new ReferenceBackend().compile(graph).run(List.of(x), Map.of()).outputs();
    List<Array> found = BACKEND.compile(graph).run(List.of(x), Map.of()).outputs();
    for (int k = 0; k < expected.size(); k++) {
      Array one = expected.get(k);
      assertEquals(one.type(), found.get(k).type());
      for (long i = 0; i < one.size(); i++) {
        assertEquals(one.getDouble(i), found.get(k).getDouble(i), tolerance, "element " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"f64,2,60,60,1e-10", "f64,1,90,40,1e-11", "f64,3,40,90,1e-11", "f32,1,50,50,1e-4"})
  void factorsOfLargeMatrices(String type, int batch, int rows, int columns, double tolerance) {
    Array x = random(type.equals("f64") ? DType.F64 : DType.F32, batch, rows, columns);
    agrees(lu(type), x, tolerance);
    agrees(qr(type, false), x, tolerance);
    agrees(qr(type, true), x, tolerance);
  }

  /** Of the matrices of a batch each for itself. */
  @Test
  void whatIsNotFiniteIsLeftToOurLoops() {
    Array x = random(DType.F64, 3, 50, 50);
    x.set(50 * 50 + 77, Double.NaN);
    x.set(2 * 50 * 50 + 1234, Double.POSITIVE_INFINITY);
    agrees(lu("f64"), x, 1e-10);
    agrees(qr("f64", false), x, 1e-10);
  }

  @Test
  void aMatrixWithoutFullRankHasFactorsToo() {
    Array x = random(DType.F64, 1, 50, 50);
    for (int i = 0; i < 50; i++) {
      x.set(7 * 50 + i, 0.0);
      x.set(i * 50 + 9, 0.0);
    }
    agrees(lu("f64"), x, 1e-10);
    agrees(qr("f64", false), x, 1e-10);
  }
}

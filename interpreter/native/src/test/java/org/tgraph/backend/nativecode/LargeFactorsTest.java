package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
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
      if (type.isComplex()) {
        array.set(i, random.nextGaussian(), random.nextGaussian());
      } else {
        array.set(i, random.nextGaussian());
      }
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

  /** The matrices of a batch are shared among the threads. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void batchesOfSmallMatrices(String threads) {
    System.setProperty("tgraph.threads", threads);
    try {
      Array x = random(DType.F64, 700, 6, 5);
      agrees(lu("f64"), x, 1e-12);
      agrees(qr("f64", true), x, 1e-12);
    } finally {
      System.clearProperty("tgraph.threads");
    }
  }

  /** Of matrices with more rows than columns, and fewer; forwards and backwards. */
  @ParameterizedTest
  @CsvSource({
    "f64,5,5,1e-10",
    "f64,5,3,1e-11",
    "f64,3,5,1e-11",
    "f64,60,60,1e-7",
    "f32,4,4,1e-4",
    "c128,5,4,1e-11"
  })
  void derivativesOfTheFactors(String type, int rows, int columns, double tolerance) {
    String text =
        """
        graph(%x: T[b, m, n], %t: T[b, m, n]) {
          %p: i64[b, m], %l: T[b, m, min(m, n)], %u: T[b, min(m, n), n] = lu(%x)
          %forth: T[b, m, n] = lu_derivative{transposed: false}(%t, %l, %u)
          %back: T[b, m, n] = lu_derivative{transposed: true}(%t, %l, %u)
          return %forth, %back
        }
        """;
    DType element = DType.valueOf(type.toUpperCase(Locale.ROOT));
    Graph graph = GraphReader.read(text.replace("T[", type + "[")).orThrow();
    assertEquals(List.of(), Program.of(graph).hosted());
    List<Array> inputs =
        List.of(random(element, 3, rows, columns), random(element, 3, rows, columns));
    List<Array> expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs();
    List<Array> found = BACKEND.compile(graph).run(inputs, Map.of()).outputs();
    for (int k = 0; k < expected.size(); k++) {
      for (long i = 0; i < expected.get(k).size(); i++) {
        assertEquals(expected.get(k).re(i), found.get(k).re(i), tolerance);
        assertEquals(expected.get(k).im(i), found.get(k).im(i), tolerance);
      }
    }
  }

  /** The first of the batch that has no derivative is named, as the definition does. */
  @Test
  void aPivotOfZeroHasNoDerivative() {
    Graph graph =
        GraphReader.read(
                """
                graph(%t: f64[b, 2, 2], %l: f64[b, 2, 2], %u: f64[b, 2, 2]) {
                  %y: f64[b, 2, 2] = lu_derivative{transposed: false}(%t, %l, %u)
                  return %y
                }
                """)
            .orThrow();
    Array u = random(DType.F64, 5000, 2, 2);
    u.set(4 * 3000, 0.0);
    u.set(4 * 4000, 0.0);
    List<Array> inputs = List.of(u, u, u);
    EvaluationProblem expected =
        assertThrows(
            EvaluationProblem.class,
            () -> new ReferenceBackend().compile(graph).run(inputs, Map.of()));
    EvaluationProblem found =
        assertThrows(EvaluationProblem.class, () -> BACKEND.compile(graph).run(inputs, Map.of()));
    assertEquals(expected.getMessage(), found.getMessage());
    assertTrue(found.getMessage().contains("Matrix [3000] of the batch"));
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

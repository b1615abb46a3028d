package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.linalg.Eig;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/**
 * Eigenvalues and singular values, with their vectors, against the reference, whose rotations find
 * them by themselves: matrices that are small, for which there are loops, and that are large enough
 * for LAPACK; the same bits for any number of threads.
 */
class SpectraTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static final String EIGH =
      """
      graph(%x: T[b, n, n]) {
        %w: R[b, n], %v: T[b, n, n] = eigh(%x)
        return %w, %v
      }
      """;

  private static final String EIG =
      """
      graph(%x: T[b, n, n]) {
        %w: C[b, n], %v: C[b, n, n] = eig(%x)
        return %w, %v
      }
      """;

  private static final String SVD =
      """
      graph(%x: T[b, m, n]) {
        %u: T[b, m, min(m, n)], %s: R[b, min(m, n)], %vh: T[b, min(m, n), n] = svd{full: false}(%x)
        return %u, %s, %vh
      }
      """;

  private static final String FULL =
      """
      graph(%x: T[b, m, n]) {
        %u: T[b, m, m], %s: R[b, min(m, n)], %vh: T[b, n, n] = svd{full: true}(%x)
        return %u, %s, %vh
      }
      """;

  private static DType type(String name) {
    return DType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Graph graph(String text, String type) {
    boolean isSingle = type(type).part() == DType.F32;
    return GraphReader.read(
            text.replace("T[", type + "[")
                .replace("R[", isSingle ? "f32[" : "f64[")
                .replace("C[", isSingle ? "c64[" : "c128["))
        .orThrow();
  }

  private static Array random(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    Random random = new Random(shape[1] + 7);
    for (long i = 0; i < array.size(); i++) {
      if (type.isComplex()) {
        array.set(i, random.nextGaussian(), random.nextGaussian());
      } else {
        array.set(i, random.nextGaussian());
      }
    }
    return array;
  }

  private static List<Array> run(Graph graph, Array x) {
    List<List<Array>> found = new ArrayList<>();
    for (String threads : List.of("1", "3")) {
      System.setProperty("tgraph.threads", threads);
      try {
        found.add(BACKEND.compile(graph).run(List.of(x), Map.of()).outputs());
      } finally {
        System.clearProperty("tgraph.threads");
      }
    }
    assertEquals(found.get(0), found.get(1));
    return found.get(0);
  }

  private static void close(Array expected, Array found, double tolerance) {
    assertEquals(expected.type(), found.type());
    for (long i = 0; i < expected.size(); i++) {
      assertEquals(expected.re(i), found.re(i), tolerance, "element " + i);
      assertEquals(expected.im(i), found.im(i), tolerance, "element " + i);
    }
  }

  private static void agrees(Graph graph, Array x, double tolerance) {
    assertTrue(Program.of(graph).hosted().stream().allMatch(h -> h.op() instanceof Eig));
    List<Array> expected =
        new ReferenceBackend().compile(graph).run(List.of(x), Map.of()).outputs();
    List<Array> found = run(graph, x);
    for (int k = 0; k < expected.size(); k++) {
      close(expected.get(k), found.get(k), tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f64,3,1,1e-15", "f64,500,3,1e-12", "f64,3,8,1e-12", "f64,3,40,1e-11", "f32,2,5,1e-5",
    "f32,3,40,1e-5", "c128,40,3,1e-12", "c128,3,30,1e-11", "c64,2,5,1e-5", "c64,2,30,1e-4"
  })
  void eigenvaluesOfHermitianMatrices(String type, int batch, int n, double tolerance) {
    agrees(graph(EIGH, type), random(type(type), batch, n, n), tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "f64,3,1,1,1e-15", "f64,500,3,3,1e-11", "f64,3,8,5,1e-12", "f64,3,5,8,1e-12",
    "f64,3,40,40,1e-10", "f64,3,60,35,1e-11", "f64,3,33,50,1e-11", "f32,3,5,4,1e-5",
    "f32,3,60,35,1e-5", "c128,40,3,3,1e-11", "c128,2,4,6,1e-12", "c128,3,30,20,1e-11",
    "c128,3,20,30,1e-11", "c64,2,5,6,1e-5", "c64,2,30,20,1e-4"
  })
  void singularValues(String type, int batch, int m, int n, double tolerance) {
    agrees(graph(SVD, type), random(type(type), batch, m, n), tolerance);
    agrees(graph(FULL, type), random(type(type), batch, m, n), tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "f64,3,1,1e-15",
    "f64,300,3,1e-9",
    "f64,3,8,1e-11",
    "f64,3,40,1e-9",
    "f32,2,5,1e-5",
    "f32,2,30,1e-4",
    "c128,40,3,1e-11",
    "c128,3,30,1e-10",
    "c64,2,5,1e-5"
  })
  void eigenvaluesOfAnyMatrix(String type, int batch, int n, double tolerance) {
    agrees(graph(EIG, type), random(type(type), batch, n, n), tolerance);
  }

  /**
   * Second differences have the eigenvalues {@code 4 sin²(kπ/(2n+2))}, first ones of n + 1 numbers
   * the singular values {@code 2 sin(kπ/(2n+2))}, and a cyclic shift the nth roots of 1.
   */
  @ParameterizedTest
  @ValueSource(ints = {5, 11, 60, 301})
  void valuesThatAreKnown(int n) {
    Array second = Array.zeros(DType.F64, 1, n, n);
    Array first = Array.zeros(DType.F64, 1, n, n + 1);
    Array shift = Array.zeros(DType.F64, 1, n, n);
    for (int i = 0; i < n; i++) {
      second.set((long) i * n + i, 2.0);
      second.set((long) i * n + Math.max(i - 1, 0), i > 0 ? -1.0 : 2.0);
      first.set((long) i * (n + 1) + i, -1.0);
      first.set((long) i * (n + 1) + i + 1, 1.0);
      shift.set((long) i * n + (i + 1) % n, 1.0);
    }
    Array ofSecond = run(graph(EIGH, "f64"), second).get(0);
    Array ofFirst = run(graph(SVD, "f64"), first).get(1);
    Array roots = run(graph(EIG, "f64"), shift).get(0);
    for (int k = 1; k <= n; k++) {
      double value = 2 * Math.sin(k * Math.PI / (2 * n + 2));
      assertEquals(value * value, ofSecond.getDouble(k - 1), 1e-13);
      assertEquals(value, ofFirst.getDouble(n - k), 1e-13);
      // From the left: pairs, of which that with the negative imaginary part comes first.
      int step = (n - k + 1) / 2;
      double angle = 2 * Math.PI * step / n;
      double sign = (n - k) % 2 == 0 ? -1 : 1;
      assertEquals(Math.cos(angle), roots.re(k - 1), 1e-12);
      assertEquals(sign * Math.sin(angle), roots.im(k - 1), 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EIG, EIGH, SVD, FULL})
  void emptyMatrices(String text) {
    agrees(graph(text, "f64"), random(DType.F64, 2, 0, 0), 0);
    agrees(graph(text, "c128"), random(DType.C128, 0, 3, 3), 0);
  }

  /**
   * Without the vectors the values are computed by themselves, and are the same but for rounding.
   */
  @ParameterizedTest
  @CsvSource({"f64,3", "f64,40", "c128,3", "c128,40"})
  void valuesAlone(String type, int n) {
    Array x = random(type(type), 2, n, n);
    agrees(graph(EIGH.replace("return %w, %v", "return %w"), type), x, 1e-11);
    agrees(graph(SVD.replace("return %u, %s, %vh", "return %s"), type), x, 1e-11);
    agrees(graph(EIG.replace("return %w, %v", "return %w"), type), x, 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"f64,3", "f64,40", "c128,3", "c128,40", "f32,40"})
  void vectorsAlone(String type, int n) {
    Array x = random(type(type), 2, n, n);
    double tolerance = type.equals("f32") ? 1e-4 : 1e-9;
    agrees(graph(EIGH.replace("return %w, %v", "return %v"), type), x, tolerance);
    agrees(graph(SVD.replace("return %u, %s, %vh", "return %u"), type), x, tolerance);
    agrees(graph(SVD.replace("return %u, %s, %vh", "return %vh"), type), x, tolerance);
    agrees(graph(EIG.replace("return %w, %v", "return %v"), type), x, tolerance);
  }

  /** Of the matrices of a batch each for itself. */
  @ParameterizedTest
  @CsvSource({"f64,3", "f64,40", "c128,3", "c128,20"})
  void whatIsNotFinite(String type, int n) {
    Array x = random(type(type), 4, n, n);
    set(x, n * n + n, Double.NaN);
    set(x, 2 * n * n + n + 1, Double.POSITIVE_INFINITY);
    agrees(graph(EIGH, type), x, 1e-10);
    agrees(graph(SVD, type), x, 1e-9);
    agrees(graph(FULL, type), x, 1e-9);
    agrees(graph(EIG, type), x, 1e-9);
  }

  private static void set(Array x, long at, double value) {
    if (x.dtype().isComplex()) {
      x.set(at, 0, value);
    } else {
      x.set(at, value);
    }
  }

  /**
   * Vectors that go with the value 0 are not determined, but orthonormal; very large and very small
   * numbers.
   */
  @ParameterizedTest
  @CsvSource({"4,3,1", "3,5,1", "40,30,1", "30,40,1", "4,4,1e300", "4,4,1e-300", "40,40,1e300"})
  void matricesOfLowRank(int m, int n, double scale) {
    Array x = Array.zeros(DType.F64, 1, m, n);
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        x.set((long) row * n + column, scale / m * (row + 1) * (column - 0.5));
      }
    }
    for (String text : List.of(SVD, FULL)) {
      List<Array> found = run(graph(text, "f64"), x);
      int width = text.equals(FULL) ? m : Math.min(m, n);
      orthonormal(found.get(0), m, width);
      for (int row = 0; row < m; row++) {
        for (int column = 0; column < n; column++) {
          double sum = 0;
          for (int k = 0; k < Math.min(m, n); k++) {
            double value = found.get(1).getDouble(k) / scale;
            double ofVh = found.get(2).getDouble((long) k * n + column);
            sum += found.get(0).getDouble((long) row * width + k) * value * ofVh;
          }
          double element = x.getDouble((long) row * n + column) / scale;
          assertEquals(element, sum, 1e-13 * n);
        }
      }
    }
  }

  private static void orthonormal(Array columns, int rows, int count) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double product = 0;
        for (int k = 0; k < rows; k++) {
          double first = columns.getDouble((long) k * count + i);
          product += first * columns.getDouble((long) k * count + j);
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
      }
    }
  }

  /** Of equal eigenvalues any orthonormal vectors are right. */
  @ParameterizedTest
  @CsvSource({"5", "40"})
  void equalEigenvaluesHaveOrthonormalVectors(int n) {
    Array x = Array.zeros(DType.F64, 1, n, n);
    for (int i = 0; i < n; i++) {
      x.set(i * n + i, i % 2 == 0 ? 3.0 : -1.0);
    }
    orthonormal(run(graph(EIGH, "f64"), x).get(1), n, n);
  }
}

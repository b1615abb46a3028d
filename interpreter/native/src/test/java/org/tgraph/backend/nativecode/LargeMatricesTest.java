package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.llvm.Registers;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/**
 * Matrices that are large enough for OpenBLAS, or for tiles where vectors are wide, and whose parts
 * are done by several threads: against the reference, and the same bits for any number of threads.
 */
class LargeMatricesTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** By OpenBLAS and in tiles. */
  private static final List<Registers> BOTH = List.of(Registers.NARROW, new Registers(64, 32));

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Array numbers(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, Math.sin(0.7 * i + shape[0]));
    }
    return array;
  }

  /** Positive definite, and not symmetric: what is above the diagonal does not count. */
  private static Array positive(long count, int n) {
    Array array = Array.zeros(DType.F64, count, n, n);
    for (long i = 0; i < array.size(); i++) {
      long row = i / n % n;
      long column = i % n;
      double off = column < row ? Math.sin(0.3 * i) : 99;
      array.set(i, row == column ? n + i / ((long) n * n) : off);
    }
    return array;
  }

  private static void agrees(String text, List<Array> inputs, double tolerance) {
    Graph graph = GraphReader.read(text).orThrow();
    Array expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs().get(0);
    for (Registers registers : BOTH) {
      Array[] found = new Array[2];
      for (int i = 0; i < 2; i++) {
        System.setProperty("tgraph.threads", i == 0 ? "1" : "3");
        try {
          NativeBackend backend = new NativeBackend(registers);
          found[i] = backend.compile(graph).run(inputs, Map.of()).outputs().get(0);
        } finally {
          System.clearProperty("tgraph.threads");
        }
      }
      assertEquals(expected.type(), found[0].type());
      for (long i = 0; i < expected.size(); i++) {
        assertEquals(expected.re(i), found[0].re(i), tolerance, "element " + i);
        assertEquals(expected.im(i), found[0].im(i), tolerance, "element " + i);
      }
      assertEquals(found[0], found[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({"f64,1e-12", "f32,1e-4"})
  void products(String type, double tolerance) {
    String text =
        """
        graph(%x: T[b, m, k], %y: T[b, k, n]) {
          %z: T[b, m, n] = matmul(%x, %y)
          return %z
        }
        """;
    DType element = type.equals("f64") ? DType.F64 : DType.F32;
    List<Array> inputs = List.of(numbers(element, 2, 150, 40), numbers(element, 2, 40, 300));
    agrees(text.replace("T", type), inputs, tolerance);
    agrees(
        text.replace("T", type),
        List.of(numbers(element, 1, 520, 9), numbers(element, 1, 9, 1030)),
        tolerance);
    for (long n : new long[] {17, 270}) {
      agrees(
          text.replace("T", type),
          List.of(numbers(element, 2, 203, 1100), numbers(element, 2, 1100, n)),
          10 * tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"c128,1e-12", "c64,1e-4"})
  void productsOfComplexMatrices(String type, double tolerance) {
    String text =
        """
        graph(%x: T[b, m, k], %y: T[b, n, k]) {
          %v: T[b, k, n] = transpose{axes: [0, 2, 1]}(%y)
          %z: T[b, m, n] = matmul(%x, %v)
          return %z
        }
        """;
    DType element = type.equals("c128") ? DType.C128 : DType.C64;
    List<Array> inputs = List.of(complex(element, 2, 150, 40), complex(element, 2, 300, 40));
    agrees(text.replace("T[", type + "["), inputs, tolerance);
  }

  private static Array complex(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, Math.sin(0.7 * i + shape[1]), Math.cos(0.3 * i));
    }
    return array;
  }

  @Test
  void productsOfWhatIsTransposed() {
    String text =
        """
        graph(%x: f64[b, k, m], %y: f64[b, n, k]) {
          %u: f64[b, m, k] = transpose{axes: [0, 2, 1]}(%x)
          %v: f64[b, k, n] = transpose{axes: [0, 2, 1]}(%y)
          %z: f64[b, m, n] = matmul(%u, %v)
          return %z
        }
        """;
    agrees(text, List.of(numbers(DType.F64, 2, 40, 150), numbers(DType.F64, 2, 300, 40)), 1e-12);
    agrees(text, List.of(numbers(DType.F64, 1, 601, 520), numbers(DType.F64, 1, 260, 601)), 1e-11);
  }

  private static final String CHOLESKY =
      """
      graph(%x: f64[b, n, n]) {
        %l: f64[b, n, n] = cholesky(%x)
        return %l
      }
      """;

  @Test
  void cholesky() {
    agrees(CHOLESKY, List.of(positive(3, 61)), 1e-12);
    agrees(CHOLESKY, List.of(positive(2, 197)), 1e-12);
    agrees(CHOLESKY, List.of(positive(1, 600)), 1e-12);
  }

  /** Small ones too; of both sides, in both directions. */
  @ParameterizedTest
  @ValueSource(ints = {12, 61, 180})
  void factorsAndSolutionsInPlaceOfWhatTheyAreMadeOf(int n) {
    String text =
        """
        graph(%x: f64[b, n, n], %y: f64[b, n, k]) {
          %k: f64[b, n, n] = multiply(%x, %x)
          %l: f64[b, n, n] = cholesky(%k)
          %e: f64[b, n, k] = exp(%y)
          %h: f64[b, n, k] = solve_triangular{lower: true, transposed: false, unit: false}(%l, %e)
          %z: f64[b, n, k] = solve_triangular{lower: true, transposed: true, unit: false}(%l, %h)
          %c: f64 = constant{value: f64(0.01)}()
          %d: f64[b, n, n] = broadcast{shape: [b, n, n], axes: []}(%c)
          %w: f64[b, n, n] = multiply(%l, %d)
          %s: f64[b, n, n] = solve_triangular{lower: true, transposed: false, unit: true}(%w, %w)
          return RESULT
        }
        """;
    List<Array> inputs = List.of(positive(3, n), numbers(DType.F64, 3, n, 17));
    agrees(text.replace("RESULT", "%z"), inputs, 1e-12);
    agrees(text.replace("RESULT", "%s"), inputs, 1e-12);
    agrees(text.replace("RESULT", "%l, %s"), inputs, 1e-12);
  }

  /** Which are worked on as doubles. */
  @Test
  void singleFloats() {
    String text =
        """
        graph(%x: f32[b, n, n], %y: f32[b, n, k]) {
          %l: f32[b, n, n] = cholesky(%x)
          %z: f32[b, n, k] = solve_triangular{lower: true, transposed: true, unit: false}(%l, %y)
          return RESULT
        }
        """;
    for (int n : new int[] {5, 40, 230}) {
      Array x = Array.zeros(DType.F32, 2, n, n);
      Array wide = positive(2, n);
      for (long i = 0; i < x.size(); i++) {
        x.set(i, wide.re(i));
      }
      List<Array> inputs = List.of(x, numbers(DType.F32, 2, n, 19));
      agrees(text.replace("RESULT", "%l"), inputs, 1e-5);
      agrees(text.replace("RESULT", "%z"), inputs, 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,40", "0,40", "NaN,40", "-1,200", "0,200", "NaN,200"})
  void whatIsNotPositiveDefinite(double pivot, int n) {
    Array x = positive(3, n);
    x.set((long) n * n + (n - 23) * (n + 1L), pivot);
    Graph graph = GraphReader.read(CHOLESKY).orThrow();
    String expected =
        assertThrows(
                EvaluationProblem.class,
                () -> new ReferenceBackend().compile(graph).run(List.of(x), Map.of()))
            .getMessage();
    for (Registers registers : BOTH) {
      NativeBackend backend = new NativeBackend(registers);
      EvaluationProblem found =
          assertThrows(
              EvaluationProblem.class, () -> backend.compile(graph).run(List.of(x), Map.of()));
      assertEquals(expected, found.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,false,false",
    "true,true,false",
    "false,false,false",
    "false,true,false",
    "true,false,true",
    "false,true,true"
  })
  void triangularSystems(boolean lower, boolean transposed, boolean unit) {
    String text =
        """
        graph(%%a: f64[b, n, n], %%y: f64[b, n, k]) {
          %%x: f64[b, n, k] = solve_triangular{lower: %s, transposed: %s, unit: %s}(%%a, %%y)
          return %%x
        }
        """
            .formatted(lower, transposed, unit);
    agrees(text, List.of(triangular(2, 40), numbers(DType.F64, 2, 40, 150)), 1e-12);
    agrees(text, List.of(triangular(2, 150), numbers(DType.F64, 2, 150, 131)), 1e-12);
    agrees(text, List.of(triangular(1, 643), numbers(DType.F64, 1, 643, 17)), 1e-11);
    Array a = triangular(2, 40);
    a.set(40 * 40 + 5 * 41, 0.0);
    if (!unit) {
      Graph graph = GraphReader.read(text).orThrow();
      List<Array> inputs = List.of(a, numbers(DType.F64, 2, 40, 150));
      String message =
          assertThrows(
                  EvaluationProblem.class,
                  () -> new ReferenceBackend().compile(graph).run(inputs, Map.of()))
              .getMessage();
      assertEquals(
          message,
          assertThrows(EvaluationProblem.class, () -> BACKEND.compile(graph).run(inputs, Map.of()))
              .getMessage());
    }
  }

  private static Array triangular(long count, int n) {
    Array a = positive(count, n);
    for (long i = 0; i < a.size(); i++) {
      long row = i / n % n;
      a.set(i, row == i % n ? 2 + Math.sin((double) i) : 0.8 / n * Math.sin(0.3 * i));
    }
    return a;
  }
}

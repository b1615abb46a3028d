package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/**
 * Reductions whose parts are done by several threads, several of them in one loop: against the
 * reference, and the same bits for any number of threads.
 */
class LargeReductionsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Array numbers(DType type, long... shape) {
    Array array = Array.zeros(type, shape);
    for (long i = 0; i < array.size(); i++) {
      if (type.isInt()) {
        array.set(i, i * 7919 % 1009 - 500);
      } else {
        array.set(i, Math.sin(0.7 * i + shape[0]));
      }
    }
    return array;
  }

  private static double number(Array array, long i) {
    return array.dtype().isInt() ? array.getLong(i) : array.getDouble(i);
  }

  private static void agrees(String text, List<Array> inputs, double tolerance) {
    Graph graph = GraphReader.read(text).orThrow();
    List<Array> expected = new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs();
    List<List<Array>> found = new ArrayList<>();
    for (String threads : List.of("1", "3", "8")) {
      System.setProperty("tgraph.threads", threads);
      try {
        found.add(BACKEND.compile(graph).run(inputs, Map.of()).outputs());
      } finally {
        System.clearProperty("tgraph.threads");
      }
    }
    for (int k = 0; k < expected.size(); k++) {
      Array right = expected.get(k);
      assertEquals(right.type(), found.get(0).get(k).type());
      for (long i = 0; i < right.size(); i++) {
        double value = number(right, i);
        double most = tolerance * Math.max(1, Math.abs(value));
        double ours = number(found.get(0).get(k), i);
        if (tolerance == 0) {
          // The sign of a zero counts too, and that something is no number.
          assertEquals((Double) value, (Double) ours, k + ": element " + i);
        } else {
          assertEquals(value, ours, most, k + ": element " + i);
        }
      }
    }
    assertEquals(found.get(0), found.get(1));
    assertEquals(found.get(0), found.get(2));
  }

  @ParameterizedTest
  @CsvSource({"f64,1e-9", "f32,1e-5", "i32,0"})
  void ofAllElements(String type, double tolerance) {
    String text =
        """
        graph(%x: T[n], %y: T[n]) {
          %s: T = sum{axes: [0]}(%x)
          %h: T = max{axes: [0]}(%x)
          %l: T = min{axes: [0]}(%y)
          %p: T[n] = multiply(%x, %y)
          %d: T = sum{axes: [0]}(%p)
          %m: T = min{axes: [0]}(%p)
          return %s, %h, %l, %d, %m
        }
        """;
    DType element = DType.valueOf(type.toUpperCase(Locale.ROOT));
    for (long n : List.of(1L, 16_384L, 16_385L, 200_003L)) {
      agrees(text.replace("T", type), List.of(numbers(element, n), numbers(element, n)), tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"f64,1e-9", "f32,1e-5", "i32,0"})
  void alongAxesBeforeOthers(String type, double tolerance) {
    String text =
        """
        graph(%x: T[a, b, c]) {
          %s: T[b, c] = sum{axes: [0]}(%x)
          %h: T[b, c] = max{axes: [0]}(%x)
          %t: T[a, c] = sum{axes: [1]}(%x)
          %u: T[a, c] = min{axes: [1]}(%x)
          %v: T[c] = sum{axes: [0, 1]}(%x)
          %w: T[b] = sum{axes: [0, 2]}(%x)
          %z: T[b] = max{axes: [0, 2]}(%x)
          return %s, %h, %t, %u, %v, %w, %z
        }
        """;
    DType element = DType.valueOf(type.toUpperCase(Locale.ROOT));
    for (List<Long> shape :
        List.of(
            List.of(70_000L, 1L, 3L),
            List.of(300L, 7L, 50L),
            List.of(3L, 2L, 40_000L),
            List.of(2L, 40_000L, 3L),
            List.of(2L, 1L, 3L))) {
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      agrees(text.replace("T", type), List.of(numbers(element, sizes)), tolerance);
    }
  }

  @Test
  void ofNoRowsIsWhatTheReductionBeginsWith() {
    String text =
        """
        graph(%x: f64[n, m]) {
          %s: f64[m] = sum{axes: [0]}(%x)
          %p: f64[m] = prod{axes: [0]}(%x)
          %t: f64 = sum{axes: [0, 1]}(%x)
          return %s, %p, %t
        }
        """;
    agrees(text, List.of(Array.zeros(DType.F64, 0, 5)), 0);
    agrees(text, List.of(Array.zeros(DType.F64, 5, 0)), 0);
  }

  /** The first of equal zeros has the sign, wherever the blocks of a thread begin. */
  @ParameterizedTest
  @ValueSource(longs = {0, 16_384, 16_385, 99_999})
  void theFirstZeroHasTheSign(long first) {
    String text =
        """
        graph(%x: f64[n], %y: f64[n]) {
          %h: f64 = max{axes: [0]}(%x)
          %l: f64 = min{axes: [0]}(%y)
          %s: f64 = sum{axes: [0]}(%x)
          return %h, %l, %s
        }
        """;
    Array x = Array.zeros(DType.F64, 100_000);
    Array y = Array.zeros(DType.F64, 100_000);
    for (long i = 0; i < x.size(); i++) {
      x.set(i, i < first ? -1.0 : i == first ? -0.0 : 0.0);
      y.set(i, i < first ? 1.0 : i == first ? -0.0 : 0.0);
    }
    agrees(text, List.of(x, y), 0);
  }

  @Test
  void whatIsNoNumberStays() {
    String text =
        """
        graph(%x: f64[n]) {
          %h: f64 = max{axes: [0]}(%x)
          %l: f64 = min{axes: [0]}(%x)
          return %h, %l
        }
        """;
    Array x = numbers(DType.F64, 100_000);
    x.set(77_777, Double.NaN);
    agrees(text, List.of(x), 0);
  }
}

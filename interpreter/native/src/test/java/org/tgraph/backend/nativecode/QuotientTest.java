package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.type.DType;

/** Rows that are divided by a number each: the quotients are those of Java's division. */
class QuotientTest {
  private static final int ROWS = 600;
  private static final int COLUMNS = 500;

  private static Graph graph(DType type) {
    String text =
        """
        graph(%x: T[n, m], %y: T[n]) {
          %w: T[n, m] = broadcast{shape: [n, m], axes: [0]}(%y)
          %z: T[n, m] = divide(%x, %w)
          return %z
        }
        """;
    String name = type == DType.F32 ? "f32" : "f64";
    return GraphReader.read(text.replace("T[", name + "[")).orThrow();
  }

  private static Array divided(DType type, double[] x, double[] y) {
    Array dividends = Array.zeros(type, y.length, x.length / y.length);
    Array divisors = Array.zeros(type, y.length);
    for (int i = 0; i < x.length; i++) {
      dividends.set(i, x[i]);
    }
    for (int i = 0; i < y.length; i++) {
      divisors.set(i, y[i]);
    }
    List<Array> inputs = List.of(dividends, divisors);
    return new NativeBackend().compile(graph(type)).run(inputs, Map.of()).outputs().get(0);
  }

  private static double of(DType type, double x) {
    return type == DType.F32 ? (float) x : x;
  }

  private static double quotient(DType type, double x, double y) {
    return type == DType.F32 ? (float) x / (float) y : x / y;
  }

  /** Numbers of all sizes but the least, those with few and with most bits among them. */
  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void sameBits(DType type) {
    Random random = new Random(7);
    int range = type == DType.F32 ? 95 : 960;
    double[] x = random.doubles((long) ROWS * COLUMNS, -1, 1).toArray();
    double[] y = random.doubles(ROWS, -1, 1).toArray();
    for (int i = 0; i < x.length; i++) {
      double few = i % 3 == 0 ? Math.rint(64 * x[i]) / 64 : x[i];
      x[i] = of(type, Math.scalb(few, random.nextInt(-range, range)));
    }
    for (int i = 0; i < y.length; i++) {
      double some = i % 5 == 0 ? of(type, Math.nextDown((float) Math.rint(y[i]))) : y[i];
      y[i] = of(type, Math.scalb(some, random.nextInt(-range, range)));
    }
    check(type, x, y, type == DType.F32 ? 0x1p-102 : 0x1p-969);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void zerosAndBounds(DType type) {
    double least = type == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    double normal = type == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double most = type == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    double[] some = {
      0,
      -0.0,
      1,
      -1,
      3,
      -7,
      least,
      -least,
      5 * least,
      normal,
      -normal,
      most,
      -most,
      most / 3,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    };
    double[] x = new double[some.length * 64];
    for (int row = 0; row < some.length; row++) {
      for (int i = 0; i < 64; i++) {
        x[64 * row + i] = some[i % some.length];
      }
    }
    check(type, x, some, normal);
  }

  /**
   * @param sure from which size of a dividend on the quotient is exactly the one; below it may be
   *     the one beside it
   */
  private static void check(DType type, double[] x, double[] y, double sure) {
    Array found = divided(type, x, y);
    int columns = x.length / y.length;
    for (int i = 0; i < x.length; i++) {
      double divisor = y[i / columns];
      double expected = quotient(type, x[i], divisor);
      double unit = type == DType.F32 ? Math.ulp((float) expected) : Math.ulp(expected);
      boolean isSure = !(Math.abs(x[i]) < sure) || expected == 0;
      double tolerance = isSure || !Double.isFinite(expected) ? 0 : unit;
      String where = x[i] + " / " + divisor;
      if (tolerance == 0) {
        assertEquals(expected, found.re(i), where);
      } else {
        assertEquals(expected, found.re(i), tolerance, where);
      }
    }
  }
}

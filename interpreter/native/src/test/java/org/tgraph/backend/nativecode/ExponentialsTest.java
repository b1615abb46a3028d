package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/**
 * The functions that we compute ourselves, against mpmath's numbers: their largest errors in units
 * in the last place are those of {@code docs/backends.md}.
 */
class ExponentialsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** A little more than were seen. */
  private static final Map<String, Double> LARGEST =
      Map.ofEntries(
          Map.entry("exp", 1.0),
          Map.entry("expm1", 2.0),
          Map.entry("tanh", 2.5),
          Map.entry("log", 1.0),
          Map.entry("log1p", 1.0),
          Map.entry("erfcx", 6.0),
          Map.entry("log_ndtr", 6.0),
          Map.entry("ndtri", 6.0),
          Map.entry("digamma", 25.0),
          Map.entry("sin", 0.9),
          Map.entry("cos", 0.9),
          Map.entry("tan", 1.0),
          Map.entry("asin", 1.7),
          Map.entry("acos", 1.5),
          Map.entry("atan", 2.0),
          Map.entry("atan2", 2.0),
          Map.entry("sinh", 1.8),
          Map.entry("cosh", 1.6),
          Map.entry("asinh", 1.0),
          Map.entry("acosh", 1.0),
          Map.entry("atanh", 1.0),
          Map.entry("cbrt", 0.7),
          Map.entry("log2", 1.0),
          Map.entry("log10", 1.0),
          Map.entry("pow", 1.0),
          Map.entry("hypot", 1.0),
          Map.entry("erf", 1.2),
          Map.entry("erfc", 4.0),
          Map.entry("ndtr", 4.5),
          Map.entry("gammainc_slope", 80.0),
          Map.entry("gammainc_ratio", 60.0),
          Map.entry("gamma_quantile", 25.0),
          Map.entry("betainc_slope_a", 12.0),
          Map.entry("betainc_slope_b", 12.0),
          Map.entry("erfcx_1", 4.0),
          Map.entry("erfcx_2", 8.0),
          Map.entry("log_ndtr_slope_2", 15.0),
          Map.entry("lbeta", 6.0),
          Map.entry("betainc", 9.0),
          Map.entry("beta_density", 20.0),
          Map.entry("gammainc", 5.0),
          Map.entry("gammaincc", 15.0),
          Map.entry("gamma_density", 4.0),
          Map.entry("lgamma", 4.0));

  /** Those that have code of their own for single floats; the others are doubles until rounded. */
  private static final Map<String, Double> LARGEST_SINGLE =
      Map.of("exp", 1.0, "expm1", 1.5, "tanh", 1.4, "log", 0.95, "log1p", 0.95, "erf", 1.2);

  /** Those of several numbers. */
  private static final Map<String, Integer> OPERANDS =
      Map.ofEntries(
          Map.entry("atan2", 2),
          Map.entry("hypot", 2),
          Map.entry("pow", 2),
          Map.entry("gammainc_slope", 2),
          Map.entry("gammainc_ratio", 2),
          Map.entry("gamma_quantile", 2),
          Map.entry("betainc_slope_a", 3),
          Map.entry("betainc_slope_b", 3),
          Map.entry("lbeta", 2),
          Map.entry("betainc", 3),
          Map.entry("beta_density", 3),
          Map.entry("gammainc", 2),
          Map.entry("gammaincc", 2),
          Map.entry("gamma_density", 2));

  /** What the operations are called where they have parameters. */
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("erfcx", "erfcx{order: 0}"),
          Map.entry("digamma", "polygamma{order: 0}"),
          Map.entry("gammainc", "gammainc{upper: false}"),
          Map.entry("gammaincc", "gammainc{upper: true}"),
          Map.entry("gammainc_slope", "gammainc_slope{order: 1}"),
          Map.entry("gammainc_ratio", "gammainc_ratio{order: 1}"),
          Map.entry("betainc_slope_a", "betainc_slopes{order: 1}"),
          Map.entry("betainc_slope_b", "betainc_slopes{order: 1}"),
          Map.entry("erfcx_1", "erfcx{order: 1}"),
          Map.entry("erfcx_2", "erfcx{order: 2}"),
          Map.entry("log_ndtr_slope_2", "log_ndtr_slope{order: 2}"));

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Executable function(String name, String type) {
    List<String> names = List.of("%x", "%y", "%w").subList(0, count(name));
    String parameters = String.join(": T[n], ", names) + ": T[n]";
    String call = OPERATIONS.getOrDefault(name, name) + "(" + String.join(", ", names) + ")";
    String results =
        switch (name) {
          case "betainc_slope_a" -> "%z: T[n], %other: T[n]";
          case "betainc_slope_b" -> "%other: T[n], %z: T[n]";
          default -> "%z: T[n]";
        };
    String text = "graph(" + parameters + ") {\n" + results + " = " + call + "\nreturn %z\n}\n";
    return compiled(text.replace("T[", type + "["));
  }

  private static int count(String name) {
    return OPERANDS.getOrDefault(name, 1);
  }

  private static Executable compiled(String text) {
    return BACKEND.compile(GraphReader.read(text).orThrow());
  }

  private static Array apply(Executable function, Array... x) {
    return function.run(List.of(x), Map.of()).outputs().get(0);
  }

  private static Array doubles(double... x) {
    return Array.of(new long[] {x.length}, x);
  }

  private static Array floats(DType type, double... x) {
    Array array = Array.zeros(type, x.length);
    for (int i = 0; i < x.length; i++) {
      array.set(i, x[i]);
    }
    return array;
  }

  @TestFactory
  Stream<DynamicTest> areAsNearAsTheySay() {
    return KnownNumbers.tests(LARGEST, ExponentialsTest::near);
  }

  private static Array[] operands(String name, KnownNumbers known) {
    return IntStream.range(0, count(name))
        .mapToObj(i -> doubles(known.column(i)))
        .toArray(Array[]::new);
  }

  private static void near(String name, double allowed) {
    KnownNumbers known = KnownNumbers.of("exponentials", name);
    Array[] x = operands(name, known);
    Array y = apply(function(name, "f64"), x);
    double[] near = known.column(x.length);
    double[] rest = known.column(x.length + 1);
    known.hold(
        x.length, allowed, i -> Math.abs(y.getDouble(i) - near[i] - rest[i]) / Math.ulp(near[i]));
  }

  /** Doubles that are rounded need not be exact ones. */
  @TestFactory
  Stream<DynamicTest> singleFloatsAreAsNearAsTheySay() {
    return LARGEST.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> nearInSinglePrecision(name)));
  }

  private static void nearInSinglePrecision(String name) {
    Array[] x = operands(name, KnownNumbers.of("exponentials", name));
    Array[] single = new Array[x.length];
    for (int k = 0; k < x.length; k++) {
      single[k] = Array.zeros(DType.F32, (int) x[k].shape()[0]);
      for (int i = 0; i < x[k].shape()[0]; i++) {
        single[k].set(i, x[k].getDouble(i));
        x[k].set(i, single[k].getDouble(i));
      }
    }
    nearInSinglePrecision(name, x, single);
  }

  /** The function of doubles has the errors of {@link #areAsNearAsTheySay}. */
  private static void nearInSinglePrecision(String name, Array[] x, Array[] single) {
    Array exact = apply(function(name, "f64"), x);
    Array y = apply(function(name, "f32"), single);
    double allowed = LARGEST_SINGLE.getOrDefault(name, 0.55);
    for (int i = 0; i < x[0].shape()[0]; i++) {
      float near = (float) exact.getDouble(i);
      if (Float.isNaN(near) || Float.isInfinite(near)) {
        assertEquals(near, y.getDouble(i));
      } else {
        double error = Math.abs(y.getDouble(i) - exact.getDouble(i)) / Math.ulp(near);
        int at = i;
        assertTrue(error <= allowed, () -> name + " of " + single[0].getDouble(at) + ": " + error);
      }
    }
  }

  /** One of {@code step} of all bits there are: with {@code -Dstep=1} all single floats. */
  @TestFactory
  Stream<DynamicTest> singleFloatsOfAllSizes() {
    return LARGEST_SINGLE.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> ofAllSizes(name)));
  }

  private static void ofAllSizes(String name) {
    int step = Integer.getInteger("step", 20_011);
    int count = 1 << 18;
    Array x = Array.zeros(DType.F64, count);
    Array single = Array.zeros(DType.F32, count);
    for (long first = 0; first < 1L << 32; first += (long) step * count) {
      for (int i = 0; i < count; i++) {
        float number = Float.intBitsToFloat((int) (first + (long) step * i));
        single.set(i, number);
        x.set(i, number);
      }
      nearInSinglePrecision(name, new Array[] {x}, new Array[] {single});
    }
  }

  /** Those with code of their own, about what is special to each. */
  @Test
  void specialSingleFloats() {
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    double[] x = {nan, inf, -inf, 0.0, -0.0, -1, 1e30, -1e30, Float.MIN_VALUE};
    Map<String, double[]> expected =
        Map.of(
            "exp", new double[] {nan, inf, 0, 1, 1, 0.36787945f, inf, 0, 1},
            "expm1", new double[] {nan, inf, -1, 0.0, -0.0, -0.63212055f, inf, -1, Float.MIN_VALUE},
            "tanh", new double[] {nan, 1, -1, 0.0, -0.0, -0.7615942f, 1, -1, Float.MIN_VALUE},
            "erf", new double[] {nan, 1, -1, 0.0, -0.0, -0.8427008f, 1, -1, Float.MIN_VALUE},
            "log", new double[] {nan, inf, nan, -inf, -inf, nan, 69.07755f, nan, -103.27893f},
            "log1p",
                new double[] {nan, inf, nan, 0.0, -0.0, -inf, 69.07755f, nan, Float.MIN_VALUE});
    Array single = floats(DType.F32, x);
    expected.forEach(
        (name, y) -> assertArrayEquals(y, apply(function(name, "f32"), single).toDoubles(), name));
  }

  /** Vectors, what is left of them, and single elements are computed alike; so are far angles. */
  @Test
  void anElementHasTheSameBitsEverywhere() {
    LARGEST.keySet().forEach(name -> sameBits(name, DType.F64));
    LARGEST_SINGLE.keySet().forEach(name -> sameBits(name, DType.F32));
  }

  private static void sameBits(String name, DType type) {
    Executable function = function(name, type.toString());
    for (double value : new double[] {0.7, 1.9, 1e300}) {
      Array[] one = new Array[count(name)];
      Arrays.fill(one, floats(type, value));
      double expected = apply(function, one).getDouble(0);
      for (int n = 1; n < 40; n++) {
        double[] x = new double[n];
        // Not the last one, beside which the others are not far.
        Arrays.fill(x, value);
        x[n - 1] = 0.3;
        Array[] all = new Array[one.length];
        Arrays.fill(all, floats(type, x));
        Array y = apply(function, all);
        for (int i = 0; i < n - 1; i++) {
          assertEquals(expected, y.getDouble(i), 0.0, name + " " + n);
        }
      }
    }
  }

  @Test
  void specialNumbers() {
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    Array x = doubles(nan, inf, -inf, 0.0, -0.0, -1, -2, 1e308, -1e308);
    assertEquals(
        doubles(nan, inf, 0, 1, 1, 0.36787944117144233, 0.1353352832366127, inf, 0),
        apply(function("exp", "f64"), x));
    assertEquals(
        doubles(nan, inf, nan, -inf, -inf, nan, nan, 709.1962086421661, nan),
        apply(function("log", "f64"), x));
    assertEquals(
        doubles(nan, inf, nan, 0.0, -0.0, -inf, nan, 709.1962086421661, nan),
        apply(function("log1p", "f64"), x));
    assertEquals(
        doubles(nan, inf, -1, 0.0, -0.0),
        apply(function("expm1", "f64"), doubles(nan, inf, -inf, 0.0, -0.0)));
    assertEquals(
        doubles(nan, 1, -1, 0.0, -0.0),
        apply(function("tanh", "f64"), doubles(nan, inf, -inf, 0.0, -0.0)));
  }

  /**
   * Where a power vanishes before the density does, and parameters of which only the ratio matters.
   */
  @Test
  void nextToNothing() {
    Array tiny = doubles(1e-300);
    near(1.0891244210583697e-60, apply(function("gamma_density", "f64"), doubles(1.2), tiny));
    near(
        3.417001958155672e-60,
        apply(function("beta_density", "f64"), doubles(1.2), doubles(2.5), tiny));
    Executable betainc = function("betainc", "f64");
    near(0.5, apply(betainc, tiny, tiny, doubles(0.3)));
    near(1e-200, apply(betainc, doubles(1e-100), tiny, doubles(0.3)));
    double rounded = apply(betainc, doubles(1.2), doubles(1e-20), doubles(0.9999)).getDouble(0);
    assertTrue(rounded >= 0, () -> "a probability of " + rounded);
  }

  /** Nearly all of it is the same, and LLVM takes a third of a second for it. */
  @Test
  void derivativesByBothParametersAreOneRoutine() {
    String text =
        """
        graph(%x: f64[n]) {
          %a: f64[n], %b: f64[n] = betainc_slopes{order: 1}(%x, %x, %x)
          return %a, %b
        }
        """;
    Program program = Program.of(GraphReader.read(text).orThrow());
    assertEquals(1, Routine.in(program.statements()).size());
  }

  private static void near(double expected, Array actual) {
    assertEquals(expected, actual.getDouble(0), 1e-14 * expected);
  }
}

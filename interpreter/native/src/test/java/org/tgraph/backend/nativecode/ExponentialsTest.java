package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/**
 * The functions that we compute ourselves, against mpmath's numbers: their largest errors in units
 * in the last place are those of {@code docs/backends.md}.
 */
class ExponentialsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** More than were seen, by the tenth. */
  private static final Map<String, Double> LARGEST =
      Map.of(
          "exp", 1.0,
          "expm1", 2.0,
          "tanh", 2.5,
          "log", 1.0,
          "log1p", 1.0,
          "erfcx", 6.0,
          "log_ndtr", 6.0,
          "ndtri", 6.0,
          "digamma", 20.0);

  /** What the operations are called where they have parameters. */
  private static final Map<String, String> OPERATIONS =
      Map.of("erfcx", "erfcx{order: 0}", "digamma", "polygamma{order: 0}");

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Executable function(String name, String type) {
    String text =
        "graph(%%x: %s[n]) {%n%%y: %s[n] = %s(%%x)%nreturn %%y%n}%n"
            .formatted(type, type, OPERATIONS.getOrDefault(name, name));
    return BACKEND.compile(GraphReader.read(text).orThrow());
  }

  private static Array apply(Executable function, Array x) {
    return function.run(List.of(x), Map.of()).outputs().get(0);
  }

  private static Array doubles(double... x) {
    return Array.of(new long[] {x.length}, x);
  }

  @TestFactory
  Stream<DynamicTest> areAsNearAsTheySay() {
    return LARGEST.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> near(e.getKey(), e.getValue())));
  }

  private static void near(String name, double allowed) throws IOException {
    List<String> lines;
    try (InputStream in =
        ExponentialsTest.class.getResourceAsStream("/exponentials/" + name + ".txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    double[] x = lines.stream().mapToDouble(l -> Double.parseDouble(l.split(" ")[0])).toArray();
    Array y = apply(function(name, "f64"), doubles(x));
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      String[] expected = lines.get(i).split(" ");
      double near = Double.parseDouble(expected[1]);
      double error = y.getDouble(i) - near - Double.parseDouble(expected[2]);
      most = Math.max(most, Math.abs(error) / Math.ulp(near));
    }
    double found = most;
    assertTrue(most <= allowed, () -> name + ": " + found + " units in the last place");
  }

  /** That of single floats has code of its own. */
  @Test
  void exponentialsOfSingleFloats() {
    int count = 200_000;
    Array x = Array.zeros(DType.F32, count);
    for (int i = 0; i < count; i++) {
      x.set(i, -104 + 193.0 * i / count);
    }
    Array y = apply(function("exp", "f32"), x);
    double most = 0;
    for (int i = 0; i < count; i++) {
      double exact = Math.exp(x.getDouble(i));
      float near = (float) exact;
      if (Float.isInfinite(near)) {
        assertEquals(near, y.getDouble(i));
      } else {
        most = Math.max(most, Math.abs(y.getDouble(i) - exact) / Math.ulp(near));
      }
    }
    double found = most;
    assertTrue(most <= 1.0, () -> found + " units in the last place");
    Array special = Array.zeros(DType.F32, 5);
    double[] numbers = {Double.NaN, 1e30, -1e30, Double.POSITIVE_INFINITY, -0.0};
    for (int i = 0; i < numbers.length; i++) {
      special.set(i, numbers[i]);
    }
    double[] results = apply(function("exp", "f32"), special).toDoubles();
    double infinity = Double.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {Double.NaN, infinity, 0, infinity, 1}, results);
  }

  /** Vectors, what is left of them, and single elements are computed alike. */
  @Test
  void anElementHasTheSameBitsEverywhere() {
    for (String name : LARGEST.keySet()) {
      Executable function = function(name, "f64");
      for (int n = 1; n < 40; n++) {
        double[] x = new double[n];
        Arrays.fill(x, 0.7);
        Array y = apply(function, doubles(x));
        for (int i = 0; i < n; i++) {
          assertEquals(
              apply(function, doubles(0.7)).getDouble(0), y.getDouble(i), 0.0, name + " " + n);
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
}

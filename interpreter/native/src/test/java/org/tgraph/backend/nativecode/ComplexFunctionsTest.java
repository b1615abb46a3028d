package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.conformance.Closeness;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.Ops;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/**
 * Functions of complex numbers, against mpmath's numbers: their largest errors, in units in the
 * last place of the larger part, are those of {@code docs/backends.md}; and on a grid of special
 * numbers, against their definitions.
 */
class ComplexFunctionsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** A little more than were seen. */
  private static final Map<String, Double> LARGEST =
      Map.ofEntries(
          Map.entry("acos", 2.7),
          Map.entry("acosh", 2.7),
          Map.entry("asin", 2.7),
          Map.entry("asinh", 2.7),
          Map.entry("atan", 2.6),
          Map.entry("atanh", 2.6),
          Map.entry("cos", 2.2),
          Map.entry("cosh", 2.2),
          Map.entry("exp", 2.0),
          Map.entry("expm1", 2.4),
          Map.entry("log", 1.5),
          Map.entry("log10", 2.5),
          Map.entry("log1p", 2.0),
          Map.entry("log2", 2.0),
          Map.entry("pow", 20.0),
          Map.entry("sign", 2.0),
          Map.entry("sin", 2.2),
          Map.entry("sinh", 2.2),
          Map.entry("sqrt", 1.6),
          Map.entry("tan", 3.2),
          Map.entry("tanh", 3.2));

  /** Each with both signs is a part of the numbers. */
  private static final double[] SIZES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    0,
    Double.MIN_VALUE,
    1e-200,
    0.25,
    0.5,
    1,
    1.5,
    2,
    30,
    800,
    1e200,
    Double.MAX_VALUE
  };

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static List<double[]> grid() {
    List<double[]> numbers = new ArrayList<>();
    for (double x : SIZES) {
      for (double y : SIZES) {
        for (int sign = 0; sign < 4; sign++) {
          numbers.add(new double[] {signed(x, sign % 2), signed(y, sign / 2)});
        }
      }
    }
    return numbers;
  }

  /** What sign a nan has is not said. */
  private static double signed(double x, int sign) {
    return sign == 0 || Double.isNaN(x) ? x : -x;
  }

  /** Those whose parts are in two columns. */
  private static Array array(List<double[]> numbers, int column) {
    Array array = Array.zeros(DType.C128, numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      array.set(i, numbers.get(i)[column], numbers.get(i)[column + 1]);
    }
    return array;
  }

  private static Array apply(String name, List<Array> x) {
    List<String> names = List.of("%x", "%y").subList(0, x.size());
    String parameters = String.join(": c128[n], ", names) + ": c128[n]";
    String call = name + "(" + String.join(", ", names) + ")";
    String text = "graph(" + parameters + ") {\n%z: c128[n] = " + call + "\nreturn %z\n}\n";
    Executable function = BACKEND.compile(GraphReader.read(text).orThrow());
    return function.run(x, Map.of()).outputs().get(0);
  }

  @TestFactory
  Stream<DynamicTest> areAsNearAsTheySay() {
    return KnownNumbers.tests(LARGEST, ComplexFunctionsTest::near);
  }

  private static void near(String name, double allowed) {
    KnownNumbers known = KnownNumbers.of("complex", name);
    List<double[]> lines = known.lines();
    int given = lines.get(0).length - 4;
    Array y =
        apply(name, IntStream.range(0, given / 2).mapToObj(k -> array(lines, 2 * k)).toList());
    known.hold(
        given,
        allowed,
        i -> {
          double[] line = lines.get(i);
          double re = Math.abs(y.re(i) - line[given] - line[given + 1]);
          double im = Math.abs(y.im(i) - line[given + 2] - line[given + 3]);
          double size = Math.max(Math.abs(line[given]), Math.abs(line[given + 2]));
          return Math.max(re, im) / Math.ulp(size);
        });
  }

  @TestFactory
  Stream<DynamicTest> agreeOnSpecialNumbers() {
    return LARGEST.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> agrees(name)));
  }

  /** Of a power, each special number to some exponents. */
  private static void agrees(String name) {
    List<double[]> numbers = new ArrayList<>(grid());
    List<Array> x = List.of(array(numbers, 0));
    if (name.equals("pow")) {
      double[][] others = {{2, 0}, {-3, 0}, {0, 0}, {0.5, 0}, {1.5, -2}};
      List<double[]> first = new ArrayList<>();
      List<double[]> second = new ArrayList<>();
      for (double[] number : numbers) {
        for (double[] other : others) {
          first.add(number);
          second.add(other);
        }
      }
      numbers = first;
      x = List.of(array(first, 0), array(second, 0));
    }
    Array expected = Ops.named(name).evaluate(x).get(0);
    Array actual = apply(name, x);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      Array one = Array.zeros(DType.C128);
      Array other = Array.zeros(DType.C128);
      one.copy(0, expected, i);
      other.copy(0, actual, i);
      String of = name + " of " + Arrays.toString(numbers.get(i)) + ": ";
      // A power is the exponential of what may be large.
      new Closeness(name.equals("pow") ? 2000 : 100, 0)
          .difference(one, other)
          .ifPresent(d -> wrong.add(of + d));
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong\n" + String.join("\n", wrong));
  }
}

package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Functions of complex numbers on a grid of special numbers, against their definitions. */
class ComplexFunctionsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  private static final List<String> OF_ONE =
      List.of(
          "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "expm1", "log",
          "log10", "log1p", "log2", "sign", "sin", "sinh", "sqrt", "tan", "tanh");

  /** Each with both signs is a part of the numbers. */
  private static final double[] SIZES = {
    Double.NaN, Double.POSITIVE_INFINITY, 0, Double.MIN_VALUE, 1e-200, 0.25, 0.5, 1, 1.5, 2, 30, 800, 1e200,
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

  private static Array array(List<double[]> numbers) {
    Array array = Array.zeros(DType.C128, numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      array.set(i, numbers.get(i)[0], numbers.get(i)[1]);
    }
    return array;
  }

  private static Executable compiled(String text) {
    return BACKEND.compile(GraphReader.read(text).orThrow());
  }

  @TestFactory
  Stream<DynamicTest> agreeOnSpecialNumbers() {
    return OF_ONE.stream().map(name -> DynamicTest.dynamicTest(name, () -> agrees(name)));
  }

  private static void agrees(String name) {
    List<double[]> numbers = grid();
    Array x = array(numbers);
    Array expected = Ops.named(name).evaluate(List.of(x)).get(0);
    String text = "graph(%x: c128[n]) {\n%z: c128[n] = " + name + "(%x)\nreturn %z\n}\n";
    Array actual = compiled(text).run(List.of(x), Map.of()).outputs().get(0);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      if (name.startsWith("exp") && numbers.get(i)[0] == 800) {
        // The definition overflows before it has to.
        continue;
      }
      Array one = Array.zeros(DType.C128);
      Array other = Array.zeros(DType.C128);
      one.copy(0, expected, i);
      other.copy(0, actual, i);
      String of = name + " of " + numbers.get(i)[0] + " " + numbers.get(i)[1] + ": ";
      new Closeness(100, 0).difference(one, other).ifPresent(d -> wrong.add(of + d));
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong\n" + String.join("\n", wrong));
  }
}

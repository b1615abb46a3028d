package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/** Definitions next to the smallest and the largest doubles, by mpmath with 800 digits. */
class BoundsOfDoublesTest {
  private static void near(double expected, double actual) {
    assertEquals(expected, actual, 4 * Math.ulp(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "log, 0.5, 4.9e-324, -0.6931471805599453, 1e-323",
    "log, 4.9e-324, 3, 1.0986122886681098, 1.5707963267948966",
    "log, 4.9e-324, 4.9e-324, -744.0934983311013, 0.7853981633974483",
    "log, 1e-320, 4.9e-324, -736.8272407689208, 0.0004940711060431057",
    "log, 1e-310, 1e-300, -690.7755278982137, 1.5707963266948965",
    "exp, 800, 4.9e-324, Infinity, 1.3470080137759474e24",
    "exp, 710, 1.5, 1.5802653829857376e307, Infinity",
    "expm1, 800, 4.9e-324, Infinity, 1.3470080137759474e24"
  })
  void ofComplexNumbers(String name, double re, double im, double valueRe, double valueIm) {
    Array x = Array.zeros(DType.C128);
    x.set(0, re, im);
    Array y = Ops.named(name).evaluate(List.of(x)).get(0);
    near(valueRe, y.re(0));
    near(valueIm, y.im(0));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-20, 1e-300, 0.3, 1e-280",
    "1e-300, 1e-300, 0.9, 0.5",
    "4.9e-324, 4.9e-324, 0.3, 0.5",
    "1e-13, 3e-13, 1e-300, 0.7499999999481918",
    "1e-310, 1e-300, 0.5, 0.9999999999"
  })
  void ofIncompleteBeta(double a, double b, double x, double value) {
    List<Array> in = List.of(Array.scalar(a), Array.scalar(b), Array.scalar(x));
    near(value, Ops.named("betainc").evaluate(in).get(0).getDouble(0));
  }
}

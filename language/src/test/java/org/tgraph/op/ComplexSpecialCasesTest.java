package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * Functions of complex numbers that are infinite, {@code nan} or signed zeros give what the array
 * API standard says: the file that {@code complex_special_cases.py} writes.
 */
class ComplexSpecialCasesTest {
  private static final double ROUNDING = 1e-15;

  @TestFactory
  Stream<DynamicTest> asTheStandardSays() throws IOException {
    Map<String, List<String[]>> lines = new LinkedHashMap<>();
    try (InputStream in = getClass().getResourceAsStream("/complex/special_cases.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .forEach(line -> lines.computeIfAbsent(line[0], n -> new ArrayList<>()).add(line));
    }
    return lines.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  private static void check(List<String[]> lines) {
    List<String> wrong = new ArrayList<>();
    for (String[] line : lines) {
      for (DType type : List.of(DType.C128, DType.C64)) {
        Array x = Array.zeros(type);
        x.set(0, number(line[1]), number(line[2]));
        Array y = Ops.named(line[0]).evaluate(List.of(x)).get(0);
        double im = y.dtype().isComplex() ? y.im(0) : 0;
        boolean isSingle = type == DType.C64;
        if (!is(line[4], y.re(0), isSingle) || !is(line[5], im, isSingle)) {
          wrong.add(String.join(" ", line) + " but was " + y.re(0) + " " + im + " in " + type);
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static boolean is(String expected, double actual, boolean isSingle) {
    boolean isOpen = expected.startsWith("+-");
    double wanted = number(isOpen ? expected.substring(2) : expected);
    double found = isOpen ? Math.abs(actual) : actual;
    if (wanted == 0 || !Double.isFinite(wanted)) {
      return Double.compare(wanted, found) == 0;
    }
    double tolerance = isSingle ? Math.ulp((float) wanted) : ROUNDING * Math.abs(wanted);
    return Math.abs(wanted - found) <= tolerance;
  }
}

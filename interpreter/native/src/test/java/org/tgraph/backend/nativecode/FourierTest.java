package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.fourier.Dft;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/** Fourier transforms of many lengths, known when the code is written or not. */
class FourierTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /** What a length is divided by, or not; with a large factor it is a convolution. */
  private static final int[] LENGTHS = {
    0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 27, 61, 67, 97, 100, 128, 134, 1000, 1009, 1024, 1331, 4096
  };

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  @AfterEach
  void asManyAsProcessors() {
    System.clearProperty("tgraph.threads");
  }

  private static Executable compiled(String type, String shape, boolean isInverse) {
    return BACKEND.compile(
        GraphReader.read(
                """
                graph(%x: T) {
                  %y: T = dft{inverse: I}(%x)
                  return %y
                }
                """
                    .replace("T", type + "[" + shape + "]")
                    .replace("I", Boolean.toString(isInverse)))
            .orThrow());
  }

  /** The same as {@code fourier_lengths.py} has, each row from where the last one ended. */
  private static Array numbers(DType type, long... shape) {
    Array x = Array.zeros(type, shape);
    for (long j = 0; j < x.size(); j++) {
      x.set(j, (j * 37 % 101 - 50) / 64.0, (j * 53 % 97 - 48) / 64.0);
    }
    return x;
  }

  private static Array run(Executable executable, Array x) {
    return executable.run(List.of(x), Map.of()).outputs().get(0);
  }

  private static double largest(Array x) {
    double largest = 0;
    for (long i = 0; i < x.size(); i++) {
      largest = Math.max(largest, Math.hypot(x.re(i), x.im(i)));
    }
    return largest;
  }

  private static void agree(Array expected, Array found, double share) {
    assertEquals(expected.type(), found.type());
    double size = largest(expected);
    for (long i = 0; i < expected.size(); i++) {
      assertEquals(expected.re(i), found.re(i), share * size, "element " + i);
      assertEquals(expected.im(i), found.im(i), share * size, "element " + i);
    }
  }

  /** Within four units in the last place of the largest element. */
  @Test
  void elementsAreThoseThatMpmathFinds() throws IOException {
    Executable open = compiled("c128", "n", false);
    try (InputStream in = FourierTest.class.getResourceAsStream("/fourier/elements.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().skip(1).toList();
      assertTrue(lines.size() > 60);
      for (String line : lines) {
        String[] cells = line.split(",", -1);
        int n = Integer.parseInt(cells[0]);
        int k = Integer.parseInt(cells[1]);
        Array y = run(open, numbers(DType.C128, n));
        double allowed = 4 * Math.ulp(largest(y));
        assertEquals(Double.parseDouble(cells[2]), y.re(k), allowed, line);
        assertEquals(Double.parseDouble(cells[3]), y.im(k), allowed, line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyLengthAgreesWithTheDefinition(boolean isInverse) {
    Executable open = compiled("c128", "b, n", isInverse);
    Executable single = compiled("c64", "b, n", isInverse);
    for (int n : LENGTHS) {
      for (int rows : new int[] {0, 1, 3}) {
        Array x = numbers(DType.C128, rows, n);
        agree(new Dft(isInverse).evaluate(List.of(x)).get(0), run(open, x), 1e-14);
        Array y = numbers(DType.C64, rows, n);
        agree(new Dft(isInverse).evaluate(List.of(y)).get(0), run(single, y), 1e-7);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 12, 15, 67, 97, 1000})
  void lengthsThatAreKnownHaveTheSameResult(int n) {
    Array x = numbers(DType.C128, 3, n);
    Array expected = run(compiled("c128", "b, n", false), x);
    assertEquals(expected, run(compiled("c128", "3, " + n, false), x));
  }

  /** Many short rows, a few long ones, one that is very long. */
  @Test
  void theResultDoesNotDependOnTheThreads() {
    Executable executable = compiled("c128", "b, n", false);
    for (long[] shape : new long[][] {{5000, 12}, {70, 1009}, {3, 30_000}, {1, 1 << 17}}) {
      Array x = numbers(DType.C128, shape);
      System.setProperty("tgraph.threads", "1");
      Array one = run(executable, x);
      for (String threads : List.of("2", "3", "8")) {
        System.setProperty("tgraph.threads", threads);
        assertEquals(one, run(executable, x));
      }
      // Nor on the other rows.
      long n = shape[1];
      Array last = Array.zeros(DType.C128, 1, n);
      for (long j = 0; j < n; j++) {
        last.copy(j, x, x.size() - n + j);
      }
      Array alone = run(executable, last);
      for (long j = 0; j < n; j++) {
        assertEquals(one.re(one.size() - n + j), alone.re(j));
        assertEquals(one.im(one.size() - n + j), alone.im(j));
      }
    }
  }

  @Test
  void whatIsNotFiniteIsNotInOtherRows() {
    for (int n : new int[] {1, 2, 6, 8, 67}) {
      Array x = numbers(DType.C128, 3, n);
      x.set(n, Double.POSITIVE_INFINITY, 1.0);
      Array y = run(compiled("c128", "b, n", false), x);
      assertEquals(new Dft(false).evaluate(List.of(x)).get(0).toString().contains("nan"), n > 1);
      for (int k = 0; k < 3 * n; k++) {
        boolean isIn = k / n == 1 && n > 1;
        assertEquals(isIn, Double.isNaN(y.re(k)));
        assertEquals(isIn, Double.isNaN(y.im(k)));
      }
    }
  }

  /** What is transformed need not be in memory before. */
  @Test
  void whatIsPaddedIsReadWhereItIs() {
    Executable executable =
        BACKEND.compile(
            GraphReader.read(
                    """
                    graph(%x: f64[b, n]) {
                      %p: f64[b, 2 * n] = pad{low: [0, 0], high: [0, n], interior: [0, 0]}(%x)
                      %z: f64[b, 2 * n] = multiply(%p, %p)
                      %c: c128[b, 2 * n] = complex(%p, %z)
                      %t: c128[2 * n, b] = transpose{axes: [1, 0]}(%c)
                      %y: c128[2 * n, b] = dft{inverse: false}(%t)
                      return %y
                    }
                    """)
                .orThrow());
    Array x = Array.of(new long[] {2, 3}, 1.0, 2, 3, 4, 5, 6);
    Array y = run(executable, x);
    assertEquals(5.0, y.re(0));
    assertEquals(17.0, y.im(0));
    assertEquals(-3.0, y.re(1));
    assertEquals(0.0, y.re(11));
  }
}

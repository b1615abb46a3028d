package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Numbers that mpmath has computed of a function: in each line its arguments, and each result as
 * the nearest double and what that lacks. They are those of the build, or more of them, in the
 * folder that {@code -Dpoints} names (see {@code exponentials.py}, {@code complex_functions.py}).
 */
record KnownNumbers(String name, List<double[]> lines) {
  private static final Optional<Path> POINTS =
      Optional.ofNullable(System.getProperty("points")).map(Path::of);

  /**
   * Those of a function.
   *
   * @param folder of the test's resources
   */
  static KnownNumbers of(String folder, String name) {
    String file = name + ".txt";
    try (InputStream in =
        POINTS.isPresent()
            ? Files.newInputStream(POINTS.get().resolve(file))
            : KnownNumbers.class.getResourceAsStream("/" + folder + "/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new KnownNumbers(
          name,
          text.lines()
              .map(line -> Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test for each function of which the largest error that may be is given. */
  static Stream<DynamicTest> tests(Map<String, Double> largest, BiConsumer<String, Double> test) {
    return largest.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> test.accept(e.getKey(), e.getValue())));
  }

  int count() {
    return lines.size();
  }

  double[] column(int column) {
    return lines.stream().mapToDouble(line -> line[column]).toArray();
  }

  /**
   * Fails if an error is too large, and says at which arguments the largest is.
   *
   * @param arguments how many numbers of a line those are
   * @param allowed in units in the last place, as the errors of the lines are
   */
  void hold(int arguments, double allowed, IntToDoubleFunction error) {
    double[] errors = IntStream.range(0, count()).mapToDouble(error).toArray();
    int most = 0;
    for (int i = 0; i < errors.length; i++) {
      // A nan is the largest.
      if (Double.compare(errors[i], errors[most]) > 0) {
        most = i;
      }
    }
    String found =
        "%s: %.2f units in the last place at %s"
            .formatted(
                name, errors[most], Arrays.toString(Arrays.copyOf(lines.get(most), arguments)));
    if (POINTS.isPresent()) {
      System.out.println(found);
    }
    assertTrue(errors[most] <= allowed, found);
  }
}

package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Directions along which nothing changes are found, and others are not taken for such. */
class FlatDirectionTest {
  private static Optional<double[]> find(int size, int[] places, double[] slopes, Formula.Of of) {
    return FlatDirection.find(new Formula(size, of), places, slopes, 1);
  }

  /** A normal number around a combination of two, which are known only together. */
  @Test
  void aSumDoesNotTellItsParts() {
    double[] direction =
        find(
                3,
                new int[] {0, 2},
                new double[2],
                (x, g) -> {
                  double z = x[0] + 2 * x[2] - 3;
                  g[0] = -z;
                  g[2] = -2 * z;
                  g[1] = -x[1];
                  return -0.5 * z * z - 0.5 * x[1] * x[1];
                })
            .orElseThrow();
    assertArrayEquals(new double[] {1, -0.5}, direction, 1e-12);
  }

  @Test
  void aProductDoesNotTellItsFactors() {
    // Of logarithms, which the density has the Jacobian of.
    double[] direction =
        find(
                2,
                new int[] {0, 1},
                new double[] {1, 1},
                (x, g) -> {
                  double z = x[0] + x[1];
                  g[0] = 1 - z;
                  g[1] = 1 - z;
                  return -0.5 * z * z + x[0] + x[1];
                })
            .orElseThrow();
    assertArrayEquals(new double[] {1, -1}, direction, 1e-12);
  }

  @Test
  void whatActsOnNothingIsFound() {
    double[] direction =
        find(
                2,
                new int[] {0, 1},
                new double[2],
                (x, g) -> {
                  g[0] = -x[0];
                  return -0.5 * x[0] * x[0];
                })
            .orElseThrow();
    assertArrayEquals(new double[] {0, 1}, direction);
  }

  @Test
  void whatIsKnownIsNotFlat() {
    assertTrue(
        find(
                2,
                new int[] {0, 1},
                new double[2],
                (x, g) -> {
                  g[0] = -x[0] - x[1];
                  g[1] = -x[0] - x[1] - 1e-4 * x[1];
                  return -0.5 * Math.pow(x[0] + x[1], 2) - 0.5e-4 * x[1] * x[1];
                })
            .isEmpty());
    // Level only where one begins.
    assertTrue(
        find(1, new int[] {0}, new double[1], (x, g) -> Math.abs(x[0]) < 100 ? 0 : -Math.abs(x[0]))
            .isEmpty());
    // Nowhere finite.
    assertTrue(find(1, new int[] {0}, new double[1], (x, g) -> Double.NEGATIVE_INFINITY).isEmpty());
  }
}

package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What stands for a density, by normal distributions on the way to a mode or by the nearest one.
 */
class PathfinderTest {
  private static final int DRAWS = 4000;

  private static Approximation pathfinder(Density density, int paths, long seed) {
    return Pathfinder.draw(() -> density, paths, DRAWS, seed, text -> {}).orElseThrow();
  }

  private static Approximation advi(Density density, boolean isFull, long seed) {
    return Variational.draw(density, isFull, 10_000, DRAWS, seed, text -> {}).orElseThrow();
  }

  private static double mean(Approximation of, int i) {
    return Moments.mean(column(of, i));
  }

  private static double sd(Approximation of, int i) {
    return Math.sqrt(Moments.variance(column(of, i)));
  }

  private static double[] column(Approximation of, int i) {
    double[] column = new double[of.positions().length];
    for (int j = 0; j < column.length; j++) {
      column[j] = of.positions()[j][i];
    }
    return column;
  }

  private static double correlation(Approximation of, int i, int k) {
    double sum = 0;
    for (double[] x : of.positions()) {
      sum += (x[i] - mean(of, i)) * (x[k] - mean(of, k));
    }
    return sum / of.positions().length / sd(of, i) / sd(of, k);
  }

  @Test
  void whatWaysHaveFoundIsKeptWhenItIsInterrupted() {
    Thread caller = Thread.currentThread();
    Interrupted early =
        assertThrows(
            Interrupted.class,
            () ->
                Pathfinder.draw(
                    () -> normal(3, 2),
                    10_000,
                    200,
                    1,
                    text -> {
                      if (text.startsWith("pathfinder: way 9 ")) {
                        caller.interrupt();
                      }
                    }));
    double[] x = Arrays.stream(early.chains().get(0).positions()).mapToDouble(p -> p[0]).toArray();
    assertEquals(200, x.length);
    assertEquals(3, Moments.mean(x), 0.7);
    assertEquals(2, Math.sqrt(Moments.variance(x)), 0.5);
  }

  /** The log density of a normal distribution of which all constants are kept. */
  private static Formula normal(double mean, double sd) {
    return new Formula(
        1,
        (x, g) -> {
          double z = (x[0] - mean) / sd;
          g[0] = -z / sd;
          return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
        });
  }

  @Test
  void oneWayFindsANormalDistribution() {
    Approximation found = pathfinder(normal(5, 0.1), 1, 1);
    assertEquals(5, mean(found, 0), 0.01);
    assertEquals(0.1, sd(found, 0), 0.01);
    assertEquals(0, found.elbo(), 0.01);
    assertTrue(found.k() < 0.5, () -> "" + found.k());
  }

  @Test
  void severalWaysFindCorrelations() {
    Approximation found = pathfinder(Formula.correlated(5), 4, 2);
    assertTrue(found.k() < 0.7, () -> "" + found.k());
    for (int i = 0; i < 4; i++) {
      assertEquals(3, mean(found, i), 0.15 * Formula.scale(i));
      assertEquals(Formula.scale(i), sd(found, i), 0.12 * Formula.scale(i));
      assertEquals(0.9, correlation(found, i, i + 1), 0.05);
    }
  }

  /** Of a hundred numbers with a history of six changes not all scales can be learned. */
  @Test
  void saysThatItIsFar() {
    Approximation found = pathfinder(Formula.correlated(100), 4, 3);
    assertTrue(found.k() > Approximation.BAD_K, () -> "" + found.k());
    assertTrue(found.elbo() < -1, () -> "" + found.elbo());
  }

  /** The importance of ways to two modes is that of the modes. */
  @Test
  void waysToTwoModes() {
    Formula two =
        new Formula(
            1,
            (x, g) -> {
              double a = Math.log(0.7) - 0.5 * (x[0] + 4) * (x[0] + 4);
              double b = Math.log(0.3) - 0.5 * (x[0] - 4) * (x[0] - 4);
              double sum = Vectors.logSum(new double[] {a, b});
              g[0] = -(x[0] + 4) * Math.exp(a - sum) - (x[0] - 4) * Math.exp(b - sum);
              return sum;
            });
    Approximation found = pathfinder(two, 8, 4);
    double left = 0;
    for (double[] x : found.positions()) {
      left += x[0] < 0 ? 1.0 / DRAWS : 0;
    }
    // Each way to a mode doubles what is drawn of it, and halves what each draw counts.
    assertTrue(left > 0.05 && left < 0.98, "" + left);
  }

  @Test
  void theNearestNormalDistributionIsTheDensityWhereThatIsNormal() {
    Approximation found = advi(Formula.correlated(5), true, 5);
    assertTrue(found.isSettled());
    assertEquals(0, found.elbo(), 0.05);
    assertTrue(found.k() < 0.5, () -> "" + found.k());
    for (int i = 0; i < 4; i++) {
      assertEquals(3, mean(found, i), 0.08 * Formula.scale(i));
      assertEquals(Formula.scale(i), sd(found, i), 0.08 * Formula.scale(i));
      assertEquals(0.9, correlation(found, i, i + 1), 0.03);
    }
  }

  /**
   * Independent numbers that are nearest to correlated ones have the variances of the conditional
   * distributions: with three diagonals in the precision, 1 - 0.81 at the ends, and (1 - 0.81) / (1
   * + 0.81) between them. The bound is below by what the determinants differ by.
   */
  @Test
  void independentNumbersHaveTheConditionalScales() {
    Approximation found = advi(Formula.correlated(3), false, 6);
    assertTrue(found.isSettled());
    double end = Math.sqrt(0.19);
    double middle = Math.sqrt(0.19 / 1.81);
    assertEquals(end * Formula.scale(0), sd(found, 0), 0.05 * Formula.scale(0));
    assertEquals(middle * Formula.scale(1), sd(found, 1), 0.05 * Formula.scale(1));
    assertEquals(end * Formula.scale(2), sd(found, 2), 0.05 * Formula.scale(2));
    for (int i = 0; i < 3; i++) {
      assertEquals(3, mean(found, i), 0.1 * Formula.scale(i));
    }
    double bound = 2 * Math.log(end) + Math.log(middle) - Math.log(0.19);
    assertEquals(bound, found.elbo(), 0.1);
  }

  @Test
  void aSearchThatEndsTooEarlyIsNotSettled() {
    Formula skewed =
        new Formula(
            1,
            (x, g) -> {
              g[0] = 1 - Math.exp(x[0]);
              return x[0] - Math.exp(x[0]);
            });
    assertTrue(!Variational.draw(skewed, false, 50, 100, 7, text -> {}).orElseThrow().isSettled());
  }

  @Test
  void repeatsAndTells() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    Approximation once =
        Pathfinder.draw(() -> Formula.correlated(3), 3, 50, 8, told::add).orElseThrow();
    Approximation again = pathfinderOf50();
    assertArrayEquals(once.positions()[49], again.positions()[49]);
    assertTrue(told.contains("pathfinder: way 1 of 3"), told::toString);
  }

  private static Approximation pathfinderOf50() {
    return Pathfinder.draw(() -> Formula.correlated(3), 3, 50, 8, text -> {}).orElseThrow();
  }

  /** A density that rises for ever has no mode. */
  @Test
  void nothingIsFoundWhereThereIsNoMode() {
    Formula rising =
        new Formula(
            1,
            (x, g) -> {
              g[0] = Math.exp(x[0]);
              return Math.exp(x[0]);
            });
    Optional<Approximation> found = Pathfinder.draw(() -> rising, 2, 10, 9, text -> {});
    assertTrue(found.isEmpty() || found.get().k() > Approximation.BAD_K);
  }

  /** Numbers of {@code posterior_cases.py}, as the standard library has them. */
  @Test
  void smoothsWeightsAsTheStandardLibraryDoes() {
    double[] ratios = new double[1000];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = 3 * Math.pow(Math.sin(0.7 * i * i), 2);
    }
    ParetoSmoothing found = ParetoSmoothing.of(ratios);
    assertEquals(-1.6025879402891403, found.k(), 1e-9);
    double[] terms = new double[ratios.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = found.logWeights()[i] - ratios[i];
    }
    assertEquals(-1.967014074864065, Vectors.logSum(terms), 1e-12);
  }
}

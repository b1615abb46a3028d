package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Draws against exact moments. Bounds are about five standard errors. */
class NutsTest {
  private static final int DRAWS = 1500;

  private static List<Draws> sample(Density target, long seed) {
    return sample(target, seed, 0.8);
  }

  private static List<Draws> sample(Density target, long seed, double acceptance) {
    return sample(target, seed, acceptance, false);
  }

  private static List<Draws> sample(Density target, long seed, double acceptance, boolean isDense) {
    Settings settings = new Settings(4, 800, DRAWS, seed, acceptance, 10, isDense);
    return Chains.sample(() -> target, settings, leaps -> {});
  }

  private static double mean(List<Draws> chains, ToDoubleFunction<double[]> f) {
    double sum = 0;
    for (Draws chain : chains) {
      for (double[] x : chain.positions()) {
        sum += f.applyAsDouble(x);
      }
    }
    return sum / (chains.size() * (double) DRAWS);
  }

  /** Independent normals with standard deviations 0.01, 1, 100 need a metric. */
  @Test
  void learnsScales() {
    double[] sd = {0.01, 1, 100};
    Formula target =
        new Formula(
            3,
            (x, g) -> {
              double sum = 0;
              for (int i = 0; i < 3; i++) {
                g[i] = -x[i] / (sd[i] * sd[i]);
                sum += 0.5 * x[i] * g[i];
              }
              return sum;
            });
    List<Draws> chains = sample(target, 1);
    for (int i = 0; i < 3; i++) {
      int k = i;
      assertEquals(0, mean(chains, x -> x[k]) / sd[i], 0.1);
      assertEquals(1, mean(chains, x -> x[k] * x[k]) / (sd[i] * sd[i]), 0.12);
      assertEquals(sd[i] * sd[i], chains.get(0).variances()[i], 0.6 * sd[i] * sd[i]);
    }
  }

  /** Two normals with correlation 0.95. */
  @Test
  void followsCorrelations() {
    double rho = 0.95;
    double c = 1 / (1 - rho * rho);
    Formula target =
        new Formula(
            2,
            (x, g) -> {
              g[0] = -c * (x[0] - rho * x[1]);
              g[1] = -c * (x[1] - rho * x[0]);
              return 0.5 * (x[0] * g[0] + x[1] * g[1]);
            });
    List<Draws> chains = sample(target, 2);
    assertEquals(1, mean(chains, x -> x[0] * x[0]), 0.15);
    assertEquals(rho, mean(chains, x -> x[0] * x[1]), 0.15);
  }

  @Test
  void manyCorrelations() {
    assertTrue(leapsOfCorrelated(100, false) > 20);
  }

  /** All directions are alike to a metric that has the correlations. */
  @Test
  void learnsCorrelations() {
    assertTrue(leapsOfCorrelated(20, true) < 8);
  }

  /** The mean number of steps, once the moments are right. */
  private static double leapsOfCorrelated(int size, boolean isDense) {
    List<Draws> chains = sample(Formula.correlated(size), 10, 0.8, isDense);
    for (int i = 0; i < size - 1; i++) {
      int k = i;
      double s = Formula.scale(i);
      assertEquals(0, mean(chains, x -> (x[k] - 3) / s), 0.12);
      assertEquals(1, mean(chains, x -> (x[k] - 3) * (x[k] - 3) / (s * s)), 0.15);
      double both = s * Formula.scale(k + 1);
      assertEquals(0.9, mean(chains, x -> (x[k] - 3) * (x[k + 1] - 3) / both), 0.15);
      assertEquals(Math.pow(s, 2), chains.get(0).variances()[i], 0.5 * s * s);
    }
    return chains.stream()
        .mapToDouble(c -> Moments.mean(c.statistics()[Statistic.LEAPS.ordinal()]))
        .average()
        .orElseThrow();
  }

  /** A mild funnel: v is standard normal, and x normal with variance exp(v). */
  @Test
  void narrows() {
    Formula target =
        new Formula(
            2,
            (x, g) -> {
              double square = x[1] * x[1] * Math.exp(-x[0]);
              g[0] = -x[0] - 0.5 + 0.5 * square;
              g[1] = -x[1] * Math.exp(-x[0]);
              return -0.5 * (x[0] * x[0] + x[0] + square);
            });
    List<Draws> chains = sample(target, 11, 0.95);
    assertEquals(0, mean(chains, x -> x[0]), 0.12);
    assertEquals(1, mean(chains, x -> x[0] * x[0]), 0.15);
    assertEquals(0, mean(chains, x -> x[1]), 0.12);
    assertEquals(Math.exp(0.5), mean(chains, x -> x[1] * x[1]), 0.35);
  }

  /** A hundred standard normals: the sum of squares has mean 100 and variance 200. */
  @Test
  void manyDimensions() {
    Formula target =
        new Formula(
            100,
            (x, g) -> {
              double sum = 0;
              for (int i = 0; i < x.length; i++) {
                g[i] = -x[i];
                sum -= 0.5 * x[i] * x[i];
              }
              return sum;
            });
    List<Draws> chains = sample(target, 3);
    ToDoubleFunction<double[]> square =
        x -> {
          double sum = 0;
          for (double v : x) {
            sum += v * v;
          }
          return sum;
        };
    double mean = mean(chains, square);
    assertEquals(100, mean, 2);
    assertEquals(200, mean(chains, x -> Math.pow(square.applyAsDouble(x) - mean, 2)), 40);
  }

  /** Student's t with 5 degrees of freedom. */
  @Test
  void heavyTails() {
    Formula target =
        new Formula(
            1,
            (x, g) -> {
              g[0] = -6 * x[0] / (5 + x[0] * x[0]);
              return -3 * Math.log1p(x[0] * x[0] / 5);
            });
    List<Draws> chains = sample(target, 4);
    assertEquals(0, mean(chains, x -> x[0]), 0.15);
    // Of Student's t with 5 degrees of freedom 5 percent are beyond 2.570582 on both sides.
    assertEquals(0.05, mean(chains, x -> Math.abs(x[0]) > 2.570582 ? 1 : 0), 0.02);
  }

  /**
   * A banana: x[0] is standard normal, and x[1] is normal around its square. Its ends are so narrow
   * that steps must be short.
   */
  @Test
  void bends() {
    Formula target =
        new Formula(
            2,
            (x, g) -> {
              double r = x[1] - x[0] * x[0];
              g[0] = -x[0] + 2 * x[0] * r / 0.25;
              g[1] = -r / 0.25;
              return -0.5 * x[0] * x[0] - 0.5 * r * r / 0.25;
            });
    List<Draws> chains = sample(target, 5, 0.98);
    assertEquals(0, mean(chains, x -> x[0]), 0.15);
    assertEquals(1, mean(chains, x -> x[0] * x[0]), 0.2);
    assertEquals(1, mean(chains, x -> x[1]), 0.2);
  }

  /** A funnel, whose neck no step size fits: it must say so by divergences. */
  @Test
  void tellsOfDivergences() {
    Formula target =
        new Formula(
            10,
            (x, g) -> {
              double v = x[0];
              double sum = 0;
              for (int i = 1; i < 10; i++) {
                g[i] = -x[i] * Math.exp(-v);
                sum += x[i] * x[i];
              }
              g[0] = -v / 9 - 4.5 + 0.5 * sum * Math.exp(-v);
              return -v * v / 18 - 4.5 * v - 0.5 * sum * Math.exp(-v);
            });
    List<Draws> chains = sample(target, 6);
    double divergent = 0;
    for (Draws chain : chains) {
      for (double d : chain.statistics()[Statistic.DIVERGENT.ordinal()]) {
        divergent += d;
      }
    }
    assertTrue(divergent > 0);
  }

  @Test
  void repeatsExactly() {
    Formula target =
        new Formula(
            1,
            (x, g) -> {
              g[0] = -x[0];
              return -0.5 * x[0] * x[0];
            });
    List<Draws> once = sample(target, 7);
    List<Draws> again = sample(target, 7);
    List<Draws> other = sample(target, 8);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(once.get(i).positions()[DRAWS - 1], again.get(i).positions()[DRAWS - 1]);
      assertTrue(once.get(i).positions()[9][0] != other.get(i).positions()[9][0]);
    }
    assertTrue(once.get(0).positions()[9][0] != once.get(1).positions()[9][0]);
  }

  @Test
  void saysWhereThereIsNoStart() {
    Formula target = new Formula(2, (x, g) -> Double.NaN);
    assertEquals(2, assertThrows(NoStart.class, () -> sample(target, 9)).last().length);
  }
}

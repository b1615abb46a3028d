package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Evidence and posteriors that are known exactly. */
class ParticlesTest {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private interface Likelihood {
    double at(double[] x, double[] gradient);
  }

  /** Independent normal numbers with a standard deviation, and what is known of them. */
  private record Known(int size, double sd, Likelihood likelihood) implements Evidence {
    @Override
    public double[] prior(long number) {
      RandomNumbers random = new RandomNumbers(99, (int) number);
      double[] x = new double[size];
      for (int i = 0; i < size; i++) {
        x[i] = sd * random.normal();
      }
      return x;
    }

    @Override
    public void evaluate(double[] x, double[] values, double[][] gradients) {
      values[0] = 0;
      for (int i = 0; i < size; i++) {
        gradients[0][i] = -x[i] / (sd * sd);
        values[0] -= 0.5 * x[i] * x[i] / (sd * sd) + Math.log(sd) + 0.5 * LOG_2_PI;
      }
      values[1] = likelihood.at(x, gradients[1]);
    }
  }

  private static Particles.Found draw(Evidence evidence, int particles, long seed) {
    return Particles.draw(
        () -> evidence, new Particles.Settings(particles, 0.5, 3, seed), text -> {});
  }

  private static double mean(Particles.Found found, int i) {
    return Moments.mean(column(found, i));
  }

  private static double[] column(Particles.Found found, int i) {
    double[] column = new double[found.positions().length];
    for (int j = 0; j < column.length; j++) {
      column[j] = found.positions()[j][i];
    }
    return column;
  }

  /** Each of ten numbers is seen once: what is seen is normal too. */
  @Test
  void conjugateNumbers() {
    double noise = 0.1;
    Known known =
        new Known(
            10,
            2,
            (x, g) -> {
              double sum = 0;
              for (int i = 0; i < x.length; i++) {
                double z = (i - 4 - x[i]) / noise;
                g[i] = z / noise;
                sum -= 0.5 * z * z + Math.log(noise) + 0.5 * LOG_2_PI;
              }
              return sum;
            });
    double exact = 0;
    double variance = 4 + noise * noise;
    for (int i = 0; i < 10; i++) {
      exact -= 0.5 * (i - 4) * (i - 4) / variance + 0.5 * Math.log(variance) + 0.5 * LOG_2_PI;
    }
    Particles.Found found = draw(known, 2000, 1);
    assertEquals(exact, found.logEvidence(), 0.35);
    for (int i = 0; i < 10; i++) {
      assertEquals((i - 4) * 4 / variance, mean(found, i), 0.02);
      assertEquals(
          noise * 2 / Math.sqrt(variance), Math.sqrt(Moments.variance(column(found, i))), 0.012);
    }
    assertTrue(found.powers() > 5, () -> "" + found.powers());
  }

  private static final double NARROW = 0.2;

  private static double twoModes(double x, double[] g) {
    double[] logs = new double[2];
    double[] slopes = new double[2];
    for (int m = 0; m < 2; m++) {
      double z = (x - (m == 0 ? -6 : 6)) / NARROW;
      logs[m] = Math.log(m == 0 ? 0.25 : 0.75) - 0.5 * z * z - Math.log(NARROW) - 0.5 * LOG_2_PI;
      slopes[m] = -z / NARROW;
    }
    double sum = Vectors.logSum(logs);
    g[0] = slopes[0] * Math.exp(logs[0] - sum) + slopes[1] * Math.exp(logs[1] - sum);
    return sum;
  }

  /**
   * Two modes of different weight, five standard deviations of the prior apart: the evidence and
   * the share of each are known.
   */
  @Test
  void twoModes() {
    double sd = 3;
    double variance = sd * sd + NARROW * NARROW;
    double exact = -0.5 * 36 / variance - 0.5 * Math.log(variance) - 0.5 * LOG_2_PI;
    Particles.Found found = draw(new Known(1, sd, (x, g) -> twoModes(x[0], g)), 4000, 2);
    assertEquals(exact, found.logEvidence(), 0.15);
    double left = 0;
    for (double[] x : found.positions()) {
      left += x[0] < 0 ? 1.0 / found.positions().length : 0;
    }
    assertEquals(0.25, left, 0.06);
  }

  @Test
  void repeatsExactly() {
    Known known =
        new Known(
            2,
            1,
            (x, g) -> {
              g[0] = 1 - x[0];
              g[1] = 2 - x[1];
              return -0.5 * (g[0] * g[0] + g[1] * g[1]);
            });
    Particles.Found once = draw(known, 100, 3);
    Particles.Found again = draw(known, 100, 3);
    assertEquals(once.logEvidence(), again.logEvidence());
    assertArrayEquals(once.positions()[99], again.positions()[99]);
    assertTrue(once.logEvidence() != draw(known, 100, 4).logEvidence());
  }

  /** Most of the prior is where nothing can have been seen. */
  @Test
  void aLikelihoodThatIsMostlyZero() {
    Known known = new Known(1, 1, (x, g) -> x[0] > 1.5 ? 0 : Double.NEGATIVE_INFINITY);
    Particles.Found found = draw(known, 4000, 5);
    // The share of a standard normal distribution above 1.5.
    assertEquals(Math.log(0.06680720126885807), found.logEvidence(), 0.2);
    assertThrows(NoStart.class, () -> draw(new Known(1, 1, (x, g) -> Double.NaN), 20, 6));
  }
}

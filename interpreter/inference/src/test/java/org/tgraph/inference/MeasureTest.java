package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Measures against posterior_cases.py, which has them as R's package {@code posterior} does. */
class MeasureTest {
  /** Four chains of numbers that look random and are the same everywhere. */
  private static double[][] waves(int draws) {
    double[][] chains = new double[4][draws];
    for (int chain = 0; chain < 4; chain++) {
      for (int draw = 0; draw < draws; draw++) {
        double i = chain * draws + draw;
        chains[chain][draw] = Math.sin(0.7 * i * i) + 0.3 * Math.cos(0.11 * i) + 0.1 * chain;
      }
    }
    return chains;
  }

  private static double of(Measure measure, double[][] chains) {
    return Measure.of(chains)[measure.ordinal()];
  }

  private static Convergence convergence(double[][] chains) {
    return new Convergence(chains, Convergence.sorted(chains));
  }

  @Test
  void agreesWithR() {
    double[][] x = waves(100);
    assertEquals(1.0139464162282619, of(Measure.R_HAT, x), 1e-12);
    assertEquals(183.32834444910065, of(Measure.ESS_BULK, x), 1e-7);
    assertEquals(224.2981885927587, of(Measure.ESS_TAIL, x), 1e-7);
    assertEquals(231.0033445199058, Math.pow(of(Measure.SD, x) / of(Measure.MCSE, x), 2), 1e-7);
  }

  /** Where many lags count, they are found by transforms. */
  @Test
  void agreesWithROnSlowChains() {
    double[][] slow = new double[4][600];
    for (int i = 0; i < 2400; i++) {
      double x = Math.sin(0.7 * i * i) + 2 * Math.cos(0.013 * i) + Math.sin(0.0037 * i);
      slow[i / 600][i % 600] = x;
    }
    assertEquals(12.881552900507916, of(Measure.ESS_BULK, slow), 1e-9);
    assertEquals(12.860638308748838, convergence(slow).mean(), 1e-9);
  }

  /** The middle draw of an odd number belongs to no half. */
  @Test
  void leavesOutTheMiddle() {
    double[][] odd = waves(101);
    double[][] even = waves(101);
    for (int i = 0; i < 4; i++) {
      even[i] = new double[100];
      System.arraycopy(odd[i], 0, even[i], 0, 50);
      System.arraycopy(odd[i], 51, even[i], 50, 50);
    }
    assertEquals(
        convergence(even).mean(), convergence(odd).mean(), 1e-9, "the mean has no ranks to change");
  }

  @Test
  void saysNothingOfWhatDoesNotVary() {
    double[] measures = Measure.of(new double[][] {{2, 2, 2, 2, 2}, {2, 2, 2, 2, 2}});
    double nan = Double.NaN;
    assertArrayEquals(new double[] {2, nan, 0, 2, 2, 2, nan, nan, nan}, measures);
  }

  @Test
  void carriesWhatIsNotANumber() {
    double[] measures = Measure.of(new double[][] {{1, 2, Double.NaN, 4, 5}});
    for (double measure : measures) {
      assertTrue(Double.isNaN(measure));
    }
  }
}

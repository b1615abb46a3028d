package org.tgraph.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Lags one by one against sums over the chains as they are defined. */
class AutocovarianceTest {
  @Test
  void isTheMeanOverTheChains() {
    int[][] cases = {{1, 66}, {2, 100}, {3, 127}, {4, 128}, {5, 129}, {2, 1000}};
    for (int[] each : cases) {
      compare(each[0], each[1]);
    }
  }

  private static void compare(int chains, int draws) {
    double[][] x = new double[chains][draws];
    for (int i = 0; i < chains; i++) {
      for (int k = 0; k < draws; k++) {
        x[i][k] = 5 + Math.sin(0.7 * k * k + i) + 2 * Math.cos(0.013 * (k + 50 * i));
      }
    }
    Autocovariance covariance = new Autocovariance(x);
    for (int lag = 0; lag < draws; lag++) {
      assertEquals(defined(x, lag), covariance.at(lag), 1e-13, "lag " + lag);
    }
  }

  private static double defined(double[][] x, int lag) {
    double sum = 0;
    for (double[] chain : x) {
      double mean = Moments.mean(chain);
      for (int k = lag; k < chain.length; k++) {
        sum += (chain[k] - mean) * (chain[k - lag] - mean) / chain.length;
      }
    }
    return sum / x.length;
  }
}

package org.tgraph.inference;

import java.util.Arrays;

/** A metric that scales each number by itself. */
record DiagonalMetric(double[] variances) implements Metric {
  static DiagonalMetric unit(int size) {
    double[] variances = new double[size];
    Arrays.fill(variances, 1);
    return new DiagonalMetric(variances);
  }

  @Override
  public void draw(double[] momentum, RandomNumbers random) {
    for (int i = 0; i < variances.length; i++) {
      momentum[i] = random.normal() / Math.sqrt(variances[i]);
    }
  }

  @Override
  public double[] velocity(double[] momentum) {
    double[] velocity = new double[variances.length];
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = variances[i] * momentum[i];
    }
    return velocity;
  }

  @Override
  public double square(double[] momentum) {
    double sum = 0;
    for (int i = 0; i < variances.length; i++) {
      sum += variances[i] * momentum[i] * momentum[i];
    }
    return sum;
  }

  @Override
  public void advance(double[] position, double[] momentum, double time) {
    for (int i = 0; i < variances.length; i++) {
      position[i] += time * variances[i] * momentum[i];
    }
  }
}

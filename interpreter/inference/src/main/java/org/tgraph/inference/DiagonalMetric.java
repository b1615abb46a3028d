package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
  public void copyTo(Walker walker) {
    MemorySegment to = walker.covariance();
    MemorySegment.copy(variances, 0, to, ValueLayout.JAVA_DOUBLE, 0, variances.length);
  }

  @Override
  public void depart(Phase z, double time) {
    double[] position = z.position;
    double[] momentum = z.momentum;
    double[] gradient = z.gradient;
    double half = 0.5 * time;
    for (int i = 0; i < position.length; i++) {
      double pushed = momentum[i] + half * gradient[i];
      momentum[i] = pushed;
      position[i] += time * variances[i] * pushed;
    }
  }

  @Override
  public void arrive(Phase z, double time) {
    double[] momentum = z.momentum;
    double[] velocity = z.velocity;
    double[] gradient = z.gradient;
    double half = 0.5 * time;
    double square = 0;
    for (int i = 0; i < momentum.length; i++) {
      double pushed = momentum[i] + half * gradient[i];
      momentum[i] = pushed;
      velocity[i] = variances[i] * pushed;
      square += velocity[i] * pushed;
    }
    z.kinetic = 0.5 * square;
  }
}

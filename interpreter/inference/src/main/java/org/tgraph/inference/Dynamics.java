package org.tgraph.inference;

import java.util.Optional;

/** Hamiltonian dynamics: the energy is that of the momentum, less the log density. */
final class Dynamics {
  private final Density density;
  private Metric metric;

  Dynamics(Density density, boolean isDense) {
    this.density = density;
    this.metric = isDense ? DenseMetric.unit(density.size()) : DiagonalMetric.unit(density.size());
  }

  Metric metric() {
    return metric;
  }

  void set(Metric learned) {
    metric = learned;
  }

  /** What makes whole transitions by the metric that is set then. */
  Optional<Walker> walker(int maxDepth) {
    return density.walker(maxDepth, metric instanceof DenseMetric);
  }

  int size() {
    return density.size();
  }

  /** Finds the density at the position. */
  void evaluate(Phase z) {
    double value = density.evaluate(z.position, z.gradient);
    z.logDensity = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  void drawMomentum(Phase z, RandomNumbers random) {
    metric.draw(z.momentum, random);
    metric.arrive(z, 0);
  }

  /** One step of the leapfrog integrator. */
  void leap(Phase z, double step) {
    metric.depart(z, step);
    evaluate(z);
    metric.arrive(z, step);
  }
}

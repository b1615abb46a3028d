package org.tgraph.inference;

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
  }

  /** The total energy; infinite where there is no density. */
  double energy(Phase z) {
    double energy = 0.5 * metric.square(z.momentum) - z.logDensity;
    return Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy;
  }

  /** The velocity, the momentum as the metric turns it. */
  double[] velocity(Phase z) {
    return metric.velocity(z.momentum);
  }

  /** One step of the leapfrog integrator. */
  void leap(Phase z, double step) {
    push(z, 0.5 * step);
    metric.advance(z.position, z.momentum, step);
    evaluate(z);
    push(z, 0.5 * step);
  }

  private static void push(Phase z, double time) {
    for (int i = 0; i < z.momentum.length; i++) {
      z.momentum[i] += time * z.gradient[i];
    }
  }
}

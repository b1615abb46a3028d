package org.tgraph.inference;

import java.util.Arrays;

/**
 * Hamiltonian dynamics with a diagonal metric: the kinetic energy is half the sum of {@code
 * variance * momentum ** 2}.
 */
final class Dynamics {
  private final Density density;

  /** The inverse of the metric, which is to be the variances of the target. */
  final double[] variances;

  Dynamics(Density density) {
    this.density = density;
    this.variances = new double[density.size()];
    Arrays.fill(variances, 1);
  }

  int size() {
    return variances.length;
  }

  /** Finds the density at the position. */
  void evaluate(Phase z) {
    double value = density.evaluate(z.position, z.gradient);
    z.logDensity = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  void drawMomentum(Phase z, RandomNumbers random) {
    for (int i = 0; i < variances.length; i++) {
      z.momentum[i] = random.normal() / Math.sqrt(variances[i]);
    }
  }

  /** The total energy; infinite where there is no density. */
  double energy(Phase z) {
    double kinetic = 0;
    for (int i = 0; i < variances.length; i++) {
      kinetic += variances[i] * z.momentum[i] * z.momentum[i];
    }
    double energy = 0.5 * kinetic - z.logDensity;
    return Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy;
  }

  /** The velocity, the momentum as the metric turns it. */
  double[] velocity(Phase z) {
    double[] velocity = new double[variances.length];
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = variances[i] * z.momentum[i];
    }
    return velocity;
  }

  /** One step of the leapfrog integrator. */
  void leap(Phase z, double step) {
    for (int i = 0; i < variances.length; i++) {
      z.momentum[i] += 0.5 * step * z.gradient[i];
      z.position[i] += step * variances[i] * z.momentum[i];
    }
    evaluate(z);
    for (int i = 0; i < variances.length; i++) {
      z.momentum[i] += 0.5 * step * z.gradient[i];
    }
  }
}

package org.tgraph.inference;

/** A point of the phase space: where a trajectory is, how it moves, and the density there. */
final class Phase {
  final double[] position;
  final double[] momentum;
  final double[] gradient;

  /** The momentum as the metric turns it. */
  final double[] velocity;

  double logDensity;

  /** The kinetic energy. */
  double kinetic;

  Phase(int size) {
    position = new double[size];
    momentum = new double[size];
    gradient = new double[size];
    velocity = new double[size];
  }

  void set(Phase other) {
    System.arraycopy(other.position, 0, position, 0, position.length);
    System.arraycopy(other.momentum, 0, momentum, 0, position.length);
    System.arraycopy(other.gradient, 0, gradient, 0, position.length);
    System.arraycopy(other.velocity, 0, velocity, 0, position.length);
    logDensity = other.logDensity;
    kinetic = other.kinetic;
  }

  /** The total energy, that of the momentum less the log density; infinite where there is none. */
  double energy() {
    double energy = kinetic - logDensity;
    return Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy;
  }

  Phase copy() {
    Phase copy = new Phase(position.length);
    copy.set(this);
    return copy;
  }

  /** Whether the log density and its gradient are finite here. */
  boolean isFinite() {
    boolean finite = Double.isFinite(logDensity);
    for (double g : gradient) {
      finite &= Double.isFinite(g);
    }
    return finite;
  }
}

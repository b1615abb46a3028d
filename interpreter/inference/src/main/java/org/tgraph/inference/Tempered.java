package org.tgraph.inference;

/** The density between prior and posterior: the prior times a power of the likelihood. */
final class Tempered implements Density {
  private final Evidence of;
  private final double[] values = new double[2];
  private final double[][] gradients;
  private double power;

  Tempered(Evidence of) {
    this.of = of;
    this.gradients = new double[2][of.size()];
  }

  /**
   * @param next from 0, the prior, to 1, the posterior
   */
  void power(double next) {
    power = next;
  }

  @Override
  public int size() {
    return of.size();
  }

  /** The log likelihood of the last position. */
  double logLikelihood() {
    return Double.isNaN(values[1]) ? Double.NEGATIVE_INFINITY : values[1];
  }

  @Override
  public double evaluate(double[] position, double[] gradient) {
    of.evaluate(position, values, gradients);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = gradients[0][i] + (power == 0 ? 0 : power * gradients[1][i]);
    }
    return values[0] + (power == 0 ? 0 : power * values[1]);
  }
}

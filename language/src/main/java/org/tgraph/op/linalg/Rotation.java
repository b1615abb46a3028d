package org.tgraph.op.linalg;

import org.apache.commons.numbers.complex.Complex;

/**
 * Jacobi's rotation: the unitary {@code J = [[c, s], [-conj(s), c]]} that makes {@code Jᴴ G J}
 * diagonal, where G is Hermitian and 2 by 2. Of the two angles it is the smaller.
 */
record Rotation(double c, Complex s) {
  /**
   * @param first G[0, 0]
   * @param second G[1, 1]
   * @param off G[0, 1], not 0
   */
  static Rotation of(double first, double second, Complex off) {
    double size = off.abs();
    double theta = (second - first) / (2 * size);
    double t = 1 / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = Math.copySign(t, theta) * c;
    return new Rotation(c, off.multiply(s / size));
  }
}

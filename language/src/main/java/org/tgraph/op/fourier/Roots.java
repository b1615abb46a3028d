package org.tgraph.op.fourier;

/**
 * The roots of unity {@code exp(-2πi k / n)} for k from 0 to n. The angle is taken from the nearest
 * multiple of a quarter turn, and what is lost in rounding it is made up for, so that all are right
 * to rounding and 1, -1, i and -i exact.
 */
final class Roots {
  private static final double QUARTER = Math.PI / 2;

  /** What {@code QUARTER} lacks of a quarter of the circle. */
  private static final double REST_OF_QUARTER = 6.123233995736766e-17;

  final double[] re;
  final double[] im;

  Roots(int n) {
    re = new double[n];
    im = new double[n];
    for (int k = 0; k < n; k++) {
      long quarters = Math.floorDiv(8L * k + n, 2L * n);
      long rest = 4L * k - quarters * n;
      double share = (double) rest / n;
      double restOfShare = Math.fma(-share, n, (double) rest) / n;
      double angle = QUARTER * share;
      double restOfAngle =
          Math.fma(QUARTER, share, -angle) + REST_OF_QUARTER * share + QUARTER * restOfShare;
      double cos = Math.cos(angle) - restOfAngle * Math.sin(angle);
      double sin = -Math.sin(angle) - restOfAngle * Math.cos(angle);
      boolean isOdd = (quarters & 1) == 1;
      // A quarter turn is a factor of -i.
      double real = isOdd ? sin : cos;
      double imag = isOdd ? -cos : sin;
      boolean isOpposite = (quarters & 2) == 2;
      re[k] = isOpposite ? -real : real;
      im[k] = isOpposite ? -imag : imag;
    }
  }
}

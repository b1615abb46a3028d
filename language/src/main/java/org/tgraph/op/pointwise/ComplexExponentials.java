package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;

/**
 * The exponential and the logarithm of complex numbers: those of Commons Numbers, but for what is
 * next to the bounds of doubles.
 */
final class ComplexExponentials {
  /** Up to there the exponential of a double is finite. */
  private static final double LARGE = 709;

  /** What is subtracted without rounding, as often as needed: from 1,460 on each sine overflows. */
  private static final double STEP = 600;

  /** The square of what is below vanishes, or loses digits. */
  private static final double SMALL = 0x1p-500;

  private static final int SHIFT = 600;

  private ComplexExponentials() {}

  /** In several factors, where one would overflow: a part is finite still if its sine is small. */
  static Complex exp(Complex x) {
    boolean isLarge = x.real() > LARGE && Double.isFinite(x.real());
    if (!isLarge || x.imag() == 0 || !Double.isFinite(x.imag())) {
      return x.exp();
    }
    double re = Math.cos(x.imag());
    double im = Math.sin(x.imag());
    double rest = Math.min(x.real(), 3 * LARGE);
    while (rest > LARGE) {
      re *= Math.exp(STEP);
      im *= Math.exp(STEP);
      rest -= STEP;
    }
    double factor = Math.exp(rest);
    return Complex.ofCartesian(re * factor, im * factor);
  }

  /** Scaled where a part is subnormal, so that it loses no digits, or left out beside the other. */
  static Complex log(Complex x) {
    double re = Math.abs(x.real());
    double im = Math.abs(x.imag());
    double most = Math.max(re, im);
    double least = Math.min(re, im);
    boolean isSubnormal = least > 0 && least < Double.MIN_NORMAL && most <= Double.MAX_VALUE;
    if (!isSubnormal) {
      return x.log();
    }
    double size =
        most < SMALL
            ? Math.log(Math.hypot(Math.scalb(most, SHIFT), Math.scalb(least, SHIFT)))
                - SHIFT * Formula.LN2
            : Math.log(most);
    return Complex.ofCartesian(size, Math.atan2(x.imag(), x.real()));
  }
}

package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;

/**
 * The error function in single precision, twice as many at once as in double, without branches and
 * divisions: below 1, {@code erf(x)/x - 1} is a polynomial in x², and above the logarithm of its
 * complement is one in x. Both are the best by Chebyshev's points ({@code polynomials.py}).
 */
final class SingleErrorFunction {
  private static final double[] NEAR = {
    0.12837916584835093,
    -0.37612626666720334,
    0.11283594715160218,
    -0.026854212010626412,
    0.005189087423433974,
    -0.000801686428716587,
    7.875875062685488e-05
  };

  private static final double[] FAR = {
    0.00032013804967769883,
    -1.130233434841994,
    -0.631826051559163,
    -0.11008008294882024,
    0.026421136005663898,
    -0.004759596293266265,
    0.0005968056256607798,
    -4.605804268918978e-05,
    1.6371514145936436e-06
  };

  /** From there on it is 1. */
  private static final double END = 4;

  private SingleErrorFunction() {}

  static Atom erf(LoopBuilder b, Atom x) {
    Singles s = new Singles(b);
    Atom size = s.size(x);
    Atom near = s.fma(size, s.polynomial(NEAR, s.square(size)), size);
    Atom complement = new SingleExponentials(b).exp(s.polynomial(FAR, s.upTo(END, size)));
    return s.withSign(b.select(s.less(size, 1), near, s.minus(1, complement)), x);
  }
}

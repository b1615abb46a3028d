package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.special.Polygamma;
import org.tgraph.type.DType;

/**
 * The derivatives of the digamma function, of doubles; single floats are widened before. By
 * recurrence to where the asymptotic series holds (NIST Digital Library of Mathematical Functions,
 * 5.15.5 and 5.15.8), and below 0 by reflection (5.15.6), as in their definition; with as many
 * steps for each number, so that several can be computed at once.
 */
final class GammaDerivatives {
  private static final DType F = DType.F64;

  /** Up to there the steps of the recurrence are written one after the other. */
  static final int MOST = 100;

  /** Up to there products are as exact as powers. */
  private static final int PRODUCTS = 4;

  private final LoopBuilder b;
  private final Polygamma op;
  private final int order;
  private final double factorial;

  private GammaDerivatives(LoopBuilder b, Polygamma op) {
    this.b = b;
    this.op = op;
    this.order = op.order();
    double product = 1;
    for (int i = 2; i <= order; i++) {
      product *= i;
    }
    this.factorial = product;
  }

  /** Of order 0, the digamma function itself. */
  static Atom polygamma(LoopBuilder b, Polygamma op, Atom x) {
    return op.order() == 0
        ? Gamma.digamma(b, x)
        : b.convert(x.type(), new GammaDerivatives(b, op).of(b.convert(F, x)));
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private Atom over(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  private boolean isEven() {
    return order % 2 == 0;
  }

  private Atom of(Atom x) {
    Atom zero = number(0);
    Atom isReflected = b.not(b.less(zero, x));
    Atom positive = ofPositive(b.select(isReflected, b.minus(number(1), x), x));
    Atom turned = isEven() ? positive : b.let(Code.NEGATE, positive);
    Atom value = b.select(isReflected, b.minus(turned, cotangent(x)), positive);
    Atom infinity = number(Double.POSITIVE_INFINITY);
    Atom atZero = b.let(Code.COPY_SIGN, infinity, b.let(Code.NEGATE, x));
    Atom atPole = isEven() ? b.select(b.equal(x, zero), atZero, number(Double.NaN)) : infinity;
    Atom isPole = b.and(isReflected, b.equal(x, b.let(Code.ROUND, x)));
    Atom known = b.select(isPole, atPole, value);
    Atom special = b.select(b.equal(x, infinity), number(isEven() ? -0.0 : 0.0), known);
    return b.select(Pointwise.isNan(b, x), x, special);
  }

  /** The powers of a positive number. */
  private Atom power(Atom x, int exponent) {
    if (exponent > PRODUCTS) {
      return Power.pow(b, x, number(exponent));
    }
    Atom power = x;
    for (int i = 1; i < exponent; i++) {
      power = b.times(power, x);
    }
    return power;
  }

  /** Without the sign, which is that of minus one to the power of the order plus one. */
  private Atom ofPositive(Atom x) {
    Atom one = number(1);
    int far = 15 + order;
    Atom sum = number(0);
    Atom at = x;
    for (int step = 0; step < far; step++) {
      Atom isNear = b.less(at, number(far));
      Atom divisor = power(b.select(isNear, at, one), order + 1);
      Atom term = over(number(factorial), divisor);
      sum = b.plus(sum, b.select(isNear, term, number(0)));
      at = b.select(isNear, b.plus(at, one), at);
    }
    Atom value = b.plus(sum, series(at));
    return isEven() ? b.let(Code.NEGATE, value) : value;
  }

  private Atom series(Atom x) {
    double first = factorial / order;
    double[] coefficients = Polygamma.bernoulli();
    double share = first;
    for (int k = 1; k <= coefficients.length; k++) {
      int last = 2 * k + order - 1;
      share *= (last - 1.0) * last / (2.0 * k * (2 * k - 1));
      coefficients[k - 1] *= share;
    }
    Atom inverse = over(number(1), x);
    Atom square = b.times(inverse, inverse);
    Atom tail = number(coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k >= 0; k--) {
      tail = b.let(Code.FUSED_MULTIPLY_ADD, tail, square, number(coefficients[k]));
    }
    Atom half = b.times(number(factorial / 2), inverse);
    Atom all = b.plus(number(first), b.plus(half, b.times(tail, square)));
    return over(all, power(x, order));
  }

  /** The derivative of this order of {@code π cot(πx)}. */
  private Atom cotangent(Atom x) {
    double[] polynomial = op.inCotangents();
    Atom cotangent = Gamma.cotangent(b, x);
    Atom value = number(polynomial[order + 1]);
    for (int power = order; power >= 0; power--) {
      value = b.plus(b.times(value, cotangent), number(polynomial[power]));
    }
    return b.times(value, number(Math.pow(Math.PI, order + 1)));
  }
}

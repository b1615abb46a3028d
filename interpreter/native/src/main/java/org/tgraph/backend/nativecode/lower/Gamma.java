package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.special.Polygamma;
import org.tgraph.type.DType;

/**
 * The digamma function, of doubles; single floats are widened before. By recurrence to beyond 15,
 * where the asymptotic series holds (NIST Digital Library of Mathematical Functions, 5.5.2 and
 * 5.11.2), and below 0 by reflection (5.5.4), as in its definition; with as many steps for each
 * number, so that several can be computed at once.
 */
final class Gamma {
  private static final DType F = DType.F64;

  /** From there on the series is taken. */
  private static final int FAR = 15;

  private final LoopBuilder b;

  private Gamma(LoopBuilder b) {
    this.b = b;
  }

  static Atom digamma(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Gamma(b).digamma(b.convert(F, x)));
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private Atom over(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  private Atom digamma(Atom x) {
    Atom zero = number(0);
    Atom one = number(1);
    Atom isReflected = b.not(b.less(zero, x));
    Atom positive = ofPositive(b.select(isReflected, b.minus(one, x), x));
    Atom reflected = b.minus(positive, scaledCotangent(x));
    Atom value = b.select(isReflected, reflected, positive);
    Atom infinity = number(Double.POSITIVE_INFINITY);
    Atom atPole =
        b.select(
            b.equal(x, zero),
            b.let(Code.COPY_SIGN, infinity, b.let(Code.NEGATE, x)),
            number(Double.NaN));
    Atom isPole = b.and(isReflected, b.equal(x, b.let(Code.ROUND, x)));
    Atom known = b.select(isPole, atPole, value);
    Atom special = b.select(b.equal(x, infinity), infinity, known);
    return b.select(Pointwise.isNan(b, x), x, special);
  }

  private Atom ofPositive(Atom x) {
    Atom one = number(1);
    Atom sum = number(0);
    Atom at = x;
    for (int step = 0; step < FAR; step++) {
      Atom isNear = b.less(at, number(FAR));
      Atom divisor = b.select(isNear, at, one);
      sum = b.minus(sum, b.select(isNear, over(one, divisor), number(0)));
      at = b.select(isNear, b.plus(at, one), at);
    }
    Atom inverse = over(one, at);
    Atom square = b.times(inverse, inverse);
    double[] bernoulli = Polygamma.bernoulli();
    int last = bernoulli.length;
    Atom tail = number(bernoulli[last - 1] / (2 * last));
    for (int k = last - 1; k >= 1; k--) {
      tail = b.let(Code.FUSED_MULTIPLY_ADD, tail, square, number(bernoulli[k - 1] / (2 * k)));
    }
    Atom series =
        b.minus(
            b.minus(Exponentials.log(b, at), b.times(number(0.5), inverse)), b.times(tail, square));
    return b.plus(sum, series);
  }

  /** {@code π cot(πx)}. */
  private Atom scaledCotangent(Atom x) {
    return b.times(number(Math.PI), cotangent(b, x));
  }

  /** {@code cot(πx)}, from the distance to the nearest whole number. */
  static Atom cotangent(LoopBuilder b, Atom x) {
    Atom offset = b.minus(x, b.let(Code.ROUND, x));
    Atom size = b.let(Code.ABS, offset);
    Atom isNear = b.less(size, number(0.25));
    Atom complement = b.minus(number(0.5), size);
    Atom angle = b.times(number(Math.PI), b.select(isNear, size, complement));
    Atom tangent = Trigonometry.tanOfSmall(b, angle);
    Atom value = b.select(isNear, b.let(Code.DIVIDE, number(1), tangent), tangent);
    return b.let(Code.COPY_SIGN, value, offset);
  }
}

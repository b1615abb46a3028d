package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;

/**
 * Exponentials in single precision, twice as many at once as in double, made as {@link
 * Exponentials}: the polynomials are the best by Chebyshev's points ({@code polynomials.py}).
 */
final class SingleExponentials {
  /** Adding it rounds to a whole number, which is then in the lowest bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  private static final float LOG2_E = 0x1.715476p0f;

  /** The first bits of log(2), of which k times is exact, and what is left of it. */
  private static final float LN2_HIGH = 0x1.62e400p-1f;

  private static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** {@code (exp(r) - 1 - r)/r²}, up to half of log(2). */
  private static final double[] REST = {
    0.500000001346581,
    0.16666666681623232,
    0.041666464925285904,
    0.0083333109254809,
    0.0013933649996309251,
    0.00019890990824673654
  };

  /** {@code (tanh(x)/x - 1)/x²} by x², up to {@value NEAR} squared. */
  private static final double[] TANGENT = {
    -0.3333333033273155,
    0.13332915366987452,
    -0.053873948848643334,
    0.02111095904951479,
    -0.00626911971964973
  };

  /** Up to there, {@code exp(2x) - 1} would lose digits. */
  private static final double NEAR = 0.6;

  private final LoopBuilder b;
  private final Singles s;

  SingleExponentials(LoopBuilder b) {
    this.b = b;
    this.s = new Singles(b);
  }

  /**
   * {@code x = k log(2) + r}, and {@code exp(r) - 1}.
   *
   * @param k a whole number
   */
  private record Reduced(Atom k, Atom grown) {}

  /** Of a number that is not large. */
  private Reduced reduce(Atom x) {
    Atom shifted = s.fma(x, LOG2_E, ROUNDER);
    Atom k = b.minus(s.bits(shifted), Singles.whole(ROUNDER_BITS));
    Atom negative = s.minus(ROUNDER, shifted);
    Atom r = s.fma(negative, LN2_LOW, s.fma(negative, LN2_HIGH, x));
    return new Reduced(k, s.fma(s.square(r), s.polynomial(REST, r), r));
  }

  Atom exp(Atom x) {
    Reduced reduced = reduce(s.between(x, -105, 89));
    // In two steps, as 2 to the power of k may be no normal number though the result is one.
    Atom exponents = b.plus(reduced.k, Singles.whole(2 * 127));
    Atom half = b.let(Code.SHIFT_RIGHT, exponents, Singles.whole(1));
    Atom near = s.plus(reduced.grown, 1);
    return b.times(b.times(near, ofExponent(half)), ofExponent(b.minus(exponents, half)));
  }

  /** The power of 2 that has such bits of an exponent. */
  private Atom ofExponent(Atom bits) {
    return s.fromBits(b.let(Code.SHIFT_LEFT, bits, Singles.whole(23)));
  }

  /** {@code 2ᵏ (exp(r) - 1) + 2ᵏ - 1}, all of it halved at first, so that 2ᵏ does not overflow. */
  Atom expm1(Atom x) {
    Reduced reduced = reduce(s.between(x, -25, 89));
    Atom scale = ofExponent(b.plus(reduced.k, Singles.whole(126)));
    Atom halved = s.fma(scale, reduced.grown, s.minus(scale, 0.5));
    // What is smaller is itself, to all digits, and would lose some where it is halved.
    Atom isTiny = s.less(s.size(x), 0x1p-26);
    return b.select(isTiny, x, b.plus(halved, halved));
  }

  /** {@code 1 - 2/(exp(2x) + 1)}. */
  Atom tanh(Atom x) {
    Atom size = s.size(x);
    Atom square = s.square(size);
    Atom near = s.fma(b.times(size, square), s.polynomial(TANGENT, square), size);
    // From 10 on it is 1.
    Reduced reduced = reduce(s.upTo(20, b.plus(size, size)));
    Atom power = ofExponent(b.plus(reduced.k, Singles.whole(127)));
    Atom grown = b.times(s.plus(reduced.grown, 1), power);
    Atom far = s.minus(1, s.over(2, s.plus(grown, 1)));
    return s.withSign(b.select(s.less(size, NEAR), near, far), x);
  }
}

package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.type.DType;

/**
 * Logarithms in single precision, twice as many at once as in double, without branches and
 * divisions: of {@code 2ᵏ (1 + f)} with f from -1/4 to 1/2, {@code log(1 + f)} is a polynomial, the
 * best by Chebyshev's points ({@code polynomials.py}).
 */
final class SingleLogarithms {
  /** {@code (log(1 + f) - f + f²/2)/f³}. */
  private static final double[] REST = {
    0.33333333147292227,
    -0.2500005671435764,
    0.2000014089619763,
    -0.16660817530625113,
    0.14268305970332557,
    -0.12639311138337617,
    0.11680681790547841,
    -0.09561340013603677,
    0.04287197803729382
  };

  /** The bits of 3/4, from which on a number is halved or not, and those of an exponent. */
  private static final int LEAST = 0x3f400000;

  private static final int EXPONENT = 0xff800000;
  private static final int FOUR_BITS = 0x40800000;

  private final LoopBuilder b;
  private final Singles s;

  SingleLogarithms(LoopBuilder b) {
    this.b = b;
    this.s = new Singles(b);
  }

  /** The k of a number as the bits that 2ᵏ adds to a number's. */
  private Atom exponent(Atom x) {
    Atom above = b.minus(s.bits(x), Singles.whole(LEAST));
    return b.let(Code.AND, above, Singles.whole(EXPONENT));
  }

  private Atom whole(Atom exponent) {
    return b.convert(DType.F32, b.let(Code.SHIFT_RIGHT, exponent, Singles.whole(23)));
  }

  /** {@code log(1 + f) + k log(2)}. */
  private Atom sum(Atom f, Atom k) {
    Atom rest = s.fma(s.polynomial(REST, f), f, -0.5);
    return s.fma(k, Math.log(2), s.fma(rest, s.square(f), f));
  }

  Atom log(Atom x) {
    Atom isTiny = s.less(x, Float.MIN_NORMAL);
    Atom normal = b.select(isTiny, b.times(x, Singles.number(0x1p23)), x);
    Atom exponent = exponent(normal);
    Atom fraction = s.fromBits(b.minus(s.bits(normal), exponent));
    Atom more = b.select(isTiny, Singles.number(-23), Singles.number(0));
    Atom result = sum(s.minus(fraction, 1), b.plus(whole(exponent), more));
    return new Exponentials(b).special(result, x, 0);
  }

  /** {@code f = x/2ᵏ + (1/2ᵏ - 1)}, so that no digits of x are lost. */
  Atom log1p(Atom x) {
    Atom exponent = exponent(s.plus(x, 1));
    Atom scaled = s.fromBits(b.minus(s.bits(x), exponent));
    // Of 4/2ᵏ, which is a normal number always.
    Atom four = s.fromBits(b.minus(Singles.whole(FOUR_BITS), exponent));
    Atom f = b.plus(scaled, s.fma(four, 0.25, -1));
    Atom result = s.withSign(sum(f, whole(exponent)), x);
    return new Exponentials(b).special(result, x, -1);
  }
}

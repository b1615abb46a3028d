package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Exponentials and logarithms without branches or tables, so that LLVM can compute several at once;
 * an element gets the same bits wherever it stands. Of doubles; those of single floats are {@link
 * SingleExponentials} and {@link SingleLogarithms}.
 *
 * <p>The logarithms are those of FreeBSD's {@code e_log.c} (Sun Microsystems, 1993): {@code log(1 +
 * f) = f - f²/2 + s (f²/2 + R(s²))} with {@code s = f / (2 + f)}. The exponentials are polynomials
 * on half of {@code log(2)} to either side of 0, the best by Chebyshev's points ({@code
 * polynomials.py}). {@code ExponentialsTest} has the largest errors.
 */
final class Exponentials {
  private static final DType F = DType.F64;

  /** Adding it rounds to a whole number, which is then in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** {@code (exp(r) - 1 - r)/r²}, up to half of log(2). */
  private static final double[] REST = {
    0.5,
    0.1666666666666667,
    0.04166666666666667,
    0.008333333333326136,
    0.0013888888888883748,
    0.00019841269874820627,
    2.4801587325547743e-05,
    2.7557255400206422e-06,
    2.75572736431103e-07,
    2.5105217004720745e-08,
    2.0914686968086876e-09
  };

  /** Of the rational function R, the odd and the even powers of s². */
  private static final double[] ODD = {
    6.666666666666735130e-01,
    2.857142874366239149e-01,
    1.818357216161805012e-01,
    1.479819860511658591e-01
  };

  private static final double[] EVEN = {
    3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01
  };

  /** The bits of a double about the root of 1/2, from which on a number is halved or not. */
  private static final long ROOT_OF_HALF = 0x3fe6a09e_00000000L;

  private static final long ONE_BITS = 0x3ff00000_00000000L;
  private static final long FOUR_BITS = 0x40100000_00000000L;
  private static final long EXPONENT = 0xfff00000_00000000L;
  private static final long FRACTION = 0x000fffff_ffffffffL;

  private final LoopBuilder b;

  Exponentials(LoopBuilder b) {
    this.b = b;
  }

  static Atom exp(LoopBuilder b, Atom x) {
    return Singles.is(x) ? new SingleExponentials(b).exp(x) : new Exponentials(b).exp(x);
  }

  static Atom expm1(LoopBuilder b, Atom x) {
    return Singles.is(x) ? new SingleExponentials(b).expm1(x) : new Exponentials(b).expm1(x);
  }

  static Atom tanh(LoopBuilder b, Atom x) {
    return Singles.is(x) ? new SingleExponentials(b).tanh(x) : new Exponentials(b).tanh(x);
  }

  static Atom log(LoopBuilder b, Atom x) {
    return Singles.is(x) ? new SingleLogarithms(b).log(x) : new Exponentials(b).log(x);
  }

  static Atom log1p(LoopBuilder b, Atom x) {
    return Singles.is(x) ? new SingleLogarithms(b).log1p(x) : new Exponentials(b).log1p(x);
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private Atom fma(Atom x, Atom y, Atom z) {
    return b.let(Code.FUSED_MULTIPLY_ADD, x, y, z);
  }

  private Atom divide(Atom x, Atom y) {
    return b.let(Code.DIVIDE, x, y);
  }

  private Atom bits(Atom x) {
    return b.let(Code.BITS, DType.I64, x);
  }

  private Atom fromBits(Atom x) {
    return b.let(Code.FROM_BITS, F, x);
  }

  /**
   * {@code x = k log(2) + r}, and {@code exp(r) - 1}.
   *
   * @param k a whole number
   */
  private record Reduced(Atom k, Atom grown) {}

  /** Of a number that is not large. */
  private Reduced reduce(Atom x) {
    Atom shifted = fma(x, number(LOG2_E), number(ROUNDER));
    Atom k = b.minus(bits(shifted), bits(number(ROUNDER)));
    Atom whole = b.minus(shifted, number(ROUNDER));
    Atom negative = b.let(Code.NEGATE, whole);
    Atom r = fma(negative, number(LN2_LOW), fma(negative, number(LN2_HIGH), x));
    return new Reduced(k, fma(b.times(r, r), series(REST, r), r));
  }

  /** Of a sum of two doubles. */
  Atom exp(Doubles.Sum x) {
    Atom high = x.high();
    Atom isFar = b.less(number(1000), b.let(Code.ABS, high));
    Atom at = b.select(isFar, b.let(Code.COPY_SIGN, number(1000), high), high);
    Atom low = b.select(isFar, number(0), x.low());
    Atom shifted = fma(at, number(LOG2_E), number(ROUNDER));
    Atom k = b.minus(bits(shifted), bits(number(ROUNDER)));
    Atom negative = b.minus(number(ROUNDER), shifted);
    Atom first = fma(negative, number(LN2_HIGH), at);
    Atom second = fma(negative, number(LN2_LOW), low);
    Atom r = b.plus(first, second);
    Atom rest = b.plus(b.minus(first, r), second);
    Atom grown = b.plus(r, fma(b.times(r, r), series(REST, r), fma(rest, r, rest)));
    return scaled(b.plus(number(1), grown), k);
  }

  /** Two to the power of a whole number, which has to be the exponent of a normal number. */
  private Atom power(Atom k) {
    return ofExponent(b.plus(k, Literal.of(1023)));
  }

  private Atom between(Atom x, double low, double high) {
    return b.let(Code.MINIMUM, b.let(Code.MAXIMUM, x, number(low)), number(high));
  }

  /** An exponential times two numbers. */
  record Products(Atom first, Atom second) {}

  /**
   * {@code exp(x)} times numbers up to 1, of which the results do not overflow before they have to.
   */
  Products times(Atom x, Atom first, Atom second) {
    return times(x, Literal.of(0), first, second);
  }

  /** The same with {@code exp(x)/2}. */
  Products halfTimes(Atom x, Atom first, Atom second) {
    return times(x, Literal.of(1), first, second);
  }

  private Products times(Atom x, Atom halvings, Atom first, Atom second) {
    Reduced reduced = reduce(between(x, -1416, 1418));
    Atom k = b.minus(reduced.k, halvings);
    Atom half = b.let(Code.SHIFT_RIGHT, k, Literal.of(1));
    Atom root = b.times(b.plus(number(1), reduced.grown), power(half));
    // Beyond, all numbers but 0 are made infinite.
    Atom more = b.select(b.less(number(1418), x), number(0x1p1000), number(1));
    Atom rest = power(b.minus(k, half));
    return new Products(
        b.times(b.times(b.times(root, first), rest), more),
        b.times(b.times(b.times(root, second), rest), more));
  }

  /** {@code exp(x)/2} of a double, which does not overflow before it has to. */
  static Atom halfOfExp(LoopBuilder b, Atom x) {
    Exponentials e = new Exponentials(b);
    Reduced reduced = e.reduce(e.between(x, -746, 712));
    return e.scaled(b.plus(number(1), reduced.grown), b.minus(reduced.k, Literal.of(1)));
  }

  /**
   * {@code 2ᵏ x}, in two steps, as the power of 2 may be no normal number though the result is one.
   */
  Atom scaled(Atom x, Atom k) {
    // What is no negative number is halved by a shift that all processors have for several at once.
    Atom exponents = b.plus(k, Literal.of(2 * 1023));
    Atom half = b.let(Code.UNSIGNED_QUOTIENT, exponents, Literal.of(2));
    return b.times(b.times(x, ofExponent(half)), ofExponent(b.minus(exponents, half)));
  }

  /** The power of 2 that has such bits of an exponent. */
  private Atom ofExponent(Atom bits) {
    return fromBits(b.let(Code.SHIFT_LEFT, bits, Literal.of(52)));
  }

  private Atom exp(Atom x) {
    Reduced reduced = reduce(between(x, -746, 710));
    return scaled(b.plus(number(1), reduced.grown), reduced.k);
  }

  /** {@code 2ᵏ (exp(r) - 1) + 2ᵏ - 1}, all of it halved at first, so that 2ᵏ does not overflow. */
  private Atom expm1(Atom x) {
    Reduced reduced = reduce(between(x, -50, 710));
    Atom scale = power(b.minus(reduced.k, Literal.of(1)));
    Atom halved = fma(scale, reduced.grown, b.minus(scale, number(0.5)));
    // What is smaller is itself, to all digits, and would lose some where it is halved.
    Atom isTiny = b.less(b.let(Code.ABS, x), number(0x1p-54));
    return b.select(isTiny, x, b.plus(halved, halved));
  }

  /** From {@code t = exp(2x) - 1}, which is negative for small x, so that nothing cancels. */
  private Atom tanh(Atom x) {
    Atom size = b.let(Code.ABS, x);
    Atom isSmall = b.less(size, number(0.2554128118829953));
    Atom twice = b.plus(size, size);
    Atom t = expm1(b.select(isSmall, b.let(Code.NEGATE, twice), twice));
    Atom sum = b.plus(t, number(2));
    Atom isFar = b.less(number(0.5493061443340549), size);
    // What is far is 1 - 2/(t + 2): t/(t + 2) is rounded more.
    Atom over = b.select(isSmall, b.let(Code.NEGATE, t), t);
    Atom ratio = divide(b.select(isFar, number(2), over), sum);
    Atom result = b.select(isFar, b.minus(number(1), ratio), ratio);
    return b.let(Code.COPY_SIGN, result, x);
  }

  /** A number as {@code 2ᵏ m} with m between the root of 1/2 and that of 2. */
  record Split(Atom k, Atom fraction) {}

  Split split(Atom x) {
    Atom shifted = b.plus(bits(x), Literal.of(ONE_BITS - ROOT_OF_HALF));
    Atom exponent = b.let(Code.SHIFT_RIGHT, shifted, Literal.of(52));
    Atom fraction = b.let(Code.AND, shifted, Literal.of(FRACTION));
    return new Split(
        b.minus(exponent, Literal.of(1023)), fromBits(b.plus(fraction, Literal.of(ROOT_OF_HALF))));
  }

  /** {@code log(1 + f) + k log(2) + rest}. */
  Atom log(Atom f, Atom k, Atom rest) {
    Atom half = b.times(b.times(number(0.5), f), f);
    Atom s = divide(f, b.plus(f, number(2)));
    Atom low = fma(s, correction(half, s), fma(k, number(LN2_LOW), rest));
    return b.plus(b.plus(b.minus(low, half), f), b.times(k, number(LN2_HIGH)));
  }

  /** {@code log(1 + f) - f + f²/2}, where {@code half} is f²/2. */
  Atom beyond(Atom f, Atom half) {
    Atom s = divide(f, b.plus(f, number(2)));
    return b.times(s, correction(half, s));
  }

  private Atom correction(Atom half, Atom s) {
    Atom z = b.times(s, s);
    Atom w = b.times(z, z);
    Atom odd = b.times(z, series(ODD, w));
    Atom even = b.times(w, series(EVEN, w));
    return b.plus(half, b.plus(odd, even));
  }

  private Atom series(double[] coefficients, Atom x) {
    Atom sum = number(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = fma(sum, x, number(coefficients[i]));
    }
    return sum;
  }

  /** Of a number that need not be normal. */
  Split splitOfAny(Atom x) {
    Atom isTiny = b.less(x, number(Double.MIN_NORMAL));
    Split split = split(b.select(isTiny, b.times(x, number(0x1p54)), x));
    Atom k = b.select(isTiny, b.minus(split.k, Literal.of(54)), split.k);
    return new Split(k, split.fraction);
  }

  private Atom log(Atom x) {
    Split split = splitOfAny(x);
    Atom result = log(b.minus(split.fraction, number(1)), whole(split.k), number(0));
    return special(result, x, 0);
  }

  /** An exponent as a double. */
  Atom whole(Atom k) {
    return b.convert(F, k);
  }

  /**
   * {@code f = x/2ᵏ + (1/2ᵏ - 1)}, so that no digits of x are lost, and what is lost of this sum.
   */
  private Atom log1p(Atom x) {
    Atom shifted = b.minus(bits(b.plus(number(1), x)), Literal.of(ROOT_OF_HALF));
    Atom exponent = b.let(Code.AND, shifted, Literal.of(EXPONENT));
    Atom scaled = fromBits(b.minus(bits(x), exponent));
    // Of 4/2ᵏ, which is a normal number always.
    Atom four = fromBits(b.minus(Literal.of(FOUR_BITS), exponent));
    Atom less = fma(four, number(0.25), number(-1));
    Atom f = b.plus(scaled, less);
    Atom lost = b.minus(scaled, b.minus(f, less));
    Atom k = b.convert(F, b.let(Code.SHIFT_RIGHT, exponent, Literal.of(52)));
    Atom result = b.let(Code.COPY_SIGN, log(f, k, lost), x);
    return special(result, x, -1);
  }

  /** Infinite at the pole and at infinity, no number below the pole. */
  Atom special(Atom result, Atom x, double pole) {
    Atom at = Literal.of(x.type(), pole);
    Atom infinity = Literal.of(x.type(), Double.POSITIVE_INFINITY);
    Atom none = Literal.of(x.type(), Double.NaN);
    Atom above = b.select(b.less(x, infinity), result, x);
    Atom atPole = b.select(b.equal(x, at), Literal.of(x.type(), Double.NEGATIVE_INFINITY), none);
    return b.select(b.less(at, x), above, atPole);
  }
}

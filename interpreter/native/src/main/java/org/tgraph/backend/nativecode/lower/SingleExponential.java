package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * The exponential in single precision, twice as many at once as in double: {@code x = k log(2) +
 * r}, Taylor's series of r, whose rest is below {@code 2⁻²⁷}, times 2ᵏ. Without branches, as {@link
 * Exponentials}.
 */
final class SingleExponential {
  private static final DType F = DType.F32;

  /** Adding it rounds to a whole number, which is then in the lowest bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  private static final float LOG2_E = 0x1.715476p0f;

  /** The first bits of log(2), of which k times is exact, and what is left of it. */
  private static final float LN2_HIGH = 0x1.62e400p-1f;

  private static final float LN2_LOW = 0x1.7f7d1cp-20f;

  private static final int ORDER = 7;

  private final LoopBuilder b;

  SingleExponential(LoopBuilder b) {
    this.b = b;
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private static Literal whole(int value) {
    return new Literal(DType.I32, value);
  }

  private Atom fma(Atom x, Atom y, Atom z) {
    return b.let(Code.FUSED_MULTIPLY_ADD, x, y, z);
  }

  Atom of(Atom x) {
    Atom low = b.let(Code.MAXIMUM, x, number(-105));
    Atom inRange = b.let(Code.MINIMUM, low, number(89));
    Atom shifted = fma(inRange, number(LOG2_E), number(ROUNDER));
    Atom k = b.minus(b.let(Code.BITS, DType.I32, shifted), whole(ROUNDER_BITS));
    Atom negative = b.let(Code.NEGATE, b.minus(shifted, number(ROUNDER)));
    Atom r = fma(negative, number(LN2_LOW), fma(negative, number(LN2_HIGH), inRange));
    double factorial = 5040;
    Atom sum = number(1 / factorial);
    for (int n = ORDER - 1; n >= 1; n--) {
      factorial /= n + 1;
      sum = fma(sum, r, number(1 / factorial));
    }
    // In two steps, as 2 to the power of k may be no normal number though the result is one.
    Atom half = b.let(Code.SHIFT_RIGHT, k, whole(1));
    Atom near = fma(sum, r, number(1));
    return b.times(b.times(near, power(half)), power(b.minus(k, half)));
  }

  private Atom power(Atom k) {
    return b.let(Code.FROM_BITS, F, b.let(Code.SHIFT_LEFT, b.plus(k, whole(127)), whole(23)));
  }
}

package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Sine, cosine and tangent without branches. The nearest multiple of π/2 is subtracted in three
 * parts (W. J. Cody, W. Waite, "Software manual for the elementary functions", 1980), the first
 * without any rounding, the second as a sum of two doubles; the polynomials on the rest are those
 * of FreeBSD's {@code k_sin.c} and {@code k_cos.c} (Sun Microsystems, 1993). From 2³² on, which is
 * rare, a number is one for C's library. Single floats are widened, and have shorter polynomials.
 */
final class Trigonometry {
  /** From there on the multiple of π/2 would have too many digits. */
  private static final double FAR = 0x1p32;

  private static final double QUARTERS = 2 / Math.PI;

  /** π/2 in three parts. */
  private static final double FIRST = 0x1.921fb54442d18p0;

  private static final double SECOND = 0x1.1a62633145c07p-54;
  private static final double THIRD = -0x1.f1976b7ed8fbcp-110;

  /** {@code (sin(r)/r - 1)/r²} by r². */
  private static final double[] SINE = {
    -1.66666666666666324348e-01,
    8.33333333332248946124e-03,
    -1.98412698298579493134e-04,
    2.75573137070700676789e-06,
    -2.50507602534068634195e-08,
    1.58969099521155010221e-10
  };

  /** {@code (cos(r) - 1 + r²/2)/r⁴} by r². */
  private static final double[] COSINE = {
    4.16666666666666019037e-02,
    -1.38888888888741095749e-03,
    2.48015872894767294178e-05,
    -2.75573143513906633035e-07,
    2.08757232129817482790e-09,
    -1.13596475577881948265e-11
  };

  private static final double[] SHORT_SINE = {
    -0.16666666663853044, 0.008333331873837089, -0.00019840086263755443, 2.7249864655139585e-06
  };

  private static final double[] SHORT_COSINE = {
    0.04166666465830042, -0.0013888302802309161, 2.454789161981386e-05
  };

  private final LoopBuilder b;
  private final Doubles d;
  private final boolean isSingle;

  private Trigonometry(LoopBuilder b, DType type) {
    this.b = b;
    this.d = new Doubles(b);
    this.isSingle = type == DType.F32;
  }

  static Atom sin(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, x.type());
    return Doubles.widened(b, x, t::sin);
  }

  static Atom cos(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, x.type());
    return Doubles.widened(b, x, t::cos);
  }

  static Atom tan(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, x.type());
    return Doubles.widened(b, x, t::tan);
  }

  /** {@code quarters π/2 + high + low}. */
  private record Angle(Atom quarters, Atom high, Atom low) {}

  private Angle reduced(Atom x) {
    Atom shifted = d.fma(x, QUARTERS, Doubles.number(Doubles.ROUNDER));
    Atom negative = d.minus(Doubles.ROUNDER, shifted);
    Atom first = d.fma(negative, FIRST, x);
    if (isSingle) {
      Atom high = d.fma(negative, SECOND, first);
      return new Angle(d.bits(shifted), high, Doubles.number(0));
    }
    Atom second = d.times(SECOND, negative);
    Doubles.Sum sum = d.sum(first, second);
    Atom lost = d.lost(negative, Doubles.number(SECOND), second);
    return new Angle(d.bits(shifted), sum.high(), d.plus(sum.low(), d.fma(negative, THIRD, lost)));
  }

  /** With what is lost by rounding it. */
  private Doubles.Sum sineOf(Angle r) {
    Atom square = d.square(r.high);
    Atom cube = d.times(square, r.high);
    if (isSingle) {
      return d.sum(r.high, d.times(d.polynomial(SHORT_SINE, square), cube));
    }
    Atom low = d.fma(d.times(-0.5, square), r.low, r.low);
    return d.sum(r.high, d.fma(d.polynomial(SINE, square), cube, low));
  }

  private Doubles.Sum cosineOf(Angle r) {
    Atom square = d.square(r.high);
    Atom half = d.times(0.5, square);
    Atom near = d.minus(1, half);
    if (isSingle) {
      return d.sum(near, d.times(d.polynomial(SHORT_COSINE, square), d.square(square)));
    }
    Atom lost = d.minus(d.minus(1, near), half);
    Atom low = d.fma(d.negative(r.high), r.low, lost);
    return d.sum(near, d.fma(d.polynomial(COSINE, square), d.square(square), low));
  }

  private Atom isOdd(Atom quarters) {
    return b.equal(b.let(Code.AND, quarters, Literal.of(1)), Literal.of(1));
  }

  private Atom half(Atom quarters) {
    return b.let(Code.SHIFT_RIGHT, quarters, Literal.of(1));
  }

  private Atom beyond(Atom x, Atom far, Atom near) {
    return d.select(b.let(Code.LESS_EQUAL, DType.BOOL, Doubles.number(FAR), d.size(x)), far, near);
  }

  private Atom sin(Atom x) {
    Atom far = b.let(Code.FAR_SINE, x);
    Angle r = reduced(x);
    Atom value = d.select(isOdd(r.quarters), cosineOf(r).high(), sineOf(r).high());
    // With the sign of a zero.
    Atom near = d.select(d.equal(x, 0), x, d.turned(value, half(r.quarters)));
    return beyond(x, far, near);
  }

  private Atom cos(Atom x) {
    Atom far = b.let(Code.FAR_COSINE, x);
    Angle r = reduced(x);
    Atom value = d.select(isOdd(r.quarters), sineOf(r).high(), cosineOf(r).high());
    Atom next = b.plus(r.quarters, Literal.of(1));
    return beyond(x, far, d.turned(value, half(next)));
  }

  private Atom tan(Atom x) {
    Atom far = d.over(b.let(Code.FAR_SINE, x), b.let(Code.FAR_COSINE, x));
    Angle r = reduced(x);
    Atom isOdd = isOdd(r.quarters);
    Doubles.Sum sine = sineOf(r);
    Doubles.Sum cosine = cosineOf(r);
    Doubles.Sum over =
        new Doubles.Sum(
            d.select(isOdd, d.negative(cosine.high()), sine.high()),
            d.select(isOdd, d.negative(cosine.low()), sine.low()));
    Doubles.Sum under =
        new Doubles.Sum(
            d.select(isOdd, sine.high(), cosine.high()), d.select(isOdd, sine.low(), cosine.low()));
    Atom value = isSingle ? d.over(over.high(), under.high()) : d.value(d.over(over, under));
    return beyond(x, far, d.select(d.equal(x, 0), x, value));
  }

  /** The tangent of a double up to π/4. */
  static Atom tanOfSmall(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, DType.F64);
    Angle r = new Angle(Literal.of(0), x, Doubles.number(0));
    return t.d.value(t.d.over(t.sineOf(r), t.cosineOf(r)));
  }

  /** Sine and cosine of a double up to π/4. */
  static Atom sinOfSmall(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, DType.F64);
    return t.sineOf(new Angle(Literal.of(0), x, Doubles.number(0))).high();
  }

  static Atom cosOfSmall(LoopBuilder b, Atom x) {
    Trigonometry t = new Trigonometry(b, DType.F64);
    return t.cosineOf(new Angle(Literal.of(0), x, Doubles.number(0))).high();
  }
}

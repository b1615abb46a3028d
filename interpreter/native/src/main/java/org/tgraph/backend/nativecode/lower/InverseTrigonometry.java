package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.type.DType;

/**
 * Inverse sine, cosine and tangent without branches. Angles are brought to an eighth of a turn
 * about 0 by {@code atan((t - 1)/(t + 1)) = atan(t) - π/4} and by complements, so that there is one
 * division; {@code asin(x) = π/2 - 2 asin(√((1 - x)/2))} beyond 1/2, as in FreeBSD's {@code
 * e_asin.c} (Sun Microsystems, 1993). The polynomials are the best by Chebyshev's points ({@code
 * polynomials.py}). Single floats are widened, and have shorter ones.
 */
final class InverseTrigonometry {
  /** {@code (atan(t)/t - 1)/t²} by t², up to {@code tan(π/8)}. */
  private static final double[] TANGENT = {
    -0.3333333333333333,
    0.19999999999999804,
    -0.14285714285659828,
    0.11111111105155447,
    -0.09090908753500877,
    0.07692296375032143,
    -0.06666424885738255,
    0.05878928997834775,
    -0.05230454270650244,
    0.04551593220626549,
    -0.034570561981427744,
    0.016285756855221024
  };

  private static final double[] SHORT_TANGENT = {
    -0.333333332792548,
    0.19999977258688387,
    -0.14284151193628614,
    0.11071365021884794,
    -0.08624676145249494,
    0.05048138512079744
  };

  /** {@code (asin(x)/x - 1)/x²} by x², up to 1/2. */
  private static final double[] SINE = {
    0.16666666666666669,
    0.07499999999998433,
    0.04464285714635543,
    0.030381944138531247,
    0.02237217294214989,
    0.017352392720869973,
    0.013971212973552933,
    0.011479177415184906,
    0.01032281435018578,
    0.005457506718640358,
    0.01740087944269402,
    -0.014851887071247204,
    0.028757851367421566
  };

  private static final double[] SHORT_SINE = {
    0.16666666686085643,
    0.07499992404401838,
    0.04464766388813485,
    0.030269138728589183,
    0.023611817008891752,
    0.010574415516912909,
    0.030974540371355073
  };

  /** {@code tan(π/8)} and its inverse, between which π/4 is subtracted. */
  private static final double NEAR = 0.4142135623730951;

  private static final double FAR = 2.414213562373095;

  private static final double EIGHTH = Math.PI / 4;
  private static final double QUARTER = Math.PI / 2;

  /** What is missing in {@link Math#PI}. */
  private static final double REST = 1.2246467991473532e-16;

  /** Beyond, sums of two numbers overflow, or quotients lose digits; then both are scaled. */
  private static final double LARGE = 0x1p1000;

  private static final double SMALL = 0x1p-900;

  private final LoopBuilder b;
  private final Doubles d;
  private final boolean isSingle;

  private InverseTrigonometry(LoopBuilder b, DType type) {
    this.b = b;
    this.d = new Doubles(b);
    this.isSingle = type == DType.F32;
  }

  static Atom atan(LoopBuilder b, Atom x) {
    InverseTrigonometry t = new InverseTrigonometry(b, x.type());
    return Doubles.widened(b, x, t::atan);
  }

  static Atom asin(LoopBuilder b, Atom x) {
    InverseTrigonometry t = new InverseTrigonometry(b, x.type());
    return Doubles.widened(b, x, t::asin);
  }

  static Atom acos(LoopBuilder b, Atom x) {
    InverseTrigonometry t = new InverseTrigonometry(b, x.type());
    return Doubles.widened(b, x, t::acos);
  }

  /** The angle of the point (x, y). */
  static Atom atan2(LoopBuilder b, Atom y, Atom x) {
    InverseTrigonometry t = new InverseTrigonometry(b, x.type());
    return b.convert(x.type(), t.atan2(b.convert(DType.F64, y), b.convert(DType.F64, x)));
  }

  /** An angle in two parts, the second of which is not exact. */
  private record Angle(Atom offset, Atom rest) {}

  /** Of a point in the first quadrant. */
  private Angle angle(Atom y, Atom x) {
    Atom isNear = b.less(y, d.times(NEAR, x));
    Atom isFar = b.less(d.times(FAR, x), y);
    Atom over = d.select(isNear, y, d.select(isFar, d.negative(x), d.minus(y, x)));
    Atom under = d.select(isNear, x, d.select(isFar, y, d.plus(x, y)));
    Atom t = d.over(over, under);
    Atom square = d.square(t);
    Atom tail =
        d.times(d.times(t, square), d.polynomial(isSingle ? SHORT_TANGENT : TANGENT, square));
    Atom offset = d.select(isNear, 0, d.select(isFar, QUARTER, Doubles.number(EIGHTH)));
    Atom lost = d.select(isNear, 0, d.select(isFar, REST / 2, Doubles.number(REST / 4)));
    // The larger part of what is small is added last.
    return new Angle(offset, d.plus(d.plus(tail, lost), t));
  }

  private Atom atan(Atom x) {
    Atom size = d.size(x);
    Angle angle = angle(size, Doubles.number(1));
    return d.withSign(d.plus(angle.offset, angle.rest), x);
  }

  private Atom atan2(Atom y, Atom x) {
    Atom height = d.size(y);
    Atom width = d.size(x);
    Atom infinity = Doubles.number(Double.POSITIVE_INFINITY);
    // Of two infinite numbers, and of two zeros, the angle is that of some point.
    Atom isCorner = b.and(b.equal(height, infinity), b.equal(width, infinity));
    Atom isOrigin = b.and(d.equal(height, 0), d.equal(width, 0));
    Atom most = d.select(b.less(height, width), width, height);
    Atom scale = d.select(d.less(LARGE, most), 0x1p-100, d.select(d.less(most, SMALL), 0x1p100, 1));
    Atom up = d.select(isCorner, 1, isSingle ? height : d.times(height, scale));
    Atom right = d.select(b.or(isCorner, isOrigin), 1, isSingle ? width : d.times(width, scale));
    Angle angle = angle(up, right);
    Atom isLeft = d.hasSign(x);
    Atom rest = d.select(isLeft, d.minus(REST, angle.rest), angle.rest);
    Atom offset = d.select(isLeft, d.minus(Math.PI, angle.offset), angle.offset);
    Atom isNan = b.or(d.isNan(x), d.isNan(y));
    return d.select(isNan, Double.NaN, d.withSign(d.plus(offset, rest), y));
  }

  /** {@code asin(x) - x} of a number up to 1/2, of which the square is given. */
  private Atom beyond(Atom x, Atom square) {
    return d.times(d.times(x, square), d.polynomial(isSingle ? SHORT_SINE : SINE, square));
  }

  private Atom asin(Atom x) {
    Atom size = d.size(x);
    Atom isNear = d.less(size, 0.5);
    Atom half = d.fma(size, -0.5, Doubles.number(0.5));
    Atom square = d.select(isNear, d.square(size), half);
    Atom root = d.select(isNear, size, d.root(half));
    Atom tail = beyond(root, square);
    Atom far = d.minus(QUARTER, d.times(2, d.plus(root, d.minus(tail, REST / 4))));
    return d.withSign(d.select(isNear, d.plus(root, tail), far), x);
  }

  private Atom acos(Atom x) {
    Atom size = d.size(x);
    Atom isNear = d.less(size, 0.5);
    Atom half = d.fma(size, -0.5, Doubles.number(0.5));
    Atom square = d.select(isNear, d.square(size), half);
    Atom root = d.select(isNear, x, d.root(half));
    Atom tail = beyond(root, square);
    Atom near = d.minus(QUARTER, d.plus(root, d.minus(tail, REST / 2)));
    Atom positive = d.times(2, d.plus(root, tail));
    Atom negative = d.minus(Math.PI, d.times(2, d.plus(root, d.minus(tail, REST / 2))));
    return d.select(isNear, near, d.select(d.hasSign(x), negative, positive));
  }
}

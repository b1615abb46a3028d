package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * A quotient whose divisor is the same for all elements of a row: its inverse is found once, and
 * each element is multiplied with it and corrected by what is left, which gives the same float as a
 * division in a quarter of the time. Only a dividend that is about the precision away from the
 * least float, 2⁻¹⁰² in {@code f32} and 2⁻⁹⁶⁹ in {@code f64}, may give the one next to it.
 *
 * @see "Markstein: Computation of elementary functions on the IBM RISC System/6000 processor, 1990,
 *     theorem 7"
 */
final class Quotient {
  /** Rows that are known to be shorter are not worth it. */
  private static final long SHORT = 32;

  private Quotient() {}

  /**
   * Whether a division is one, where it is computed element by element along its last axis.
   *
   * @param divisor the definition of its divisor, null if that is kept
   */
  static boolean isEven(Equation division, Equation divisor) {
    Value result = division.result();
    DType type = result.type().dtype();
    if (type != DType.F32 && type != DType.F64
        || result.rank() == 0
        || divisor == null
        || !(divisor.op() instanceof Broadcast broadcast)) {
      return false;
    }
    Dim row = result.shape().dim(result.rank() - 1);
    int axis = broadcast.axes().indexOf(result.rank() - 1);
    Value x = divisor.operands().get(0);
    boolean isSame = axis < 0 || x.shape().dim(axis).is(1);
    return isSame && row.constant().orElse(SHORT) >= SHORT;
  }

  private static boolean isPowerOfTwo(double x) {
    return Math.abs(x) == Math.scalb(1.0, Math.getExponent(x));
  }

  static Atom of(LoopBuilder b, Atom x, Atom y) {
    if (y instanceof Literal known && isPowerOfTwo(known.asDouble())) {
      // LLVM makes a product of it, which is exact.
      return b.let(Code.DIVIDE, x, y);
    }
    boolean isSingle = y.type() == DType.F32;
    Floats f = isSingle ? new Singles(b) : new Doubles(b);
    double range = isSingle ? 0x1p64 : 0x1p512;
    // Both are multiplied, so that the inverse is neither infinite nor less exact, nor negative,
    // with which the sign of a zero would be lost.
    Atom size = f.size(y);
    Atom ofLarge = f.select(f.less(range, size), 1 / Math.sqrt(range), 1);
    Atom scale = f.withSign(f.select(f.less(size, 1 / range), range, ofLarge), y);
    Atom divisor = f.times(y, scale);
    Atom inverse = f.over(1, divisor);
    Atom dividend = f.times(x, scale);
    Atom about = f.times(dividend, inverse);
    Atom excess = f.lost(about, divisor, dividend);
    Atom exact = f.fma(f.negative(excess), inverse, about);
    // Of infinities and zeros nothing is left that is a number.
    return f.select(f.isNan(exact), about, exact);
  }
}

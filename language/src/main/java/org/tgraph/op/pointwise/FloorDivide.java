package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * The quotient rounded down, by the special cases of the array API standard: an infinite number
 * divided by a finite one is infinite. Of whole numbers, division by 0 is a problem.
 */
public record FloorDivide() implements Binary {
  @Override
  public String name() {
    return "floor_divide";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x, double y) {
    if (y == 0 || Double.isInfinite(x) || Double.isNaN(x)) {
      return x / y;
    }
    double rest = x % y;
    if (rest != 0 && rest < 0 != y < 0) {
      rest += y;
    }
    double whole = Double.isInfinite(y) ? (rest == x ? 0 : -1) : (x - rest) / y;
    double quotient = Math.rint(whole);
    return quotient == 0 ? Math.copySign(0, x / y) : quotient;
  }

  @Override
  public long apply(long x, long y, DType type) {
    if (y == 0) {
      throw Remainder.byZero();
    }
    return type == DType.U64 ? Long.divideUnsigned(x, y) : Math.floorDiv(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.ANY : Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}

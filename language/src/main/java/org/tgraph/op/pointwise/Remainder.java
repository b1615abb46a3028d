package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.negative;

import org.tgraph.diagnostic.Code;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * What is left of x after division by y, rounded down: it has the sign of y. By the special cases
 * of the array API standard. Of whole numbers, division by 0 is a problem.
 */
public record Remainder() implements Binary {
  @Override
  public String name() {
    return "remainder";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public double apply(double x, double y) {
    double rest = x % y;
    if (rest == 0) {
      return Math.copySign(rest, y);
    }
    return rest < 0 != y < 0 ? rest + y : rest;
  }

  @Override
  public long apply(long x, long y, DType type) {
    if (y == 0) {
      throw byZero();
    }
    return type == DType.U64 ? Long.remainderUnsigned(x, y) : Math.floorMod(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.ANY : new Domain(4, 5);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        i == 0 ? constant(b, 1, out) : negative(b, b.one(new FloorDivide(), in.get(0), in.get(1))));
  }

  /** What is told of a whole number that is to be divided by 0. */
  public static EvaluationProblem byZero() {
    return new EvaluationProblem(Code.TG0806, "A whole number cannot be divided by 0.");
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The magnitude of x with the sign of y, also where y is a signed zero. */
public record CopySign() implements Binary {
  @Override
  public String name() {
    return "copysign";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.copySign(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value one = constant(b, 1, out);
      return i == 0
          ? multiply(b, b.one(this, one, in.get(0)), b.one(this, one, in.get(1)))
          : constant(b, 0, out);
    });
  }

  /** A zero is negative if its reciprocal is. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = Composition.abs(b, in.get(0));
          Value y = in.get(1);
          Value zero = constant(b, 0, y);
          Value reciprocal = Formula.reciprocal(b, y);
          Value negative =
              b.one(
                  new BitwiseOr(),
                  Composition.less(b, y, zero),
                  b.one(
                      new BitwiseAnd(),
                      Composition.isZero(b, y),
                      Composition.less(b, reciprocal, zero)));
          return Formula.select(b, negative, Formula.negative(b, x), x);
        });
  }
}

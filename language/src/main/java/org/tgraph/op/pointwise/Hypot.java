package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.divide;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/**
 * The length of the vector (x, y), without overflow on the way; infinite where a part is, even if
 * the other is {@code nan}. At 0 its derivative is taken to be 0.
 */
public record Hypot() implements Binary {
  @Override
  public String name() {
    return "hypot";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    return Math.hypot(x, y);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> divide(b, in.get(i), Formula.nonzero(b, out)));
  }

  /** The longer part times the length for a longer part of 1. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = Composition.abs(b, in.get(0));
          Value y = Composition.abs(b, in.get(1));
          Value most = b.one(new Maximum(), x, y);
          Value ratio = divide(b, b.one(new Minimum(), x, y), Formula.nonzero(b, most));
          Value one = Formula.constant(b, 1, x);
          Value root = Formula.sqrt(b, Formula.add(b, one, Formula.square(b, ratio)));
          Value infinity = Formula.constant(b, Double.POSITIVE_INFINITY, x);
          Value isInfinite =
              b.one(
                  new BitwiseOr(),
                  b.one(new Equal(), x, infinity),
                  b.one(new Equal(), y, infinity));
          return Formula.select(b, isInfinite, infinity, Formula.multiply(b, most, root));
        });
  }
}

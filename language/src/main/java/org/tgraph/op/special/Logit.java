package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.subtract;

import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Kind;

/** {@code log(p / (1 - p))}, the inverse of {@code sigmoid}; {@code nan} outside of 0 to 1. */
public record Logit() implements Unary {
  @Override
  public String name() {
    return "logit";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  /** Around a half the quotient is near 1, and the logarithm is one of {@code 1 + s}. */
  @Override
  public double apply(double p) {
    if (p > 0.3 && p < 0.65) {
      double s = 2 * (p - 0.5);
      return Math.log1p(s) - Math.log1p(-s);
    }
    return Math.log(p / (1 - p));
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(0.05, 0.95);
  }

  /** {@code 1 / (p (1 - p))}. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value p = in.get(0);
      return reciprocal(b, multiply(b, p, subtract(b, constant(b, 1, p), p)));
    });
  }
}

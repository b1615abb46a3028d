package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.square;

import org.apache.commons.numbers.gamma.InverseErfc;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Kind;

/**
 * The standard normal quantile: the number whose {@link Ndtr} each element is; {@code nan} outside
 * of 0 to 1.
 */
public record Ndtri() implements Unary {
  private static final double SQRT2 = Math.sqrt(2);

  @Override
  public String name() {
    return "ndtri";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  /** {@code 1 - p} is exact for p from a half. */
  @Override
  public double apply(double p) {
    return p < 0.5 ? -SQRT2 * InverseErfc.value(2 * p) : SQRT2 * InverseErfc.value(2 * (1 - p));
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(0.05, 0.95);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value half = multiply(b, constant(b, 0.5, out), square(b, out));
      return multiply(b, constant(b, 1 / Ndtr.DENSITY_AT_0, out), b.one(new Exp(), half));
    });
  }
}

package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.negative;

import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Kind;

/**
 * {@code log(1 - exp(-x))} for x from 0, as JAX and TensorFlow Probability have it; {@code nan}
 * below. Which formula is accurate where: Martin Mächler, "Accurately computing log(1 - exp(-|a|))"
 * (2012).
 */
public record Log1mExp() implements Unary {
  private static final double LN2 = Math.log(2);

  @Override
  public String name() {
    return "log1mexp";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    return x < LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  /** {@code 1 / (exp(x) - 1)}, written so that the derivatives of it do not overflow on the way. */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> b.one(new Exp(), negative(b, add(b, in.get(0), out))));
  }
}

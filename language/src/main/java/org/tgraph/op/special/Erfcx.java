package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.subtract;

import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Kind;

/** {@code exp(x²) * erfc(x)}, which does not vanish for large x. */
public record Erfcx() implements Unary {
  @Override
  public String name() {
    return "erfcx";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    return org.apache.commons.numbers.gamma.Erfcx.value(x);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        subtract(
            b,
            multiply(b, multiply(b, constant(b, 2, out), in.get(0)), out),
            constant(b, Erf.SLOPE, out)));
  }
}

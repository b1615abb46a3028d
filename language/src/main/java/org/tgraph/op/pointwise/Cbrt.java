package org.tgraph.op.pointwise;

import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The cube root; of a negative number, the negative one. */
public record Cbrt() implements Unary {
  @Override
  public String name() {
    return "cbrt";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    return Math.cbrt(x);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        Formula.divide(
            b,
            Formula.constant(b, 1, out),
            Formula.multiply(b, Formula.constant(b, 3, out), Formula.square(b, out))));
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.subtract;

import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** {@code log(exp(x) + exp(y))} without overflow on the way. */
public record LogAddExp() implements Binary {
  @Override
  public String name() {
    return "logaddexp";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x, double y) {
    if (x == y) {
      return x + Formula.LN2;
    }
    double most = Math.max(x, y);
    return most == Double.POSITIVE_INFINITY ? most : most + Math.log1p(Math.exp(-Math.abs(x - y)));
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value atInfinity = Formula.share(b, in.get(i), out, in.get(1 - i));
      Value weight = b.one(new Exp(), subtract(b, in.get(i), out));
      return b.one(new Select(), b.one(new IsInf(), out), atInfinity, weight);
    });
  }
}

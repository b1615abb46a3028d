package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Each element with the other sign; whole numbers wrap around. */
public record Negative() implements Unary {
  @Override
  public String name() {
    return "negative";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public double apply(double x) {
    return -x;
  }

  @Override
  public long apply(long x, DType type) {
    return -x;
  }

  @Override
  public Complex apply(Complex x) {
    return x.negate();
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent));
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.negative;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The difference, element by element; whole numbers wrap around. */
public record Subtract() implements Binary {
  @Override
  public String name() {
    return "subtract";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public double apply(double x, double y) {
    return x - y;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return x - y;
  }

  @Override
  public Complex apply(Complex x, Complex y) {
    return x.subtract(y);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0, 1), (b, i, in, cotangent) -> i == 0 ? cotangent : negative(b, cotangent));
  }
}

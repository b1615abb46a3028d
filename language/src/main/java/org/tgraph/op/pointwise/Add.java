package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The sum, element by element; integers wrap around. */
public record Add() implements Binary {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public double apply(double x, double y) {
    return x + y;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return x + y;
  }

  @Override
  public Complex apply(Complex x, Complex y) {
    return x.add(y);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0, 1), (b, i, in, cotangent) -> cotangent);
  }
}

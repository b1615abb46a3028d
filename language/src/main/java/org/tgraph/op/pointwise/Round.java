package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * The nearest whole number, of two that are equally near the even one. Of a complex number, each
 * part.
 */
public record Round() implements Unary {
  @Override
  public String name() {
    return "round";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public double apply(double x) {
    return Math.rint(x);
  }

  @Override
  public long apply(long x, DType type) {
    return x;
  }

  @Override
  public Complex apply(Complex x) {
    return Complex.ofCartesian(Math.rint(x.real()), Math.rint(x.imag()));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}

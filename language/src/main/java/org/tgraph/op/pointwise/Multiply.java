package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * The product, element by element; whole numbers wrap around. Of complex numbers it is {@code (ac -
 * bd) + (ad + bc)i} also where a part is infinite.
 */
public record Multiply() implements Binary {
  @Override
  public String name() {
    return "multiply";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public double apply(double x, double y) {
    return x * y;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return x * y;
  }

  @Override
  public Complex apply(Complex x, Complex y) {
    double re = x.real() * y.real() - x.imag() * y.imag();
    double im = x.real() * y.imag() + x.imag() * y.real();
    return Complex.ofCartesian(re, im);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1), (b, i, in, cotangent) -> b.one(this, cotangent, in.get(1 - i)));
  }
}

package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** {@code exp(x) - 1}, accurate near 0. */
public record Expm1() implements Unary {
  @Override
  public String name() {
    return "expm1";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.expm1(x);
  }

  @Override
  public Complex apply(Complex x) {
    if (x.imag() == 0) {
      return Complex.ofCartesian(Math.expm1(x.real()), x.imag());
    }
    double half = Math.sin(x.imag() / 2);
    double re = Math.expm1(x.real()) * Math.cos(x.imag()) - 2 * half * half;
    return Complex.ofCartesian(re, x.exp().imag());
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Exp(), in.get(0)));
  }
}

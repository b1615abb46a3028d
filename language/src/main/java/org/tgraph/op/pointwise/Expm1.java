package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** {@code exp(x) - 1}, accurate near 0. */
public record Expm1() implements Unary {
  /** Added to -0 it makes +0, which the standard asks for if the number is complex. */
  private static final double ZERO_NOT_NEGATIVE = 0.0;

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
    Complex exp = ComplexExponentials.exp(x);
    boolean isLarge = x.real() > 40;
    if (isLarge || !Double.isFinite(x.real()) || !Double.isFinite(x.imag())) {
      return Complex.ofCartesian(exp.real() - 1, exp.imag());
    }
    double half = Math.sin(x.imag() / 2);
    double re = Math.expm1(x.real()) * Math.cos(x.imag()) - 2 * half * half;
    return Complex.ofCartesian(re + ZERO_NOT_NEGATIVE, exp.imag());
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Exp(), in.get(0)));
  }
}

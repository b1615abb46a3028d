package org.tgraph.op.pointwise;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.type.Kind;

/**
 * Whether each element is neither infinite nor {@code nan}; a complex one, whether both parts are
 * not.
 */
public record IsFinite() implements Predicate {
  @Override
  public String name() {
    return "isfinite";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isFinite(x);
  }

  @Override
  public boolean test(long x) {
    return true;
  }

  @Override
  public boolean test(Complex x) {
    return test(x.real()) && test(x.imag());
  }
}

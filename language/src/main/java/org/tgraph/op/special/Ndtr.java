package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.square;

import org.apache.commons.numbers.gamma.Erfc;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Kind;

/** The distribution function of the standard normal distribution, {@code erfc(-x / √2) / 2}. */
public record Ndtr() implements Unary {
  static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /** 1/√2, and what is missing in it. */
  static final double ROOT = Math.sqrt(0.5);

  private static final double ROOT_REST = -4.833646656726457e-17;

  /** Beyond, {@code erfc} is 0 or 2. */
  private static final double END = 28;

  @Override
  public String name() {
    return "ndtr";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  /**
   * In the tail a rounded x / √2 would cost as many digits as its square has; so the rest of the
   * product counts too, by the first term of Taylor's series.
   */
  @Override
  public double apply(double x) {
    double scaled = -x * ROOT;
    if (!(Math.abs(scaled) < END)) {
      return 0.5 * Erfc.value(scaled);
    }
    double rest = Math.fma(-x, ROOT, -scaled) - x * ROOT_REST;
    return 0.5 * (Erfc.value(scaled) - Erf.SLOPE * Math.exp(-scaled * scaled) * rest);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value half = multiply(b, constant(b, -0.5, out), square(b, in.get(0)));
      return multiply(b, constant(b, DENSITY_AT_0, out), b.one(new Exp(), half));
    });
  }
}

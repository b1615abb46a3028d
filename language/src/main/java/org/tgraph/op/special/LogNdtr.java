package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.divide;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.negative;
import static org.tgraph.op.pointwise.Formula.select;
import static org.tgraph.op.pointwise.Formula.square;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Unary;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/** The logarithm of {@link Ndtr}, also where that is too small for a float. */
public record LogNdtr() implements Unary {
  @Override
  public String name() {
    return "log_ndtr";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    if (x > 0) {
      return Math.log1p(-new Ndtr().apply(-x));
    }
    double scaled = org.apache.commons.numbers.gamma.Erfcx.value(-x * Ndtr.ROOT);
    return Math.log(0.5 * scaled) - 0.5 * x * x;
  }

  /**
   * The density divided by {@code ndtr}. For x below 0 that is {@code √(2/π) / erfcx(-x / √2)},
   * from which on the other side squares would overflow in the derivatives.
   */
  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value x = in.get(0);
      Value zero = constant(b, 0, x);
      Value isBelow = b.one(new Less(), x, zero);
      Value scaled = multiply(b, constant(b, -Ndtr.ROOT, x), select(b, isBelow, x, zero));
      Value below = divide(b, constant(b, 2 * Ndtr.DENSITY_AT_0, x), b.one(new Erfcx(0), scaled));
      Value half = multiply(b, constant(b, 0.5, x), square(b, select(b, isBelow, zero, x)));
      Value above = b.one(new Exp(), negative(b, add(b, half, select(b, isBelow, zero, out))));
      return select(b, isBelow, below, multiply(b, constant(b, Ndtr.DENSITY_AT_0, x), above));
    });
  }

  /** About how many times as long as an elementary function. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(4);
  }
}

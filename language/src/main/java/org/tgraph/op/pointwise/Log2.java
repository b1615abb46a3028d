package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The logarithm to the base 2, exact where that is a whole number. */
public record Log2() implements Unary {
  @Override
  public String name() {
    return "log2";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return Math.log(x);
    }
    double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
    int exponent = Math.getExponent(scaled);
    double mantissa = Math.scalb(scaled, -exponent);
    if (mantissa > Math.sqrt(2)) {
      mantissa /= 2;
      exponent++;
    }
    return Math.log(mantissa) / Formula.LN2 + (scaled == x ? exponent : exponent - 54);
  }

  @Override
  public Complex apply(Complex x) {
    return ComplexExponentials.log(x).divide(Formula.LN2);
  }

  @Override
  public Domain domain(int operand) {
    return Domain.POSITIVE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> reciprocal(b, multiply(b, constant(b, Formula.LN2, out), in.get(0))));
  }

  /** {@code log(x) / log(2)}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          return Formula.divide(b, b.one(new Log(), x), Formula.constant(b, Math.log(2), x));
        });
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.reciprocal;

import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The angle whose sine each element is; {@code nan} outside of -1 to 1 unless it is complex. */
public record Asin() implements Unary {
  @Override
  public String name() {
    return "asin";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.asin(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.asin();
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(-0.9, 0.9);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise(
        (b, i, in, out) -> reciprocal(b, Formula.rootOfOneMinusSquare(b, in.get(0))));
  }
}

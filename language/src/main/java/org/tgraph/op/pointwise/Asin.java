package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.reciprocal;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
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

  /** {@code atan2(x, sqrt((1 - x) * (1 + x)))}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          return b.one(new Atan2(), x, Formula.rootOfOneMinusSquareOfReal(b, x));
        });
  }
}

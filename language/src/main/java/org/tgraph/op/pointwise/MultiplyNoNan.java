package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/**
 * {@code x * y}, but 0 where x is 0, whatever y is: infinite or {@code nan} too. It multiplies a
 * cotangent that a choice has made 0 by a derivative that has a pole there, and so do its own
 * derivatives. (TensorFlow's operation of that name, with the operands exchanged.)
 */
public record MultiplyNoNan() implements Binary {
  private static final Multiply MULTIPLY = new Multiply();

  @Override
  public String name() {
    return "multiply_no_nan";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x, double y) {
    return x == 0 ? 0 : x * y;
  }

  @Override
  public Complex apply(Complex x, Complex y) {
    return x.abs() == 0 ? Complex.ZERO : MULTIPLY.apply(x, y);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1),
        (b, i, in, cotangent) ->
            i == 0 ? b.one(this, cotangent, in.get(1)) : b.one(this, in.get(0), cotangent));
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value x = operands.get(0);
    Value product = Formula.multiply(b, x, operands.get(1));
    return Optional.of(
        List.of(Formula.select(b, Composition.isZero(b, x), Formula.constant(b, 0, x), product)));
  }
}

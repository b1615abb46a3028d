package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The cube root; of a negative number, the negative one. */
public record Cbrt() implements Unary {
  @Override
  public String name() {
    return "cbrt";
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }

  @Override
  public double apply(double x) {
    return Math.cbrt(x);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        Formula.divide(
            b,
            Formula.constant(b, 1, out),
            Formula.multiply(b, Formula.constant(b, 3, out), Formula.square(b, out))));
  }

  /** {@code exp(log(x) / 3)}, and a step of Halley's method. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value ordinary = Composition.isOrdinary(b, x);
          Value one = Formula.constant(b, 1, x);
          Value a = Formula.select(b, ordinary, Composition.abs(b, x), one);
          Value three = Formula.constant(b, 3, x);
          Value y = b.one(new Exp(), Formula.divide(b, b.one(new Log(), a), three));
          Value square = Formula.square(b, y);
          Value error = Formula.subtract(b, y, Formula.divide(b, a, square));
          Value better = Formula.subtract(b, y, Formula.divide(b, error, three));
          return Formula.select(b, ordinary, Composition.signed(b, better, x), x);
        });
  }
}

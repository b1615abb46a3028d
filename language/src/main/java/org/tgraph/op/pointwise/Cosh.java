package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The hyperbolic cosine. */
public record Cosh() implements Unary {
  @Override
  public String name() {
    return "cosh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.cosh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.cosh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Sinh(), in.get(0)));
  }

  /** {@code (e * e + 1 / (e * e)) / 2} for e to the power of half the magnitude. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value half = Composition.scaled(b, 0.5, Composition.abs(b, x));
          Value e = b.one(new Exp(), half);
          Value halved = Composition.scaled(b, 0.5, e);
          Value small = Formula.divide(b, Formula.divide(b, Formula.constant(b, 0.5, x), e), e);
          return Formula.add(b, Formula.multiply(b, halved, e), small);
        });
  }
}

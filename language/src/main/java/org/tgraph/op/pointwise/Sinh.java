package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The hyperbolic sine. */
public record Sinh() implements Unary {
  @Override
  public String name() {
    return "sinh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return Math.sinh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.sinh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> b.one(new Cosh(), in.get(0)));
  }

  /** {@code (u + u / (u + 1)) / 2} for {@code u = expm1(x)}, and half of exp(x) for large x. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value a = Composition.abs(b, x);
          Value one = Formula.constant(b, 1, x);
          Value isLarge = Composition.less(b, Formula.constant(b, 22, x), a);
          Value u = b.one(new Expm1(), Formula.select(b, isLarge, one, a));
          Value sum = Formula.add(b, u, Formula.divide(b, u, Formula.add(b, u, one)));
          Value e = b.one(new Exp(), Composition.scaled(b, 0.5, a));
          Value large = Formula.multiply(b, Composition.scaled(b, 0.5, e), e);
          Value size = Formula.select(b, isLarge, large, Composition.scaled(b, 0.5, sum));
          return Composition.signed(b, size, x);
        });
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.sqrt;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.type.Kind;

/** The inverse of the hyperbolic cosine; {@code nan} below 1 unless it is complex. */
public record Acosh() implements Unary {
  @Override
  public String name() {
    return "acosh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return InverseHyperbolic.acosh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.acosh();
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(1.2, 4);
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) -> {
      Value one = constant(b, 1, out);
      return reciprocal(
          b, multiply(b, sqrt(b, subtract(b, in.get(0), one)), sqrt(b, add(b, in.get(0), one))));
    });
  }

  /** {@code log1p(t + sqrt(t) * sqrt(t + 2))} for {@code t = x - 1}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value isLarge = Composition.less(b, Formula.constant(b, 0x1p28, x), x);
          Value one = Formula.constant(b, 1, x);
          Value t = subtract(b, Formula.select(b, isLarge, one, x), one);
          Value roots = multiply(b, sqrt(b, t), sqrt(b, add(b, t, Formula.constant(b, 2, x))));
          Value near = b.one(new Log1p(), add(b, t, roots));
          Value far = add(b, b.one(new Log(), x), Formula.constant(b, Formula.LN2, x));
          return Formula.select(b, isLarge, far, near);
        });
  }
}

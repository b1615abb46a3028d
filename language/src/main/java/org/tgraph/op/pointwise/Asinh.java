package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.sqrt;
import static org.tgraph.op.pointwise.Formula.square;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;

/** The inverse of the hyperbolic sine. */
public record Asinh() implements Unary {
  @Override
  public String name() {
    return "asinh";
  }

  @Override
  public Kind kind() {
    return Kind.FLOATING;
  }

  @Override
  public double apply(double x) {
    return InverseHyperbolic.asinh(x);
  }

  @Override
  public Complex apply(Complex x) {
    return x.asinh();
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        reciprocal(b, sqrt(b, add(b, square(b, in.get(0)), constant(b, 1, out)))));
  }

  /** {@code log1p(a + a² / (1 + sqrt(1 + a²)))} of the magnitude. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofFloats(
        b,
        operands,
        in -> {
          Value x = in.get(0);
          Value a = Composition.abs(b, x);
          Value isLarge = Composition.less(b, Formula.constant(b, 0x1p28, x), a);
          Value one = Formula.constant(b, 1, x);
          Value s = Formula.select(b, isLarge, one, a);
          Value square = Formula.square(b, s);
          Value root = Formula.sqrt(b, Formula.add(b, one, square));
          Value more = Formula.divide(b, square, Formula.add(b, one, root));
          Value near = b.one(new Log1p(), Formula.add(b, s, more));
          Value log = b.one(new Log(), a);
          Value far = Formula.add(b, log, Formula.constant(b, Formula.LN2, x));
          return Composition.signed(b, Formula.select(b, isLarge, far, near), x);
        });
  }
}

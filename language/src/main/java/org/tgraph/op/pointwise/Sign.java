package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.reciprocal;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** -1, 0 or 1; {@code nan} of {@code nan}. Of a complex number it is {@code z / abs(z)}. */
public record Sign() implements Unary {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  /** Adding 0 makes +0 of -0. */
  @Override
  public double apply(double x) {
    return Math.signum(x) + 0.0;
  }

  @Override
  public long apply(long x, DType type) {
    return type == DType.U64 && x < 0 ? 1 : Long.signum(x);
  }

  @Override
  public Complex apply(Complex x) {
    double size = x.abs();
    if (size == 0) {
      return Complex.ZERO;
    }
    return Complex.ofCartesian(x.real() / size, x.imag() / size);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(tangents.get(0).flatMap(t -> turn(b, in.get(0), out.get(0), t))));
  }

  /** The sign of a complex number changes with what of {@code change} is across its direction. */
  private static Optional<Value> turn(GraphBuilder b, Value z, Value sign, Value change) {
    if (z.type().element().isIn(Kind.REAL)) {
      return Optional.empty();
    }
    Value zero = Formula.constant(b, 0, b.one(new Abs(), z));
    Value along = b.one(new MakeComplex(), Abs.along(b, z, change), zero);
    Value across = subtract(b, change, multiply(b, sign, along));
    Value size = b.one(new MakeComplex(), b.one(new Abs(), z), zero);
    return Optional.of(multiply(b, reciprocal(b, size), across));
  }

  /** {@code (x > 0) - (x < 0)}; of a {@code nan} itself, and of a zero +0. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofAllButComplex(
        operands,
        in -> {
          Value x = in.get(0);
          Value zero = b.one(new Cast(x.type().element()), b.one(new NotEqual(), x, x));
          Value above = b.one(new Cast(x.type().element()), Composition.less(b, zero, x));
          Value below = b.one(new Cast(x.type().element()), Composition.less(b, x, zero));
          Value isNumber = b.one(new Equal(), x, x);
          return Formula.select(b, isNumber, subtract(b, above, below), x);
        });
  }
}

package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.multiply;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/**
 * The magnitude of each element. That of the least signed integer wraps around to itself. At 0 the
 * derivative is taken to be 0.
 */
public record Abs() implements Part {
  @Override
  public String name() {
    return "abs";
  }

  @Override
  public double apply(double x) {
    return Math.abs(x);
  }

  @Override
  public long apply(long x, DType type) {
    return type.isUnsigned() ? x : Math.abs(x);
  }

  @Override
  public double apply(Complex x) {
    return x.abs();
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(tangents.get(0).map(tangent -> along(b, in.get(0), tangent))));
  }

  /** The part of {@code change} in the direction of {@code z}: {@code real(conj(sign(z)) * dz)}. */
  static Value along(GraphBuilder b, Value z, Value change) {
    Value direction = b.one(new Sign(), z);
    if (z.type().element().isIn(Kind.REAL)) {
      return multiply(b, direction, change);
    }
    return b.one(new Real(), multiply(b, b.one(new Conj(), direction), change));
  }
}

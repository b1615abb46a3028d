package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.op.Derivative;
import org.tgraph.type.Signature;

/** The exponential of a matrix, {@code Σ aᵏ / k!}; its derivative is {@link ExpmDerivative}. */
public record Expm() implements MatrixOp {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..b, n, n]) -> floating[..b, n, n]");

  @Override
  public String name() {
    return "expm";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Matrix> apply(List<Matrix> operands) {
    return List.of(Exponential.of(operands.get(0)));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(tangents.get(0).map(t -> b.one(new ExpmDerivative(), in.get(0), t))));
  }
}

package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The operand itself, which derivatives take for a constant. */
public record StopGradient() implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..s]");

  @Override
  public String name() {
    return "stop_gradient";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return operands;
  }

  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(operands);
  }

  /** It is what it is given. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Dim.ZERO;
  }
}

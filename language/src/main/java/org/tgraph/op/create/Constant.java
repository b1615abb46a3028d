package org.tgraph.op.create;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The value that is its parameter. */
public record Constant(Array value) implements Creation {
  private static final Signature SIGNATURE = Signature.of("() -> any[..s]");

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return Inferred.of(value.type());
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return List.of(value);
  }
}

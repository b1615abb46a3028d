package org.tgraph.op.pointwise;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Signature;

/** Element by element, x where the condition is true and y where it is false. */
public record Select() implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(condition: bool[..s], x: any[..s], y: any[..s]) -> any[..s]");

  @Override
  public String name() {
    return "select";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array condition = operands.get(0);
    Array x = operands.get(1);
    Array y = operands.get(2);
    Array result = Array.zeros(x.dtype(), x.shape());
    if (x.dtype() == DType.F64) {
      Doubles.select(condition, x, y, result);
      return List.of(result);
    }
    for (long i = 0; i < result.size(); i++) {
      result.copy(i, condition.getBoolean(i) ? x : y, i);
    }
    return List.of(result);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(1, 2),
        (b, i, in, cotangent) -> {
          Value zero = Formula.constant(b, 0, cotangent);
          return i == 1
              ? b.one(this, in.get(0), cotangent, zero)
              : b.one(this, in.get(0), zero, cotangent);
        });
  }
}

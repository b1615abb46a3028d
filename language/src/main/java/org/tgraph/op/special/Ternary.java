package org.tgraph.op.special;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.op.Domain;
import org.tgraph.op.Op;
import org.tgraph.type.Signature;

/** An elementwise operation on two parameters, above 0, and a number from 0 to 1. */
interface Ternary extends Op {
  Signature SIGNATURE = Signature.of("(a: float[..s], b: float[..s], x: float[..s]) -> float[..s]");

  /** The result; {@code f32} are widened before and the result is rounded after. */
  double apply(double a, double b, double x);

  @Override
  default Signature signature() {
    return SIGNATURE;
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array a = operands.get(0);
    Array b = operands.get(1);
    Array x = operands.get(2);
    Array result = Array.zeros(a.dtype(), a.shape());
    for (long i = 0; i < a.size(); i++) {
      Interruption.check(i);
      result.set(i, apply(a.getDouble(i), b.getDouble(i), x.getDouble(i)));
    }
    return List.of(result);
  }

  @Override
  default Domain domain(int operand) {
    return operand == 2 ? new Domain(0.05, 0.95) : Domain.POSITIVE;
  }
}

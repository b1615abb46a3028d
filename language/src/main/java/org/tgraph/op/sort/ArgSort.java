package org.tgraph.op.sort;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** For each place in the order along an axis, the index of the element that belongs there. */
public record ArgSort(int axis, boolean descending) implements Order {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> i64[..s]");

  @Override
  public String name() {
    return "argsort";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public DType stored(DType operand) {
    return DType.I64;
  }

  @Override
  public void store(Array result, long to, Array x, long from, int index) {
    result.set(to, (long) index);
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  public Op batched(Dim size) {
    return new ArgSort(axis + 1, descending);
  }

  /** A sort of a thousand compares each with about ten. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(10);
  }
}

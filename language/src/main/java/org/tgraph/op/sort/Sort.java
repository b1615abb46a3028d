package org.tgraph.op.sort;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.index.Gather;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The elements along an axis in order; {@link Order} says in which. */
public record Sort(int axis, boolean descending) implements Order {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..s]");

  @Override
  public String name() {
    return "sort";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public DType stored(DType operand) {
    return operand;
  }

  @Override
  public void store(Array result, long to, Array x, long from, int index) {
    result.copy(to, x, from);
  }

  /** The tangent in the order of the values; where values are equal, in their given order. */
  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(
            tangents
                .get(0)
                .map(t ->
                    Gather.alongAxis(
                        b, t, b.one(new ArgSort(axis, descending), in.get(0)), axis))));
  }

  @Override
  public Op batched(Dim size) {
    return new Sort(axis + 1, descending);
  }

  /** The elements in the order that `argsort` finds. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value order = b.one(new ArgSort(axis, descending), operands.get(0));
    return Optional.of(List.of(Gather.alongAxis(b, operands.get(0), order, axis)));
  }

  /** A sort of a thousand compares each with about ten. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(10);
  }
}

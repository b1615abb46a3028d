package org.tgraph.op.layout;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.JoinedSizes;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * Joins tensors along an axis; along the others they have the same sizes.
 *
 * @param axis where they are joined
 * @param count how many operands there are, at least 1
 */
public record Concat(int axis, int count) implements Moving {
  /** Joins {@code parts}, of which there is at least one. */
  public static Value of(GraphBuilder b, int axis, List<Value> parts) {
    return parts.size() == 1 ? parts.get(0) : b.emit(new Concat(axis, parts.size()), parts).get(0);
  }

  @Override
  public String name() {
    return "concat";
  }

  @Override
  public Signature signature() {
    return Signature.of(
        IntStream.range(0, count)
            .mapToObj(i -> "x" + i + ": any[..s" + i + "]")
            .collect(Collectors.joining(", ", "(", ") -> any[..t]")));
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType first = operands.get(0);
    if (axis < 0 || axis >= first.rank()) {
      return Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis, first.rank()));
    }
    for (int i = 1; i < operands.size(); i++) {
      TensorType x = operands.get(i);
      if (!x.element().equals(first.element())) {
        return Inferred.problem(
            new ShapeProblem.ElementsDiffer(i, x.element(), 0, first.element()));
      }
      if (x.rank() != first.rank()) {
        return Inferred.problem(new ShapeProblem.RankWrong(i, x.rank(), first.rank(), false));
      }
      for (int other = 0; other < x.rank(); other++) {
        if (other != axis && !x.dim(other).equals(first.dim(other))) {
          return Inferred.problem(
              new ShapeProblem.DimsDiffer(i, other, x.dim(other), 0, other, first.dim(other)));
        }
      }
    }
    Dim sum = JoinedSizes.of(operands.stream().map(x -> x.dim(axis)).toList());
    return Inferred.of(first.withShape(first.shape().with(axis, sum)));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        IntStream.range(0, count).boxed().toList(),
        (b, operand, in, cotangent) -> {
          Dim start = Dim.ZERO;
          for (Value before : in.subList(0, operand)) {
            start = start.plus(before.shape().dim(axis));
          }
          return Slice.along(b, cotangent, axis, start, in.get(operand).shape().dim(axis));
        });
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    List<TensorType> types = operands.stream().map(Array::type).toList();
    TensorType type = infer(types).orThrow(name()).get(0);
    Array result = Array.zeros(type.dtype(), type.shape().values());
    long[] steps = Strides.of(result.shape());
    long offset = 0;
    for (Array x : operands) {
      Copy.write(x, steps, offset, result);
      offset += steps[axis] * x.dim(axis);
    }
    return List.of(result);
  }

  @Override
  public Op batched(Dim size) {
    return new Concat(axis + 1, count);
  }
}

package org.tgraph.op.index;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * Tensors of whole numbers that together say which elements are meant, one tensor for each axis.
 */
final class Indices {
  private Indices() {}

  /** The signature of an operation on a first operand and {@code count} indices. */
  static Signature signature(String name, Kind kind, int count) {
    String indices =
        IntStream.range(0, count)
            .mapToObj(i -> ", i" + i + ": int[..i]")
            .collect(Collectors.joining());
    return Signature.of(
        "(%s: %s[..s]%s) -> %s[..t]".formatted(name, kind.text(), indices, kind.text()));
  }

  /**
   * What is wrong with the operands from 1 on: they must be whole numbers of one type and have one
   * shape, which begins with the first {@code batch} axes of operand 0.
   */
  static Optional<ShapeProblem> problem(List<TensorType> operands, int batch) {
    if (operands.size() < 2) {
      return Optional.of(new ShapeProblem.Other(0, "There is no index."));
    }
    TensorType first = operands.get(1);
    for (int i = 1; i < operands.size(); i++) {
      TensorType index = operands.get(i);
      if (!index.element().isIn(Kind.INT)) {
        return Optional.of(new ShapeProblem.KindWrong(i, index.element(), Kind.INT));
      }
      if (!index.element().equals(first.element())) {
        return Optional.of(new ShapeProblem.ElementsDiffer(i, index.element(), 1, first.element()));
      }
      if (index.rank() != first.rank()) {
        return Optional.of(new ShapeProblem.RankWrong(i, index.rank(), first.rank(), false));
      }
      Optional<ShapeProblem> differ = differ(i, index.shape(), 1, first.shape(), first.rank());
      if (differ.isPresent()) {
        return differ;
      }
    }
    if (first.rank() < batch) {
      return Optional.of(new ShapeProblem.RankWrong(1, first.rank(), batch, true));
    }
    return differ(1, first.shape(), 0, operands.get(0).shape(), batch);
  }

  private static Optional<ShapeProblem> differ(
      int operand, Shape shape, int other, Shape expected, int axes) {
    for (int axis = 0; axis < axes; axis++) {
      if (!shape.dim(axis).equals(expected.dim(axis))) {
        return Optional.of(
            new ShapeProblem.DimsDiffer(
                operand, axis, shape.dim(axis), other, axis, expected.dim(axis)));
      }
    }
    return Optional.empty();
  }

  /**
   * The position that element {@code at} of the indices means among the elements of {@code axes},
   * the sizes of the indexed axes. Negative indices count from the end.
   *
   * @param firstAxis the number of the first indexed axis, for the message
   */
  static long position(List<Array> indices, long at, long[] axes, int firstAxis) {
    long position = 0;
    for (int k = 0; k < axes.length; k++) {
      Array index = indices.get(k);
      long value = index.getLong(at);
      boolean huge = index.dtype().isUnsigned() && value < 0;
      if (huge || value < -axes[k] || value >= axes[k]) {
        throw Gather.outOfRange(value, huge, firstAxis + k, axes[k]);
      }
      position = position * axes[k] + (value < 0 ? value + axes[k] : value);
    }
    return position;
  }
}

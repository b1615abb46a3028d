package org.tgraph.op.reduce;

import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Comparison;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** The least and the greatest of some elements, for the reductions that ask for them. */
final class Extremes {
  private Extremes() {}

  /**
   * Which of {@code positions}, counted from {@code start}, holds the extreme: the first {@code
   * nan}, or the first of those that are equal to it.
   *
   * @throws org.tgraph.op.EvaluationProblem if there are no positions
   */
  static int find(String operation, Array x, long start, long[] positions, boolean greatest) {
    if (positions.length == 0) {
      throw Reduction.ofNothing(operation);
    }
    int best = 0;
    for (int i = 1; i < positions.length; i++) {
      int order = order(x, start + positions[i], start + positions[best]);
      if (greatest ? order > 0 : order < 0) {
        best = i;
      }
      if (isNan(x, start + positions[best])) {
        return best;
      }
      if (isNan(x, start + positions[i])) {
        return i;
      }
    }
    return best;
  }

  private static boolean isNan(Array x, long at) {
    return x.dtype().isFloat() && Double.isNaN(x.getDouble(at));
  }

  /** The order of two elements, in which -0 and +0 are equal; of a {@code nan}, nothing useful. */
  private static int order(Array x, long i, long j) {
    DType type = x.dtype();
    if (!type.isFloat()) {
      return Comparison.order(x.getLong(i), x.getLong(j), type);
    }
    double a = x.getDouble(i);
    double b = x.getDouble(j);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** The tangent of the extreme is the mean of those of the elements that are equal to it. */
  static Derivative derivative(List<Integer> axes) {
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(tangents.get(0).map(t -> tangent(b, axes, in.get(0), out.get(0), t))));
  }

  private static Value tangent(
      GraphBuilder b, List<Integer> axes, Value x, Value extreme, Value tangent) {
    List<Integer> kept =
        IntStream.range(0, x.rank()).filter(a -> !axes.contains(a)).boxed().toList();
    Value isExtreme = b.one(new Equal(), x, b.one(new Broadcast(x.shape(), kept), extreme));
    Value counted = b.one(new Cast(x.type().element()), isExtreme);
    Value chosen = Formula.select(b, isExtreme, tangent, Formula.constant(b, 0, x));
    Value share = Formula.reciprocal(b, b.one(new Sum(axes), counted));
    return Formula.multiply(b, share, b.one(new Sum(axes), chosen));
  }

  /** The first position along the axis of what the reduction finds. */
  static Value position(GraphBuilder b, Value x, int axis, Reduction extreme) {
    Shape shape = x.shape();
    List<Integer> kept = IntStream.range(0, x.rank()).filter(a -> a != axis).boxed().toList();
    Value found = b.one(new Broadcast(shape, kept), b.one(extreme, x));
    Value isNan = b.one(new NotEqual(), found, found);
    Value isFound =
        Formula.select(b, isNan, b.one(new NotEqual(), x, x), b.one(new Equal(), x, found));
    Value iota = b.one(new Iota(shape.dim(axis), DType.I64));
    Value position = b.one(new Broadcast(shape, List.of(axis)), iota);
    Value last = b.one(new Broadcast(shape, List.of()), b.one(new SizeOf(shape.dim(axis))));
    return b.one(new Min(List.of(axis)), Formula.select(b, isFound, position, last));
  }
}

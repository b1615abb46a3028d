package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Repeats the operand along new axes and along axes of size 1.
 *
 * @param shape the shape of the result
 * @param axes for each axis of the operand, in increasing order, the axis of the result it becomes;
 *     it has the same size there, or is literally 1
 */
public record Broadcast(Shape shape, List<Integer> axes) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  public Broadcast {
    axes = List.copyOf(axes);
  }

  /** {@code x} repeated along a new first axis. */
  public static Value leading(GraphBuilder b, Value x, Dim size) {
    List<Integer> axes = IntStream.rangeClosed(1, x.rank()).boxed().toList();
    return b.one(new Broadcast(x.shape().insert(0, size), axes), x);
  }

  /**
   * {@code x} with its axes aligned to the last of {@code shape}; x itself if it has that shape.
   */
  public static Value to(GraphBuilder b, Value x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int missing = shape.rank() - x.rank();
    return b.one(new Broadcast(shape, IntStream.range(missing, shape.rank()).boxed().toList()), x);
  }

  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (x.rank() != axes.size()) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, x.rank(), axes.size(), false));
    }
    for (int i = 0; i < axes.size(); i++) {
      int before = i == 0 ? -1 : axes.get(i - 1);
      if (axes.get(i) <= before || axes.get(i) >= shape.rank()) {
        return Inferred.problem(
            new ShapeProblem.Other(
                0, "Its axes cannot become the axes " + axes + " of `" + shape + "`."));
      }
      Dim target = shape.dim(axes.get(i));
      if (!x.dim(i).is(1) && !x.dim(i).equals(target)) {
        return Inferred.problem(new ShapeProblem.DimWrong(0, i, x.dim(i), target));
      }
    }
    return Inferred.of(x.withShape(shape));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0), (b, i, in, cotangent) -> sumTo(b, cotangent, in.get(0)));
  }

  /** Sums over the axes that were repeated; an axis of size 1 is kept. */
  private Value sumTo(GraphBuilder b, Value cotangent, Value operand) {
    List<Integer> summed = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int from = axes.indexOf(axis);
      if (from < 0 || !operand.shape().dim(from).equals(shape.dim(axis))) {
        summed.add(axis);
      }
    }
    Value sum = summed.isEmpty() ? cotangent : b.one(new Sum(summed), cotangent);
    return sum.shape().equals(operand.shape()) ? sum : b.one(new Reshape(operand.shape()), sum);
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(x.dtype(), shape.values());
    long[] strides = Strides.of(x.shape());
    long[] steps = new long[shape.rank()];
    for (int i = 0; i < axes.size(); i++) {
      steps[axes.get(i)] = x.dim(i) == 1 ? 0 : strides[i];
    }
    Copy.read(x, steps, 0, result);
    return List.of(result);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Broadcast(shape.substitute(sizes), axes);
  }

  @Override
  public List<Dim> sizes() {
    return shape.dims();
  }

  @Override
  public Op batched(Dim size) {
    List<Integer> shifted = new ArrayList<>(List.of(0));
    axes.forEach(a -> shifted.add(a + 1));
    return new Broadcast(shape.insert(0, size), shifted);
  }
}

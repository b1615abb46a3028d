package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The axes in another order.
 *
 * @param axes for each axis of the result, the axis of the operand that it is
 */
public record Transpose(List<Integer> axes) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  public Transpose {
    axes = List.copyOf(axes);
  }

  /** {@code x} with its last two axes exchanged; what it was made of if it was made so. */
  public static Value lastTwo(GraphBuilder b, Value x) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    axes.set(x.rank() - 2, x.rank() - 1);
    axes.set(x.rank() - 1, x.rank() - 2);
    Transpose exchange = new Transpose(axes);
    return b.definition(x)
        .filter(made -> made.op().equals(exchange))
        .map(made -> made.operands().get(0))
        .orElseGet(() -> b.one(exchange, x));
  }

  @Override
  public String name() {
    return "transpose";
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
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes.contains(axis)) {
        return Inferred.problem(
            new ShapeProblem.Other(0, "The order of axes " + axes + " has no axis " + axis + "."));
      }
    }
    List<Dim> dims = new ArrayList<>();
    for (int axis : axes) {
      dims.add(x.dim(axis));
    }
    return Inferred.of(x.withShape(new Shape(dims)));
  }

  /** The order that undoes this one. */
  public Transpose inverse() {
    Integer[] inverse = new Integer[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return new Transpose(List.of(inverse));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(inverse(), cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    long[] strides = Strides.of(x.shape());
    long[] shape = new long[axes.size()];
    long[] steps = new long[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = x.dim(axes.get(i));
      steps[i] = strides[axes.get(i)];
    }
    Array result = Array.zeros(x.dtype(), shape);
    Copy.read(x, steps, 0, result);
    return List.of(result);
  }

  @Override
  public Op batched(Dim size) {
    List<Integer> shifted = new ArrayList<>(List.of(0));
    axes.forEach(a -> shifted.add(a + 1));
    return new Transpose(shifted);
  }
}

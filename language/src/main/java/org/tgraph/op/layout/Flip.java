package org.tgraph.op.layout;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The elements along each of the axes in the reverse order. */
public record Flip(List<Integer> axes) implements Op {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..s]");

  public Flip {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "flip";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    for (int axis : axes) {
      if (axis < 0 || axis >= x.rank()) {
        return Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis, x.rank()));
      }
      if (axes.indexOf(axis) != axes.lastIndexOf(axis)) {
        return Inferred.problem(new ShapeProblem.Other(0, "Axis " + axis + " is named twice."));
      }
    }
    return Inferred.of(x);
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(x.dtype(), x.shape());
    long[] steps = Strides.of(x.shape());
    long offset = 0;
    for (int axis : axes) {
      offset += steps[axis] * (x.dim(axis) - 1);
      steps[axis] = -steps[axis];
    }
    Strides.forEach(x.shape(), steps, offset, (to, from) -> result.copy(to, x, from));
    return List.of(result);
  }

  @Override
  public Op batched(Dim size) {
    return new Flip(Axes.shifted(axes));
  }
}

package org.tgraph.op.layout;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.index.Gather;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The elements along each of the axes in the reverse order. */
public record Flip(List<Integer> axes) implements Moving {
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
    Copy.read(x, steps, offset, result);
    return List.of(result);
  }

  @Override
  public Op batched(Dim size) {
    return new Flip(Axes.shifted(axes));
  }

  /** The elements at the positions counted from the end, axis by axis. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value x = operands.get(0);
    for (int axis : axes) {
      Value forward = b.one(new Iota(x.shape().dim(axis), DType.I64));
      Value last = b.one(new SizeOf(x.shape().dim(axis).minus(1)));
      Value backward = b.one(new Subtract(), Broadcast.to(b, last, forward.shape()), forward);
      Transpose toFirst = new Transpose(Axes.moved(x.rank(), axis, 0));
      Value picked = b.one(new Gather(0, 1), b.one(toFirst, x), backward);
      x = b.one(toFirst.inverse(), picked);
    }
    return Optional.of(List.of(x));
  }
}

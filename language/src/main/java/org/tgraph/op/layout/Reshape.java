package org.tgraph.op.layout;

import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The same elements in row-major order under another shape of the same size.
 *
 * @param shape the shape of the result
 */
public record Reshape(Shape shape) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (!x.shape().size().equals(shape.size())) {
      return Inferred.problem(
          new ShapeProblem.Other(
              0, "It has " + x.shape().size() + " elements, not " + shape.size() + "."));
    }
    return Inferred.of(x.withShape(shape));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0), (b, i, in, cotangent) -> b.one(new Reshape(in.get(0).shape()), cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return List.of(operands.get(0).reshape(shape.values()));
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Reshape(shape.substitute(sizes));
  }

  @Override
  public List<Dim> sizes() {
    return shape.dims();
  }

  @Override
  public Op batched(Dim size) {
    return new Reshape(shape.insert(0, size));
  }
}

package org.tgraph.op.create;

import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The numbers 0, 1, 2, … up to {@code size}, without it, as {@code type}; integers wrap around.
 *
 * @param type any but {@code bool}
 */
public record Iota(Dim size, DType type) implements Creation {
  private static final Signature SIGNATURE = Signature.of("() -> numeric[n]");

  @Override
  public String name() {
    return "iota";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return type.isIn(Kind.NUMERIC)
        ? Inferred.of(type, Shape.of(size))
        : Inferred.problem(
            new ShapeProblem.Other(-1, "The numbers from 0 on cannot be of type `bool`."));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array result = Array.zeros(type, size.value());
    for (long i = 0; i < result.size(); i++) {
      if (type.isInt()) {
        result.set(i, i);
      } else {
        result.set(i, (double) i);
      }
    }
    return List.of(result);
  }

  @Override
  public Iota substitute(Function<SizeVar, Dim> sizes) {
    return new Iota(size.substitute(sizes), type);
  }

  @Override
  public List<Dim> sizes() {
    return List.of(size);
  }
}

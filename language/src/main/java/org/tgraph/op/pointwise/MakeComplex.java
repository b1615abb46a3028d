package org.tgraph.op.pointwise;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** The complex numbers with the given real and imaginary parts. */
public record MakeComplex() implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(re: float[..s], im: float[..s]) -> complex[..s]");

  /** What the operands must have in common. */
  private static final Signature PARTS =
      Signature.of("(re: float[..s], im: float[..s]) -> float[..s]");

  @Override
  public String name() {
    return "complex";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    Inferred parts = PARTS.match(operands);
    if (!(parts instanceof Inferred.Types types)) {
      return parts;
    }
    TensorType type = types.types().get(0);
    if (type.element() instanceof DType part) {
      return Inferred.of(type.withElement(part == DType.F32 ? DType.C64 : DType.C128));
    }
    return Inferred.problem(
        new ShapeProblem.Other(
            0, "Its element type `" + type.element() + "` must be `f32` or `f64`."));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array re = operands.get(0);
    Array im = operands.get(1);
    Array result = Array.zeros(re.dtype() == DType.F32 ? DType.C64 : DType.C128, re.shape());
    for (long i = 0; i < re.size(); i++) {
      result.set(i, re.getDouble(i), im.getDouble(i));
    }
    return List.of(result);
  }

  /** The pairing of tangents with cotangents is the real part of their product, not conjugated. */
  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0, 1),
        (b, i, in, cotangent) ->
            i == 0
                ? b.one(new Real(), cotangent)
                : Formula.negative(b, b.one(new Imag(), cotangent)));
  }
}

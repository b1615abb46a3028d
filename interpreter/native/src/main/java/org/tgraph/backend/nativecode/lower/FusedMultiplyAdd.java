package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.Signature;

/** {@code x * y + z}, rounded once: one instruction, where a step has to wait for two. */
record FusedMultiplyAdd() implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(x: float[..s], y: float[..s], z: float[..s]) -> float[..s]");

  @Override
  public String name() {
    return "fused_multiply_add";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Undefined("Derivatives are made before there is machine code.");
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array z = operands.get(2);
    Array result = Array.zeros(z.dtype(), z.shape());
    for (long i = 0; i < z.size(); i++) {
      double x = operands.get(0).getDouble(i);
      result.set(i, Math.fma(x, operands.get(1).getDouble(i), z.getDouble(i)));
    }
    return List.of(result);
  }
}

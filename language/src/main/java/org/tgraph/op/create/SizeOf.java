package org.tgraph.op.create;

import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** A size as a number to compute with. */
public record SizeOf(Dim size) implements Creation {
  private static final Signature SIGNATURE = Signature.of("() -> i64");

  @Override
  public String name() {
    return "size";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    return Inferred.of(DType.I64, Shape.SCALAR);
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return List.of(Array.scalar(size.value()));
  }

  @Override
  public SizeOf substitute(Function<SizeVar, Dim> sizes) {
    return new SizeOf(size.substitute(sizes));
  }

  @Override
  public List<Dim> sizes() {
    return List.of(size);
  }
}

package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Whether x and y are not equal; {@code nan} is equal to nothing, and -0 to +0. */
public record NotEqual() implements Comparison {
  @Override
  public String name() {
    return "not_equal";
  }

  @Override
  public Kind kind() {
    return Kind.ANY;
  }

  @Override
  public boolean test(double x, double y) {
    return x != y;
  }

  @Override
  public boolean test(long x, long y, DType type) {
    return x != y;
  }

  @Override
  public boolean test(Complex x, Complex y) {
    return x.real() != y.real() || x.imag() != y.imag();
  }

  /** {@code not x == y}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(List.of(b.one(new BitwiseInvert(), b.emit(new Equal(), operands).get(0))));
  }
}

package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/**
 * Whether each element is neither infinite nor {@code nan}; a complex one, whether both parts are
 * not.
 */
public record IsFinite() implements Predicate {
  @Override
  public String name() {
    return "isfinite";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isFinite(x);
  }

  @Override
  public boolean test(long x) {
    return true;
  }

  @Override
  public boolean test(Complex x) {
    return test(x.real()) && test(x.imag());
  }

  /** {@code x - x == x - x}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value difference = Formula.subtract(b, operands.get(0), operands.get(0));
    return Optional.of(List.of(b.one(new Equal(), difference, difference)));
  }
}

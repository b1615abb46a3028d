package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/**
 * The position along the axis of the greatest element: the first one of several, or of {@code
 * nan}s. Of no elements there is none: a problem.
 */
public record ArgMax(int axis) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: real[..s]) -> i64[..t]");

  @Override
  public List<Integer> axes() {
    return List.of(axis);
  }

  @Override
  public String name() {
    return "argmax";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public Reduction over(List<Integer> others) {
    return new ArgMax(others.get(0));
  }

  @Override
  public Element result(Element operand) {
    return DType.I64;
  }

  @Override
  public void combine(Array x, long[] positions, Array result, long to) {
    result.set(to, (long) Extremes.find(name(), x, positions, true));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}

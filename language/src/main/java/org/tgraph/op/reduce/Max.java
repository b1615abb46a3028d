package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/**
 * The greatest element along the axes; {@code nan} where one is. Of no elements there is none: a
 * problem. Equal elements share the derivative.
 */
public record Max(List<Integer> axes) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: real[..s]) -> real[..t]");

  public Max {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "max";
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
    return new Max(others);
  }

  @Override
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    result.copy(to, x, start + positions[Extremes.find(name(), x, start, positions, true)]);
  }

  @Override
  public Derivative derivative() {
    return Extremes.derivative(axes);
  }
}

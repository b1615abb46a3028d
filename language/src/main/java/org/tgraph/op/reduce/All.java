package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** Whether all elements along the axes are true; of no elements, true. */
public record All(List<Integer> axes) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: bool[..s]) -> bool[..t]");

  public All {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "all";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Kind kind() {
    return Kind.BOOL;
  }

  @Override
  public Reduction over(List<Integer> others) {
    return new All(others);
  }

  @Override
  public void combine(Array x, long[] positions, Array result, long to) {
    boolean all = true;
    for (long at : positions) {
      all &= x.getBoolean(at);
    }
    result.set(to, all ? 1 : 0);
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }
}

package org.tgraph.op.reduce;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.BitwiseInvert;
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
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    boolean all = true;
    for (long at : positions) {
      all &= x.getBoolean(start + at);
    }
    result.set(to, all ? 1 : 0);
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** Not whether any is false. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value inverted = b.one(new BitwiseInvert(), operands.get(0));
    return Optional.of(List.of(b.one(new BitwiseInvert(), b.one(new Any(axes), inverted))));
  }
}

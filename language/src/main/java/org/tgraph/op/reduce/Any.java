package org.tgraph.op.reduce;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** Whether an element along the axes is true; of no elements, false. */
public record Any(List<Integer> axes) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: bool[..s]) -> bool[..t]");

  public Any {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "any";
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
    return new Any(others);
  }

  @Override
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    boolean any = false;
    for (long at : positions) {
      any |= x.getBoolean(start + at);
    }
    result.set(to, any ? 1 : 0);
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** Whether the number of those that are true is not 0. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value counted = b.one(new Sum(axes), b.one(new Cast(DType.I64), operands.get(0)));
    return Optional.of(List.of(b.one(new Cast(DType.BOOL), counted)));
  }
}

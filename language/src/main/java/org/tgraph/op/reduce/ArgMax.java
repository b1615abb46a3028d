package org.tgraph.op.reduce;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
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
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    result.set(to, (long) Extremes.find(name(), x, start, positions, true));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** The least position of an element that is equal to it, or {@code nan} as it is. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(List.of(Extremes.position(b, operands.get(0), axis, new Max(axes()))));
  }
}

package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The exclusive or of each pair of bits, or of two bools. */
public record BitwiseXor() implements Binary {
  @Override
  public String name() {
    return "bitwise_xor";
  }

  @Override
  public Kind kind() {
    return Kind.BITS;
  }

  @Override
  public long apply(long x, long y, DType type) {
    return x ^ y;
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /** {@code (x | y) & ~(x & y)}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value both = b.one(new BitwiseInvert(), b.emit(new BitwiseAnd(), operands).get(0));
    Value one = b.emit(new BitwiseOr(), operands).get(0);
    return Optional.of(List.of(b.one(new BitwiseAnd(), one, both)));
  }
}

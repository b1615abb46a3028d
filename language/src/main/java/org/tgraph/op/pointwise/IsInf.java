package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/** Whether each element is infinite; a complex one, whether a part is. */
public record IsInf() implements Predicate {
  @Override
  public String name() {
    return "isinf";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isInfinite(x);
  }

  /** Neither finite nor {@code nan}. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Composition.ofAllButComplex(
        operands,
        in -> {
          Value isNumber = b.one(new Equal(), in.get(0), in.get(0));
          Value isFinite = b.one(new IsFinite(), in.get(0));
          return b.one(new BitwiseAnd(), isNumber, b.one(new BitwiseInvert(), isFinite));
        });
  }
}

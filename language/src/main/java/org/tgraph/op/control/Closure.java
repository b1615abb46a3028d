package org.tgraph.op.control;

import static org.tgraph.op.control.LoopSlots.joined;
import static org.tgraph.op.control.LoopSlots.problem;
import static org.tgraph.op.control.LoopSlots.slots;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * An operation that computes a graph, its operands being the inputs: it says how the graph is
 * differentiated. Sizes that the graph counts do not leave it.
 */
public sealed interface Closure extends ControlFlow permits Checkpoint, Custom {
  /** What is computed, closed. */
  Graph body();

  @Override
  default Signature signature() {
    String operands = joined(slots("x", "s", body().inputs()));
    return Signature.of("(" + operands + ") -> (" + slots("y", "t", body().outputs()) + ")");
  }

  @Override
  default Inferred infer(List<TensorType> operands) {
    for (int i = 0; i < operands.size(); i++) {
      TensorType type = body().inputs().get(i).type();
      if (!type.equals(operands.get(i))) {
        return problem(i, "The graph takes `" + type + "`, not `" + operands.get(i) + "`.");
      }
    }
    return new Inferred.Types(LoopSlots.types(body().outputs()));
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    return LoopRun.REFERENCE.prepare(this).apply(operands);
  }

  /** Never asked for: {@link #dual} says it all. */
  @Override
  default Derivative derivative() {
    return new Derivative.Tangent(
        (b, operands, results, tangents) -> dual(b, operands, tangents).orElseThrow().tangents());
  }

  /** What is computed, in place of it. */
  @Override
  default Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(b.splice(body(), operands));
  }

  @Override
  default Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.of(body());
  }
}

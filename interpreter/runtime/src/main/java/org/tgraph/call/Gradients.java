package org.tgraph.call;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.transform.Grad;
import org.tgraph.transform.Transformed;
import org.tgraph.type.Kind;

/** Derivatives of graphs with one result. */
final class Gradients {
  private Gradients() {}

  /** Why there is no derivative, in a sentence. */
  static Optional<String> obstacle(Graph graph, List<Integer> wrt) {
    if (graph.outputs().size() != 1
        || graph.outputs().get(0).rank() != 0
        || !graph.outputs().get(0).type().element().isIn(Kind.FLOAT)) {
      return Optional.of("The gradient is that of one float, but this gives something else.");
    }
    if (wrt.isEmpty()) {
      return Optional.of("There is no derivative by a size.");
    }
    for (int i : wrt) {
      Value input = graph.inputs().get(i);
      if (!input.type().element().isIn(Kind.FLOATING)) {
        return Optional.of(
            "There is no derivative by whole numbers, but `%s` is `%s`."
                .formatted(input.hint(), input.type()));
      }
    }
    return Grad.of(graph, wrt) instanceof Transformed.Refused refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }

  /** The value and the derivatives; to be asked for where there is no {@link #obstacle}. */
  static Graph of(Graph graph, List<Integer> wrt) {
    return Grad.of(graph, wrt).orThrow();
  }
}

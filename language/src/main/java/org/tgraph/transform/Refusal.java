package org.tgraph.transform;

import java.util.function.Supplier;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.op.Op;

/**
 * Leaves a walk over a graph, out of the graphs inside it too, where there is no rule. Whoever
 * writes the result into a builder of their own ({@code emit}) meets it; of whole graphs it becomes
 * {@link Transformed.Refused}.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Transformed.Refused refused;

  Refusal(Op op, Origin origin, String reason) {
    super(reason);
    this.refused = new Transformed.Refused(op, origin, reason);
  }

  public Transformed.Refused refused() {
    return refused;
  }

  static Transformed catching(Supplier<Graph> transform) {
    try {
      return new Transformed.Done(transform.get());
    } catch (Refusal refusal) {
      return refusal.refused;
    }
  }
}

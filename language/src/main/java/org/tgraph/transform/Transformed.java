package org.tgraph.transform;

import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.op.Op;

/** What a transformation of a graph gives: a graph, or the equation for which there is no rule. */
public sealed interface Transformed {
  record Done(Graph graph) implements Transformed {}

  /**
   * @param op the operation that cannot be differentiated or batched
   * @param origin where it stands
   * @param reason one sentence for the user
   */
  record Refused(Op op, Origin origin, String reason) implements Transformed {}

  /**
   * The graph, for a graph inside another.
   *
   * @throws Refusal if there is none
   */
  default Graph orRefuse() {
    return switch (this) {
      case Done d -> d.graph();
      case Refused r -> throw new Refusal(r.op(), r.origin(), r.reason());
    };
  }

  /** The graph, where a refusal would be a mistake of ours. */
  default Graph orThrow() {
    return switch (this) {
      case Done d -> d.graph();
      case Refused r -> throw new IllegalStateException(r.op().name() + ": " + r.reason());
    };
  }
}

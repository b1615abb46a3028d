package org.tgraph.pass;

import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;

/** Leaves out the equations that no output depends on. */
public final class DeadCode {
  public static final Pass PASS =
      new Pass(
          "dead-code", "Leaves out the equations that no output depends on.", DeadCode::remove);

  private DeadCode() {}

  private static Graph remove(Graph graph) {
    return new Graph(
        graph.inputs(), GraphBuilder.needed(graph.body(), graph.outputs()), graph.outputs());
  }
}

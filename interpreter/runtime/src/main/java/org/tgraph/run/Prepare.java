package org.tgraph.run;

import org.tgraph.graph.Graph;
import org.tgraph.pass.DeadCode;
import org.tgraph.pass.Pipeline;
import org.tgraph.rewrite.CountedLoops;
import org.tgraph.rewrite.Simplify;

/** What happens to every graph before a backend compiles it. */
public final class Prepare {
  private static final Pipeline PASSES =
      Pipeline.of(Simplify.PASS, DeadCode.PASS, CountedLoops.PASS);

  private Prepare() {}

  /**
   * The graph simplified, and with what the backend does not have taken apart. Not the other way
   * round: a rule might put together again what was taken apart. Where a rule writes what the
   * backend cannot do, though it can do the graph as it was, it gets that.
   */
  public static Graph forBackend(Graph graph, Backend backend) {
    Graph simplified = Decompose.forBackend(PASSES.run(graph), backend);
    if (Gaps.of(simplified, backend).isEmpty()) {
      return simplified;
    }
    Graph asItWas = Decompose.forBackend(graph, backend);
    return Gaps.of(asItWas, backend).isEmpty() ? asItWas : simplified;
  }
}

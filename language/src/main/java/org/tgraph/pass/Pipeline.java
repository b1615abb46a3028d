package org.tgraph.pass;

import java.util.List;
import java.util.function.BiConsumer;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphValidator;

/**
 * Passes, one after the other. What each yields is validated, so that the one at fault is named.
 */
public record Pipeline(List<Pass> passes) {
  public Pipeline {
    passes = List.copyOf(passes);
  }

  public static Pipeline of(Pass... passes) {
    return new Pipeline(List.of(passes));
  }

  public Graph run(Graph graph) {
    return run(graph, (pass, result) -> {});
  }

  /**
   * @param after is shown what each pass yields, for {@code --dump}
   * @throws CompilerBug if that is not a valid graph with the same inputs and types of outputs
   */
  public Graph run(Graph graph, BiConsumer<Pass, Graph> after) {
    Graph current = GraphValidator.require(graph, "before the first pass");
    for (Pass pass : passes) {
      Graph next = pass.run().apply(current);
      String where = "after pass `" + pass.name() + "`";
      GraphValidator.require(next, where);
      if (!next.isLike(current)) {
        throw new CompilerBug("Other inputs or outputs " + where, next);
      }
      after.accept(pass, next);
      current = next;
    }
    return current;
  }
}

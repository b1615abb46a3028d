package org.tgraph.pass;

import java.util.List;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphValidator;

/**
 * Passes, one after the other. What they yield is validated, and the one at fault is named. With
 * assertions on, as in tests, what each yields is; without, what the last does, since of a small
 * program that takes as long as a pass. If something is wrong then, they are run again to find it.
 */
public record Pipeline(List<Pass> passes) {
  private static final boolean IS_STRICT = Pipeline.class.desiredAssertionStatus();

  public Pipeline {
    passes = List.copyOf(passes);
  }

  public static Pipeline of(Pass... passes) {
    return new Pipeline(List.of(passes));
  }

  /**
   * The graph that the last pass yields.
   *
   * @throws CompilerBug if that is not a valid graph with the same inputs and types of outputs
   */
  public Graph run(Graph graph) {
    return IS_STRICT ? runByStep(graph) : runAtOnce(graph);
  }

  /** Validates in the end. */
  Graph runAtOnce(Graph graph) {
    Graph current = graph;
    try {
      for (Pass pass : passes) {
        current = pass.run().apply(current);
      }
    } catch (RuntimeException e) {
      // Most likely since a pass before it was wrong.
      runByStep(graph);
      throw e;
    }
    return GraphValidator.validate(current).isEmpty() && current.isLike(graph)
        ? current
        : runByStep(graph);
  }

  /** Validates after each pass. */
  Graph runByStep(Graph graph) {
    Graph current = GraphValidator.require(graph, "before the first pass");
    for (Pass pass : passes) {
      Graph next = pass.run().apply(current);
      String where = "after pass `" + pass.name() + "`";
      GraphValidator.require(next, where);
      if (!next.isLike(current)) {
        throw new CompilerBug("Other inputs or outputs " + where, next);
      }
      current = next;
    }
    return current;
  }
}

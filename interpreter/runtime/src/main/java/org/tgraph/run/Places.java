package org.tgraph.run;

import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Origin;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Where in a program something comes from, for diagnostics, which always have a place. */
public final class Places {
  private Places() {}

  /** The place in the script, or an empty one under the name of the line that built the graph. */
  public static Span of(Origin origin) {
    return origin.place().orElseGet(() -> new Source(name(origin), "").span(0, 0));
  }

  private static String name(Origin origin) {
    return switch (origin) {
      case Origin.Line line -> line.text();
      case Origin.Derived derived -> name(derived.of());
      case Origin.Text text -> text.span().source().name();
      case Origin.Unknown unknown -> "<graph>";
    };
  }

  /** The problem as it is reported: at its equation, or else at {@code fallback}. */
  public static Diagnostic diagnostic(EvaluationProblem problem, Span fallback) {
    boolean placed = !(problem.origin() instanceof Origin.Unknown);
    return Diagnostic.error(
        problem.code(), placed ? of(problem.origin()) : fallback, problem.getMessage());
  }
}

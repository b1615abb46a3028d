package org.tgraph.backend.nativecode.lower;

import java.util.function.Function;
import org.tgraph.graph.Origin;
import org.tgraph.op.EvaluationProblem;

/**
 * One way in which a call may end without a result.
 *
 * @param origin of the equation
 * @param problem what to say, from the numbers that the check left
 */
public record Failure(Origin origin, Function<long[], EvaluationProblem> problem) {
  /** The most numbers that a check leaves. */
  public static final int DETAILS = 24;

  public EvaluationProblem of(long[] details) {
    return problem.apply(details).at(origin);
  }
}

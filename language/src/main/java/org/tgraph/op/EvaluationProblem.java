package org.tgraph.op;

import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Origin;

/**
 * The values of the operands do not allow a result: an index out of range, a singular matrix. It
 * becomes a diagnostic at the place in the script that the equation comes from.
 */
public final class EvaluationProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;
  private final transient Origin origin;

  /**
   * @param message one sentence for the user
   */
  public EvaluationProblem(Code code, String message) {
    this(code, message, Origin.UNKNOWN);
  }

  private EvaluationProblem(Code code, String message, Origin origin) {
    super(message);
    this.code = code;
    this.origin = origin;
  }

  public Code code() {
    return code;
  }

  /** Where the equation comes from; an operation itself does not know it. */
  public Origin origin() {
    return origin;
  }

  /** The same problem of the equation that has the given origin, unless an inner one is known. */
  public EvaluationProblem at(Origin equation) {
    if (!origin.equals(Origin.UNKNOWN)) {
      return this;
    }
    EvaluationProblem placed = new EvaluationProblem(code, getMessage(), equation);
    placed.setStackTrace(getStackTrace());
    return placed;
  }
}

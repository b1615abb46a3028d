package org.tgraph.op;

import org.tgraph.diagnostic.Code;

/**
 * The values of the operands do not allow a result: an index out of range, a singular matrix. It
 * becomes a diagnostic at the place in the script that the equation comes from.
 */
public final class EvaluationProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;

  /** @param message one sentence for the user */
  public EvaluationProblem(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}

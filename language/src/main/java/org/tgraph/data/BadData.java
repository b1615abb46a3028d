package org.tgraph.data;

import org.tgraph.diagnostic.Code;

/** Leaves the reading or writing of a file; never leaves this package. */
final class BadData extends Exception {
  private final DataProblem problem;

  BadData(Code code, String message) {
    super(message, null, false, false);
    this.problem = new DataProblem(code, message);
  }

  DataProblem problem() {
    return problem;
  }
}

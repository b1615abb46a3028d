package org.tgraph.cli;

/** The command line is wrong in a way that only the command itself can tell. */
final class UsageProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message one sentence for the user
   */
  UsageProblem(String message) {
    super(message);
  }
}

package org.tgraph.cli;

/** What the command answers to the shell. */
final class ExitStatus {
  static final int FINE = 0;

  /** The program is wrong, or failed. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** We are wrong. */
  static final int BUG = 3;

  private ExitStatus() {}
}

package org.tgraph.generate;

/** Here nothing of the kind that was wanted can be made; another kind is tried then. */
final class Unmakeable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unmakeable() {
    super("nothing of this kind can be made here", null, false, false);
  }
}

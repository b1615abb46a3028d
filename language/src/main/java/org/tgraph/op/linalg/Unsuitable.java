package org.tgraph.op.linalg;

/** A matrix has no such factor or solution. */
final class Unsuitable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param predicate what is wrong, to follow "the matrix": {@code is singular}
   */
  Unsuitable(String predicate) {
    super(predicate, null, false, false);
  }
}

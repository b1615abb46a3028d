package org.tgraph.op;

/**
 * An operation that has a derivative has none here, because of what it is differentiated by.
 * Whoever differentiates a graph turns it into a diagnostic at the place the equation comes from.
 */
public final class NotDifferentiable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one sentence for the user
   */
  public NotDifferentiable(String reason) {
    super(reason);
  }
}

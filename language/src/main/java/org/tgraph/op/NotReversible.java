package org.tgraph.op;

/**
 * An operation has tangents but no transpose, so there is no reverse mode through it. Whoever
 * transposes a graph turns it into a diagnostic at the place the equation comes from.
 */
public final class NotReversible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one sentence for the user
   */
  public NotReversible(String reason) {
    super(reason);
  }
}

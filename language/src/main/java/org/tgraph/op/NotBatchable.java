package org.tgraph.op;

/**
 * An operation cannot be applied to a batch, because the sizes of its results would differ from one
 * element of the batch to the next. {@link Op#batch} throws it; whoever batches a graph turns it
 * into a diagnostic at the place the equation comes from.
 */
public final class NotBatchable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one sentence for the user
   */
  public NotBatchable(String reason) {
    super(reason);
  }
}

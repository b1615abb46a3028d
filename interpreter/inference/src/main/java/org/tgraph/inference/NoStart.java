package org.tgraph.inference;

/** There is no start from which a chain could be begun. */
public final class NoStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final double[] last;

  NoStart(double[] last) {
    super("no start with a finite density");
    this.last = last.clone();
  }

  /** The last position that was tried. */
  public double[] last() {
    return last.clone();
  }
}

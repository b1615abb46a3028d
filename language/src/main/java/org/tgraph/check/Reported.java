package org.tgraph.check;

/**
 * Leaves the checking of an expression after its mistake was reported; caught in {@link
 * Expressions#check}, where the expression becomes {@link Val#POISON}. It never leaves this package
 * and the prelude.
 */
public final class Reported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Reported() {
    super(null, null, false, false);
  }
}

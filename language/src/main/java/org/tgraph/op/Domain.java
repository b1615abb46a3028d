package org.tgraph.op;

/** An interval inside which an operation is defined and smooth enough to be tested. */
public record Domain(double low, double high) {
  public static final Domain ANY = new Domain(-3, 3);
  public static final Domain POSITIVE = new Domain(0.2, 4);
}

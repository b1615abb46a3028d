package org.tgraph.op.pointwise;

import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Whether x is less than y; false where one is {@code nan}. */
public record Less() implements Comparison {
  @Override
  public String name() {
    return "less";
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public boolean test(double x, double y) {
    return x < y;
  }

  @Override
  public boolean test(long x, long y, DType type) {
    return Comparison.order(x, y, type) < 0;
  }
}

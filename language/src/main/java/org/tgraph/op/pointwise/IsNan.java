package org.tgraph.op.pointwise;

import org.tgraph.type.Kind;

/** Whether each element is not a number; a complex one, whether a part is not. */
public record IsNan() implements Predicate {
  @Override
  public String name() {
    return "isnan";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isNaN(x);
  }
}

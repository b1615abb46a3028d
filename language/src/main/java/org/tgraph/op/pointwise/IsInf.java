package org.tgraph.op.pointwise;

import org.tgraph.type.Kind;

/** Whether each element is infinite; a complex one, whether a part is. */
public record IsInf() implements Predicate {
  @Override
  public String name() {
    return "isinf";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public boolean test(double x) {
    return Double.isInfinite(x);
  }
}

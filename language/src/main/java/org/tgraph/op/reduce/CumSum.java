package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Add;
import org.tgraph.type.Dim;

/** The sum of each element and those before it along an axis; integers wrap around. */
public record CumSum(int axis, boolean exclusive, boolean reverse) implements Cumulative {
  @Override
  public String name() {
    return "cumsum";
  }

  @Override
  public int identity() {
    return 0;
  }

  @Override
  public long combine(long x, long y) {
    return x + y;
  }

  @Override
  public double combine(double x, double y) {
    return x + y;
  }

  @Override
  public void combine(double[] total, double re, double im) {
    total[0] += re;
    total[1] += im;
  }

  @Override
  public Derivative derivative() {
    Op transposed = new CumSum(axis, exclusive, !reverse);
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(transposed, cotangent));
  }

  @Override
  public Op batched(Dim size) {
    return new CumSum(axis + 1, exclusive, reverse);
  }

  @Override
  public Op step() {
    return new Add();
  }
}

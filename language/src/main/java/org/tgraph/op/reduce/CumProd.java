package org.tgraph.op.reduce;

import java.util.List;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.Dim;

/** The product of each element and those before it along an axis; integers wrap around. */
public record CumProd(int axis, boolean exclusive, boolean reverse) implements Cumulative {
  @Override
  public String name() {
    return "cumprod";
  }

  @Override
  public int identity() {
    return 1;
  }

  @Override
  public long combine(long x, long y) {
    return x * y;
  }

  @Override
  public double combine(double x, double y) {
    return x * y;
  }

  @Override
  public void combine(double[] total, double re, double im) {
    double real = total[0] * re - total[1] * im;
    total[1] = total[0] * im + total[1] * re;
    total[0] = real;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> List.of(tangents.get(0).map(t -> tangent(b, in.get(0), t))));
  }

  /**
   * {@code dy[k] = x[k] * dy[k - 1] + y[k - 1] * dx[k]}, which is right where elements are 0; that
   * of the exclusive product is the one at the place before.
   */
  private Value tangent(GraphBuilder b, Value x, Value tangent) {
    Value before = b.one(new CumProd(axis, true, reverse), x);
    Value change = turned(b, Formula.multiply(b, before, tangent));
    Value changes = b.one(new LinearRecurrence(axis, false), turned(b, x), change);
    return turned(b, exclusive ? LinearRecurrence.shifted(b, changes, axis, false) : changes);
  }

  /** In the order of the product. */
  private Value turned(GraphBuilder b, Value x) {
    return reverse ? b.one(new Flip(List.of(axis)), x) : x;
  }

  @Override
  public Op batched(Dim size) {
    return new CumProd(axis + 1, exclusive, reverse);
  }

  @Override
  public Op step() {
    return new Multiply();
  }
}

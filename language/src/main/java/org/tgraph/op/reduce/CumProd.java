package org.tgraph.op.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Comparison;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

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
   * {@code dy[k] = sum over i ≤ k of dx[i] * product over j ≤ k, j ≠ i of x[j]}. It takes memory
   * for the square of the axis, but is right where elements are 0, and so are its own derivatives.
   * The axis {@code i} is put before all others.
   */
  private Value tangent(GraphBuilder b, Value x, Value tangent) {
    Dim size = x.shape().dim(axis);
    Shape wide = x.shape().insert(0, size);
    Value left = b.one(new Broadcast(wide, List.of(0)), b.one(new Iota(size, DType.I64)));
    Value along = b.one(new Broadcast(wide, List.of(axis + 1)), b.one(new Iota(size, DType.I64)));
    Value leftOut = b.one(new Equal(), left, along);
    Value spread = Broadcast.leading(b, x, size);
    Value others = Formula.select(b, leftOut, Formula.constant(b, 1, spread), spread);
    Value products = b.one(new CumProd(axis + 1, exclusive, reverse), others);

    Comparison takesPart = exclusive ? new Less() : new LessEqual();
    Value counts = reverse ? b.one(takesPart, along, left) : b.one(takesPart, left, along);
    Value weights = Formula.select(b, counts, products, Formula.constant(b, 0, products));
    Value changes = Formula.multiply(b, weights, changes(b, tangent, wide));
    return b.one(new Sum(List.of(0)), changes);
  }

  /** The tangent with its axis moved to the front, and repeated along where it was. */
  private Value changes(GraphBuilder b, Value tangent, Shape wide) {
    List<Integer> others =
        IntStream.range(0, tangent.rank()).filter(a -> a != axis).boxed().toList();
    List<Integer> order = new ArrayList<>(List.of(axis));
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int other : others) {
      order.add(other);
      axes.add(other + 1);
    }
    return b.one(new Broadcast(wide, axes), b.one(new Transpose(order), tangent));
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

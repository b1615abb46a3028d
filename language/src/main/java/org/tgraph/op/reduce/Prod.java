package org.tgraph.op.reduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;

/**
 * The product over the axes; of no elements, 1. Integers wrap around; floats are multiplied in
 * double precision.
 */
public record Prod(List<Integer> axes) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: numeric[..s]) -> numeric[..t]");

  private static final Multiply MULTIPLY = new Multiply();

  public Prod {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "prod";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public Reduction over(List<Integer> others) {
    return new Prod(others);
  }

  @Override
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    if (x.dtype().isInt()) {
      long product = 1;
      for (long at : positions) {
        product *= x.getLong(start + at);
      }
      result.set(to, product);
      return;
    }
    Complex product = Complex.ONE;
    double real = 1;
    for (long at : positions) {
      if (x.dtype().isComplex()) {
        product = MULTIPLY.apply(product, Complex.ofCartesian(x.re(start + at), x.im(start + at)));
      } else {
        real *= x.getDouble(start + at);
      }
    }
    if (x.dtype().isComplex()) {
      result.set(to, product.real(), product.imag());
    } else {
      result.set(to, real);
    }
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> List.of(tangents.get(0).map(t -> tangent(b, in.get(0), t))));
  }

  /**
   * The sum of each tangent times the product of all other elements. That product is the one of all
   * before times the one of all after, which is right where elements are 0, too.
   */
  private Value tangent(GraphBuilder b, Value x, Value tangent) {
    Value line = inLine(b, x);
    int last = line.rank() - 1;
    Value before = b.one(new CumProd(last, true, false), line);
    Value after = b.one(new CumProd(last, true, true), line);
    Value others = Formula.multiply(b, before, after);
    return b.one(new Sum(List.of(last)), Formula.multiply(b, others, inLine(b, tangent)));
  }

  /** {@code x} with all the axes joined to one, the last. */
  private Value inLine(GraphBuilder b, Value x) {
    List<Integer> order = new ArrayList<>();
    Shape shape = Shape.SCALAR;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes.contains(axis)) {
        order.add(axis);
        shape = shape.concat(Shape.of(x.shape().dim(axis)));
      }
    }
    Dim joined = Dim.ONE;
    for (int axis : axes) {
      order.add(axis);
      joined = joined.times(x.shape().dim(axis));
    }
    Shape line = shape.concat(Shape.of(joined));
    Value moved =
        order.equals(order.stream().sorted().toList()) ? x : b.one(new Transpose(order), x);
    return moved.shape().equals(line) ? moved : b.one(new Reshape(line), moved);
  }
}

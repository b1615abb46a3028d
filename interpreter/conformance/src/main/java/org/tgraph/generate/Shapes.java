package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Shapes and element types of operands that give a wanted one together. */
final class Shapes {
  private Shapes() {}

  /** A shape that is repeated to {@code shape} by broadcasting. */
  static Shape lesser(Maker m, Shape shape) {
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : shape.dims()) {
      dims.add(m.chance().oneIn(4) ? Dim.ONE : dim);
    }
    int from = m.chance().oneIn(3) ? m.chance().from(0, shape.rank()) : 0;
    return new Shape(dims.subList(from, shape.rank()));
  }

  /** An element type that is promoted to {@code type} by one that is of it. */
  static DType lesser(Maker m, DType type) {
    List<DType> fitting =
        m.dtypes().stream()
            .filter(t -> DType.promote(t, type).filter(p -> p == type).isPresent())
            .toList();
    return m.chance().coin() || fitting.isEmpty() ? type : m.chance().of(fitting);
  }

  /** The element type of sums. */
  static DType wide(DType type) {
    return !type.isInt() ? type : type.isUnsigned() ? DType.U64 : DType.I64;
  }

  /** Which of two sizes is known to be the smaller one. */
  static Dim min(Dim a, Dim b) {
    if (a.minus(b).isAtLeast(0) == Truth.YES) {
      return b;
    }
    if (b.minus(a).isAtLeast(0) == Truth.YES) {
      return a;
    }
    throw new Unmakeable();
  }

  /** Without these axes, or with 1 in their place. */
  static Shape reduced(Shape shape, List<Integer> axes, boolean keepdims) {
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(shape.dim(axis));
      } else if (keepdims) {
        dims.add(Dim.ONE);
      }
    }
    return new Shape(dims);
  }

  static Shape permuted(Shape shape, List<Integer> order) {
    return new Shape(order.stream().map(shape::dim).toList());
  }
}

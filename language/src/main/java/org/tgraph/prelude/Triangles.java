package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** The identity matrix, and the triangles of matrices. */
final class Triangles {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "eye(n, m=none, k=0, dtype=f64)",
              "A matrix with ones on the diagonal, or on one beside it, and zeros elsewhere.",
              call -> ones(call, new Equal())),
          Builtin.of(
              "tri(n, m=none, k=0, dtype=f64)",
              "A matrix with ones on the diagonal `k` and below it, and zeros elsewhere.",
              call -> ones(call, new GreaterEqual())),
          Builtin.of(
              "tril(x, k=0)",
              "The matrices in the last two axes with zeros above the diagonal `k`.",
              call -> triangle(call, new GreaterEqual())),
          Builtin.of(
              "triu(x, k=0)",
              "The matrices in the last two axes with zeros below the diagonal `k`.",
              call -> triangle(call, new LessEqual())));

  private Triangles() {}

  private static Val ones(CallSite call, Op op) {
    Dim rows = side(call, "n");
    Dim columns = call.has("m") ? side(call, "m") : rows;
    Element element = call.element("dtype", DType.F64);
    return new Val.Tensor(call.cast(mask(call, op, rows, columns), element));
  }

  private static Dim side(CallSite call, String name) {
    Dim size = call.size(name);
    if (call.known(size).isAtLeast(0) == Truth.NO) {
      throw call.fail(
          Code.TG0307, call.span(name), "The size `" + call.c().text(size) + "` is negative.");
    }
    return size;
  }

  /** Where {@code row + k} and {@code column} compare as {@code op} says. */
  private static Value mask(CallSite call, Op op, Dim rows, Dim columns) {
    Value row = call.emit(new Iota(rows, DType.I64));
    Value column = call.emit(new Iota(columns, DType.I64));
    if (call.has("k")) {
      Value k = Broadcast.to(call.b(), call.number(call.size("k"), DType.I64), row.shape());
      row = Formula.add(call.b(), row, k);
    }
    Shape shape = Shape.of(rows, columns);
    return call.emit(
        op,
        call.emit(new Broadcast(shape, List.of(0)), row),
        call.emit(new Broadcast(shape, List.of(1)), column));
  }

  /** The identity matrix for each matrix of {@code like}, which are square. */
  static Value identity(CallSite call, Value like) {
    Shape shape = like.shape();
    Dim size = shape.dim(shape.rank() - 1);
    Value matrix = call.cast(mask(call, new Equal(), size, size), like.type().element());
    return Broadcast.to(call.b(), matrix, shape);
  }

  private static Val triangle(CallSite call, Op op) {
    Value x = call.tensor("x");
    call.needLastAxes("x", x, 2);
    Shape shape = x.shape();
    Value mask = mask(call, op, shape.dim(x.rank() - 2), shape.dim(x.rank() - 1));
    Element element = x.type().element();
    Value zero =
        element == DType.BOOL ? call.fill(new Val.Flag(false), element, shape) : call.fill(0, x);
    return new Val.Tensor(Formula.select(call.b(), Broadcast.to(call.b(), mask, shape), x, zero));
  }
}

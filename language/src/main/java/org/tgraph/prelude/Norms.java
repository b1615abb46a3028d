package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.linalg.Svd;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** How large vectors and matrices are. */
final class Norms {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "vector_norm(x, axis=none, keepdims=false, ord=2)",
              "`sum(abs(x) ** ord) ** (1 / ord)`; with `inf` the largest, with 0 how many are not 0.",
              call -> vector(call, call.real("ord", 2))),
          Builtin.of(
              "norm(x, ord=none, axis=none, keepdims=false)",
              "The square root of the sum of the squares; with `ord`, the norm of a vector or matrix,"
                  + " or of those along one or two axes.",
              Norms::norm),
          Builtin.of(
              "matrix_norm(x, keepdims=false, ord=\"fro\")",
              "The norm of matrices, the last two axes: \"fro\", \"nuc\", 1, 2, inf, -1, -2, -inf.",
              Norms::matrix));

  private Norms() {}

  private static Val vector(CallSite call, double ord) {
    Value x = call.tensor("x", Kind.FLOATING);
    List<Integer> axes = call.axes("axis", x);
    boolean keepdims = call.flag("keepdims", false);
    return new Val.Tensor(vector(call, x, axes, keepdims, ord));
  }

  /** As in NumPy: `axis` says whether it is the norm of vectors or of matrices. */
  private static Val norm(CallSite call) {
    if (!call.has("ord")) {
      return vector(call, 2);
    }
    Value x = call.tensor("x", Kind.FLOATING);
    List<Integer> axes =
        call.has("axis") ? call.axesInOrder("axis", x.shape()) : AxisOrder.inOrder(x.rank());
    if (axes.size() == 1) {
      return vector(call, call.real("ord", 2));
    }
    if (axes.size() != 2 || x.shape().hasPack() && !call.has("axis")) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.at(),
                  "`norm` with `ord` is for a vector or a matrix, or needs `axis`.")
              .label(call.span("x"), "this is `" + call.c().text(x.type()) + "`")
              .note("`matrix_norm` and `vector_norm` take batches."));
    }
    List<Integer> last = List.of(x.rank() - 2, x.rank() - 1);
    Value ordered = AxisOrder.permuted(call, x, AxisOrder.moved(x.rank(), axes, last));
    Value norms = matrix(call, ordered, "ord");
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, Dim.ONE);
    }
    return new Val.Tensor(call.flag("keepdims", false) ? call.reshape(norms, kept) : norms);
  }

  private static Value vector(
      CallSite call, Value x, List<Integer> axes, boolean keepdims, double ord) {
    Value size = call.emit(new Abs(), x);
    Sum sum = new Sum(axes);
    if (Double.isInfinite(ord)) {
      return Reductions.reduce(call, ord > 0 ? new Max(axes) : new Min(axes), size, keepdims);
    }
    if (ord == 0) {
      Value isThere = call.emit(new NotEqual(), size, call.fill(0, size));
      Value ones = call.cast(isThere, size.type().element());
      return Reductions.reduce(call, sum, ones, keepdims);
    }
    if (ord == 1) {
      return Reductions.reduce(call, sum, size, keepdims);
    }
    if (ord == 2) {
      boolean isReal = x.type().element().isIn(Kind.FLOAT);
      Value squares = Formula.square(call.b(), isReal ? x : size);
      return Formula.rootOfSum(call.b(), Reductions.reduce(call, sum, squares, keepdims));
    }
    Value exponent = Formula.constant(call.b(), ord, size);
    Value total = Reductions.reduce(call, sum, call.emit(new Pow(), size, exponent), keepdims);
    Value root = call.emit(new Pow(), total, Formula.constant(call.b(), 1 / ord, total));
    if (ord < 0) {
      return root;
    }
    // Of zeros the norm has a kink, where its derivative is that of `abs`.
    Value zero = Formula.constant(call.b(), 0, total);
    return Formula.select(call.b(), call.emit(new Equal(), total, zero), zero, root);
  }

  private static Val matrix(CallSite call) {
    Value x = call.tensor("x", Kind.FLOATING);
    call.needLastAxes("x", x, 2);
    int row = x.rank() - 2;
    Value norms = matrix(call, x, "ord");
    Shape kept = norms.shape().insert(row, Dim.ONE).insert(row, Dim.ONE);
    return new Val.Tensor(call.flag("keepdims", false) ? call.reshape(norms, kept) : norms);
  }

  /**
   * The norms of matrices.
   *
   * @param name the argument that says which norm
   */
  static Value matrix(CallSite call, Value x, String name) {
    int row = x.rank() - 2;
    if (!call.has(name) || call.val(name) instanceof Val.Str s && s.text().equals("fro")) {
      return vector(call, x, List.of(row, row + 1), false, 2);
    }
    if (call.val(name) instanceof Val.Str s && s.text().equals("nuc")) {
      return call.emit(new Sum(List.of(row)), singular(call, x));
    }
    double ord = call.val(name) instanceof Val.Str ? Double.NaN : call.real(name, 2);
    Value lines;
    if (Math.abs(ord) == 2) {
      lines = singular(call, x);
    } else if (Math.abs(ord) == 1 || Double.isInfinite(ord)) {
      int summed = Double.isInfinite(ord) ? row + 1 : row;
      lines = call.emit(new Sum(List.of(summed)), call.emit(new Abs(), x));
    } else {
      throw call.fail(
          Diagnostic.error(Code.TG0411, call.span(name), "There is no such norm of a matrix.")
              .note("`" + name + "` is \"fro\", \"nuc\", 1, 2, `inf`, -1, -2 or `-inf`."));
    }
    return call.emit(ord > 0 ? new Max(List.of(row)) : new Min(List.of(row)), lines);
  }

  private static Value singular(CallSite call, Value x) {
    return call.b().emit(new Svd(false), List.of(x)).get(1);
  }
}

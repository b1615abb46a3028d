package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.linalg.Inv;
import org.tgraph.op.linalg.LeastSquares;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.linalg.Svd;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions that go by the singular values of a matrix, of which small ones count as 0. */
final class LeastSquaresFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "lstsq(a, b, rcond=none)",
              "`(x, residuals, rank, s)`: the `x` that makes the norm of `a @ x - b` least, its"
                  + " squares, and the rank and singular values of `a`.",
              LeastSquaresFunctions::lstsq),
          Builtin.of(
              "pinv(a, rtol=none)",
              "The pseudo-inverse of a matrix.",
              call -> {
                Value a = LinearAlgebra.matrix(call);
                Dim rows = a.shape().dim(a.rank() - 2);
                Value identity = Triangles.identity(call, square(call, a, rows));
                return new Val.Tensor(
                    call.emit(new LeastSquares(), a, identity, tolerance(call, a, "rtol")));
              }),
          Builtin.of(
              "matrix_rank(a, rtol=none)",
              "How many singular values are larger than `rtol` times the largest.",
              call -> {
                Value a = LinearAlgebra.matrix(call);
                return new Val.Tensor(rank(call, a, singular(call, a), "rtol"));
              }),
          Builtin.of(
              "cond(a, p=none)",
              "The condition of a matrix: its norm times that of its inverse; `p` is 2, \"fro\", 1,"
                  + " inf, -1, -2 or -inf.",
              LeastSquaresFunctions::condition));

  private LeastSquaresFunctions() {}

  /** Square matrices, one for each of a. */
  private static Value square(CallSite call, Value a, Dim rows) {
    Shape shape = a.shape().with(a.rank() - 1, rows);
    return call.fill(new Val.WeakInt(BigInteger.ZERO), a.type().element(), shape);
  }

  private static Value singular(CallSite call, Value a) {
    return call.b().emit(new Svd(false), List.of(a)).get(1);
  }

  private static Element part(Value a) {
    Element element = a.type().element();
    return element instanceof DType type ? type.part() : element;
  }

  /**
   * Which singular values count as 0, as a share of the largest: for each matrix, as a matrix of
   * one element. If not given, the rounding of the larger of the sizes.
   */
  private static Value tolerance(CallSite call, Value a, String name) {
    int rank = a.rank();
    Shape batch = a.shape().slice(0, rank - 2);
    Value value;
    if (call.has(name)) {
      value = given(call, a, name, batch);
    } else {
      double unit = part(a) == DType.F32 ? Math.ulp(1.0f) : Math.ulp(1.0);
      Dim larger = Dim.max(a.shape().dim(rank - 2), a.shape().dim(rank - 1));
      Value size = call.number(larger, part(a));
      Value share = Formula.multiply(call.b(), size, Formula.constant(call.b(), unit, size));
      value = Broadcast.to(call.b(), share, batch);
    }
    return call.reshape(value, batch.insert(rank - 2, Dim.ONE).insert(rank - 2, Dim.ONE));
  }

  private static Value given(CallSite call, Value a, String name, Shape batch) {
    Val val = call.val(name);
    if (!call.isTensor(val) || call.tensor(name).rank() == 0) {
      return Broadcast.to(call.b(), call.scalar(name, 0, part(a)), batch);
    }
    Value value = call.cast(call.tensor(name, Kind.FLOAT), part(a));
    if (value.rank() != batch.rank()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.span(name),
                  "`%s` of %s must be a number, or one for each matrix."
                      .formatted(name, call.called()))
              .label(call.span("a"), "this has shape `" + call.c().text(a.shape()) + "`"));
    }
    Value like = call.fill(new Val.WeakInt(BigInteger.ZERO), part(a), batch);
    return call.broadcast(List.of(value, like), List.of(call.span(name), call.span("a"))).get(0);
  }

  private static Value rank(CallSite call, Value a, Value s, String name) {
    int last = s.rank() - 1;
    List<Dim> none = Collections.nCopies(s.rank(), Dim.ZERO);
    List<Dim> after = new ArrayList<>(none);
    after.set(last, Dim.ONE);
    // With a 0 more there is a largest one even of an empty matrix.
    Value padded = call.emit(new Pad(none, after, Collections.nCopies(s.rank(), 0)), s);
    Value largest = call.emit(new Max(List.of(last)), padded);
    Value tolerance = call.reshape(tolerance(call, a, name), largest.shape());
    Value bound = Formula.multiply(call.b(), largest, tolerance);
    Value bounds = call.emit(new Broadcast(s.shape(), AxisOrder.inOrder(last)), bound);
    Value counts = call.cast(call.emit(new Greater(), s, bounds), DType.I64);
    return call.emit(new Sum(List.of(last)), counts);
  }

  private static Val lstsq(CallSite call) {
    List<Value> both = call.together(Kind.FLOATING, "a", "b");
    Value a = both.get(0);
    Value b = both.get(1);
    call.needLastAxes("a", a, 2);
    call.needLastAxes("b", b, 1);
    boolean isVector = b.rank() == 1;
    LinearAlgebra.checkRows(call, a, b);
    Value columns = isVector ? call.reshape(b, b.shape().insert(1, Dim.ONE)) : b;
    if (!isVector) {
      call.needLastAxes("b", b, 2);
    }
    List<Value> operands = call.batches(a, columns, "a", "b");
    Value matrix = operands.get(0);
    Dim rows = matrix.shape().dim(matrix.rank() - 2);
    Value right =
        call.coerce(
            operands.get(1), operands.get(1).shape().with(operands.get(1).rank() - 2, rows));
    Value x = call.emit(new LeastSquares(), matrix, right, tolerance(call, matrix, "rcond"));
    Value rest = Formula.subtract(call.b(), call.emit(new MatMul(), matrix, x), right);
    Value squares = Formula.square(call.b(), call.emit(new Abs(), rest));
    Value residuals = call.emit(new Sum(List.of(rest.rank() - 2)), squares);
    Value s = singular(call, a);
    Value rank = rank(call, a, s, "rcond");
    return new Val.Tuple(
        List.of(
            new Val.Tensor(isVector ? withoutLast(call, x) : x),
            new Val.Tensor(isVector ? withoutLast(call, residuals) : residuals),
            new Val.Tensor(rank),
            new Val.Tensor(s)));
  }

  private static Value withoutLast(CallSite call, Value x) {
    return call.reshape(x, x.shape().remove(x.rank() - 1));
  }

  private static Val condition(CallSite call) {
    Value a = LinearAlgebra.matrix(call);
    boolean isText = call.has("p") && call.val("p") instanceof Val.Str;
    double p = isText ? Double.NaN : call.real("p", 2);
    if (Math.abs(p) == 2) {
      Value s = singular(call, a);
      int last = s.rank() - 1;
      Dim count = s.shape().dim(last);
      Requirements.someElements(call, "a", count);
      Value largest = withoutLast(call, Slice.along(call.b(), s, last, Dim.ZERO, Dim.ONE));
      Value least = withoutLast(call, Slice.along(call.b(), s, last, count.minus(1), Dim.ONE));
      return new Val.Tensor(
          p > 0
              ? Formula.divide(call.b(), largest, least)
              : Formula.divide(call.b(), least, largest));
    }
    Value square = LinearAlgebra.square(call);
    Value inverse = call.apply(new Inv(), List.of(square), List.of(call.span("a")));
    return new Val.Tensor(
        Formula.multiply(
            call.b(), Norms.matrix(call, square, "p"), Norms.matrix(call, inverse, "p")));
  }
}

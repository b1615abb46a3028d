package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.Real;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Covariances and correlations of variables, as NumPy has them. */
final class Correlations {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "cov(m, y=none, rowvar=true, bias=false, ddof=none)",
              "The covariances of variables that are the rows, or with `rowvar=false` the columns,"
                  + " with divisor `n - ddof`, where `ddof` is 1, or 0 with `bias=true`; of a"
                  + " vector a scalar.",
              call -> new Val.Tensor(covariance(call, "m"))),
          Builtin.of(
              "corrcoef(x, y=none, rowvar=true)",
              "The correlations of variables that are the rows, or with `rowvar=false` the columns;"
                  + " of a vector a scalar.",
              Correlations::correlation));

  private Correlations() {}

  private static Value covariance(CallSite call, String name) {
    Arithmetic a = new Arithmetic(call);
    List<Value> given =
        call.has("y")
            ? call.together(Kind.FLOATING, name, "y")
            : List.of(call.tensor(name, Kind.FLOATING));
    Value rows = variables(call, name, given.get(0));
    if (given.size() == 2) {
      Value more = variables(call, "y", given.get(1));
      Dim n = rows.shape().dim(1);
      Requirements.sameSize(
          call, "Both must have as many observations", name, n, "y", more.shape().dim(1));
      rows = a.concat(0, rows, call.coerce(more, more.shape().with(1, n)));
    }
    Dim n = rows.shape().dim(1);
    Value number = call.number(n, rows.type().element());
    Value mean = a.divide(a.sum(rows, 1), number);
    Value centered = a.subtract(rows, call.emit(new Broadcast(rows.shape(), List.of(0)), mean));
    Value other = Transpose.lastTwo(call.b(), centered);
    if (!other.type().element().isIn(Kind.REAL)) {
      other = call.emit(new Conj(), other);
    }
    Value sums = call.emit(new MatMul(), centered, other);
    Value result = a.divide(sums, divisor(call, n, rows));
    // NumPy gives a scalar for a matrix with one row too; here the shape must not depend on a size.
    boolean isVector = given.size() == 1 && given.get(0).rank() == 1;
    return isVector ? call.reshape(result, Shape.SCALAR) : result;
  }

  private static Value divisor(CallSite call, Dim n, Value like) {
    Arithmetic a = new Arithmetic(call);
    boolean takesDdof = call.builtin().name().equals("cov");
    double less = takesDdof && call.flag("bias", false) ? 0 : 1;
    double ddof = takesDdof ? call.real("ddof", less) : less;
    Value count = call.number(n, DType.F64);
    Value rest = a.subtract(count, a.real(ddof, count));
    return call.cast(a.maximum(rest, a.whole(0, rest)), like.type().element());
  }

  /** A matrix with a row for each variable. */
  private static Value variables(CallSite call, String name, Value x) {
    if (x.rank() > 2 || x.rank() == 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.span(name),
                  "`%s` of %s must have 1 or 2 axes.".formatted(name, call.called()))
              .note("It is `" + call.c().text(x.type()) + "`."));
    }
    call.needLastAxes(name, x, x.rank());
    if (x.rank() == 1) {
      return call.reshape(x, x.shape().insert(0, Dim.ONE));
    }
    return call.flag("rowvar", true) ? x : Transpose.lastTwo(call.b(), x);
  }

  private static Val correlation(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    Value c = covariance(call, "x");
    if (c.rank() == 0) {
      return new Val.Tensor(a.divide(c, c));
    }
    Value diagonal = Picking.diagonalOf(call, c, 0, 1);
    boolean isReal = c.type().element().isIn(Kind.REAL);
    Value variance =
        isReal ? diagonal : call.cast(call.emit(new Real(), diagonal), c.type().element());
    Value deviation = Formula.sqrt(call.b(), variance);
    Value rows = call.emit(new Broadcast(c.shape(), List.of(0)), deviation);
    Value columns = call.emit(new Broadcast(c.shape(), List.of(1)), deviation);
    Value result = a.divide(a.divide(c, rows), columns);
    if (!isReal) {
      return new Val.Tensor(result);
    }
    Value below = call.emit(new Minimum(), result, call.fill(1, result));
    return new Val.Tensor(call.emit(new Maximum(), below, call.fill(-1, result)));
  }
}

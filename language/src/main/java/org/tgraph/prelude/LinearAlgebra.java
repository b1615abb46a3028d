package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.Eig;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Expm;
import org.tgraph.op.linalg.Inv;
import org.tgraph.op.linalg.Lu;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.linalg.Qr;
import org.tgraph.op.linalg.SlogDet;
import org.tgraph.op.linalg.Solve;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.op.linalg.Svd;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions on matrices, the last two axes; the axes before them are batches. */
final class LinearAlgebra {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "cholesky(a, upper=false)",
              "The lower triangular `L` with `L @ L.mT == a`, of a positive definite matrix.",
              LinearAlgebra::cholesky),
          Builtin.of(
              "qr(a, mode=\"reduced\")",
              "`(q, r)` with `q @ r == a`: orthonormal columns, a triangle; `q` is square if"
                  + " \"complete\".",
              LinearAlgebra::qr),
          Builtin.of(
              "lu(a, permute_l=false, p_indices=false)",
              "`(p, l, u)` with `p @ l @ u == a`: a permutation, two triangles; `p` as places, or"
                  + " `(p @ l, u)`.",
              LinearAlgebra::lu),
          one("inv(a)", "The inverse of a matrix.", new Inv()),
          one("det(a)", "The determinant of a matrix.", new Det()),
          several(
              "slogdet(a)",
              "The sign of the determinant, and the logarithm of its absolute value.",
              new SlogDet()),
          several(
              "eig(a)",
              "The eigenvalues of a matrix, complex and ascending by their real parts, and its"
                  + " eigenvectors, as columns.",
              new Eig()),
          first(
              "eigvals(a)", "The eigenvalues of a matrix: the first part of `eig`.", new Eig(), 0),
          several(
              "eigh(a)",
              "The eigenvalues of a symmetric matrix, ascending, and its eigenvectors, as columns.",
              new Eigh()),
          first("eigvalsh(a)", "The eigenvalues of a symmetric matrix, ascending.", new Eigh(), 0),
          Builtin.of(
              "svd(a, full_matrices=true)",
              "`(u, s, vh)`, the singular value decomposition; `u` and `vh` square if full.",
              call -> {
                Value a = matrix(call);
                // A square matrix has no further vectors, so that there is a derivative.
                Svd op = new Svd(call.flag("full_matrices", true) && !isSquare(a));
                return call.tuple(op, List.of(a), List.of(call.span("a")));
              }),
          first("svdvals(a)", "The singular values of a matrix, descending.", new Svd(false), 1),
          Builtin.of(
              "solve(a, b)",
              "The `x` with `a @ x == b`, for a vector or a matrix `b`.",
              call -> solve(call, new Solve())),
          Builtin.of(
              "solve_triangular(a, b, lower=false, transposed=false, unit_diagonal=false)",
              "The `x` with `a @ x == b`, where only one triangle of `a` is read.",
              call ->
                  solve(
                      call,
                      new SolveTriangular(
                          call.flag("lower", false),
                          call.flag("transposed", false),
                          call.flag("unit_diagonal", false)))),
          one("expm(a)", "The exponential of a matrix.", new Expm()),
          Builtin.of(
              "matrix_power(a, n)",
              "The product of `n` copies of a matrix; of its inverse, if `n` is below 0.",
              LinearAlgebra::power));

  private static final int LARGEST_POWER = 1 << 20;

  private LinearAlgebra() {}

  static Value matrix(CallSite call) {
    Value a = call.tensor("a", Kind.FLOATING);
    call.needLastAxes("a", a, 2);
    return a;
  }

  static Value square(CallSite call) {
    Value a = matrix(call);
    needSquare(call, a);
    return a;
  }

  private static boolean isSquare(Value a) {
    return a.shape().dim(a.rank() - 2).equals(a.shape().dim(a.rank() - 1));
  }

  private static void needSquare(CallSite call, Value a) {
    Dim rows = a.shape().dim(a.rank() - 2);
    Dim columns = a.shape().dim(a.rank() - 1);
    if (!call.isEqual(rows, columns)) {
      String[] sizes = call.pair(rows, columns);
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0301,
                  call.at(),
                  "%s needs a square matrix, but `%s` is not `%s`."
                      .formatted(call.called(), sizes[0], sizes[1]))
              .label(call.span("a"), "this has shape `" + call.c().text(a.shape()) + "`");
      d = call.explain(d, rows, columns);
      throw call.fail(
          call.builtin().name().equals("solve")
              ? d.note("`lstsq(a, b)` solves for least squares.")
              : d);
    }
  }

  private static Builtin one(String signature, String doc, Op op) {
    return Builtin.of(
        signature,
        doc,
        call -> {
          Value a = square(call);
          return new Val.Tensor(call.apply(op, List.of(a), List.of(call.span("a"))));
        });
  }

  private static Builtin several(String signature, String doc, Op op) {
    boolean isSquare = op instanceof Eig || op instanceof Eigh || op instanceof SlogDet;
    return Builtin.of(
        signature,
        doc,
        call -> {
          Value a = isSquare ? square(call) : matrix(call);
          return call.tuple(op, List.of(a), List.of(call.span("a")));
        });
  }

  private static Builtin first(String signature, String doc, Op op, int part) {
    return Builtin.of(
        signature,
        doc,
        call -> {
          Value a = op instanceof Eig || op instanceof Eigh ? square(call) : matrix(call);
          return call.tuple(op, List.of(a), List.of(call.span("a"))).parts().get(part);
        });
  }

  private static Val cholesky(CallSite call) {
    Value a = square(call);
    Value lower = call.apply(new Cholesky(), List.of(a), List.of(call.span("a")));
    if (!call.flag("upper", false)) {
      return new Val.Tensor(lower);
    }
    Value transposed = Transpose.lastTwo(call.b(), lower);
    boolean isReal = a.type().element().isIn(Kind.REAL);
    return new Val.Tensor(isReal ? transposed : call.emit(new Conj(), transposed));
  }

  private static Val qr(CallSite call) {
    Value a = matrix(call);
    String mode = call.has("mode") ? call.text("mode") : "reduced";
    if (!mode.equals("reduced") && !mode.equals("complete")) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0411, call.span("mode"), "There is no mode `\"" + mode + "\"` of `qr`.")
              .note(
                  mode.equals("r")
                      ? "`qr(a).1` is the triangle alone."
                      : "`mode` is \"reduced\" or \"complete\"."));
    }
    boolean isComplete = mode.equals("complete") && !isSquare(a);
    return call.tuple(new Qr(isComplete), List.of(a), List.of(call.span("a")));
  }

  /** As SciPy has it, where the operation gives the rows of a in the order of those of l @ u. */
  private static Val lu(CallSite call) {
    Value a = matrix(call);
    boolean permuted = call.flag("permute_l", false);
    List<Val> parts = call.tuple(new Lu(), List.of(a), List.of(call.span("a"))).parts();
    Value rows = ((Val.Tensor) parts.get(0)).value();
    Value lower = ((Val.Tensor) parts.get(1)).value();
    if (permuted || call.flag("p_indices", false)) {
      Value places = call.emit(new ArgSort(rows.rank() - 1, false), rows);
      return permuted
          ? new Val.Tuple(
              List.of(
                  new Val.Tensor(call.emit(new Gather(rows.rank() - 1, 1), lower, places)),
                  parts.get(2)))
          : new Val.Tuple(List.of(new Val.Tensor(places), parts.get(1), parts.get(2)));
    }
    int axis = rows.rank() - 1;
    Shape square = rows.shape().insert(axis, rows.shape().dim(axis));
    Value row = call.emit(new Iota(square.dim(axis), DType.I64));
    List<Integer> last = new ArrayList<>(AxisOrder.inOrder(axis));
    last.add(axis + 1);
    Value isThere =
        call.emit(
            new Equal(),
            call.emit(new Broadcast(square, List.of(axis)), row),
            call.emit(new Broadcast(square, last), rows));
    Value permutation = call.cast(isThere, a.type().element());
    return new Val.Tuple(List.of(new Val.Tensor(permutation), parts.get(1), parts.get(2)));
  }

  /** A vector is solved for as a matrix of one column. */
  private static Val solve(CallSite call, Op op) {
    List<Value> both = call.together(Kind.FLOATING, "a", "b");
    List<Span> spans = List.of(call.span("a"), call.span("b"));
    Value a = both.get(0);
    Value b = both.get(1);
    call.needLastAxes("a", a, 2);
    call.needLastAxes("b", b, 1);
    boolean isVector = b.rank() == 1;
    needSquare(call, a);
    checkRows(call, a, b);
    Value columns = isVector ? call.reshape(b, b.shape().insert(1, Dim.ONE)) : b;
    if (!isVector) {
      call.needLastAxes("b", b, 2);
    }
    Value x = call.apply(op, call.batches(a, columns, "a", "b"), spans);
    return new Val.Tensor(isVector ? call.reshape(x, x.shape().remove(x.rank() - 1)) : x);
  }

  static void checkRows(CallSite call, Value a, Value b) {
    Dim rows = a.shape().dim(a.rank() - 2);
    int axis = b.rank() == 1 ? 0 : b.rank() - 2;
    if (call.isEqual(rows, b.shape().dim(axis))) {
      return;
    }
    String[] sizes = call.pair(rows, b.shape().dim(axis));
    throw call.fail(
        call.explain(
            Diagnostic.error(
                    Code.TG0301,
                    call.at(),
                    "%s needs as many rows of `b` as of `a`, but `%s` is not `%s`."
                        .formatted(call.called(), sizes[1], sizes[0]))
                .label(call.span("a"), "axis %d is `%s`".formatted(a.rank() - 2, sizes[0]))
                .label(call.span("b"), "axis %d is `%s`".formatted(axis, sizes[1])),
            rows,
            b.shape().dim(axis)));
  }

  private static Val power(CallSite call) {
    Value a = call.tensor("a", Kind.NUMERIC);
    call.needLastAxes("a", a, 2);
    long n = call.number("n");
    if (Math.abs(n) > LARGEST_POWER) {
      throw call.fail(Code.TG0411, call.span("n"), "The power must be from -1048576 to 1048576.");
    }
    needSquare(call, a);
    Dim rows = a.shape().dim(a.rank() - 2);
    Value base = call.coerce(a, a.shape().with(a.rank() - 1, rows));
    if (n < 0) {
      base = call.apply(new Inv(), List.of(base), List.of(call.span("a")));
    }
    Value result = null;
    for (long rest = Math.abs(n); rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result == null ? base : call.emit(new MatMul(), result, base);
      }
      base = rest == 1 ? base : call.emit(new MatMul(), base, base);
    }
    return new Val.Tensor(result == null ? Triangles.identity(call, base) : result);
  }
}

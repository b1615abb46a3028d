package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Functions on matrices. Those that are factored are well-conditioned: {@code regular(x)} adds to
 * the diagonal, {@code definite(x)} is positive definite.
 */
final class LinalgRules {
  private LinalgRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("cholesky", LinalgRules::cholesky);
    rules.put("qr", LinalgRules::qr);
    rules.put("lu", LinalgRules::lu);
    rules.put("svd", LinalgRules::svd);
    rules.put("svdvals", LinalgRules::svdvals);
    rules.put("inv", (m, depth) -> square(m, "inv", "regular", 2, depth));
    rules.put("det", (m, depth) -> square(m, "det", "regular", 0, depth));
    rules.put("slogdet", LinalgRules::slogdet);
    rules.put("eigh", LinalgRules::eigh);
    rules.put("eigvalsh", LinalgRules::eigvalsh);
    rules.put("eig", LinalgRules::eig);
    rules.put("eigvals", LinalgRules::eigvals);
    rules.put("block_diag", LinalgRules::blocks);
    rules.put("solve", (m, depth) -> solve(m, "solve", depth));
    rules.put("solve_triangular", (m, depth) -> solve(m, "solve_triangular", depth));
    rules.put("matrix_power", LinalgRules::power);
    rules.put("expm", LinalgRules::expm);
    rules.put("pinv", LinalgRules::pinv);
    rules.put("lstsq", LinalgRules::lstsq);
    rules.put("matrix_rank", LinalgRules::rank);
    rules.put("cond", LinalgRules::condition);
    rules.put("matrix_norm", LinalgRules::norm);
    return rules;
  }

  private static DType dtype(Maker m) {
    return m.dtype(Kind.FLOATING);
  }

  private static Shape square(Maker m) {
    Dim n = m.size();
    return Maker.concat(m.shape(0, 1), n, n);
  }

  /** Of square matrices, a function of which {@code rest} of the last axes are left. */
  private static Term square(Maker m, String name, String made, int rest, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    Shape result = shape.slice(0, shape.rank() - 2 + rest);
    return Term.of(a.type().withShape(result), name + "(" + made + "(", a, "))");
  }

  private static Term cholesky(Maker m, int depth) {
    Term a = m.bounded(dtype(m), square(m), depth - 1);
    return Term.of(
        a.type(), "cholesky(definite(", a, ")" + m.chance().of("", ", upper=true") + ")");
  }

  private static Shape matrix(Maker m) {
    return Maker.concat(m.shape(0, 1), m.size(), m.size());
  }

  private static Dim min(Dim a, Dim b) {
    return Shapes.min(a, b);
  }

  private static Term qr(Maker m, int depth) {
    Shape shape = matrix(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int rank = shape.rank();
    Dim rows = shape.dim(rank - 2);
    Dim columns = shape.dim(rank - 1);
    Dim least = min(rows, columns);
    Shape batch = shape.slice(0, rank - 2);
    int part = m.chance().below(2);
    Shape result =
        part == 0 ? Maker.concat(batch, rows, least) : Maker.concat(batch, least, columns);
    return Term.of(a.type().withShape(result), "qr(", a, ")." + part);
  }

  private static Term lu(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int part = m.chance().below(3);
    boolean isPlaces = part == 0 && m.chance().coin();
    TensorType type =
        isPlaces ? new TensorType(DType.I64, shape.slice(0, shape.rank() - 1)) : a.type();
    return Term.of(type, "lu(regular(", a, (isPlaces ? "), p_indices=true)." : ")).") + part);
  }

  private static Term svd(Maker m, int depth) {
    Shape shape = matrix(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int rank = shape.rank();
    Dim rows = shape.dim(rank - 2);
    Dim columns = shape.dim(rank - 1);
    Dim least = min(rows, columns);
    Shape batch = shape.slice(0, rank - 2);
    boolean full = m.chance().coin();
    int part = m.chance().below(3);
    Shape result =
        switch (part) {
          case 0 -> Maker.concat(batch, rows, full ? rows : least);
          case 1 -> Maker.concat(batch, least);
          default -> Maker.concat(batch, full ? columns : least, columns);
        };
    DType dtype = part == 1 ? a.type().dtype().part() : a.type().dtype();
    return Term.of(
        new TensorType(dtype, result),
        "svd(",
        a,
        (full ? "" : ", full_matrices=false") + ")." + part);
  }

  private static Term svdvals(Maker m, int depth) {
    Shape shape = matrix(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int rank = shape.rank();
    Dim least = min(shape.dim(rank - 2), shape.dim(rank - 1));
    Shape result = Maker.concat(shape.slice(0, rank - 2), least);
    return Term.of(new TensorType(a.type().dtype().part(), result), "svdvals(", a, ")");
  }

  private static Term slogdet(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int part = m.chance().below(2);
    DType dtype = part == 0 ? a.type().dtype() : a.type().dtype().part();
    Shape result = shape.slice(0, shape.rank() - 2);
    return Term.of(new TensorType(dtype, result), "slogdet(regular(", a, "))." + part);
  }

  private static Term eigh(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    int part = m.chance().below(2);
    DType dtype = part == 0 ? a.type().dtype().part() : a.type().dtype();
    Shape result = part == 0 ? shape.slice(0, shape.rank() - 1) : shape;
    return Term.of(new TensorType(dtype, result), "eigh(definite(", a, "))." + part);
  }

  /**
   * Of a matrix whose eigenvalues are not equal: where they are, rounding decides on their order.
   */
  private static Term eig(Maker m, int depth) {
    DType dtype = dtype(m);
    Dim n = Dim.of(m.chance().from(0, 1));
    Term a = m.bounded(dtype, Shape.of(n, n), depth - 1);
    int part = m.chance().below(2);
    Shape result = part == 0 ? Shape.of(n) : Shape.of(n, n);
    return Term.of(new TensorType(wide(dtype), result), "eig(", a, ")." + part);
  }

  private static Term eigvals(Maker m, int depth) {
    DType dtype = dtype(m);
    Dim n = Dim.of(m.chance().from(0, 1));
    Shape batch = m.shape(0, 1);
    Term a = m.bounded(dtype, Maker.concat(batch, n, n), depth - 1);
    return Term.of(new TensorType(wide(dtype), Maker.concat(batch, n)), "linalg.eigvals(", a, ")");
  }

  private static DType wide(DType type) {
    return type == DType.F32 ? DType.C64 : type == DType.F64 ? DType.C128 : type;
  }

  private static Term blocks(Maker m, int depth) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Dim rows = m.size();
    Dim columns = m.size();
    Term a = m.of(dtype, Shape.of(rows, columns), depth - 1);
    Term b = m.of(dtype, Shape.of(Dim.ONE, rows), depth - 1);
    Shape shape = Shape.of(rows.plus(1), columns.plus(rows));
    return Term.of(new TensorType(dtype, shape), "block_diag(", a, ", ", b, ")");
  }

  private static Term eigvalsh(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    Shape result = shape.slice(0, shape.rank() - 1);
    return Term.of(new TensorType(a.type().dtype().part(), result), "eigvalsh(definite(", a, "))");
  }

  private static Term solve(Maker m, String name, int depth) {
    Shape shape = square(m);
    DType dtype = dtype(m);
    int rank = shape.rank();
    Term a = m.bounded(dtype, shape, depth - 1);
    boolean isVector = m.chance().oneIn(3);
    Dim columns = m.size();
    Shape batch = shape.slice(0, rank - 2);
    Shape other =
        isVector
            ? Shape.of(shape.dim(rank - 1))
            : Maker.concat(Shapes.lesser(m, batch), shape.dim(rank - 1), columns);
    if (isVector && !batch.equals(Shape.SCALAR)) {
      throw new Unmakeable();
    }
    Term b = m.bounded(dtype, other, depth - 1);
    Shape result = isVector ? other : Maker.concat(batch, shape.dim(rank - 1), columns);
    String more =
        name.equals("solve")
            ? ""
            : m.chance().of("", ", lower=true", ", transposed=true", ", unit_diagonal=true");
    return Term.of(new TensorType(dtype, result), name + "(regular(", a, "), ", b, more + ")");
  }

  private static Term power(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    return Term.of(a.type(), "matrix_power(regular(", a, "), " + m.chance().from(-2, 3) + ")");
  }

  private static Term expm(Maker m, int depth) {
    Term a = m.bounded(dtype(m), square(m), depth - 1);
    return Term.of(a.type(), "expm(", a, ")");
  }

  private static Term pinv(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    return Term.of(a.type(), m.chance().of("", "linalg.") + "pinv(regular(", a, "))");
  }

  private static Term lstsq(Maker m, int depth) {
    Shape shape = square(m);
    DType dtype = dtype(m);
    int rank = shape.rank();
    Term a = m.bounded(dtype, shape, depth - 1);
    Shape right = shape.with(rank - 1, m.size());
    Term b = m.bounded(dtype, right, depth - 1);
    int part = m.chance().of(0, 3);
    TensorType type =
        part == 0
            ? new TensorType(dtype, right)
            : new TensorType(dtype.part(), shape.slice(0, rank - 1));
    return Term.of(type, "lstsq(regular(", a, "), ", b, ")." + part);
  }

  private static Term rank(Maker m, int depth) {
    Shape shape = square(m);
    Term a = m.bounded(dtype(m), shape, depth - 1);
    Shape result = shape.slice(0, shape.rank() - 2);
    return Term.of(new TensorType(DType.I64, result), "matrix_rank(definite(", a, "))");
  }

  private static Term condition(Maker m, int depth) {
    Term x = m.some(Kind.FLOATING, 2, 2, depth);
    Shape shape = Shape.of(x.type().shape().dim(0), x.type().shape().dim(0));
    Term a = m.bounded(x.type().dtype(), shape, depth - 1);
    return Term.of(
        new TensorType(x.type().dtype().part(), Shape.SCALAR),
        "cond(regular(",
        a,
        ")" + m.chance().of("", ", 1", ", inf", ", -2", ", \"fro\"") + ")");
  }

  private static Term norm(Maker m, int depth) {
    Term x = m.some(Kind.FLOATING, 2, 3, depth);
    Shape result = x.type().shape().slice(0, x.type().rank() - 2);
    String more = m.chance().of("", ", ord=1", ", ord=inf", ", ord=-1", ", ord=\"fro\"");
    return Term.of(new TensorType(x.type().dtype().part(), result), "matrix_norm(", x, more + ")");
  }
}

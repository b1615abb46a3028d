package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** The matrix product of the language: of vectors too, with batches that broadcast. */
public final class Products {
  private final Context c;

  public Products(Context c) {
    this.c = c;
  }

  /** {@code a @ b} by the rules of the array API standard, {@code matmul}. */
  public Val matmul(Operand left, Operand right, String called, Span at, Span whole) {
    Element element = c.tensors.promote(called, List.of(left, right), at, Kind.NUMERIC);
    Value a = c.tensors.value(left.val(), element, left.span());
    Value b = c.tensors.value(right.val(), element, right.span());
    for (Operand operand : List.of(left, right)) {
      Value value = operand == left ? a : b;
      if (value.rank() == 0) {
        String product = left.span().text() + " * " + right.span().text();
        throw c.fail(
            Diagnostic.error(Code.TG0303, at, Tensors.upper(called) + " needs at least 1 axis.")
                .label(operand.span(), "this is a scalar, `" + c.text(value.type()) + "`")
                .fix(Fix.replace("write `" + product + "`", whole, product)));
      }
    }
    c.at(whole);
    boolean isRow = a.rank() == 1;
    boolean isColumn = b.rank() == 1;
    checkInner(a, b, left, right, called, at);
    Dim inner = a.shape().dim(a.rank() - 1);
    Value b2 = b;
    int innerAxis = isColumn ? 0 : b.rank() - 2;
    if (!b.shape().dim(innerAxis).equals(inner)) {
      b2 = c.coerce(b, b.shape().with(innerAxis, inner));
    }
    Shape rows = a.shape().slice(0, a.rank() - 1);
    if (b2.rank() == 2 && (a.rank() > 2 || rows.hasPack())) {
      return flattened(a, b2, rows, called, left, right, whole);
    }
    Value matrixA = isRow ? c.emit(new Reshape(a.shape().insert(0, Dim.ONE)), a) : a;
    Value matrixB = isColumn ? c.emit(new Reshape(b2.shape().insert(1, Dim.ONE)), b2) : b2;
    List<Value> batched = batches(matrixA, matrixB, left, right, called, at);
    Value product =
        c.apply(new MatMul(), called, batched, List.of(left.span(), right.span()), whole).get(0);
    Shape shape = product.shape();
    if (isColumn) {
      shape = shape.remove(shape.rank() - 1);
    }
    if (isRow) {
      shape = shape.remove(shape.rank() - (isColumn ? 1 : 2));
    }
    return new Val.Tensor(
        shape.equals(product.shape()) ? product : c.emit(new Reshape(shape), product));
  }

  /** With one matrix for all batches, their axes are rows: a product of two matrices does. */
  private Val flattened(
      Value a, Value b, Shape rows, String called, Operand left, Operand right, Span whole) {
    Shape shape = rows.insert(rows.rank(), b.shape().dim(1));
    if (rows.hasPack()) {
      // A pack stands for any axes, which only a call tells; the type is all that is needed here.
      return new Val.Tensor(c.builder().opaque(a.type().withShape(shape), ""));
    }
    Dim inner = a.shape().dim(a.rank() - 1);
    Value flat = c.emit(new Reshape(Shape.of(rows.size(), inner)), a);
    Value product =
        c.apply(new MatMul(), called, List.of(flat, b), List.of(left.span(), right.span()), whole)
            .get(0);
    return new Val.Tensor(c.emit(new Reshape(shape), product));
  }

  private void checkInner(Value a, Value b, Operand left, Operand right, String called, Span at) {
    int axisA = a.rank() - 1;
    int axisB = b.rank() == 1 ? 0 : b.rank() - 2;
    Dim dimA = a.shape().dim(axisA);
    Dim dimB = b.shape().dim(axisB);
    if (c.isEqual(dimA, dimB) == Truth.YES && !dimA.isPack()) {
      return;
    }
    String[] sizes = c.names.pair(dimA, dimB);
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.TG0301,
                at,
                "The inner sizes of %s must be equal, but `%s` is not `%s`."
                    .formatted(called, sizes[0], sizes[1]))
            .label(left.span(), "axis %d is `%s`".formatted(axisA, sizes[0]))
            .label(right.span(), "axis %d is `%s`".formatted(axisB, sizes[1]));
    diagnostic = c.names.explain(diagnostic, dimA, dimB);
    diagnostic =
        diagnostic.note(
            b.rank() == 1
                ? called + " is `f[..b, k], f[k] -> f[..b]`"
                : called + " is `f[..b, m, k], f[..b, k, n] -> f[..b, m, n]`");
    List<Fix> transposed = new ArrayList<>();
    boolean alike = a.equals(b) && called.equals("`@`");
    if (b.rank() == 2 && c.isEqual(dimA, b.shape().dim(1)) == Truth.YES) {
      transposed.add(transpose(right, alike ? left.span().text() + " @ %s" : "%s"));
    }
    if (a.rank() == 2 && c.isEqual(dimB, a.shape().dim(0)) == Truth.YES) {
      int place = alike ? 0 : transposed.size();
      transposed.add(place, transpose(left, alike ? "%s @ " + right.span().text() : "%s"));
    }
    for (Fix fix : transposed) {
      diagnostic = diagnostic.fix(fix);
    }
    if (transposed.isEmpty()) {
      diagnostic =
          new SizeFixes(c)
              .add(
                  diagnostic,
                  new SizeFixes.Side(a.shape(), axisA, left.span()),
                  new SizeFixes.Side(b.shape(), axisB, right.span()));
    }
    throw c.fail(diagnostic);
  }

  /**
   * @param shown the product around the operand, where the operand alone does not say which it is
   */
  private static Fix transpose(Operand operand, String shown) {
    String wanted = SourceText.transposed(operand.span().text());
    String title = "transpose: write `" + shown.replace("%s", wanted) + "`";
    return Fix.replace(title, operand.span(), wanted);
  }

  /** Broadcasts the axes before the last two. */
  List<Value> batches(Value a, Value b, Operand left, Operand right, String called, Span at) {
    Shape batchA = a.shape().slice(0, a.rank() - 2);
    Shape batchB = b.shape().slice(0, b.rank() - 2);
    if (batchA.equals(batchB)) {
      return List.of(a, b);
    }
    Value shapeA = c.builder().opaque(a.type().withShape(batchA), "");
    Value shapeB = c.builder().opaque(b.type().withShape(batchB), "");
    Shape batch =
        new Broadcasting(c)
            .shape(
                List.of(shapeA, shapeB),
                List.of(left.span(), right.span()),
                "the batches of " + called,
                at);
    List<Value> both = new ArrayList<>();
    for (Value value : List.of(a, b)) {
      Shape matrix = value.shape().slice(value.rank() - 2, value.rank());
      both.add(Broadcast.to(c.builder(), value, batch.concat(matrix)));
    }
    return both;
  }
}

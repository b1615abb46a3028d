package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Coerce;
import org.tgraph.syntax.Expr;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** {@code x as f64[n, 3]}: a promise about a shape, checked at run time and trusted afterwards. */
final class Coercion {
  private final Context c;

  Coercion(Context c) {
    this.c = c;
  }

  Val of(Val val, Expr.As e, Scope scope) {
    List<SizeVar> fresh = new ArrayList<>();
    Type type = c.types.read(e.type(), scope, fresh);
    if (!(type instanceof TensorType wanted)) {
      throw c.fail(
          Code.TG0412, e.type().span(), "`as` promises the shape of a tensor, and nothing else.");
    }
    boolean isStrong = Tensors.weakness(val) == Tensors.Weakness.STRONG;
    Value value =
        isStrong
            ? c.tensors.value(val, e.value().span())
            : c.tensors.value(val, wanted.element(), e.value().span());
    if (!value.type().element().equals(wanted.element())) {
      String text = e.value().span().text();
      String cast = wanted.element() + "(" + text + ")";
      Diagnostic d =
          Diagnostic.error(
              Code.TG0412,
              e.span(),
              "`as` checks a shape and never converts: this is `%s`."
                  .formatted(c.text(val.type())));
      boolean converts =
          wanted.element().isIn(Kind.COMPLEX) || !value.type().element().isIn(Kind.COMPLEX);
      throw c.fail(
          converts
              ? d.fix(Fix.replace("convert first: write `" + cast + "`", e.value().span(), cast))
              : d.note("`real(z)`, `imag(z)` and `abs(z)` are floats."));
    }
    if (value.rank() != wanted.rank()) {
      String reshaped = "reshape(" + e.value().span().text() + ", " + tuple(wanted) + ")";
      throw c.fail(
          Diagnostic.error(
                  Code.TG0303,
                  e.type().span(),
                  "This has %s, so it cannot be `%s`."
                      .formatted(ShapeMessages.axes(value.rank()), c.text(wanted)))
              .label(e.value().span(), "this is `" + c.text(value.type()) + "`")
              .note("`reshape` changes the number of axes.")
              .fixIf(
                  c.isEqual(value.shape().size(), wanted.shape().size()) == Truth.YES,
                  e.span(),
                  reshaped));
    }
    for (int axis = 0; axis < value.rank(); axis++) {
      Dim now = value.shape().dim(axis);
      Dim then = wanted.dim(axis);
      if (c.isEqual(now, then) == Truth.NO) {
        throw c.fail(
            c.names.explain(
                Diagnostic.error(
                        Code.TG0301,
                        e.type().span(),
                        "Axis %d is `%s`, which is never `%s`."
                            .formatted(axis, c.text(now), c.text(then)))
                    .label(e.value().span(), "this is `" + c.text(value.type()) + "`"),
                now,
                then));
      }
    }
    c.at(e.span());
    return new Val.Tensor(
        value.shape().equals(wanted.shape()) ? value : c.emit(new Coerce(wanted, fresh), value));
  }

  private String tuple(TensorType type) {
    String axes = c.text(type.shape());
    String inside = axes.substring(1, axes.length() - 1);
    return "(" + inside + (type.rank() == 1 ? ",)" : ")");
  }
}

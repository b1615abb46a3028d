package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** Compares the value of a body with the result type that a signature promises. */
final class Conformance {
  private final Context c;
  private final Set<SizeVar> holes;

  /**
   * @param holes size variables of the type that stand for any size
   */
  Conformance(Context c, List<SizeVar> holes) {
    this.c = c;
    this.holes = Set.copyOf(holes);
  }

  /**
   * Reports where the value is not of the type.
   *
   * @param what the function, in backticks
   * @param declaration where the type is written
   */
  void check(Val val, Type type, Span span, String what, Span declaration) {
    if (val.isPoison()) {
      return;
    }
    switch (type) {
      case TensorType t when Tensors.isTensor(val) -> tensor(val, t, span, what, declaration);
      case Type.Tuple t when val instanceof Val.Tuple v && v.parts().size() == t.parts().size() -> {
        for (int i = 0; i < v.parts().size(); i++) {
          check(v.parts().get(i), t.parts().get(i), span, what, declaration);
        }
      }
      case Type.Record t
          when val instanceof Val.Record v && v.fields().keySet().equals(t.fields().keySet()) ->
          t.fields()
              .forEach(
                  (name, field) -> check(v.fields().get(name), field, span, what, declaration));
      case Type.Size s when Operators.size(val).isPresent() -> {}
      case Type.Text t when val.type() instanceof Type.Text -> {}
      case Type.Arrow a when val instanceof Val.Function -> {}
      case Type.Key k when val instanceof Val.Key -> {}
      case Type.Poison p -> {}
      default -> throw wrong(val, type, span, what, declaration);
    }
  }

  private Reported wrong(Val val, Type type, Span span, String what, Span declaration) {
    return c.fail(
        Diagnostic.error(
                Code.TG0409,
                span,
                "The result of %s is declared as `%s`, but this is %s."
                    .formatted(what, c.text(type), c.tensors.describe(val)))
            .label(declaration, "declared here"));
  }

  private void tensor(Val val, TensorType type, Span span, String what, Span declaration) {
    if (Tensors.weakness(val) != Tensors.Weakness.STRONG) {
      val = new Val.Tensor(c.tensors.value(val, type.element(), span));
    }
    TensorType actual = c.tensors.value(val, span).type();
    if (!actual.element().equals(type.element()) || actual.rank() != type.rank()) {
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0409,
                  span,
                  "The result of %s is declared as `%s`, but this is `%s`."
                      .formatted(what, c.text(type), c.text(actual)))
              .label(declaration, "declared here");
      if (actual.rank() == type.rank()) {
        String cast = type.element() + "(" + span.text() + ")";
        d = d.fix(Fix.replace("write `" + cast + "`", span, cast));
      } else {
        d = otherRank(d, actual, type, span);
        d = d.fix(Fix.replace("declare `" + c.text(actual) + "`", declaration, c.text(actual)));
      }
      throw c.fail(d);
    }
    for (int axis = 0; axis < type.rank(); axis++) {
      Dim declared = type.dim(axis);
      if (declared.variables().stream().noneMatch(holes::contains)
          && c.isEqual(declared, actual.dim(axis)) != Truth.YES) {
        String[] sizes = c.names.pair(declared, actual.dim(axis));
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0409,
                    span,
                    "Axis %d of the result of %s is declared as `%s`, but this has `%s`."
                        .formatted(axis, what, sizes[0], sizes[1]))
                .at("this is `" + c.text(actual) + "`")
                .label(declaration, "declared here");
        d = oneMore(c.names.explain(d, declared, actual.dim(axis)), declared, actual.dim(axis));
        if (type.rank() == 2
            && c.isEqual(type.dim(0), actual.dim(1)) == Truth.YES
            && c.isEqual(type.dim(1), actual.dim(0)) == Truth.YES) {
          d = d.fixIf(true, span, SourceText.transposed(span.text()));
        }
        if (actual.shape().dims().stream().noneMatch(Conformance::isCounted)) {
          d = d.fix(Fix.replace("declare `" + c.text(actual) + "`", declaration, c.text(actual)));
        }
        String promise = SourceText.atom(span.text()) + " as " + c.text(type);
        if (!span.text().contains("\n")) {
          d =
              d.fix(
                  Fix.replace("if they are always equal, write `" + promise + "`", span, promise));
        }
        throw c.fail(d);
      }
    }
  }

  /** Offers what changes the number of axes, where the elements are as many. */
  private Diagnostic otherRank(Diagnostic d, TensorType actual, TensorType type, Span span) {
    boolean same = c.isEqual(actual.shape().size(), type.shape().size()) == Truth.YES;
    String text = span.text();
    if (same && type.rank() == 1 && text.startsWith("stack([")) {
      Span name = span.source().span(span.start(), span.start() + "stack".length());
      return d.fix(Fix.replace("put one after the other: write `concat`", name, "concat"));
    }
    return d;
  }

  /** {@code x[1:]} of {@code x: f64[n]} may be as long as {@code x}: if it is empty. */
  private Diagnostic oneMore(Diagnostic d, Dim declared, Dim actual) {
    int dropped = SizeFixes.dropped(declared, actual);
    if (dropped == 0 || declared.variable().isEmpty()) {
      return d;
    }
    return new SizeFixes(c)
        .declared(
            d,
            declared.variable().get(),
            c.text(declared.plus(dropped)),
            "if there are always enough, write `%s`");
  }

  private static boolean isCounted(Dim dim) {
    return dim.variables().stream().anyMatch(v -> v.role() == SizeVar.Role.COUNTED);
  }

  /** The value with exactly this type; it was found to have it, up to what the files say. */
  Val coerce(Val val, Type type, Span span) {
    return switch (type) {
      case TensorType t when Tensors.isTensor(val) -> {
        if (val instanceof Val.Known k && t.equals(k.type())) {
          yield new Val.Tensor(c.tensors.value(k, span));
        }
        Value value = c.tensors.value(val, t.element(), span);
        boolean open =
            t.shape().dims().stream()
                .anyMatch(d -> d.variables().stream().anyMatch(SizeVar::isHole));
        yield new Val.Tensor(open ? value : c.coerce(value, t.shape()));
      }
      case Type.Tuple t when val instanceof Val.Tuple v -> {
        List<Val> parts = new ArrayList<>();
        for (int i = 0; i < v.parts().size(); i++) {
          parts.add(coerce(v.parts().get(i), t.parts().get(i), span));
        }
        yield new Val.Tuple(parts);
      }
      case Type.Record t when val instanceof Val.Record v -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        t.fields()
            .forEach((name, field) -> fields.put(name, coerce(v.fields().get(name), field, span)));
        yield new Val.Record(fields);
      }
      default -> val;
    };
  }
}

package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;

/** {@code f64(x)}: converts to an element type. */
final class Conversions {
  private Conversions() {}

  static Val apply(Context c, Element element, Arguments arguments, Span at, Span whole) {
    Parameters.Slot slot = new Parameters.Slot("x", false, false);
    String called = "`" + element + "`";
    Argument argument =
        new Parameters(c, called, "`" + element + "(x)`", List.of(slot))
            .bind(arguments, whole)
            .get("x")
            .get(0);
    Val val = argument.val();
    if (val instanceof Val.Known && element == DType.I64) {
      return val;
    }
    Element from =
        Tensors.weakness(val) == Tensors.Weakness.STRONG
            ? c.tensors.element(new Operand(val, argument.span()))
            : null;
    if (from == null) {
      Tensors.Weakness weakness = Tensors.weakness(val);
      boolean converts =
          !Tensors.takes(element, weakness)
              && (weakness != Tensors.Weakness.COMPLEX || element.isIn(Kind.BOOL));
      Value value =
          converts
              ? c.tensors.value(val, argument.span())
              : c.tensors.converted(val, element, argument.span(), at);
      c.at(whole);
      return new Val.Tensor(c.tensors.cast(value, element));
    }
    Optional<Diagnostic> refusal = refusal(from, element, at);
    if (refusal.isPresent()) {
      throw c.fail(refusal.get().label(argument.span(), "this is `" + c.text(val.type()) + "`"));
    }
    Value value = c.tensors.value(val, argument.span());
    c.at(whole);
    return new Val.Tensor(c.tensors.cast(value, element));
  }

  /** Why what has, or may have, complex numbers does not become {@code to}, if it does not. */
  static Optional<Diagnostic> refusal(Element from, Element to, Span at) {
    if (takesComplex(from, to)) {
      return Optional.empty();
    }
    if (from instanceof Element.Variable kind && kind.kind().holds(Kind.COMPLEX)) {
      return Optional.of(
          Diagnostic.error(
                  Code.TG0412,
                  at,
                  "`%s` can be complex, which does not become `%s`.".formatted(from, to))
              .note(
                  "`%s` is any type of the kind `%s`; `real` has no complex numbers."
                      .formatted(from, kind.kind())));
    }
    return from.isIn(Kind.COMPLEX)
        ? Optional.of(
            Diagnostic.error(
                    Code.TG0412, at, "A complex number does not become `" + to + "` by itself.")
                .note("`real(x)`, `imag(x)` and `abs(x)` are floats."))
        : Optional.empty();
  }

  private static boolean takesComplex(Element from, Element element) {
    return element.isIn(Kind.COMPLEX) || element == DType.BOOL || element.equals(from);
  }
}

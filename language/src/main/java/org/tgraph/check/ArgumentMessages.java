package org.tgraph.check;

import java.util.List;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;

/** What is said of arguments of the prelude's functions that are not what is needed. */
final class ArgumentMessages {
  private ArgumentMessages() {}

  /**
   * Operands that have together an element type of another kind.
   *
   * @param promoted that element type
   */
  static Diagnostic wrongKind(
      CallArguments call, List<Operand> operands, Element promoted, Kind kind) {
    Operand wrong = call.c().tensors.misfit(operands, kind);
    Element own = call.c().tensors.element(wrong);
    Element element = own.isIn(kind) ? promoted : own;
    String text = wrong.span().text();
    Diagnostic d =
        Diagnostic.error(
            Code.TG0401,
            wrong.span(),
            "%s needs %s, but this is `%s`."
                .formatted(call.called(), Elementwise.words(kind), element));
    if (element.isIn(Kind.COMPLEX)) {
      return d.note("`abs`, `real` and `imag` of complex numbers are floats.");
    }
    if (element.isIn(Kind.BOOL) && call.builtin().name().equals("sum")) {
      d = d.note("`count_nonzero` counts the true elements.");
      d = d.fix(Fix.replace("write `count_nonzero`", call.at(), "count_nonzero"));
    } else if (kind == Kind.INT && element.isIn(Kind.FLOAT)) {
      d = d.fixIf(true, wrong.span(), "i64(" + text + ")");
    }
    return d.fixIf(kind.holds(Kind.FLOAT), wrong.span(), "f64(" + text + ")");
  }

  /** Of an argument that must be known beforehand, and something else, or is not. */
  static Diagnostic unknown(CallArguments call, String name, String what) {
    Val val = call.val(name);
    boolean isOpen =
        Tensors.isTensor(val)
            && what.contains("number")
            && Expressions.tensorType(val).element().isIn(Kind.INT)
            && Operators.size(val).isEmpty();
    String but =
        isOpen ? ", and known before the program runs" : ", not " + call.c().tensors.describe(val);
    Diagnostic d =
        Diagnostic.error(
                Code.TG0411,
                call.span(name),
                "`%s` of %s must be %s%s.".formatted(name, call.called(), what, but))
            .note(call.called() + " is `" + call.builtin().signature() + "`");
    return name.equals("dtype") && call.arguments().containsKey("shape") ? shape(call, d) : d;
  }

  /** {@code zeros(2, 3)} instead of {@code zeros((2, 3))}. */
  private static Diagnostic shape(CallArguments call, Diagnostic d) {
    Span shape = call.span("shape");
    Span both = shape.source().span(shape.start(), call.span("dtype").end());
    boolean isSize = Operators.size(call.val("dtype")).isPresent() && both.start() < both.end();
    return d.fixIf(isSize, both, "(" + both.text() + ")");
  }

  static Diagnostic notKey(CallArguments call, String name) {
    Span span = call.span(name);
    return Diagnostic.error(
            Code.TG0413,
            span,
            "%s needs a random key, but this is %s."
                .formatted(call.called(), call.describe(call.val(name))))
        .note("`key(0)` makes a key of a number, and `split(k)` two of one.")
        .fixIf(Operators.size(call.val(name)).isPresent(), span, "key(" + span.text() + ")");
  }

  static Diagnostic tooFewAxes(CallArguments call, String name, Value x, int least) {
    return Diagnostic.error(
            Code.TG0303,
            call.at(),
            "%s needs at least %s, but this has %s."
                .formatted(call.called(), ShapeMessages.axes(least), ShapeMessages.axes(x.rank())))
        .label(call.span(name), "this is `" + call.c().text(x.type()) + "`");
  }
}

package org.tgraph.check;

import java.util.List;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;

/** What is said of an argument that is not what a function of the prelude needs. */
record ArgumentMessages(CallSite call) {
  Diagnostic notKey(String name) {
    Val val = call.val(name);
    return Diagnostic.error(
            Code.TG0413,
            call.span(name),
            "%s needs a random key, but this is %s.".formatted(call.called(), call.describe(val)))
        .note("`key(0)` makes a key of a number, and `split(k)` two of one.")
        .fixIf(
            Operators.size(val).isPresent(),
            call.span(name),
            "key(" + call.span(name).text() + ")");
  }

  /** A scalar is needed. */
  Diagnostic notOne(String name, Value value) {
    return Diagnostic.error(
            Code.TG0303,
            call.span(name),
            "`%s` of %s must be one number, but this has %s."
                .formatted(name, call.called(), ShapeMessages.axes(value.rank())))
        .note("It is `" + call.c().text(value.type()) + "`.");
  }

  Diagnostic tooFewAxes(String name, Value x, int least) {
    return Diagnostic.error(
            Code.TG0303,
            call.at(),
            "%s needs at least %s, but this has %s."
                .formatted(call.called(), ShapeMessages.axes(least), ShapeMessages.axes(x.rank())))
        .label(call.span(name), "this is `" + call.c().text(x.type()) + "`");
  }

  /** The elements of the operands are of another kind than is needed. */
  Diagnostic wrongKind(List<Operand> operands, Element element, Kind kind) {
    Operand wrong =
        operands.stream()
            .filter(o -> Tensors.weakness(o.val()) == Tensors.Weakness.STRONG)
            .findFirst()
            .orElse(operands.get(0));
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

  /** Something else is needed, or something that is known before the program runs. */
  Diagnostic unknown(String name, String what) {
    Val val = call.val(name);
    boolean isOpen =
        Tensors.isTensor(val)
            && what.contains("number")
            && Expressions.tensorType(val).element().isIn(Kind.INT)
            && Operators.size(val).isEmpty();
    String but = isOpen ? ", and known before the program runs" : ", not " + call.describe(val);
    return Diagnostic.error(
            Code.TG0411,
            call.span(name),
            "`%s` of %s must be %s%s.".formatted(name, call.called(), what, but))
        .note(call.called() + " is `" + call.builtin().signature() + "`");
  }
}

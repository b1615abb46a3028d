package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.source.Span;
import org.tgraph.type.Kind;

/** One of several values for each element. */
final class Choosing {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "select(conditions, choices, default=0)",
              "For each element the first of the choices whose condition is true, else `default`.",
              Choosing::select));

  private Choosing() {}

  private static Val select(CallSite call) {
    List<Operand> conditions = call.list("conditions");
    List<Operand> choices = new ArrayList<>(call.list("choices"));
    if (conditions.isEmpty() && choices.isEmpty()) {
      throw call.fail(
          Code.TG0411, call.span("conditions"), "`select` needs at least one condition.");
    }
    if (conditions.size() != choices.size()) {
      throw call.fail(
          Diagnostic.error(Code.TG0411, call.at(), "`select` needs as many choices as conditions.")
              .label(call.span("conditions"), "these are " + conditions.size())
              .label(call.span("choices"), "these are " + choices.size()));
    }
    choices.add(
        call.has("default")
            ? call.operand("default")
            : new Operand(new Val.WeakInt(BigInteger.ZERO), call.whole()));
    List<Value> all = new ArrayList<>(call.together(conditions, Kind.BOOL));
    all.addAll(call.together(choices, Kind.NUMERIC));
    List<Span> spans = new ArrayList<>();
    conditions.forEach(o -> spans.add(o.span()));
    choices.forEach(o -> spans.add(o.span()));
    List<Value> together = call.broadcast(all, spans);
    Value result = together.getLast();
    int count = conditions.size();
    for (int i = count - 1; i >= 0; i--) {
      result = Formula.select(call.b(), together.get(i), together.get(count + i), result);
    }
    return new Val.Tensor(result);
  }
}

package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.op.sort.Sort;

/** Functions that put elements in order. */
final class Sorting {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "sort(x, axis=-1, descending=false, stable=true)",
              "The elements along the axis in order, `nan` last; always stable.",
              call -> {
                Value x = call.tensor("x");
                call.flag("stable", true);
                Sort op = new Sort(axis(call, x), call.flag("descending", false));
                return new Val.Tensor(call.apply(op, List.of(x), List.of(call.span("x"))));
              }),
          Builtin.of(
              "argsort(x, axis=-1, descending=false, stable=true)",
              "The places of the elements along the axis in order; equal ones keep theirs, whatever `stable`"
                  + " is.",
              call -> {
                Value x = call.tensor("x");
                call.flag("stable", true);
                ArgSort op = new ArgSort(axis(call, x), call.flag("descending", false));
                return new Val.Tensor(call.apply(op, List.of(x), List.of(call.span("x"))));
              }));

  private Sorting() {}

  private static int axis(CallSite call, Value x) {
    if (x.rank() == 0) {
      throw call.fail(
          Diagnostic.error(Code.TG0303, call.at(), call.called() + " needs at least 1 axis.")
              .label(call.span("x"), "this is a scalar, `" + call.c().text(x.type()) + "`"));
    }
    return call.axis("axis", x, x.rank() - 1);
  }
}

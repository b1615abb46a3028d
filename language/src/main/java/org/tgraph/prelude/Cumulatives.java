package org.tgraph.prelude;

import java.util.List;
import java.util.function.IntFunction;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.reduce.CumProd;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.type.Dim;

/** Sums and products of each element and those before it. */
final class Cumulatives {
  private static final String SUM = "The sum of each element and those before it along the axis.";
  private static final String PRODUCT =
      "The product of each element and those before it along the axis.";

  static final List<Builtin> ALL =
      List.of(
          full("cumulative_sum", SUM, 0, axis -> new CumSum(axis, false, false)),
          full("cumulative_prod", PRODUCT, 1, axis -> new CumProd(axis, false, false)),
          brief("cumsum", SUM, axis -> new CumSum(axis, false, false)),
          brief("cumprod", PRODUCT, axis -> new CumProd(axis, false, false)));

  private Cumulatives() {}

  private static Builtin full(String name, String doc, long identity, IntFunction<Op> op) {
    return Builtin.of(
        name + "(x, axis=none, dtype=none, include_initial=false)",
        doc + " With `include_initial`, after a first " + identity + ".",
        call -> {
          Value x = Reductions.totalled(call);
          int axis = axis(call, x);
          Value result = call.emit(op.apply(axis), x);
          if (call.flag("include_initial", false)) {
            Value like = call.b().opaque(x.type().withShape(x.shape().with(axis, Dim.ONE)), "");
            result = Concat.of(call.b(), axis, List.of(call.fill(identity, like), result));
          }
          return new Val.Tensor(result);
        });
  }

  private static Builtin brief(String name, String doc, IntFunction<Op> op) {
    return Builtin.of(
        name + "(x, axis=none, dtype=none)",
        doc,
        call -> {
          Value x = Reductions.totalled(call);
          return new Val.Tensor(call.emit(op.apply(axis(call, x)), x));
        });
  }

  private static int axis(CallSite call, Value x) {
    if (!call.has("axis") && x.rank() != 1) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0207,
                  call.whole(),
                  "The argument `axis` of %s may be left out only where there is 1 axis."
                      .formatted(call.called()))
              .label(call.span("x"), "this has %d".formatted(x.rank())));
    }
    return call.axis("axis", x, 0);
  }
}

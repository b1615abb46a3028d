package org.tgraph.prelude;

import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Round;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** Rounding to some decimal places. */
final class Decimals {
  static final Builtin ROUND =
      Builtin.of(
          "round(x, decimals=0)",
          "The nearest number with so many places behind the point, of two the even one; negative"
              + " `decimals` are places before it.",
          Decimals::round);

  private Decimals() {}

  /**
   * By scaling, as NumPy does it, so that the result is that of the scaled number, which is rounded
   * itself.
   */
  private static Val round(CallSite call) {
    long decimals = call.has("decimals") ? call.number("decimals") : 0;
    if (decimals == 0) {
      return call.elementwise(new Round(), "x");
    }
    Value x = call.tensor("x", Kind.REAL);
    if (!x.type().element().isIn(Kind.INT)) {
      return new Val.Tensor(scaled(call, x, decimals));
    }
    return decimals > 0
        ? new Val.Tensor(x)
        : new Val.Tensor(
            call.cast(scaled(call, call.cast(x, DType.F64), decimals), x.type().element()));
  }

  private static Value scaled(CallSite call, Value x, long decimals) {
    Value scale = Formula.constant(call.b(), Math.pow(10, Math.abs((double) decimals)), x);
    return decimals > 0
        ? Formula.divide(
            call.b(), call.emit(new Round(), Formula.multiply(call.b(), x, scale)), scale)
        : Formula.multiply(
            call.b(), call.emit(new Round(), Formula.divide(call.b(), x, scale)), scale);
  }
}

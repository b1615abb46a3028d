package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.IsInf;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.LogAddExp;
import org.tgraph.type.Kind;

/**
 * Products with logarithms that are 0 where the factor is, whatever the logarithm, as in
 * log-likelihoods of counts; and logarithms to base 2.
 */
final class EntropyTerms {
  private static final double LN2 = Math.log(2);

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "xlogy(x, y)",
              "`x * log(y)`, and 0 where `x` is 0; so are the derivatives there if `y` is 0.",
              call -> product(call, new Log(), 0, 1)),
          Builtin.of(
              "xlog1py(x, y)",
              "`x * log(1 + y)`, and 0 where `x` is 0; so are the derivatives there if `y` is -1.",
              call -> product(call, new Log1p(), -1, 0)),
          Builtin.of("entr(x)", "`-x * log(x)`; 0 at 0, and `-inf` below.", EntropyTerms::entropy),
          Builtin.of(
              "logaddexp2(x, y)", "`log2(2**x + 2**y)` without overflow.", EntropyTerms::sum));

  private EntropyTerms() {}

  private static List<Value> both(CallSite call) {
    List<Value> both = call.together(Kind.FLOAT, "x", "y");
    return call.broadcast(both, List.of(call.span("x"), call.span("y")));
  }

  /**
   * Where x is 0 and the logarithm is not finite, it is taken of another number, so that nothing
   * infinite is multiplied by 0, in derivatives either.
   *
   * @param pole where the logarithm ends
   * @param zero where it is 0
   */
  private static Val product(CallSite call, Op log, double pole, double zero) {
    List<Value> both = both(call);
    Value x = both.get(0);
    Value y = both.get(1);
    Value isZero = call.emit(new Equal(), x, call.fill(0, x));
    Value isOutside = call.emit(new LessEqual(), y, Formula.constant(call.b(), pole, y));
    Value hasNone = call.emit(new BitwiseOr(), isOutside, call.emit(new IsInf(), y));
    Value isReplaced = call.emit(new BitwiseAnd(), isZero, hasNone);
    Value safe = Formula.select(call.b(), isReplaced, Formula.constant(call.b(), zero, y), y);
    return new Val.Tensor(Formula.multiply(call.b(), x, call.emit(log, safe)));
  }

  private static Val entropy(CallSite call) {
    Value x = call.tensor("x", Kind.FLOAT);
    Value zero = call.fill(0, x);
    Value log = call.emit(new Log(), Formula.nonzero(call.b(), x));
    Value term = Formula.negative(call.b(), Formula.multiply(call.b(), x, log));
    Value isBelow = call.emit(new Less(), x, zero);
    Value never = Formula.constant(call.b(), Double.NEGATIVE_INFINITY, x);
    return new Val.Tensor(Formula.select(call.b(), isBelow, never, term));
  }

  private static Val sum(CallSite call) {
    List<Value> both = both(call);
    Value ln2 = Formula.constant(call.b(), LN2, both.get(0));
    Value x = Formula.multiply(call.b(), both.get(0), ln2);
    Value y = Formula.multiply(call.b(), both.get(1), ln2);
    return new Val.Tensor(Formula.divide(call.b(), call.emit(new LogAddExp(), x, y), ln2));
  }
}

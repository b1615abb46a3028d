package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.StopGradient;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions between probabilities and their logarithms, that neither overflow nor lose digits. */
final class Probabilities {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "sigmoid(x)",
              "`1 / (1 + exp(-x))`.",
              call -> new Val.Tensor(sigmoid(call, call.tensor("x", Kind.FLOAT)))),
          Builtin.of(
              "expit(x)",
              "`sigmoid(x)`, as SciPy calls it.",
              call -> new Val.Tensor(sigmoid(call, call.tensor("x", Kind.FLOAT)))),
          Builtin.of(
              "log_sigmoid(x)",
              "`log(sigmoid(x))`.",
              call -> {
                Value x = Formula.negative(call.b(), call.tensor("x", Kind.FLOAT));
                return new Val.Tensor(Formula.negative(call.b(), softplus(call, x)));
              }),
          Builtin.of(
              "softplus(x)",
              "`log(1 + exp(x))`.",
              call -> new Val.Tensor(softplus(call, call.tensor("x", Kind.FLOAT)))),
          Builtin.of(
              "logsumexp(x, axis=none, keepdims=false)",
              "`log(sum(exp(x)))` over the axes.",
              call -> {
                Value x = call.tensor("x", Kind.FLOAT);
                List<Integer> axes = call.axes("axis", x);
                return new Val.Tensor(logSumExp(call, x, axes, call.flag("keepdims", false)));
              }),
          Builtin.of(
              "softmax(x, axis=-1)",
              "`exp(x) / sum(exp(x))` along the axis.",
              call -> {
                Value x = call.tensor("x", Kind.FLOAT);
                call.needLastAxes("x", x, 1);
                List<Integer> axes = List.of(call.axis("axis", x, x.rank() - 1));
                Value most = constantMost(call, x, axes);
                Value e = call.emit(new Exp(), minus(call, x, most));
                Value sum = Reductions.reduce(call, new Sum(axes), e, true);
                return new Val.Tensor(
                    Formula.divide(call.b(), e, Broadcast.to(call.b(), sum, x.shape())));
              }),
          Builtin.of(
              "log_softmax(x, axis=-1)",
              "The logarithm of `softmax(x)`.",
              call -> {
                Value x = call.tensor("x", Kind.FLOAT);
                call.needLastAxes("x", x, 1);
                List<Integer> axes = List.of(call.axis("axis", x, x.rank() - 1));
                Value most = constantMost(call, x, axes);
                Value moved = minus(call, x, most);
                Value e = call.emit(new Exp(), moved);
                Value sum = Reductions.reduce(call, new Sum(axes), e, true);
                return new Val.Tensor(minus(call, moved, call.emit(new Log(), sum)));
              }));

  private Probabilities() {}

  /** The greatest along axes: what is subtracted does not change the result. */
  private static Value constantMost(CallSite call, Value x, List<Integer> axes) {
    return call.emit(new StopGradient(), Reductions.reduce(call, new Max(axes), x, true));
  }

  private static Value minus(CallSite call, Value x, Value y) {
    return Formula.subtract(call.b(), x, Broadcast.to(call.b(), y, x.shape()));
  }

  /** The exponential is that of a number that is not above 0; derivatives are right at 0 too. */
  private static Value sigmoid(CallSite call, Value x) {
    Value isPositive = call.emit(new GreaterEqual(), x, call.fill(0, x));
    Value down = Formula.select(call.b(), isPositive, Formula.negative(call.b(), x), x);
    Value e = call.emit(new Exp(), down);
    Value one = call.fill(1, x);
    Value above = Formula.select(call.b(), isPositive, one, e);
    return Formula.divide(call.b(), above, Formula.add(call.b(), one, e));
  }

  /** {@code max(x, 0) + log(1 + exp(-|x|))}, whose derivatives lose nothing far from 0 either. */
  private static Value softplus(CallSite call, Value x) {
    Value zero = call.fill(0, x);
    Value isPositive = call.emit(new GreaterEqual(), x, zero);
    Value down = Formula.select(call.b(), isPositive, Formula.negative(call.b(), x), x);
    Value rest = call.emit(new Log1p(), call.emit(new Exp(), down));
    return Formula.add(call.b(), Formula.select(call.b(), isPositive, x, zero), rest);
  }

  /**
   * The result is the same whatever is subtracted, so nothing comes back through it. An infinite
   * largest element is not subtracted, which would give {@code nan}. Where there are only zeros to
   * sum the logarithm has a pole, but the result does not change with the operand.
   */
  private static Value logSumExp(CallSite call, Value x, List<Integer> axes, boolean keepdims) {
    Value most = Reductions.reduce(call, new Max(axes), x, true);
    Value isFinite = call.emit(new IsFinite(), most);
    Value finite = Formula.select(call.b(), isFinite, most, call.fill(0, most));
    Value shift = call.emit(new StopGradient(), finite);
    Value e = call.emit(new Exp(), minus(call, x, shift));
    Value sum = Reductions.reduce(call, new Sum(axes), e, true);
    Value isNothing = call.emit(new Equal(), sum, call.fill(0, sum));
    Value lowest = Formula.constant(call.b(), Double.NEGATIVE_INFINITY, sum);
    Value log = Formula.select(call.b(), isNothing, lowest, call.emit(new Log(), sum));
    Value kept = Formula.add(call.b(), log, shift);
    if (keepdims) {
      return kept;
    }
    Shape shape = new Sum(axes).infer(List.of(x.type())).orThrow("sum").get(0).shape();
    return call.reshape(kept, shape);
  }
}

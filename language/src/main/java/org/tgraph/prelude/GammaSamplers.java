package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.LogAddExp;
import org.tgraph.op.special.GammaQuantile;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.type.DType;

/** Samplers that are made of gamma distributed numbers. */
final class GammaSamplers {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "gamma(k, a, shape=none)",
              "Gamma distributed floats of shape parameter `a` and scale 1.",
              call -> {
                Draw d = Draw.of(call, new Parameter("a", 1));
                return new Val.Tensor(call.emit(new Exp(), log(call, d.key(), d.parameter(0))));
              }),
          Builtin.of(
              "loggamma(k, a, shape=none)",
              "The logarithms of what `gamma` gives, also where that is too small for a float.",
              call -> {
                Draw d = Draw.of(call, new Parameter("a", 1));
                return new Val.Tensor(log(call, d.key(), d.parameter(0)));
              }),
          Builtin.of(
              "chi2(k, df, shape=none)",
              "Floats that are chi-squared distributed with `df` degrees of freedom.",
              call -> {
                Draw d = Draw.of(call, new Parameter("df", 1));
                Value half = halved(d, d.parameter(0));
                Value gamma = call.emit(new Exp(), log(call, d.key(), half));
                return new Val.Tensor(Formula.add(call.b(), gamma, gamma));
              }),
          Builtin.of(
              "beta(k, a, b, shape=none)",
              "Beta distributed floats.",
              call -> {
                Draw d = Draw.of(call, new Parameter("a", 1), new Parameter("b", 1));
                Value x = log(call, Bits.child(call, d.key(), 0), d.parameter(0));
                Value y = log(call, Bits.child(call, d.key(), 1), d.parameter(1));
                Value both = call.emit(new LogAddExp(), x, y);
                return new Val.Tensor(call.emit(new Exp(), Formula.subtract(call.b(), x, both)));
              }),
          Builtin.of(
              "student_t(k, df, shape=none)",
              "Floats of Student's t distribution with `df` degrees of freedom.",
              GammaSamplers::studentT));

  private GammaSamplers() {}

  private static Value halved(Draw d, Value x) {
    return Formula.multiply(d.call().b(), x, d.constant(0.5));
  }

  private static Val studentT(CallSite call) {
    Draw d = Draw.of(call, new Parameter("df", 1));
    Draw first = new Draw(call, Bits.child(call, d.key(), 0), d.shape(), d.type(), List.of());
    Value half = halved(d, d.parameter(0));
    Value gamma = log(call, Bits.child(call, d.key(), 1), half);
    Value scale = Formula.subtract(call.b(), call.emit(new Log(), half), gamma);
    Value root = call.emit(new Exp(), halved(d, scale));
    return new Val.Tensor(Formula.multiply(call.b(), ContinuousSamplers.normal(first), root));
  }

  /**
   * The logarithm of gamma distributed numbers: the quantile at a uniform number, which lies in the
   * middle between the multiples of 2⁻⁵² around it and so is never 0 or 1. In logarithms, small
   * ones do not underflow; by the parameter there is the derivative of the quantile.
   */
  static Value log(CallSite call, Value key, Value a) {
    Value wide = call.cast(a, DType.F64);
    Value u = Bits.unit(call, key, a.shape(), DType.F64);
    Value middle = Formula.add(call.b(), u, Formula.constant(call.b(), 0x1p-53, u));
    return call.cast(call.emit(new GammaQuantile(), wide, middle), a.type().element());
  }
}

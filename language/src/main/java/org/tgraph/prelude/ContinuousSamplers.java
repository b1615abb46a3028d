package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.NextAfter;
import org.tgraph.op.pointwise.Sign;
import org.tgraph.op.pointwise.Tan;
import org.tgraph.op.special.Erf;
import org.tgraph.op.special.ErfInv;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.type.DType;

/** Samplers that put uniform numbers through a formula, with the numbers that JAX's have. */
final class ContinuousSamplers {
  private static final double SQRT2 = Math.sqrt(2);

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "uniform(k, shape=none, low=0.0, high=1.0, dtype=f64)",
              "Uniform floats from `low` to `high`, without it.",
              call -> {
                Draw d = Draw.of(call, new Parameter("low", 0), new Parameter("high", 1));
                return new Val.Tensor(Bits.between(call, d.key(), d.parameter(0), d.parameter(1)));
              }),
          sampler("normal", "Standard normal floats.", ContinuousSamplers::normal),
          Builtin.of(
              "truncated_normal(k, lower, upper, shape=none, dtype=f64)",
              "Standard normal floats between `lower` and `upper`.",
              ContinuousSamplers::truncatedNormal),
          sampler("exponential", "Exponential floats of rate 1.", ContinuousSamplers::exponential),
          sampler("gumbel", "Standard Gumbel floats.", ContinuousSamplers::gumbel),
          sampler("laplace", "Laplace floats of scale 1.", ContinuousSamplers::laplace),
          sampler("logistic", "Standard logistic floats.", ContinuousSamplers::logistic),
          sampler("cauchy", "Standard Cauchy floats.", ContinuousSamplers::cauchy));

  private ContinuousSamplers() {}

  /** What a sampler without parameters computes. */
  private interface Formulation {
    Value of(Draw draw);
  }

  private static Builtin sampler(String name, String doc, Formulation formulation) {
    return Builtin.of(
        name + "(k, shape=(), dtype=f64)",
        doc,
        call -> new Val.Tensor(formulation.of(Draw.of(call))));
  }

  /** The inverse of the distribution function: {@code √2 erfinv(u)}, u uniform from -1 to 1. */
  static Value normal(Draw d) {
    boolean wide = d.type() == DType.F64;
    double low = wide ? Math.nextUp(-1.0) : Math.nextUp(-1f);
    Value inverse = d.call().emit(new ErfInv(), d.between(low, 1));
    return Formula.multiply(d.call().b(), d.constant(SQRT2), inverse);
  }

  private static Val truncatedNormal(CallSite call) {
    Draw d = Draw.of(call, new Parameter("lower", 0), new Parameter("upper", 0));
    GraphBuilder b = call.b();
    Value sqrt2 = d.constant(SQRT2);
    Value low = call.emit(new Erf(), Formula.divide(b, d.parameter(0), sqrt2));
    Value high = call.emit(new Erf(), Formula.divide(b, d.parameter(1), sqrt2));
    Value u = Bits.between(call, d.key(), low, high);
    Value x = Formula.multiply(b, sqrt2, call.emit(new ErfInv(), u));
    Value above = call.emit(new NextAfter(), d.parameter(0), d.constant(Double.POSITIVE_INFINITY));
    Value below = call.emit(new NextAfter(), d.parameter(1), d.constant(Double.NEGATIVE_INFINITY));
    return new Val.Tensor(call.emit(new Minimum(), call.emit(new Maximum(), x, above), below));
  }

  static Value exponential(Draw d) {
    return negative(d, log1p(d, negative(d, d.unit())));
  }

  static Value gumbel(Draw d) {
    return negative(d, log(d, negative(d, log(d, d.between(d.tiny(), 1)))));
  }

  private static Value laplace(Draw d) {
    double step = d.type() == DType.F64 ? 0x1p-53 : 0x1p-24;
    Value u = d.between(-1 + step, 1);
    Value log = log1p(d, negative(d, d.call().emit(new Abs(), u)));
    return Formula.multiply(d.call().b(), d.call().emit(new Sign(), u), log);
  }

  private static Value logistic(Draw d) {
    Value u = d.between(d.tiny(), 1);
    return Formula.subtract(d.call().b(), log(d, u), log1p(d, negative(d, u)));
  }

  private static Value cauchy(Draw d) {
    Value u = d.between(d.type() == DType.F64 ? 0x1p-52 : 0x1p-23, 1);
    Value centred = Formula.subtract(d.call().b(), u, d.constant(0.5));
    Value angle = Formula.multiply(d.call().b(), d.constant(Math.PI), centred);
    return d.call().emit(new Tan(), angle);
  }

  private static Value negative(Draw d, Value x) {
    return Formula.negative(d.call().b(), x);
  }

  private static Value log(Draw d, Value x) {
    return d.call().emit(new Log(), x);
  }

  private static Value log1p(Draw d, Value x) {
    return d.call().emit(new Log1p(), x);
  }
}

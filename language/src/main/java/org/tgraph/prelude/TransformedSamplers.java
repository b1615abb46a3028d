package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.op.reduce.Sum;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Samplers that put uniform or normal numbers through a formula of their parameters, with the
 * numbers that JAX's have, and their derivatives by the parameters.
 */
final class TransformedSamplers {
  static final List<Builtin> ALL =
      List.of(
          sampler(
              "lognormal(k, sigma=1.0, shape=none, dtype=f64)",
              "Floats whose logarithms are normal with standard deviation `sigma`.",
              d -> exp(d, Formula.multiply(d.call().b(), d.parameter(0), normal(d))),
              new Parameter("sigma", 1)),
          sampler(
              "rayleigh(k, scale=1.0, shape=none, dtype=f64)",
              "Rayleigh distributed floats.",
              TransformedSamplers::rayleigh,
              new Parameter("scale", 1)),
          sampler(
              "pareto(k, b, shape=none, dtype=f64)",
              "Pareto distributed floats from 1, of shape parameter `b`.",
              d -> exp(d, divide(d, ContinuousSamplers.exponential(d), d.parameter(0))),
              new Parameter("b", 1)),
          sampler(
              "weibull(k, a, shape=none, dtype=f64)",
              "Weibull distributed floats of shape parameter `a` and scale 1.",
              d ->
                  d.call()
                      .emit(
                          new Pow(),
                          ContinuousSamplers.exponential(d),
                          Formula.reciprocal(d.call().b(), d.parameter(0))),
              new Parameter("a", 1)),
          sampler(
              "triangular(k, left, mode, right, shape=none, dtype=f64)",
              "Floats from `left` to `right`, most of them near `mode`.",
              TransformedSamplers::triangular,
              new Parameter("left", 0),
              new Parameter("mode", 0),
              new Parameter("right", 0)),
          sampler(
              "wald(k, mean, shape=none, dtype=f64)",
              "Wald distributed floats, also called inverse Gaussian, of scale 1.",
              TransformedSamplers::wald,
              new Parameter("mean", 1)),
          sampler(
              "maxwell(k, shape=(), dtype=f64)",
              "Lengths of vectors of three standard normal floats.",
              TransformedSamplers::maxwell),
          sampler(
              "double_sided_maxwell(k, shape=(), dtype=f64)",
              "Maxwell distributed floats, half of them negative.",
              d ->
                  Formula.multiply(
                      d.call().b(), maxwell(d.child(0)), DiscreteSamplers.sign(d.child(1)))));

  private TransformedSamplers() {}

  /** What a sampler computes. */
  private interface Formulation {
    Value of(Draw draw);
  }

  private static Builtin sampler(
      String signature, String doc, Formulation formulation, Parameter... parameters) {
    return Builtin.of(
        signature, doc, call -> new Val.Tensor(formulation.of(Draw.of(call, parameters))));
  }

  private static Value normal(Draw d) {
    return ContinuousSamplers.normal(d);
  }

  private static Value exp(Draw d, Value x) {
    return d.call().emit(new Exp(), x);
  }

  private static Value divide(Draw d, Value x, Value y) {
    return d.call().emit(new Divide(), x, y);
  }

  private static Value rayleigh(Draw d) {
    Value log = d.call().emit(new Log(), d.unit());
    Value twice = Formula.multiply(d.call().b(), log, d.constant(-2));
    return Formula.multiply(d.call().b(), d.parameter(0), d.call().emit(new Sqrt(), twice));
  }

  /** The inverse of the distribution function, which has two pieces. */
  private static Value triangular(Draw d) {
    GraphBuilder b = d.call().b();
    Value left = d.parameter(0);
    Value mode = d.parameter(1);
    Value right = d.parameter(2);
    Value width = Formula.subtract(b, right, left);
    Value rise = Formula.subtract(b, mode, left);
    Value u = d.unit();
    Value up = Formula.sqrt(b, Formula.multiply(b, Formula.multiply(b, u, width), rise));
    Value rest = Formula.subtract(b, d.constant(1), u);
    Value fall = Formula.subtract(b, right, mode);
    Value down = Formula.sqrt(b, Formula.multiply(b, Formula.multiply(b, rest, width), fall));
    Value isLeft = d.call().emit(new Less(), u, Formula.divide(b, rise, width));
    return Formula.select(b, isLeft, Formula.add(b, left, up), Formula.subtract(b, right, down));
  }

  /**
   * Michael, Schucany and Haas, "Generating random variates using transformations with multiple
   * roots" (1976).
   */
  private static Value wald(Draw d) {
    CallSite call = d.call();
    GraphBuilder b = call.b();
    Value mean = d.parameter(0);
    Value y = Formula.square(b, normal(d.child(0)));
    Value z = d.child(1).unit();
    Value four = Formula.multiply(b, Formula.multiply(b, d.constant(4), mean), y);
    Value product = Formula.multiply(b, mean, y);
    Value root = Formula.sqrt(b, Formula.add(b, four, Formula.square(b, product)));
    Value half = Formula.multiply(b, d.constant(0.5), mean);
    Value change = Formula.multiply(b, half, Formula.subtract(b, product, root));
    Value x = Formula.add(b, mean, change);
    Value share = Formula.divide(b, mean, Formula.add(b, mean, x));
    Value isFirst = call.emit(new LessEqual(), z, share);
    return Formula.select(b, isFirst, x, Formula.divide(b, Formula.square(b, mean), x));
  }

  private static Value maxwell(Draw d) {
    CallSite call = d.call();
    int last = d.shape().rank();
    Shape all = d.shape().insert(last, Dim.of(3));
    Value z = normal(new Draw(call, d.key(), all, d.type(), List.of()));
    Value sum = call.emit(new Sum(List.of(last)), Formula.square(call.b(), z));
    return Formula.sqrt(call.b(), sum);
  }
}

package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.LogAddExp;
import org.tgraph.op.reduce.ArgMax;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Samplers that are made of gamma distributed numbers. */
final class GammaSamplers {
  /**
   * How many candidates are made for each number. One is refused with a probability of less than
   * 0.049 (at a = 1; less for others), so that all are with one of less than 10⁻¹⁷; then the first
   * is taken.
   */
  private static final long CANDIDATES = 13;

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
   * The logarithm of gamma distributed numbers, by Marsaglia and Tsang, "A simple method for
   * generating gamma variables" (2000): {@code d v} for {@code v = (1 + c x)³}, x normal, where a
   * uniform number is below {@code exp(x²/2 + d - d v + d log v)}. For a below 1, that of {@code a
   * + 1} times {@code u^(1/a)}; in logarithms, this does not underflow.
   */
  static Value log(CallSite call, Value key, Value a) {
    GraphBuilder b = call.b();
    Shape shape = a.shape();
    DType type = a.type().dtype();
    Shape tries = shape.insert(0, Dim.of(CANDIDATES));
    Value one = Formula.constant(b, 1, a);
    Value isSmall = call.emit(new Less(), a, one);
    Value large = Formula.select(b, isSmall, Formula.add(b, a, one), a);
    Value d = Formula.subtract(b, large, Formula.constant(b, 1.0 / 3, a));
    Value c =
        Formula.reciprocal(b, Formula.sqrt(b, Formula.multiply(b, Formula.constant(b, 9, a), d)));
    Value x =
        ContinuousSamplers.normal(new Draw(call, Bits.child(call, key, 0), tries, type, List.of()));
    Value u = Bits.unit(call, Bits.child(call, key, 1), tries, type);
    Value ds = Broadcast.to(b, d, tries);
    Value ones = Formula.constant(b, 1, x);
    Value root = Formula.add(b, ones, Formula.multiply(b, Broadcast.to(b, c, tries), x));
    Value isAbove = call.emit(new Greater(), root, Formula.constant(b, 0, root));
    Value safe = Formula.select(b, isAbove, root, ones);
    Value logV = Formula.multiply(b, Formula.constant(b, 3, x), call.emit(new Log(), safe));
    Value v = Formula.multiply(b, Formula.square(b, safe), safe);
    Value gap = Formula.multiply(b, ds, Formula.add(b, Formula.subtract(b, ones, v), logV));
    Value square = Formula.multiply(b, Formula.constant(b, 0.5, x), Formula.square(b, x));
    Value isBelow = call.emit(new Less(), call.emit(new Log(), u), Formula.add(b, square, gap));
    Value isTaken = call.emit(new BitwiseAnd(), isAbove, isBelow);
    Value logTaken = first(call, isTaken, logV);
    Value log = Formula.add(b, call.emit(new Log(), d), logTaken);
    Value lower = Bits.unit(call, Bits.child(call, key, 2), shape, type);
    Value boost = Formula.divide(b, call.emit(new Log(), Formula.subtract(b, one, lower)), a);
    return Formula.add(b, log, Formula.select(b, isSmall, boost, Formula.constant(b, 0, a)));
  }

  /** Along the first axis the first candidate that is taken. */
  static Value first(CallSite call, Value isTaken, Value candidates) {
    Shape shape = candidates.shape().remove(0);
    Value which = call.emit(new ArgMax(0), call.cast(isTaken, DType.I64));
    Value index = call.reshape(which, shape.insert(0, Dim.ONE));
    return call.reshape(Gather.alongAxis(call.b(), candidates, index, 0), shape);
  }
}

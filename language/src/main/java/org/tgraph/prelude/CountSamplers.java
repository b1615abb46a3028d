package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Floor;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.type.DType;

/**
 * Samplers of counts, as {@code i64}, whose derivatives are 0. Small means are found by adding up
 * probabilities, large ones by transformed rejection: Hörmann, "The transformed rejection method
 * for generating Poisson random variables" (1993, PTRS) and "The generation of binomial random
 * variates" (1993, BTRS). All is computed in double precision.
 */
final class CountSamplers {
  /** From this mean on, by rejection. */
  private static final double LARGE = 10;

  /** Beyond, no count lies if the mean is at most {@link #LARGE}. */
  private static final double MOST = 120;

  /** Where floats no longer tell whole numbers apart, and far above. */
  private static final double TOO_LARGE = 0x1p62;

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "poisson(k, lam, shape=none)",
              "Counts that are Poisson distributed with mean `lam`; -1 where that is no mean.",
              CountSamplers::poisson),
          Builtin.of(
              "binomial(k, n, p, shape=none)",
              "How often of `n` times what has probability `p` happens; -1 where they are none.",
              CountSamplers::binomial),
          Builtin.of(
              "negative_binomial(k, n, p, shape=none)",
              "How often what has probability `p` fails before it has happened `n` times.",
              CountSamplers::negativeBinomial),
          Builtin.of(
              "geometric(k, p, shape=none)",
              "How often something is tried until it happens, which it does with probability `p`.",
              CountSamplers::geometric));

  private CountSamplers() {}

  private static Val counts(CallSite call, Value floats) {
    return new Val.Tensor(call.cast(floats, DType.I64));
  }

  private static Val poisson(CallSite call) {
    Draw d = Draw.ofCounts(call, "lam");
    return counts(call, poisson(d, d.parameter(0)));
  }

  private static Value poisson(Draw d, Value mean) {
    CallSite call = d.call();
    GraphBuilder b = call.b();
    Value isSmall = call.emit(new Less(), mean, d.constant(LARGE));
    Value isRight = call.emit(new GreaterEqual(), mean, d.constant(0));
    Value isHuge = call.emit(new GreaterEqual(), mean, d.constant(TOO_LARGE));
    Value small =
        Formula.select(b, call.emit(new BitwiseAnd(), isSmall, isRight), mean, d.constant(0));
    Value isLarge = call.emit(new GreaterEqual(), mean, d.constant(LARGE));
    Value large = Formula.select(b, isLarge, mean, d.constant(LARGE));
    large = Formula.select(b, isHuge, d.constant(TOO_LARGE), large);
    Value few =
        SamplerLoop.inverted(
            call,
            d.child(0).unit(),
            call.emit(new Exp(), Formula.negative(b, small)),
            (k, before) -> Formula.multiply(call.b(), before, Formula.divide(call.b(), small, k)),
            MOST);
    Value many = rejected(d.child(1), large, isSmall);
    Value result = Formula.select(b, isSmall, few, many);
    result = Formula.select(b, isHuge, mean, result);
    return Formula.select(b, isRight, result, d.constant(-1));
  }

  /** PTRS; where {@code isSkipped}, any number will do. */
  private static Value rejected(Draw d, Value mean, Value isSkipped) {
    CallSite call = d.call();
    GraphBuilder b = call.b();
    Value root = Formula.sqrt(b, mean);
    Value width = linear(d, 0.931, 2.53, root);
    Value height = linear(d, -0.059, 0.02483, width);
    Value scale = linear(d, 1.1239, 1.1328, Formula.reciprocal(b, plus(d, width, -3.4)));
    Value quick = linear(d, 0.9277, -3.6224, Formula.reciprocal(b, plus(d, width, -2)));
    Value centre = plus(d, mean, 0.43);
    return SamplerLoop.first(
        call,
        d.key(),
        d.constant(0),
        key -> {
          Hat hat = Hat.of(d.with(key), width, height, centre);
          Value isRight = call.emit(new GreaterEqual(), hat.k, d.constant(0));
          Value safe = Formula.select(call.b(), isRight, hat.k, d.constant(0));
          Value log = CountProbabilities.poisson(call, safe, mean);
          Value isBelow = call.emit(new LessEqual(), hat.log(scale), log);
          Value isTaken = call.emit(new BitwiseAnd(), isRight, isBelow);
          isTaken = call.emit(new BitwiseOr(), isTaken, hat.isQuick(quick));
          return new SamplerLoop.Round(hat.k, call.emit(new BitwiseOr(), isTaken, isSkipped));
        });
  }

  private static Val binomial(CallSite call) {
    Draw d = Draw.ofCounts(call, "n", "p");
    GraphBuilder b = call.b();
    Value n = call.emit(new Floor(), d.parameter(0));
    Value p = d.parameter(1);
    Value one = d.constant(1);
    Value isLow = call.emit(new LessEqual(), p, d.constant(0.5));
    Value least = Formula.select(b, isLow, p, Formula.subtract(b, one, p));
    Value isRight = call.emit(new GreaterEqual(), n, d.constant(0));
    isRight = call.emit(new BitwiseAnd(), isRight, call.emit(new Less(), n, d.constant(0x1p53)));
    isRight = call.emit(new BitwiseAnd(), isRight, isProbability(d, p));
    Value mean = Formula.multiply(b, n, least);
    Value isSmall = call.emit(new Less(), mean, d.constant(LARGE));
    Value isFew = call.emit(new BitwiseAnd(), isRight, isSmall);
    Value isMany =
        call.emit(
            new BitwiseAnd(), isRight, call.emit(new GreaterEqual(), mean, d.constant(LARGE)));
    Value few = few(d.child(0), choose(d, isFew, n, 0), choose(d, isFew, least, 0));
    Value many = many(d.child(1), choose(d, isMany, n, 100), choose(d, isMany, least, 0.5), isMany);
    Value result = Formula.select(b, isMany, many, few);
    result = Formula.select(b, isLow, result, Formula.subtract(b, n, result));
    return counts(call, choose(d, isRight, result, -1));
  }

  private static Value isProbability(Draw d, Value p) {
    CallSite call = d.call();
    Value isAbove = call.emit(new GreaterEqual(), p, d.constant(0));
    return call.emit(new BitwiseAnd(), isAbove, call.emit(new LessEqual(), p, d.constant(1)));
  }

  private static Value choose(Draw d, Value isChosen, Value x, double otherwise) {
    return Formula.select(d.call().b(), isChosen, x, d.constant(otherwise));
  }

  /** By adding up probabilities, each of which is a multiple of the one before. */
  private static Value few(Draw d, Value n, Value p) {
    CallSite call = d.call();
    GraphBuilder b = call.b();
    Value odds = Formula.divide(b, p, Formula.subtract(b, d.constant(1), p));
    Value log = Formula.multiply(b, n, call.emit(new Log1p(), Formula.negative(b, p)));
    return SamplerLoop.inverted(
        call,
        d.unit(),
        call.emit(new Exp(), log),
        (k, before) -> {
          GraphBuilder inner = call.b();
          Value left = Formula.add(inner, Formula.subtract(inner, n, k), d.constant(1));
          Value step = Formula.divide(inner, Formula.multiply(inner, left, odds), k);
          return Formula.multiply(inner, before, step);
        },
        MOST);
  }

  /** BTRS. */
  private static Value many(Draw d, Value n, Value p, Value isWanted) {
    CallSite call = d.call();
    GraphBuilder b = call.b();
    Value q = Formula.subtract(b, d.constant(1), p);
    Value mean = Formula.multiply(b, n, p);
    Value deviation = Formula.sqrt(b, Formula.multiply(b, mean, q));
    Value width = linear(d, 1.15, 2.53, deviation);
    Value height = Formula.add(b, linear(d, -0.0873, 0.0248, width), linear(d, 0, 0.01, p));
    Value scale =
        Formula.multiply(b, linear(d, 2.83, 5.1, Formula.reciprocal(b, width)), deviation);
    Value quick = linear(d, 0.92, -4.2, Formula.reciprocal(b, width));
    Value mode = call.emit(new Floor(), Formula.multiply(b, plus(d, n, 1), p));
    Value atMode = CountProbabilities.binomial(call, mode, n, p, q);
    Value isSkipped = call.emit(new BitwiseInvert(), isWanted);
    return SamplerLoop.first(
        call,
        d.key(),
        d.constant(0),
        key -> {
          Hat hat = Hat.of(d.with(key), width, height, plus(d, mean, 0.5));
          Value isRight = call.emit(new GreaterEqual(), hat.k, d.constant(0));
          isRight = call.emit(new BitwiseAnd(), isRight, call.emit(new LessEqual(), hat.k, n));
          Value safe = Formula.select(call.b(), isRight, hat.k, mode);
          Value log = CountProbabilities.binomial(call, safe, n, p, q);
          Value relative = Formula.subtract(call.b(), log, atMode);
          Value isBelow = call.emit(new LessEqual(), hat.log(scale), relative);
          Value isTaken = call.emit(new BitwiseAnd(), isRight, isBelow);
          isTaken = call.emit(new BitwiseOr(), isTaken, hat.isQuick(quick));
          return new SamplerLoop.Round(hat.k, call.emit(new BitwiseOr(), isTaken, isSkipped));
        });
  }

  /** A count under the table mountain hat of transformed rejection, with what decides on it. */
  private record Hat(Draw d, Value k, Value us, Value v, Value width, Value height) {
    static Hat of(Draw d, Value width, Value height, Value centre) {
      CallSite call = d.call();
      GraphBuilder b = call.b();
      Value half = d.constant(0.5);
      Value u = Formula.subtract(b, d.child(0).unit(), half);
      Value us = Formula.subtract(b, half, call.emit(new Abs(), u));
      Value slope = Formula.add(b, Formula.divide(b, Formula.add(b, height, height), us), width);
      Value k = call.emit(new Floor(), Formula.add(b, Formula.multiply(b, slope, u), centre));
      return new Hat(d, k, us, d.child(1).unit(), width, height);
    }

    Value isQuick(Value bound) {
      CallSite call = d.call();
      Value isInside = call.emit(new GreaterEqual(), us, d.constant(0.07));
      return call.emit(new BitwiseAnd(), isInside, call.emit(new LessEqual(), v, bound));
    }

    Value log(Value scale) {
      GraphBuilder b = d.call().b();
      Value square = Formula.square(b, us);
      Value hat = Formula.add(b, Formula.divide(b, height, square), width);
      return d.call().emit(new Log(), Formula.divide(b, Formula.multiply(b, v, scale), hat));
    }
  }

  private static Value plus(Draw d, Value x, double y) {
    return Formula.add(d.call().b(), x, d.constant(y));
  }

  private static Value linear(Draw d, double constant, double factor, Value x) {
    return plus(d, Formula.multiply(d.call().b(), d.constant(factor), x), constant);
  }

  /** Poisson distributed, with a gamma distributed mean. */
  private static Val negativeBinomial(CallSite call) {
    Draw d = Draw.ofCounts(call, "n", "p");
    GraphBuilder b = call.b();
    Value p = d.parameter(1);
    Value odds = Formula.divide(b, Formula.subtract(b, d.constant(1), p), p);
    Value log = GammaSamplers.log(call, d.child(0).key(), d.parameter(0));
    Value mean = Formula.multiply(b, call.emit(new Exp(), log), odds);
    return counts(call, poisson(d.child(1), mean));
  }

  /** The inverse of the distribution function. */
  private static Val geometric(CallSite call) {
    Draw d = Draw.of(call, new Parameter("p", 0));
    GraphBuilder b = call.b();
    Value log = call.emit(new Log(), Formula.nonzero(b, d.unit()));
    Value rate = call.emit(new Log1p(), Formula.negative(b, d.parameter(0)));
    Value tries =
        Formula.add(b, call.emit(new Floor(), Formula.divide(b, log, rate)), d.constant(1));
    return counts(call, choose(d, isProbability(d, d.parameter(0)), tries, -1));
  }
}

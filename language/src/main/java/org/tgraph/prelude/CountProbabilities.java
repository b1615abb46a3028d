package org.tgraph.prelude;

import org.tgraph.check.CallSite;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.special.LGamma;

/**
 * Logarithms of Poisson and binomial probabilities, without the large terms that cancel: Loader,
 * "Fast and accurate computation of binomial probabilities" (2000).
 */
final class CountProbabilities {
  /** From there on the logarithm of the factorial is by Stirling's series. */
  private static final double STIRLING = 16;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private CountProbabilities() {}

  /** That of k of a Poisson distribution of this mean. */
  static Value poisson(CallSite call, Value k, Value mean) {
    GraphBuilder b = call.b();
    return Formula.negative(b, Formula.add(b, rest(call, k), deviance(call, k, mean)));
  }

  /** That of k of n with probability p, which has the complement q. */
  static Value binomial(CallSite call, Value k, Value n, Value p, Value q) {
    GraphBuilder b = call.b();
    Value others = Formula.subtract(b, n, k);
    Value first = poisson(call, k, Formula.multiply(b, n, p));
    Value second = poisson(call, others, Formula.multiply(b, n, q));
    return Formula.add(b, rest(call, n), Formula.add(b, first, second));
  }

  /** {@code k log(k / mean) + mean - k}, as {@code mean ((1 + h) log(1 + h) - h)}. */
  private static Value deviance(CallSite call, Value k, Value mean) {
    GraphBuilder b = call.b();
    Value h = Formula.divide(b, Formula.subtract(b, k, mean), mean);
    Value one = Formula.constant(b, 1, k);
    Value inside = call.emit(new Maximum(), h, Formula.constant(b, Math.nextUp(-1.0), k));
    Value log = call.emit(new Log1p(), inside);
    Value product = Formula.multiply(b, Formula.add(b, one, h), log);
    return Formula.multiply(b, mean, Formula.subtract(b, product, h));
  }

  /** {@code log(k!) - k log(k) + k}. */
  private static Value rest(CallSite call, Value k) {
    GraphBuilder b = call.b();
    Value isSmall = call.emit(new Less(), k, Formula.constant(b, STIRLING, k));
    Value few = Formula.select(b, isSmall, k, Formula.constant(b, 1, k));
    Value many = Formula.select(b, isSmall, Formula.constant(b, STIRLING, k), k);
    Value factorial = call.emit(new LGamma(), Formula.add(b, few, Formula.constant(b, 1, k)));
    Value power = Formula.multiply(b, few, call.emit(new Log(), Formula.nonzero(b, few)));
    Value exact = Formula.add(b, Formula.subtract(b, factorial, power), few);
    Value inverse = Formula.reciprocal(b, many);
    Value square = Formula.square(b, inverse);
    Value third = Formula.constant(b, 1.0 / 1260, k);
    Value second =
        Formula.subtract(b, Formula.constant(b, 1.0 / 360, k), Formula.multiply(b, square, third));
    Value first =
        Formula.subtract(b, Formula.constant(b, 1.0 / 12, k), Formula.multiply(b, square, second));
    Value log = Formula.add(b, Formula.constant(b, LOG_2_PI, k), call.emit(new Log(), many));
    Value half = Formula.multiply(b, Formula.constant(b, 0.5, k), log);
    Value series = Formula.add(b, half, Formula.multiply(b, inverse, first));
    return Formula.select(b, isSmall, exact, series);
  }
}

package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Densities;
import org.tgraph.check.Distributions;
import org.tgraph.check.Val;

/** What is asked of distributions and models. */
final class ModelFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "log_density(d, x)",
              "The logarithm of the density of a distribution at `x`, all constants kept; of a model,"
                  + " at a record of its sites.",
              call ->
                  call.val("d") instanceof Val.Model m
                      ? new Densities(call.c()).at(call, m)
                      : of(call, "log_density")),
          Builtin.of(
              "cdf(d, x)",
              "The probability that a number of the distribution is at most `x`.",
              call -> of(call, "cdf")),
          Builtin.of(
              "log_cdf(d, x)",
              "The logarithm of the probability that a number of the distribution is at most `x`.",
              call -> of(call, "log_cdf")),
          Builtin.of(
              "log_ccdf(d, x)",
              "The logarithm of the probability that a number of the distribution is above `x`.",
              call -> of(call, "log_ccdf")),
          Builtin.of(
              "icdf(d, p)",
              "The number that one of the distribution is at most with probability `p`.",
              call -> of(call, "icdf")),
          Builtin.of(
              "draw(d, k, shape=none)",
              "Random values of the distribution: one for each of its batch, or as many as `shape`"
                  + " says.",
              call -> new Distributions(call.c()).draw(call)));

  private ModelFunctions() {}

  private static Val of(CallSite call, String function) {
    return new Distributions(call.c()).evaluate(call, function);
  }
}

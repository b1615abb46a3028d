package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Approximator;
import org.tgraph.check.Builtin;
import org.tgraph.check.Calibrator;
import org.tgraph.check.CallSite;
import org.tgraph.check.Densities;
import org.tgraph.check.Distributions;
import org.tgraph.check.Missing;
import org.tgraph.check.Posteriors;
import org.tgraph.check.PredictiveScores;
import org.tgraph.check.Recovered;
import org.tgraph.check.Sampler;
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
              call -> new Distributions(call.c()).draw(call)),
          Builtin.of(
              "sample(m, chains=4, warmup=1000, draws=1000, seed=0, target=0.8, max_depth=10,"
                  + " metric=\"diagonal\", init=none)",
              "Draws from a model by the no-U-turn sampler: of each site that is not observed, and"
                  + " each derived value, a tensor with axes for chains and draws before its own."
                  + " Chains begin at random, or where `init`, a record of values of sites or draws,"
                  + " says.",
              Sampler::of),
          Builtin.of(
              "impute(y)",
              "Observations for `given` of which some are missing: in place of each `nan` stands a"
                  + " number that is sampled, as `y_missing` of the site `y`.",
              Missing::of),
          Builtin.of(
              "optimize(m)",
              "The values of the sites of a model where its density is highest (the posterior mode),"
                  + " with what is derived, and `log_density` there.",
              Sampler::mode),
          Builtin.of(
              "laplace_approximation(m, draws=1000, seed=0)",
              "Draws from the normal distribution, of the sites as real numbers, that is like the"
                  + " model where its density is highest (Laplace's approximation): as `sample` gives"
                  + " them, in one chain.",
              Sampler::laplace),
          Builtin.of(
              "pathfinder(m, paths=4, draws=1000, seed=0)",
              "Draws from the normal distributions that a search for modes passes, by their"
                  + " importance (Pathfinder): as `sample` gives them, in one chain. `pareto_k` of"
                  + " them says how far to trust them, and `elbo` is the best evidence lower bound.",
              Approximator::pathfinder),
          Builtin.of(
              "advi(m, family=\"meanfield\", draws=1000, iterations=10000, seed=0)",
              "Draws from the normal distribution, of the sites as real numbers, whose evidence"
                  + " lower bound `elbo` is highest: with independent numbers, or `\"fullrank\"`."
                  + " `pareto_k` says how far to trust them.",
              Approximator::advi),
          Builtin.of(
              "smc(m, draws=2000, moves=3, seed=0)",
              "Draws by sequential Monte Carlo, from the prior through powers of the likelihood to"
                  + " the posterior, which may have several modes; `log_evidence` is the logarithm of"
                  + " the marginal likelihood.",
              Approximator::smc),
          Builtin.of(
              "summary(draws)",
              "A table of what was drawn: means, standard deviations, quantiles, effective sample"
                  + " sizes and R-hat.",
              Posteriors::summary),
          Builtin.of(
              "predict(m, draws, seed=0)",
              "Draws of the sites that are observed, as the model would make them, one for each draw"
                  + " of the others.",
              Posteriors::predict),
          Builtin.of(
              "probabilities(m, draws)",
              "For each draw the probabilities of what is added up over, given the data: of each value"
                  + " of sites of few values that are not observed, of the parts of a `Mixture` that an"
                  + " observation may be of, and of the states of a `HiddenMarkov`, along a last axis.",
              Recovered::probabilities),
          Builtin.of(
              "recover(m, draws, seed=0)",
              "For each draw values of what is added up over, given the data: of sites of few values"
                  + " that are not observed, parts of a `Mixture`, and states of a `HiddenMarkov`.",
              Recovered::draws),
          Builtin.of(
              "log_likelihood(m, draws)",
              "The log density of each observation for each draw: a record of the observed sites.",
              Posteriors::logLikelihood),
          Builtin.of(
              "sbc(m, simulations=200, warmup=500, draws=99, thin=5, seed=0)",
              "Simulation-based calibration: values that the model makes are ranked among draws of"
                  + " them given the data that it makes with them. `ranks` are `i64[simulations, …]` of"
                  + " each site and derived value, and `p` says how likely ranks are that are as uneven,"
                  + " if model and sampler are right.",
              Calibrator::of),
          Builtin.of(
              "loo(m, draws)",
              "The expected log density of new data by leaving out one observation at a time, by"
                  + " Pareto-smoothed importance sampling.",
              PredictiveScores::loo),
          Builtin.of(
              "waic(m, draws)",
              "The expected log density of new data by the widely applicable information criterion;"
                  + " `loo` can be trusted more often.",
              PredictiveScores::waic),
          Builtin.of(
              "compare(models)",
              "A table of how well models predict: of a record of models with their draws, `{one: (m1,"
                  + " draws1), other: (m2, draws2)}`, the expected log density of new data by `loo`, and"
                  + " how far each is behind the best.",
              PredictiveScores::compare));

  private ModelFunctions() {}

  private static Val of(CallSite call, String function) {
    return new Distributions(call.c()).evaluate(call, function);
  }
}

package org.tgraph.generate;

import java.util.Map;

/**
 * Distributions, and what is asked of them: a line for each way to call one, see {@link
 * Composition}. Parameters are in their range, and not where the answer would jump.
 */
final class DistributionRules {
  private static final String TABLE =
      """
      Normal Cauchy Laplace Logistic    | log_density(_({m}, bounded({s}) + 2), {x}) | (m: f64[..s], s: f64[..s], x: f64[..s]) -> f64[..s]
      Gumbel LogNormal VonMises         | log_density(_({m}, bounded({s}) + 2), {x}) | (m: f64[..s], s: f64[..s], x: f64[..s]) -> f64[..s]
      InverseGaussian Kumaraswamy       | log_density(_(abs(bounded({m})) + 0.5, 2), abs(bounded({x})) / 2) | (m: f64[..s], x: f64[..s]) -> f64[..s]
      Gamma InverseGamma Beta Weibull   | log_density(_(bounded({m}) + 2, bounded({s}) + 3), abs(bounded({x})) / 2) | (m: f64[..s], s: f64[..s], x: f64[..s]) -> f64[..s]
      HalfNormal HalfCauchy Exponential | log_density(_(bounded({s}) + 2), abs({x}))  | (s: f64[..s], x: f64[..s]) -> f64[..s]
      Chi2                              | log_density(_(bounded({s}) + 2), abs({x}))  | (s: f64[..s], x: f64[..s]) -> f64[..s]
      Pareto                            | log_density(_(0.5, bounded({s}) + 2), abs({x}) + 1) | (s: f64[..s], x: f64[..s]) -> f64[..s]
      Flat                              | log_density(iid(_(), {n}), {x})             | (x: f64[n]) -> f64
      Uniform                           | log_density(_(bounded({m}) - 2, 1.5), {x})  | (m: f64[..s], x: f64[..s]) -> f64[..s]
      Triangular                        | log_density(_(-2, bounded({m}), 1.5), {x})  | (m: f64[..s], x: f64[..s]) -> f64[..s]
      StudentT                          | log_density(_(bounded({s}) + 3, {m}), {x})  | (s: f64[..s], m: f64[..s], x: f64[..s]) -> f64[..s]
      HalfStudentT                      | log_density(_(bounded({s}) + 3), abs({x}))  | (s: f64[..s], x: f64[..s]) -> f64[..s]
      SkewNormal                        | log_density(_({m}, 2, 0.5), {x})            | (m: f64[..s], x: f64[..s]) -> f64[..s]
      log_density                       | _(Normal(0, 1), {x})                        | (x: f64[..s]) -> f64[..s]

      Bernoulli                         | log_density(_(abs(bounded({p}))), {x})      | (p: f64[..s], x: bool[..s]) -> f64[..s]
      BernoulliLogit                    | log_density(_({p}), {x})                    | (p: f64[..s], x: bool[..s]) -> f64[..s]
      Poisson                           | log_density(_(bounded({p}) + 2), {x})       | (p: f64[..s], x: i64[..s]) -> f64[..s]
      PoissonLog                        | log_density(_(bounded({p})), {x})           | (p: f64[..s], x: i64[..s]) -> f64[..s]
      Geometric                         | log_density(_((bounded({p}) + 2) / 4), {x}) | (p: f64[..s], x: i64[..s]) -> f64[..s]
      Binomial                          | log_density(_(9, abs(bounded({p}))), {x})   | (p: f64[..s], x: i64[..s]) -> f64[..s]
      BinomialLogit                     | log_density(_(9, bounded({p})), {x} % 10)   | (p: f64[..s], x: i64[..s]) -> f64[..s]
      NegativeBinomial                  | log_density(_(bounded({p}) + 2, 3), {x})    | (p: f64[..s], x: i64[..s]) -> f64[..s]
      BetaBinomial                      | log_density(_(9, bounded({p}) + 2, 3), {x}) | (p: f64[..s], x: i64[..s]) -> f64[..s]
      DiscreteUniform                   | log_density(_(-3, {h} % 9), {x})            | (h: i64[..s], x: i64[..s]) -> f64[..s]
      Hypergeometric                    | log_density(_({g} % 9, 7, 5), {x})          | (g: i64[..s], x: i64[..s]) -> f64[..s]
      Categorical                       | log_density(_(abs(bounded({p})) + 1), {x} % 2) | (p: f64[..s, 2], x: i64[..s]) -> f64[..s]
      CategoricalLogit                  | log_density(_(bounded({p})), {x} % 3)       | (p: f64[..s, 3], x: i64[..s]) -> f64[..s]
      OrderedLogistic                   | log_density(_({e}, [-1, 0.5]), {x} % 3)     | (e: f64[..s], x: i64[..s]) -> f64[..s]
      ZeroInflated                      | log_density(_(0.25, Poisson(bounded({p}) + 2)), {x}) | (p: f64[..s], x: i64[..s]) -> f64[..s]

      Dirichlet                         | log_density(_(bounded({a}) + 2), softmax({x}, axis=-1)) | (a: f64[..s, n + 1], x: f64[..s, n + 1]) -> f64[..s]
      MultivariateNormal                | log_density(_({m}, cov=definite(bounded({c}))), {x}) | (m: f64[n], c: f64[n, n], x: f64[n]) -> f64
      MultivariateStudentT              | log_density(_(4, {m}, cov=definite(bounded({c}))), {x}) | (m: f64[n], c: f64[n, n], x: f64[n]) -> f64
      Multinomial                       | log_density(_(3, abs(bounded({p})) + 1), i64(eye(3)[{x} % 3] * 3)) | (p: f64[..s, 3], x: i64[..s]) -> f64[..s]
      DirichletMultinomial              | log_density(_(3, bounded({p}) + 2), i64(eye(3)[{x} % 3] * 3)) | (p: f64[..s, 3], x: i64[..s]) -> f64[..s]
      GaussianRandomWalk                | log_density(_(bounded({s}) + 2), {x})       | (s: f64, x: f64[n]) -> f64
      AR                                | log_density(_(bounded({p}), 1.5), {x})      | (p: f64[2], x: f64[n]) -> f64
      HiddenMarkov                      | log_density(_([0.5, 0.5], [[0.75, 0.25], [0.5, 0.5]], Normal({m}, 1)), {x}) | (m: f64[2], x: f64[n + 1]) -> f64
      MarkovChain                       | log_density(_([0.5, 0.5], [[0.75, 0.25], [0.5, 0.5]]), {x} % 2) | (x: i64[n + 1]) -> f64
      GaussianProcess                   | log_density(_(bounded({t}), (a, b) -> exp(-0.5 * (a - b) ** 2), noise=1), {x}) | (t: f64[n + 1], x: f64[n + 1]) -> f64
      transformed                       | log_density(_(Normal({m}, 1), exp, log), abs({x}) + 1) | (m: f64[..s], x: f64[..s]) -> f64[..s]
      LKJCholesky                       | log_density(_(3, abs(bounded({x})) + 1), cholesky([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])) | (x: f64) -> f64
      ZeroSumNormal                     | log_density(_(bounded({s}) + 2), {x} - mean({x})) | (s: f64, x: f64[n + 1]) -> f64
      UnitVector                        | log_density(_(), {x} / sqrt(sum({x} ** 2) + 1)) | (x: f64[n + 1]) -> f64
      WishartCholesky                   | log_density(_(5, eye({n})), cholesky(definite(bounded({x})))) | (x: f64[n, n]) -> f64
      Wishart                           | log_density(_(5, eye({n})), definite(bounded({x}))) | (x: f64[n, n]) -> f64
      Mixture                           | log_density(_([0.25, 0.75], Normal({m}, 1)), {x}) | (m: f64[2], x: f64[..s]) -> f64[..s]
      Truncated censored                | log_density(_(Normal({m}, 1), lower=-1), bounded({x})) | (m: f64[..s], x: f64[..s]) -> f64[..s]
      iid                               | log_density(_(Normal({m}, 1), {n}), {x})    | (m: f64, x: f64[n]) -> f64
      ordered                           | log_density(_(Normal({m}, 1)), f64(arange({n}))) | (m: f64) -> f64
      positive_ordered                  | log_density(_(Gamma(bounded({m}) + 2, 3)), f64(arange({n})) + 1) | (m: f64) -> f64

      cdf log_cdf log_ccdf              | _(Logistic({m}, bounded({s}) + 2), {x})     | (m: f64[..s], s: f64[..s], x: f64[..s]) -> f64[..s]
      cdf log_cdf log_ccdf              | _(Gamma(bounded({m}) + 2, 1.5), {x})        | (m: f64[..s], x: f64[..s]) -> f64[..s]
      icdf                              | _(Normal({m}, bounded({s}) + 2), abs(bounded({x}))) | (m: f64[..s], s: f64[..s], x: f64[..s]) -> f64[..s]
      icdf                              | _(Weibull(bounded({m}) + 2, 1.5), abs(bounded({x}))) | (m: f64[..s], x: f64[..s]) -> f64[..s]
      draw                              | _(Gumbel({m}, bounded({s}) + 2), {key})     | (m: f64[..s], s: f64[..s]) -> f64[..s]
      draw                              | _(Exponential(1.5), {key}, {..s})           | () -> f64[..s]
      """;

  private DistributionRules() {}

  static Map<String, Rule> byName() {
    return ComposedRules.of(TABLE);
  }
}

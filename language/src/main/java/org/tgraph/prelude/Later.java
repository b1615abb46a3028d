package org.tgraph.prelude;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;

/** Names that the language has and that do nothing yet: using one says so. */
final class Later {
  private static final String INFERENCE =
      """
      sample optimize pathfinder advi smc predict log_likelihood log_density summary loo
      waic compare sbc draw cdf log_cdf icdf iid ordered positive_ordered transformed
      censored
      """;

  private static final String DISTRIBUTIONS =
      """
      Bernoulli BernoulliLogit Beta BetaBinomial Binomial BinomialLogit Categorical
      CategoricalLogit Cauchy Chi2 Dirichlet DirichletMultinomial DiscreteUniform
      Exponential Flat Gamma Geometric GaussianRandomWalk Gumbel HalfCauchy HalfNormal
      HalfStudentT Hypergeometric InverseGamma InverseGaussian Kumaraswamy Laplace
      LKJCholesky Logistic LogNormal Mixture Multinomial MultivariateNormal
      MultivariateStudentT NegativeBinomial Normal OrderedLogistic Pareto Poisson PoissonLog
      SkewNormal StudentT Triangular Truncated Uniform VonMises Weibull Wishart ZeroInflated
      AR HiddenMarkov GaussianProcess
      """;

  static final List<Builtin> ALL =
      Stream.of(INFERENCE, DISTRIBUTIONS)
          .flatMap(names -> Stream.of(names.strip().split("\\s+")))
          .map(Builtin::later)
          .toList();

  private Later() {}
}

package org.tgraph.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Builtin;
import org.tgraph.prelude.Prelude;

/**
 * Well-typed programs don't go wrong. {@code -Dgenerate.programs=} says how many are tried, {@code
 * -Dgenerate.seed=} which.
 */
class GeneratedProgramsTest {
  /**
   * What has an effect ({@code print} stands at the end of every program), reads files ({@code
   * read} is in every {@code input}), or takes a column of texts, which only a file has; {@code
   * implicit} is inside minimize and root.
   */
  private static final Set<String> NOT_CALLED =
      new TreeSet<>(
          List.of(
              ("codes implicit plot.density plot.forest plot.histogram plot.line plot.pairs"
                      + " plot.predictive plot.rank plot.scatter plot.trace print read save")
                  .split(" ")));

  /** Compositions of functions that are called; they have numbers of NumPy and SciPy. */
  private static final List<String> COMPOSED =
      List.of(
          ("angle argwhere atleast_1d atleast_2d ball bartlett blackman boxcox boxcox1p"
                  + " column_stack comb cosm1 cummax cummin deg2rad diag diagflat divmod dstack"
                  + " erfcinv exp2 exprel factorial fft.fft2 fft.ifft2 fft.irfft2 fft.rfft2"
                  + " flatnonzero fliplr flipud fmax fmin fmod gammaincinv gcd generalized_normal"
                  + " geomspace hamming hanning heaviside hstack hypergeometric inner intersect1d"
                  + " inv_boxcox inv_boxcox1p isneginf isposinf kaiser kl_div lcm lexsort logseries"
                  + " logspace matvec modf multigammaln multinomial multivariate_hypergeometric"
                  + " nan_to_num nanargmax nanargmin nancumprod nancumsum nanmedian nanpercentile"
                  + " nanquantile noncentral_chisquare noncentral_f orthogonal perm polyder polyfit"
                  + " polyint polymul rad2deg random.f random.power ravel_multi_index rel_entr roots"
                  + " rot90 select setdiff1d setxor1d sinc tril_indices triu_indices union1d"
                  + " unravel_index unwrap vander vecmat vonmises vstack zipf")
              .split(" "));

  /** Distributions and what is asked of them and of models: stdlib/tests has numbers of SciPy. */
  private static final List<String> DISTRIBUTIONS =
      List.of(
          ("Bernoulli BernoulliLogit Beta BetaBinomial Binomial BinomialLogit Categorical"
                  + " CategoricalLogit Cauchy Chi2 Dirichlet DiscreteUniform Exponential Flat Gamma"
                  + " Geometric Gumbel HalfCauchy HalfNormal HalfStudentT InverseGamma"
                  + " InverseGaussian Kumaraswamy Laplace LogNormal Logistic Mixture Multinomial"
                  + " MultivariateNormal NegativeBinomial Normal Pareto Poisson PoissonLog SkewNormal"
                  + " StudentT Triangular Truncated Uniform VonMises Weibull ZeroInflated cdf draw"
                  + " icdf iid log_ccdf log_cdf log_density log_likelihood loo ordered positive_ordered"
                  + " compare laplace_approximation optimize waic"
                  + " predict sample summary"
                  + " AR DirichletMultinomial GaussianRandomWalk HiddenMarkov Hypergeometric"
                  + " LKJCholesky MultivariateStudentT OrderedLogistic Wishart censored")
              .split(" "));

  /** In so many of a thousand programs at least each function is called. */
  private static final int CALLS = 1;

  /** So many of a hundred rejected mutants at least are rejected where they were changed. */
  private static final double TOUCHING = 85;

  @Test
  void wellTypedProgramsDoNotGoWrong() {
    Campaign campaign = new Campaign(List.of(new SimplifiedComparison()));
    long seed = Long.getLong("generate.seed", 1);
    campaign.run(seed, Integer.getInteger("generate.programs", 2000));
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
    assertTrue(campaign.touchRate() >= TOUCHING, campaign::report);
    for (String name : Rules.covered()) {
      int calls = campaign.calls().getOrDefault(name, 0);
      assertTrue(
          calls >= campaign.programs() / 1000 * CALLS, () -> name + " is called in " + calls);
    }
  }

  @Test
  void callsEveryFunctionOfThePrelude() {
    Set<String> rest = new TreeSet<>();
    for (Builtin builtin : Prelude.FUNCTIONS) {
      if (!builtin.isLater()) {
        rest.add(builtin.name());
      }
    }
    Rules.covered().forEach(rest::remove);
    COMPOSED.forEach(rest::remove);
    DISTRIBUTIONS.forEach(rest::remove);
    assertEquals(NOT_CALLED, rest, "add a rule in Rules, or the name here");
  }
}

package org.tgraph.prelude;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.diagnostic.Code;
import org.tgraph.prelude.Family.Parameter;
import org.tgraph.type.DType;

/** The families of distributions, written in the standard library. */
final class Families {
  /** What says how normal vectors are spread. */
  private static final List<String> SPREADS = List.of("cov", "cholesky", "precision", "factor");

  private static final List<Family> FLOATS =
      List.of(
          Family.ofFloats(
              "Normal(mu, sigma)",
              "The normal distribution with mean `mu` and standard deviation `sigma`."),
          Family.ofFloats(
              "HalfNormal(sigma)",
              "The absolute value of a normal number with mean 0 and standard deviation `sigma`."),
          Family.ofFloats(
              "Cauchy(mu, sigma)",
              "The Cauchy distribution around `mu` with scale `sigma`. It has no mean."),
          Family.ofFloats(
              "HalfCauchy(sigma)",
              "The absolute value of a Cauchy number around 0 with scale `sigma`. It has no mean."),
          Family.ofFloats(
              "Exponential(rate)",
              "The exponential distribution with `rate`: its mean is `1 / rate`."),
          Family.ofFloats(
              "Gamma(alpha, beta)",
              "The gamma distribution of shape `alpha` and rate `beta`: its mean is `alpha / beta`."),
          Family.ofFloats(
              "InverseGamma(alpha, beta)",
              "The distribution of `1 / g` where `g` has the gamma distribution of shape `alpha` and"
                  + " rate `beta`."),
          Family.ofFloats(
              "Beta(alpha, beta)",
              "The beta distribution from 0 to 1, with density proportional to `x ** (alpha - 1) *"
                  + " (1 - x) ** (beta - 1)`."),
          Family.ofFloats("Uniform(lower, upper)", "All numbers from `lower` to `upper`, equally."),
          Family.ofFloats(
              "StudentT(nu, mu=0.0, sigma=1.0)",
              "Student's t distribution with `nu` degrees of freedom, moved by `mu` and scaled by"
                  + " `sigma`."),
          Family.ofFloats(
              "HalfStudentT(nu, sigma=1.0)",
              "The absolute value of a number of Student's t distribution around 0 with scale"
                  + " `sigma`."),
          Family.ofFloats(
              "LogNormal(mu, sigma)",
              "The distribution of `exp(z)` where `z` is normal with mean `mu` and standard deviation"
                  + " `sigma`."),
          Family.ofFloats(
              "Laplace(mu, sigma)", "The Laplace distribution around `mu` with scale `sigma`."),
          Family.ofFloats(
              "Logistic(mu, sigma)", "The logistic distribution around `mu` with scale `sigma`."),
          Family.ofFloats(
              "Gumbel(mu, sigma)",
              "Gumbel's distribution of largest values around `mu` with scale `sigma`."),
          Family.ofFloats(
              "Weibull(alpha, sigma)",
              "The Weibull distribution of shape `alpha` and scale `sigma`."),
          Family.ofFloats(
              "Pareto(lower, alpha)",
              "The Pareto distribution above `lower`, with density proportional to `x ** -(alpha +"
                  + " 1)`."),
          Family.ofFloats("Chi2(nu)", "The chi-squared distribution with `nu` degrees of freedom."),
          Family.ofFloats(
              "Kumaraswamy(alpha, beta)",
              "Kumaraswamy's distribution from 0 to 1, with distribution function `1 - (1 - x **"
                  + " alpha) ** beta`."),
          Family.ofFloats(
              "VonMises(mu, kappa)",
              "Angles from -pi to pi around `mu`, the more concentrated the larger `kappa` is."),
          Family.ofFloats(
              "SkewNormal(mu, sigma, alpha)",
              "The skew normal distribution: density `2 * f(z) * F(alpha * z) / sigma` at `mu + sigma"
                  + " * z`, where `f` and `F` are those of the standard normal distribution."),
          Family.ofFloats(
              "Triangular(lower, mode, upper)",
              "The triangular distribution from `lower` to `upper`, highest at `mode`."),
          Family.ofFloats(
              "InverseGaussian(mu, lambda)",
              "The inverse Gaussian distribution with mean `mu` and shape `lambda`."),
          Family.ofFloats(
              "Flat(lower=none, upper=none)",
              "All real numbers, or those above `lower`, below `upper` or between them, with density"
                  + " 1: no distribution, but a prior that says nothing."));

  private static final List<Family> COUNTS =
      List.of(
          Family.ofCounts(
              "Bernoulli(p)", "`true` with probability `p`.", DType.BOOL, Parameter.of("p")),
          Family.ofCounts(
              "BernoulliLogit(logit)",
              "`true` with probability `sigmoid(logit)`.",
              DType.BOOL,
              Parameter.of("logit")),
          Family.ofCounts(
              "Binomial(n, p)",
              "How many of `n` independent tries succeed, each with probability `p`.",
              DType.I64,
              Parameter.whole("n"),
              Parameter.of("p")),
          Family.ofCounts(
              "BinomialLogit(n, logit)",
              "How many of `n` independent tries succeed, each with probability `sigmoid(logit)`.",
              DType.I64,
              Parameter.whole("n"),
              Parameter.of("logit")),
          Family.ofCounts(
              "Poisson(rate)",
              "The number of events where `rate` are expected.",
              DType.I64,
              Parameter.of("rate")),
          Family.ofCounts(
              "PoissonLog(log_rate)",
              "The number of events where `exp(log_rate)` are expected.",
              DType.I64,
              Parameter.of("log_rate")),
          Family.ofCounts(
              "NegativeBinomial(mu=none, phi=none, n=none, p=none)",
              "Counts of mean `mu` and variance `mu + mu ** 2 / phi`; or, by `n` and `p`, failures"
                  + " before success number `n` where each try succeeds with probability `p`.",
              DType.I64,
              Parameter.of("mu"),
              Parameter.of("phi"),
              Parameter.of("n"),
              Parameter.of("p")),
          Family.ofCounts(
              "Geometric(p)",
              "The number of tries up to the first success, where each succeeds with probability"
                  + " `p`.",
              DType.I64,
              Parameter.of("p")),
          Family.ofCounts(
              "BetaBinomial(n, alpha, beta)",
              "How many of `n` tries succeed, with a probability of its own that has the beta"
                  + " distribution.",
              DType.I64,
              Parameter.whole("n"),
              Parameter.of("alpha"),
              Parameter.of("beta")),
          Family.ofCounts(
              "DiscreteUniform(lower, upper)",
              "The whole numbers from `lower` to `upper`, both included, equally.",
              DType.I64,
              Parameter.whole("lower"),
              Parameter.whole("upper")),
          Family.ofCounts(
              "OrderedLogistic(eta, cut)",
              "Places on a scale that `cut` divides, which rises along its last axis: the first where a"
                  + " logistic number around `eta` is below the first of `cut`.",
              DType.I64,
              Parameter.of("eta"),
              Parameter.vector("cut")),
          Family.ofCounts(
              "Hypergeometric(good, bad, n)",
              "How many of `n` things, taken without putting back from `good + bad`, are of the"
                  + " `good`.",
              DType.I64,
              Parameter.whole("good"),
              Parameter.whole("bad"),
              Parameter.whole("n")),
          Family.ofCounts(
              "Categorical(p)",
              "The places along the last axis of `p`, with probabilities proportional to its numbers.",
              DType.I64,
              Parameter.vector("p")),
          Family.ofCounts(
              "CategoricalLogit(logits)",
              "The places along the last axis of `logits`, with probabilities proportional to"
                  + " `exp(logits)`.",
              DType.I64,
              Parameter.vector("logits")));

  private static final List<Builtin> VECTORS =
      List.of(
          new Family(
                  "GaussianRandomWalk(sigma, drift=0.0, start=0.0)",
                  "Sums of independent normal steps with mean `drift` and standard deviation `sigma`,"
                      + " that begin at `start`, which is not among them.",
                  "series",
                  List.of(
                      Parameter.of("sigma"), Parameter.of("drift", 0), Parameter.of("start", 0)),
                  Optional.empty())
              .ofAnyLength(),
          new Family(
                  "ZeroSumNormal(sigma)",
                  "Vectors of independent normal numbers with standard deviation `sigma`, given that"
                      + " they add up to 0: effects that are told apart from their mean.",
                  "multivariate",
                  List.of(Parameter.of("sigma")),
                  Optional.empty())
              .ofAnyLength(),
          new Family(
                  "UnitVector()",
                  "Vectors of length 1, all directions alike.",
                  "multivariate",
                  List.of(),
                  Optional.empty())
              .ofAnyLength(),
          new Family(
                  "AR(phi, sigma, mu=0.0)",
                  "A process in which each number is `mu`, the numbers before it less `mu` times"
                      + " `phi`, and a normal number with standard deviation `sigma`. Before its"
                      + " beginning it is `mu`.",
                  "series",
                  List.of(Parameter.vector("phi"), Parameter.of("sigma"), Parameter.of("mu", 0)),
                  Optional.empty())
              .ofAnyLength(),
          vectors(
              "DirichletMultinomial(n, alpha)",
              "Counts of each of some things in `n` draws, with probabilities that have the Dirichlet"
                  + " distribution.",
              "alpha",
              Optional.of(DType.I64),
              Parameter.whole("n"),
              Parameter.vector("alpha")),
          spread(
              vectors(
                  "MultivariateStudentT(nu, mu, cov=none, cholesky=none, precision=none)",
                  "Vectors of which every combination has Student's t distribution with `nu` degrees of"
                      + " freedom: a normal vector over the root of a chi-square number. `cov`,"
                      + " `cholesky` and `precision` are those of the normal vector.",
                  "mu",
                  Optional.empty(),
                  Parameter.of("nu"),
                  Parameter.vector("mu"),
                  Parameter.matrix("cov"),
                  Parameter.matrix("cholesky"),
                  Parameter.matrix("precision"))),
          vectors(
              "Dirichlet(alpha)",
              "Vectors of numbers above 0 that add up to 1, with density proportional to `prod(x **"
                  + " (alpha - 1))`.",
              "alpha",
              Optional.empty(),
              Parameter.vector("alpha")),
          spread(
              vectors(
                  "MultivariateNormal(mu, cov=none, cholesky=none, precision=none, factor=none,"
                      + " diagonal=none)",
                  "Normal vectors with mean `mu`, and one of: the covariance `cov`, its lower Cholesky"
                      + " factor `cholesky`, its inverse `precision`; or of low rank, by `factor` and"
                      + " `diagonal` of a covariance `factor @ factor.T + diag(diagonal)`.",
                  "mu",
                  Optional.empty(),
                  Parameter.vector("mu"),
                  Parameter.matrix("cov"),
                  Parameter.matrix("cholesky"),
                  Parameter.matrix("precision"),
                  Parameter.tall("factor"),
                  Parameter.vector("diagonal"))),
          vectors(
              "Multinomial(n, p)",
              "Counts of each of some things in `n` draws with probabilities proportional to `p`.",
              "p",
              Optional.of(DType.I64),
              Parameter.whole("n"),
              Parameter.vector("p")));

  static final List<Builtin> ALL =
      Stream.of(
              FLOATS.stream().map(Family::builtin),
              COUNTS.stream().map(Family::builtin),
              VECTORS.stream(),
              MatrixFamilies.ALL.stream())
          .flatMap(all -> all)
          .toList();

  private Families() {}

  /** Of the ways to say how vectors are spread a call must take one. */
  private static Builtin spread(Builtin of) {
    return Builtin.of(
        of.signature(),
        of.doc(),
        call -> {
          List<String> ways =
              of.params().stream().map(Builtin.Param::name).filter(SPREADS::contains).toList();
          List<String> given = ways.stream().filter(call::has).toList();
          String all = "`" + String.join("`, `", ways) + "`";
          if (given.isEmpty()) {
            throw call.fail(
                Code.TG0207, call.whole(), call.called() + " needs one of " + all + ".");
          }
          if (given.size() > 1) {
            throw call.fail(
                Code.TG0206,
                call.span(given.get(1)),
                "%s takes one of %s, but is given `%s` too."
                    .formatted(call.called(), all, given.get(0)));
          }
          if (ways.contains("factor") && call.has("factor") != call.has("diagonal")) {
            throw call.fail(
                Code.TG0207,
                call.whole(),
                "`factor` and `diagonal` of %s belong together.".formatted(call.called()));
          }
          return of.body().apply(call);
        });
  }

  private static Builtin vectors(
      String signature, String doc, String as, Optional<DType> element, Parameter... parameters) {
    return new Family(signature, doc, "multivariate", List.of(parameters), element.map(e -> e))
        .ofVectors(as);
  }
}

"""Writes stdlib/tests/distributions.tgraph: numbers of SciPy 1.17, far into the tails.

Run it from the root of the checkout.
"""

import itertools

import mpmath as mp
import numpy as np
from scipy import linalg, special
from scipy import stats as st

TAILS = [-40.0, -8.5, -1.0, 0.0, 0.3, 2.0, 9.0, 40.0]
POSITIVE = [1e-8, 0.02, 0.7, 1.0, 3.5, 40.0, 700.0]
UNIT = [1e-9, 0.02, 0.5, 0.93, 1.0 - 1e-9]
COUNTS = [0, 1, 2, 7, 30, 400]

# (the distribution as the language writes it, SciPy's, where to ask, what to ask)
ALL = "log_density cdf log_cdf log_ccdf icdf mean variance entropy"
CONTINUOUS = [
    ("Normal(0.7, 2.5)", st.norm(0.7, 2.5), TAILS, ALL),
    ("HalfNormal(1.7)", st.halfnorm(0, 1.7), POSITIVE[:-1], ALL),
    ("Cauchy(-1.0, 0.5)", st.cauchy(-1.0, 0.5), TAILS, "log_density cdf log_cdf log_ccdf icdf entropy"),
    ("HalfCauchy(2.0)", st.halfcauchy(0, 2.0), POSITIVE, "log_density cdf log_cdf log_ccdf icdf entropy"),
    ("Exponential(0.3)", st.expon(0, 1 / 0.3), POSITIVE, ALL),
    ("Gamma(2.5, 0.7)", st.gamma(2.5, 0, 1 / 0.7), POSITIVE, "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("Gamma(0.3, 2.0)", st.gamma(0.3, 0, 0.5), POSITIVE[:-1], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("InverseGamma(3.5, 2.0)", st.invgamma(3.5, 0, 2.0), POSITIVE[1:], ALL),
    ("Beta(2.5, 0.7)", st.beta(2.5, 0.7), UNIT, ALL),
    ("Uniform(-1.0, 2.0)", st.uniform(-1, 3), [-2.0, -1.0, 0.3, 2.0, 5.0], ALL),
    ("StudentT(3.5, 0.7, 2.5)", st.t(3.5, 0.7, 2.5), TAILS, ALL),
    ("StudentT(1e9)", st.norm(), [-8.5, 0.3, 2.0], "log_density"),
    ("LogNormal(0.3, 1.5)", st.lognorm(1.5, 0, np.exp(0.3)), POSITIVE, ALL),
    ("Laplace(0.7, 2.5)", st.laplace(0.7, 2.5), TAILS, ALL),
    ("Logistic(0.7, 2.5)", st.logistic(0.7, 2.5), TAILS, ALL),
    ("Gumbel(0.7, 2.5)", st.gumbel_r(0.7, 2.5), TAILS[1:], ALL),
    ("Weibull(1.5, 2.0)", st.weibull_min(1.5, 0, 2.0), POSITIVE, ALL),
    ("Weibull(0.5, 2.0)", st.weibull_min(0.5, 0, 2.0), POSITIVE, ALL),
    ("Pareto(0.5, 3.0)", st.pareto(3.0, 0, 0.5), [0.4, 0.5, 0.7, 3.5, 700.0], "log_density cdf log_ccdf icdf mean variance entropy"),
    ("Chi2(5.0)", st.chi2(5.0), POSITIVE, "log_density cdf log_cdf log_ccdf mean variance"),
    ("VonMises(0.5, 3.0)", st.vonmises(3.0, 0.5), [-2.5, -1.0, 0.3, 3.0], "log_density entropy"),
    ("SkewNormal(0.7, 2.5, 3.0)", st.skewnorm(3.0, 0.7, 2.5), [-5.0, -1.0, 0.3, 2.0, 9.0, 40.0], "log_density mean variance entropy"),
    ("Triangular(-1.0, 0.5, 3.0)", st.triang(1.5 / 4, -1, 4), [-0.9, 0.5, 0.7, 2.9], ALL),
    ("InverseGaussian(1.5, 2.0)", st.invgauss(1.5 / 2.0, 0, 2.0), POSITIVE[1:], "log_density cdf log_cdf log_ccdf icdf mean variance"),
    ("HalfStudentT(3.5, 2.0)", None, POSITIVE, "log_density"),
    ("Kumaraswamy(2.0, 3.0)", None, UNIT, "log_density cdf"),
]
DISCRETE = [
    ("Poisson(3.5)", st.poisson(3.5), COUNTS[:5], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("PoissonLog(5.0)", st.poisson(np.exp(5.0)), COUNTS, "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("Binomial(30, 0.3)", st.binom(30, 0.3), [0, 1, 7, 30], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("BinomialLogit(30, -0.4)", st.binom(30, 1 / (1 + np.exp(0.4))), [0, 1, 7, 30], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("NegativeBinomial(3.5, 0.8)", st.nbinom(0.8, 0.8 / 4.3), COUNTS, "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("NegativeBinomial(n=2.5, p=0.3)", st.nbinom(2.5, 0.3), COUNTS, "log_density cdf icdf mean variance entropy"),
    ("Geometric(0.3)", st.geom(0.3), [1, 2, 7, 100], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
    ("BetaBinomial(30, 2.0, 0.5)", st.betabinom(30, 2.0, 0.5), [0, 1, 7, 30], "log_density cdf icdf mean variance entropy"),
    ("DiscreteUniform(2, 7)", st.randint(2, 8), [1, 2, 7, 8], "log_density cdf log_cdf log_ccdf icdf mean variance entropy"),
]


def number(x):
    x = float(x)
    return {"inf": "inf", "-inf": "-inf", "nan": "nan"}.get(str(x), repr(x))


def listed(xs):
    return "[" + ", ".join(number(x) for x in xs) + "]"


def by_definition(name, xs, what):
    xs = np.array(xs)
    if name.startswith("HalfStudentT"):
        return np.log(2) + st.t(3.5, 0, 2.0).logpdf(xs)
    a, b = 2.0, 3.0
    if what == "cdf":
        return -np.expm1(b * np.log1p(-(xs**a)))
    return np.log(a * b) + (a - 1) * np.log(xs) + (b - 1) * np.log1p(-(xs**a))


def tests(cases, whole):
    for name, d, xs, asked in cases:
        yield f'test "{name}, by SciPy" {{'
        yield f"  let d = {name}"
        at = "[" + ", ".join(map(str, xs)) + "]" if whole else listed(xs)
        for what in asked.split():
            if what in ("mean", "variance", "entropy"):
                value = {"mean": "mean", "variance": "var", "entropy": "entropy"}[what]
                yield f"  assert allclose(d.{what}, {number(getattr(d, value)())}, rtol=1e-10, atol=1e-14)"
            elif what == "icdf" and whole:
                ps = [1e-12, 0.02, 0.51, 0.93, 1.0 - 1e-9]
                yield f"  assert all(icdf(d, {listed(ps)}) == [{', '.join(str(int(k)) for k in d.ppf(ps))}])"
                yield f"  assert all(icdf(d, cdf(d, [{xs[1]}, {xs[2]}])) == [{xs[1]}, {xs[2]}])"
            elif what == "icdf":
                ps = [1e-12, 0.02, 0.5, 0.93]
                yield f"  assert allclose(icdf(d, {listed(ps)}), {listed(d.ppf(ps))}, rtol=1e-9, atol=1e-14)"
            else:
                call = {"log_density": "logpmf" if whole else "logpdf", "cdf": "cdf", "log_cdf": "logcdf", "log_ccdf": "logsf"}[what]
                values = by_definition(name, xs, what) if d is None else getattr(d, call)(xs)
                loose = "1e-7" if name.startswith("StudentT(1e9") else "1e-11"
                yield f"  assert allclose({what}(d, {at}), {listed(values)}, rtol={loose}, atol=1e-14)"
        yield "}"
        yield ""


def vectors():
    alpha, x = [0.5, 2.0, 3.0], [0.2, 0.5, 0.3]
    cov = np.array([[2.0, 0.6], [0.6, 1.0]])
    points = np.array([[0.3, -0.7], [5.0, 9.0], [-30.0, 20.0]])
    mvn = st.multivariate_normal([1.0, -0.5], cov)
    yield 'test "vectors, by SciPy" {'
    yield f"  assert allclose(log_density(Dirichlet({listed(alpha)}), {listed(x)}), {number(st.dirichlet(alpha).logpdf(x))}, rtol=1e-12)"
    yield "  let cov = [[2.0, 0.6], [0.6, 1.0]]"
    yield "  let x = " + "[" + ", ".join(map(listed, points)) + "]"
    yield f"  let expected = {listed(mvn.logpdf(points))}"
    for how in "cov=cov", "cholesky=linalg.cholesky(cov)", "precision=inv(cov)":
        yield f"  assert allclose(log_density(MultivariateNormal([1.0, -0.5], {how}), x), expected, rtol=1e-12)"
    yield f"  assert allclose(log_density(Multinomial(7, [0.2, 0.3, 0.5]), [[1, 2, 4], [7, 0, 0]]), {listed(st.multinomial(7, [0.2, 0.3, 0.5]).logpmf([[1, 2, 4], [7, 0, 0]]))}, rtol=1e-12)"
    yield "  assert log_density(Multinomial(7, [0.2, 0.3, 0.5]), [1, 2, 3]) == -inf"
    yield "}"
    yield ""


def of_others():
    lower = st.truncnorm(2.0, np.inf)
    between = st.truncnorm(30.0, 31.0)
    parts = np.logaddexp(np.log(0.25) + st.norm(-1, 1).logpdf([-30.0, 0.5]), np.log(0.75) + st.norm(2, 0.5).logpdf([-30.0, 0.5]))
    zip_ = [np.log(0.3 + 0.7 * np.exp(-2.0)), np.log(0.7) + st.poisson(2.0).logpmf(3)]
    yield 'test "distributions of others, by SciPy" {'
    counts = st.poisson(3.5).logpmf
    some, far = np.arange(2, 6), np.arange(60, 63)
    yield f"  assert allclose(log_density(Truncated(Poisson(3.5), lower=1), [1, 3]), {listed(counts([1, 3]) - st.poisson(3.5).logsf(0))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Truncated(Poisson(3.5), lower=2, upper=5), arange(2, 6)), {listed(counts(some) - special.logsumexp(counts(some)))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Truncated(Poisson(3.5), lower=60, upper=62), arange(60, 63)), {listed(counts(far) - special.logsumexp(counts(far)))}, rtol=1e-10)"
    yield "  assert all(log_density(Truncated(Poisson(3.5), lower=2, upper=5), [1, 6]) == -inf)"
    yield "  assert all(icdf(Truncated(Poisson(3.5), lower=2, upper=5), [0.0, 0.2, 0.7, 0.9999]) == [2, 2, 4, 5])"
    yield f"  assert allclose(log_density(Truncated(Normal(0.0, 1.0), lower=2.0), [1.9, 2.0, 9.0]), {listed(lower.logpdf([1.9, 2.0, 9.0]))}, rtol=1e-11)"
    yield f"  assert allclose(log_density(Truncated(Normal(0.0, 1.0), lower=30.0, upper=31.0), [30.0, 30.5, 31.5]), {listed(between.logpdf([30.0, 30.5, 31.5]))}, rtol=1e-11)"
    yield f"  assert allclose(log_density(Truncated(Normal(0.0, 1.0), upper=-2.0), -3.0), {number(lower.logpdf(3.0))}, rtol=1e-11)"
    yield f"  assert allclose(log_density(Mixture([0.25, 0.75], Normal([-1.0, 2.0], [1.0, 0.5])), [-30.0, 0.5]), {listed(parts)}, rtol=1e-12)"
    yield f"  assert allclose(log_density(ZeroInflated(0.3, Poisson(2.0)), [0, 3]), {listed(zip_)}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Bernoulli(0.3), [false, true]), {listed(st.bernoulli(0.3).logpmf([0, 1]))}, rtol=1e-12)"
    far = [-mp.log1p(mp.exp(mp.mpf(logit))) for logit in (-40, 40)]
    yield f"  assert allclose(log_density(BernoulliLogit([-40.0, 40.0]), [false, false]), {listed(map(float, far))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(BernoulliLogit(-1.2), true), {number(np.log(special.expit(-1.2)))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Categorical([0.2, 0.5, 0.3]), [0, 2, 1]), {listed(np.log([0.2, 0.3, 0.5]))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(CategoricalLogit([0.1, -0.4, 20.0]), [0, 1, 2]), {listed(special.log_softmax([0.1, -0.4, 20.0]))}, rtol=1e-12)"
    yield "  assert log_density(Flat(), -3.0) == 0.0"
    yield "  assert all(log_density(Flat(lower=0.0), [-1.0, 2.0]) == [-inf, 0.0])"
    yield "  assert all(log_density(Flat(lower=0.0, upper=1.0), [-1.0, 0.5, 2.0]) == [-inf, 0.0, -inf])"
    yield f"  assert allclose(log_density(positive_ordered(HalfNormal(2.0)), [0.5, 1.0]), {number(np.log(2.0) + st.halfnorm(0, 2.0).logpdf([0.5, 1.0]).sum())}, rtol=1e-12)"
    yield "  assert abs(mean(draw(Normal(1.0, 2.0), key(0), 100000)) - 1.0) < 0.03"
    ordered = np.log(6.0) + st.norm().logpdf([-1.0, 0.5, 2.0]).sum()
    yield f"  assert allclose(log_density(ordered(Normal(0.0, 1.0)), [[-1.0, 0.5, 2.0], [0.5, -1.0, 2.0]]), [{number(ordered)}, -inf], rtol=1e-12)"
    yield f"  assert allclose(log_density(iid(Normal(0.0, 1.0), 3), [-1.0, 0.5, 2.0]), {number(ordered - np.log(6.0))}, rtol=1e-12)"
    yield "}"
    yield ""


def hidden_markov():
    """The sum over all paths of the states."""
    start, moves, rate, y = [0.4, 0.6], [[0.9, 0.1], [0.2, 0.8]], [1.0, 5.0], [0, 1, 6, 4]
    total = 0.0
    for path in itertools.product([0, 1], repeat=4):
        p = start[path[0]]
        for a, b in zip(path, path[1:]):
            p *= moves[a][b]
        total += p * np.prod([st.poisson(rate[a]).pmf(v) for a, v in zip(path, y)])
    return np.log(total)


def lkj(eta):
    """The constant for three rows: the integral of det ** (eta - 1), by partial correlations."""
    # det = (1 - a^2) (1 - b^2) (1 - c^2), and r = c sqrt((1 - a^2) (1 - b^2)) + a b.
    part = lambda power: float(mp.quad(lambda x: (1 - x * x) ** power, [-1, 1]))
    return -np.log(part(eta - 0.5) ** 2 * part(eta - 1))


def far_away():
    below = lambda x: 1 / (1 + mp.exp(-mp.mpf(x)))
    return [float(mp.log(p)) for p in (below(-81), below("-79.5") - below(-81), 1 - below("-79.5"))]


def series_and_matrices():
    cut = np.concatenate([[0.0], special.expit(np.array([-1.0, 0.5, 2.0]) - 0.3), [1.0]])
    t = st.multivariate_t([1.0, -0.5], [[2.0, 0.6], [0.6, 1.0]], df=3.5)
    points = [[0.3, -0.7], [5.0, 9.0], [-300.0, 20.0]]
    wishart = st.wishart(4, [[2.0, 0.6], [0.6, 1.0]]).logpdf([[3.0, 0.5], [0.5, 2.0]])
    corr = np.array([[1.0, 0.3, -0.2], [0.3, 1.0, 0.5], [-0.2, 0.5, 1.0]])
    l = np.linalg.cholesky(corr)
    factor = lkj(2.5) + 1.5 * np.log(np.linalg.det(corr)) + 2 * np.log(l[0, 0]) + np.log(l[1, 1])
    # The Jacobian of L -> L L^T for the numbers below the diagonal: L[k, k] ** (rows below).
    seen = st.norm(0, 1)
    yield 'test "series, matrices and counts, by SciPy, by adding up and by integrals" {'
    yield f"  assert allclose(log_density(OrderedLogistic(0.3, [-1.0, 0.5, 2.0]), arange(4)), {listed(np.log(np.diff(cut)))}, rtol=1e-12)"
    yield "  assert log_density(OrderedLogistic(0.3, [-1.0, 0.5, 2.0]), 4) == -inf"
    yield f"  assert allclose(log_density(OrderedLogistic(80.0, [-1.0, 0.5]), [0, 1, 2]), {listed(far_away())}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Hypergeometric(5, 7, 6), arange(7)), {listed(st.hypergeom(12, 5, 6).logpmf(np.arange(7)))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(DirichletMultinomial(7, [0.5, 2.0, 3.0]), [1, 2, 4]), {number(st.dirichlet_multinomial([0.5, 2, 3], 7).logpmf([1, 2, 4]))}, rtol=1e-12)"
    for how in "cov=cov", "cholesky=linalg.cholesky(cov)", "precision=inv(cov)":
        yield f"  assert allclose(log_density(MultivariateStudentT(3.5, [1.0, -0.5], {how.replace('cov)', '[[2.0, 0.6], [0.6, 1.0]])').replace('=cov', '=[[2.0, 0.6], [0.6, 1.0]]')}), [{', '.join(map(listed, points))}]), {listed(t.logpdf(points))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(HiddenMarkov([0.4, 0.6], [[0.9, 0.1], [0.2, 0.8]], Poisson([1.0, 5.0])), [0, 1, 6, 4]), {number(hidden_markov())}, rtol=1e-12)"
    yield f"  assert allclose(log_density(Wishart(4.0, [[2.0, 0.6], [0.6, 1.0]]), [[3.0, 0.5], [0.5, 2.0]]), {number(wishart)}, rtol=1e-12)"
    lower = np.array([[1.5, 0.0], [0.4, 0.7]])
    jacobian = 2 * np.log(2.0) + 2 * np.log(1.5) + np.log(0.7)
    of_factor = st.wishart(4.0, [[2.0, 0.6], [0.6, 1.0]]).logpdf(lower @ lower.T) + jacobian
    yield f"  assert allclose(log_density(WishartCholesky(4.0, [[2.0, 0.6], [0.6, 1.0]]), [{', '.join(map(listed, lower))}]), {number(of_factor)}, rtol=1e-12)"
    # Normal numbers of an orthonormal basis of what adds up to 0; the surface of a sphere.
    basis = linalg.null_space(np.ones((1, 3)))
    zero_sum = st.norm(0, 2.0).logpdf(basis.T @ np.array([0.5, -1.5, 1.0])).sum()
    yield f"  assert allclose(log_density(ZeroSumNormal(2.0), [0.5, -1.5, 1.0]), {number(zero_sum)}, rtol=1e-12)"
    yield f"  assert allclose(log_density(UnitVector(), [0.6, 0.0, -0.8]), {number(-np.log(4 * np.pi))}, rtol=1e-12)"
    yield f"  assert allclose(log_density(LKJCholesky(3, 2.5), linalg.cholesky([{', '.join(map(listed, corr))}])), {number(factor)}, rtol=1e-9)"
    yield f"  assert allclose(log_density(censored(Normal(0.0, 1.0), lower=-1.0, upper=2.0), [-2.0, -1.0, 0.5, 2.0, 3.0]), {listed([-np.inf, seen.logcdf(-1), seen.logpdf(0.5), seen.logsf(2), -np.inf])}, rtol=1e-12)"
    x = np.array([0.3, -0.2, 0.9, 1.4])
    times = np.arange(1.0, 5.0)
    walk = st.multivariate_normal(1.0 + 0.1 * times, 0.25 * np.minimum.outer(times, times)).logpdf(x)
    # x = mu + A e, with A the sums of the powers of the companion of phi.
    companion = np.eye(4) - 0.6 * np.eye(4, k=-1) + 0.2 * np.eye(4, k=-2)
    inverse = np.linalg.inv(companion)
    ar = st.multivariate_normal(np.full(4, 0.1), 0.49 * inverse @ inverse.T).logpdf(x)
    yield f"  let x = {listed(x)}"
    yield f"  assert allclose(log_density(GaussianRandomWalk(0.5, drift=0.1, start=1.0), x), {number(walk)}, rtol=1e-12)"
    yield f"  assert allclose(log_density(AR([0.6, -0.2], 0.7, mu=0.1), x), {number(ar)}, rtol=1e-12)"
    # Draws by their moments.
    yield "  let l = draw(LKJCholesky(3, 2.0), key(1), (20000,))"
    yield "  assert allclose(var((l @ l.mT)[:, 2, 1]), 1.0 / 6.0, rtol=0.05)"
    yield "  let v = draw(MultivariateStudentT(6.0, zeros(2), cov=[[2.0, 0.6], [0.6, 1.0]]), key(2), (40000,))"
    yield "  assert allclose(v.T @ v / 40000.0, 1.5 * stack([[2.0, 0.6], [0.6, 1.0]]), rtol=0.1)"
    yield "}"
    yield ""


def moments(name, density, low, high):
    """Mean, variance and entropy by integrals, with 30 digits."""
    mean = mp.quad(lambda x: x * density(x), [low, 1, high])
    variance = mp.quad(lambda x: (x - mean) ** 2 * density(x), [low, 1, high])
    entropy = mp.quad(lambda x: -density(x) * mp.log(density(x)), [low, 1, high])
    for what, value in ("mean", mean), ("variance", variance), ("entropy", entropy):
        yield f"  assert allclose({name}.{what}, {number(value)}, rtol=1e-8)"


def half_t(nu, s):
    norm = 2 * mp.gamma((nu + 1) / 2) / (mp.gamma(nu / 2) * mp.sqrt(nu * mp.pi) * s)
    return lambda x: norm * (1 + (x / s) ** 2 / nu) ** (-(nu + 1) / 2)


def kumaraswamy(a, b):
    return lambda x: a * b * x ** (a - 1) * (1 - x**a) ** (b - 1) if 0 < x < 1 else mp.mpf("1e-300")


def by_integrals():
    mp.mp.dps = 30
    yield 'test "moments by integrals" {'
    yield from moments("HalfStudentT(5.5, 2.0)", half_t(mp.mpf(5.5), mp.mpf(2)), 0, mp.inf)
    d = kumaraswamy(mp.mpf(2), mp.mpf(3))
    for line in moments("Kumaraswamy(2.0, 3.0)", d, 0, 1):
        yield line
    p = mp.mpf(1) / (1 + mp.exp(mp.mpf("1.2")))
    yield f"  assert allclose(BernoulliLogit(-1.2).entropy, {number(-p * mp.log(p) - (1 - p) * mp.log(1 - p))}, rtol=1e-12)"
    xs = [1e-9, 0.5, 0.999]
    below = [float(mp.log(1 - (1 - mp.mpf(x) ** 2) ** 3)) for x in xs]
    yield f"  assert allclose(log_cdf(Kumaraswamy(2.0, 3.0), {listed(xs)}), {listed(below)}, rtol=1e-11)"
    yield "}"
    yield ""


def tails_of_others():
    a, b = st.norm(-1.0, 1.0), st.norm(2.0, 0.5)
    xs = [-30.0, 0.5, 30.0]
    mixed = lambda f: listed(np.logaddexp(np.log(0.25) + getattr(a, f)(xs), np.log(0.75) + getattr(b, f)(xs)))
    lower = st.truncnorm(2.0, np.inf)
    counted = st.poisson(2.0)
    # A log-normal number by a function of a normal one, and a Weibull number by one that falls.
    log_normal, weibull = st.lognorm(1.5, 0, np.exp(0.3)), st.weibull_min(2.0, 0, 1.0)
    ys = [1e-8, 0.7, 700.0]
    yield 'test "functions of others, by SciPy" {'
    yield "  let mixed = Mixture([0.25, 0.75], Normal([-1.0, 2.0], [1.0, 0.5]))"
    yield f"  assert allclose(log_cdf(mixed, {listed(xs)}), {mixed('logcdf')}, rtol=1e-11)"
    yield f"  assert allclose(log_ccdf(mixed, {listed(xs)}), {mixed('logsf')}, rtol=1e-11)"
    yield f"  assert allclose(cdf(mixed, 0.5), {number(0.25 * a.cdf(0.5) + 0.75 * b.cdf(0.5))}, rtol=1e-11)"
    yield f"  assert allclose(icdf(Truncated(Normal(0.0, 1.0), lower=2.0), [0.0, 0.3, 0.9]), {listed(lower.ppf([0.0, 0.3, 0.9]))}, rtol=1e-9)"
    yield "  let t = draw(Truncated(Normal(0.0, 1.0), lower=2.0), key(0), 20000)"
    yield f"  assert all(t >= 2.0) and allclose(mean(t), {number(lower.mean())}, rtol=0.01)"
    yield "  let z = ZeroInflated(0.3, Poisson(2.0))"
    yield f"  assert allclose(cdf(z, [-1, 0, 3]), {listed([0.0, *(0.3 + 0.7 * counted.cdf([0, 3]))])}, rtol=1e-11)"
    yield f"  assert allclose(log_ccdf(z, [-1, 0, 30]), {listed([0.0, *(np.log(0.7) + counted.logsf([0, 30]))])}, rtol=1e-11)"
    yield "}"
    yield ""
    for name, d in ("transformed(Normal(0.3, 1.5), exp, log)", log_normal), ("transformed(Gumbel(0.0, 1.0), z -> exp(-0.5 * z), x -> -2.0 * log(x))", weibull):
        yield f'test "{name}, by SciPy" {{'
        yield f"    let d = {name}"
        yield f"    assert allclose(log_density(d, {listed(ys[:2])}), {listed(d.logpdf(ys[:2]))}, rtol=1e-10)"
        yield "    assert all(log_density(d, [-1.0, 0.0]) == -inf)"
        yield f"    assert allclose(cdf(d, {listed(ys)}), {listed(d.cdf(ys))}, rtol=1e-10)"
        yield f"    assert allclose(log_ccdf(d, {listed(ys[:2])}), {listed(d.logsf(ys[:2]))}, rtol=1e-10, atol=1e-15)"
        yield f"    assert allclose(icdf(d, [1e-12, 0.93]), {listed(d.ppf([1e-12, 0.93]))}, rtol=1e-8)"
        yield f"    assert allclose(mean(draw(d, key(1), 20000)), {number(d.mean())}, rtol=0.1)"
        yield "}"
        yield ""


def processes():
    x = np.array([0.0, 0.4, 1.5])
    y = [0.3, -0.2, 0.9]
    cov = 1.44 * np.exp(-0.5 * np.subtract.outer(x, x) ** 2 / 0.49)
    noisy = st.multivariate_normal(np.full(3, 0.5), cov + 0.09 * np.eye(3)).logpdf(y)
    points = np.array([[0.0, 0.0], [1.0, 0.5]])
    between = np.exp(-np.linalg.norm(points[:, None] - points[None], axis=-1))
    rows = st.multivariate_normal(np.zeros(2), between).logpdf([0.3, -0.2])
    start, moves = np.array([0.4, 0.6]), np.array([[0.9, 0.1], [0.2, 0.8]])
    path = np.log(start[1] * moves[1, 1] * moves[1, 0] * moves[0, 0])
    yield 'test "processes, by SciPy and by multiplying" {'
    yield f"  let x = {listed(x)}"
    yield "  let kernel = (a, b) -> 1.44 * exp(-0.5 * (a - b) ** 2 / 0.49)"
    yield f"  assert allclose(log_density(GaussianProcess(x, kernel, mean=0.5, noise=0.3), {listed(y)}), {number(noisy)}, rtol=1e-8)"
    yield f"  let p = GaussianProcess({'[' + ', '.join(map(listed, points)) + ']'}, (a, b) -> exp(-norm(a - b)))"
    yield f"  assert allclose(log_density(p, [0.3, -0.2]), {number(rows)}, rtol=1e-8)"
    yield "  let f = draw(GaussianProcess(linspace(0.0, 1.0, 20), kernel), key(0), (2000,))"
    yield "  assert allclose(var(f, axis=0), 1.44, rtol=0.15)"
    factor = np.array([[1.0, 0.2], [-0.5, 0.7], [0.3, 1.1]])
    low = st.multivariate_normal([1.0, 2.0, 3.0], factor @ factor.T + np.diag([0.5, 1.0, 2.0])).logpdf(y)
    yield f"  let factor = {'[' + ', '.join(map(listed, factor)) + ']'}"
    yield "  let low = MultivariateNormal([1.0, 2.0, 3.0], factor=factor, diagonal=[0.5, 1.0, 2.0])"
    yield f"  assert allclose(log_density(low, {listed(y)}), {number(low)}, rtol=1e-11)"
    yield "  assert allclose(cov(draw(low, key(3), (20000,)).T), factor @ factor.T + diag([0.5, 1.0, 2.0]), atol=0.1)"
    yield "  let chain = MarkovChain([0.4, 0.6], [[0.9, 0.1], [0.2, 0.8]])"
    yield f"  assert allclose(log_density(chain, [1, 1, 0, 0]), {number(path)}, rtol=1e-12)"
    yield "  assert log_density(chain, [1, 2, 0, 0]) == -inf"
    yield "}"
    yield ""


def shares(density, low, high, xs):
    """The logarithms of the integrals of a density below and above numbers, with 40 digits."""
    points = sorted({low, high, *(mp.mpf(k) / 4 for k in range(int(4 * low), int(4 * high) + 1) if low < mp.mpf(k) / 4 < high)})
    for x in xs:
        x = mp.mpf(x)
        # Beside `x` the density may fall fast.
        near = [mp.mpf(2) ** -k for k in range(3, 11)]
        below = sorted([p for p in points if p < x] + [x - y for y in near if x - y > low] + [x])
        above = sorted([p for p in points if p > x] + [x + y for y in near if x + y < high] + [x])
        yield float(mp.log(mp.quad(density, below))), float(mp.log(mp.quad(density, above)))


def by_quadrature():
    """Von Mises and skew normal distribution functions, and quantiles at which these are known."""
    mp.mp.dps = 40
    pi = mp.pi
    yield 'test "distribution functions by integrals" {'
    for mu, kappa, xs in (0.5, 3.0, [-3.0, -2.5, -1.0, 0.3, 0.5, 3.0]), (0.0, 0.01, [-3.1, 0.1, 2.0]), (-2.5, 40.0, [-3.0, -2.0, -1.0, 0.5, 3.1]), (0.0, 400.0, [-1.0, -0.1, 0.0, 0.2, 1.0]):
        norm = 2 * pi * mp.besseli(0, kappa)
        density = lambda x: mp.exp(kappa * mp.cos(x - mp.mpf(mu))) / norm
        below, above = zip(*shares(density, -pi, pi, xs))
        name = f"VonMises({mu}, {kappa})"
        yield f"  assert allclose(log_cdf({name}, {listed(xs)}), {listed(below)}, rtol=1e-10, atol=1e-14)"
        yield f"  assert allclose(log_ccdf({name}, {listed(xs)}), {listed(above)}, rtol=1e-10, atol=1e-14)"
        middle = [(x, b) for x, b in zip(xs, below) if b > -600]
        yield f"  assert allclose(icdf({name}, {listed(np.exp([b for x, b in middle if np.exp(b) < 0.9]))}), {listed([x for x, b in middle if np.exp(b) < 0.9])}, rtol=1e-9, atol=1e-12)"
    yield "  assert all(cdf(VonMises(0.5, 3.0), [-4.0, -pi, pi, 4.0]) == [0.0, 0.0, 1.0, 1.0])"
    for alpha, xs in (3.0, [-8.0, -2.5, -0.3, 0.0, 0.4, 2.0, 9.0]), (-0.7, [-20.0, -2.0, 0.0, 0.3, 6.0]), (0.0, [-3.0, 0.3]), (50.0, [-0.5, -0.01, 0.02, 3.0]):
        density = lambda z: 2 * mp.npdf(z) * mp.ncdf(mp.mpf(alpha) * z)
        below, above = zip(*shares(density, mp.mpf(-40), mp.mpf(40), xs))
        name, at = f"SkewNormal(0.5, 2.0, {alpha})", [0.5 + 2.0 * x for x in xs]
        yield f"  assert allclose(log_cdf({name}, {listed(at)}), {listed(below)}, rtol=1e-10, atol=1e-14)"
        yield f"  assert allclose(log_ccdf({name}, {listed(at)}), {listed(above)}, rtol=1e-10, atol=1e-14)"
        known = [(x, b) for x, b in zip(at, below) if -600 < b < -0.2]
        yield f"  assert allclose(icdf({name}, {listed(np.exp([b for _, b in known]))}), {listed([x for x, _ in known])}, rtol=1e-9, atol=1e-12)"
    yield "}"
    yield ""


def counted(name, weight, low, high, xs):
    """Tails of counts by adding up exact probabilities."""
    weights = {k: weight(k) for k in range(low, high + 1)}
    total = sum(weights.values())
    below = [float(mp.log(sum(w for k, w in weights.items() if k <= x) / total)) for x in xs]
    above = [float(mp.log(sum(w for k, w in weights.items() if k > x) / total)) for x in xs]
    yield f"  assert allclose(log_cdf({name}, {xs}), {listed(below)}, rtol=1e-11, atol=1e-14)"
    yield f"  assert allclose(log_ccdf({name}, {xs}), {listed(above)}, rtol=1e-11, atol=1e-14)"
    # Where more is below than an f64 can tell from all, nothing says which count it was.
    inside = [x for x, a in zip(xs, above) if low <= x <= high and a > -25]
    yield f"  assert all(icdf({name}, cdf({name}, {inside})) == {inside})"


def counts_added_up():
    mp.mp.dps = 40
    yield 'test "tails of counts by adding up" {'
    for n, a, b, xs in (30, 2.0, 0.5, [0, 1, 7, 25, 29]), (500, 40.0, 400.0, [0, 5, 40, 200, 450]), (12, 0.05, 0.02, [0, 3, 6, 11]):
        weight = lambda k: mp.binomial(n, k) * mp.beta(k + mp.mpf(a), n - k + mp.mpf(b))
        yield from counted(f"BetaBinomial({n}, {a}, {b})", weight, 0, n, xs)
    for good, bad, n, xs in (5, 7, 6, [0, 1, 4]), (600, 900, 100, [3, 20, 40, 60, 90]), (40, 3, 20, [17, 18, 19]):
        low, high = max(0, n - bad), min(good, n)
        weight = lambda k: mp.binomial(good, k) * mp.binomial(bad, n - k)
        yield from counted(f"Hypergeometric({good}, {bad}, {n})", weight, low, high, xs)
    yield "  assert all(cdf(Hypergeometric(40, 3, 20), [-1, 16, 20, 21]) == [0.0, 0.0, 1.0, 1.0])"
    yield "  assert all(cdf(BetaBinomial(0, 2.0, 0.5), [-1, 0, 1]) == [0.0, 1.0, 1.0])"
    yield "  assert icdf(BetaBinomial(0, 2.0, 0.5), 0.3) == 0 and cdf(BetaBinomial(3, 2.0, 0.5), i64(zeros(0))).shape == (0,)"
    ns, bs = [3, 9], [[0.5], [4.0]]
    tables = [[float(st.betabinom(k, 2.0, b[0]).cdf(2)) for k in ns] for b in bs]
    yield f"  assert allclose(cdf(BetaBinomial({ns}, 2.0, {bs}), 2), {'[' + ', '.join(map(listed, tables)) + ']'}, rtol=1e-12)"
    yield "}"
    yield ""


def quantiles_far_out():
    """Numbers of which the share is known with 40 digits, and derivatives."""
    mp.mp.dps = 40
    yield 'test "quantiles far out, and their derivatives" {'
    xs = [-1e6, -30.0, -1e-7, 0.0, 0.4]
    below = lambda x, n: mp.betainc(n / 2, mp.mpf("0.5"), 0, n / (n + mp.mpf(x) ** 2), regularized=True) / 2
    for n in 3.5, 0.3, 200.0:
        ps = [float(below(x, mp.mpf(n)) if x <= 0 else 1 - below(x, mp.mpf(n))) for x in xs]
        known = [(x, p) for x, p in zip(xs, ps) if p > 1e-300]
        yield f"  assert allclose(icdf(StudentT({n}), {listed([p for _, p in known])}), {listed([x for x, _ in known])}, rtol=1e-11, atol=1e-15)"
        half = [float(1 - 2 * below(x, mp.mpf(n))) for x in (1e-7, 0.4, 2.0)]
        yield f"  assert allclose(icdf(HalfStudentT({n}), {listed(half)}), [1e-7, 0.4, 2.0], rtol=1e-11)"
    for a, b, shares_of in (2.5, 0.7, [1e-200, 1e-5, 0.3, 0.99]), (0.02, 0.03, [1e-300, 1e-5, 0.4]), (300.0, 500.0, [0.2, 0.375, 0.6]):
        ps = [float(mp.betainc(a, b, 0, mp.mpf(x), regularized=True)) for x in shares_of]
        known = [(x, p) for x, p in zip(shares_of, ps) if 1e-300 < p < 0.99]
        yield f"  assert allclose(icdf(Beta({a}, {b}), {listed([p for _, p in known])}), {listed([x for x, _ in known])}, rtol=1e-9)"
    for a, b, xs in (3.5, 2.0, [0.003, 0.5, 4.0, 1e4]), (0.4, 1.0, [0.01, 1.0, 1e3]):
        ps = [float(mp.gammainc(mp.mpf(a), b / mp.mpf(x), regularized=True)) for x in xs]
        known = [(x, p) for x, p in zip(xs, ps) if p < 0.999]
        yield f"  assert allclose(icdf(InverseGamma({a}, {b}), {listed([p for _, p in known])}), {listed([x for x, _ in known])}, rtol=1e-9)"
    yield "  assert all(icdf(StudentT(3.0), [0.0, 1.0]) == [-inf, inf]) and all(icdf(Beta(2.0, 3.0), [0.0, 1.0]) == [0.0, 1.0])"
    yield "  assert all(icdf(InverseGamma(2.0, 3.0), [0.0, 1.0]) == [0.0, inf])"
    yield "  assert all(isnan(icdf(Beta(2.0, 3.0), [-0.1, 1.1, nan])))"
    slope = lambda f, x: float(mp.diff(f, x))
    t = lambda n, p: mp.findroot(lambda x: below(x, n) - p, -0.6)
    yield f"  assert allclose(grad(n -> icdf(StudentT(n), 0.3))(3.5), {number(slope(lambda n: t(n, mp.mpf('0.3')), mp.mpf('3.5')))}, rtol=1e-8)"
    yield f"  assert allclose(grad(p -> icdf(StudentT(3.5), p))(0.3), {number(slope(lambda p: t(mp.mpf('3.5'), p), mp.mpf('0.3')))}, rtol=1e-8)"
    beta = lambda a, p: mp.findroot(lambda x: mp.betainc(a, mp.mpf("0.7"), 0, x, regularized=True) - p, (mp.mpf("0.2"), mp.mpf("0.9")), solver="anderson")
    yield f"  assert allclose(grad(a -> icdf(Beta(a, 0.7), 0.3))(2.5), {number(slope(lambda a: beta(a, mp.mpf('0.3')), mp.mpf('2.5')))}, rtol=1e-8)"
    yield "}"
    yield ""


def main():
    lines = ["# Written by `language/src/test/python/distribution_cases.py`, with numbers of SciPy.", ""]
    for part in tests(CONTINUOUS, False), tests(DISCRETE, True), vectors(), of_others(), series_and_matrices(), by_integrals(), tails_of_others(), processes(), by_quadrature(), counts_added_up(), quantiles_far_out():
        lines.extend(part)
    with open("stdlib/tests/distributions.tgraph", "w") as f:
        f.write("\n".join(lines).rstrip() + "\n")


main()

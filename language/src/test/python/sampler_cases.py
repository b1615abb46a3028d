"""Writes the tests of the samplers that have parameters: with the numbers of JAX where the sampler is a formula of uniform
numbers, else with those that the algorithm gives here, whose distribution is compared with SciPy's; and derivatives, by mpmath.
Run this file.
"""

import jax.numpy as jnp
import mpmath
import numpy as np
from jax import lax, random
from scipy import special, stats

import random_cases
from random_cases import TYPES, log_gamma


class Script(random_cases.Script):
    numbers = "with numbers of JAX, NumPy or mpmath: see sampler_cases.py"


def formulas():
    several = jnp.array([0.5, 1.0, 3.0])
    for name, jax_of in {
        "lognormal": lambda k, p, shape, t: random.lognormal(k, p, shape, t),
        "rayleigh": lambda k, p, shape, t: random.rayleigh(k, p, shape, t),
        "pareto": lambda k, p, shape, t: random.pareto(k, p, shape, t),
        "weibull": lambda k, p, shape, t: random.weibull_min(k, 1.0, p, shape, t),
        "wald": lambda k, p, shape, t: random.wald(k, p, shape, t),
    }.items():
        s = Script(name)
        for i, (dtype, t) in enumerate(TYPES.items()):
            near = 1e-4 if dtype == "f32" else 1e-11
            s.case(f"{name}(key({40 + 4 * i}), {dtype}([0.5, 1.0, 3.0]))", jax_of(random.key(40 + 4 * i), several.astype(t), (3,), t), near)
            s.case(f"{name}(key({41 + 4 * i}), 2.0, (2, 3), dtype={dtype})", jax_of(random.key(41 + 4 * i), jnp.array(2.0, t), (2, 3), t), near)
            s.case(f"{name}(key({42 + 4 * i}), 2, (0, 3), dtype={dtype})", np.zeros((0, 3), t))
        if name in ("lognormal", "rayleigh"):
            s.case(f"{name}(key(60))", jax_of(random.key(60), jnp.array(1.0), (), jnp.float64))
        s.write()
    s = Script("triangular")
    s.case("triangular(key(40), -1.0, [0.0, -1.0, 2.0], 2)",
           random.triangular(random.key(40), -1.0, jnp.array([0.0, -1.0, 2.0]), 2.0, (3,)))
    s.case("triangular(key(41), 0.0, f32(0.25), 1.0, (2, 3))",
           random.triangular(random.key(41), jnp.float32(0.0), jnp.float32(0.25), jnp.float32(1.0), (2, 3), jnp.float32))
    s.write()
    s = Script("maxwell")
    s.case("maxwell(key(40), (2, 3))", random.maxwell(random.key(40), (2, 3)))
    s.case("maxwell(key(41), 4, dtype=f32)", random.maxwell(random.key(41), (4,), jnp.float32))
    s.case("maxwell(key(42))", random.maxwell(random.key(42)))
    s.case("maxwell(key(43), 0)", np.zeros(0))
    s.write()
    s = Script("double_sided_maxwell")
    s.case("double_sided_maxwell(key(40), (2, 3))", random.double_sided_maxwell(random.key(40), 0.0, 1.0, (2, 3)))
    s.case("double_sided_maxwell(key(41), 4, dtype=f32)", random.double_sided_maxwell(random.key(41), 0.0, 1.0, (4,), jnp.float32))
    s.write()
    s = Script("geometric")
    s.case("geometric(key(40), [0.01, 0.3, 0.9, 1.0])", random.geometric(random.key(40), jnp.array([0.01, 0.3, 0.9, 1.0])))
    s.case("geometric(key(41), f32(0.2), (2, 3))", random.geometric(random.key(41), jnp.float32(0.2), (2, 3)))
    s.case("geometric(key(42), 0.5, 0)", np.zeros(0, np.int64))
    s.case("geometric(key(43), [0.0, -0.5, 1.5, nan])", np.array([2**63 - 1, -1, -1, -1]))
    s.write()


def child(key, i):
    return random.fold_in(key, i)


def unit(key, shape):
    return np.asarray(random.uniform(key, shape))


def inverted(u, first, step):
    """The smallest k up to which the probabilities add up to more than u."""
    k, p, total = np.zeros(u.shape), first.copy(), first.copy()
    while ((total <= u) & (k < 120)).any():
        on = (total <= u) & (k < 120)
        p = np.where(on, p * step(k + 1), p)
        k = np.where(on, k + 1, k)
        total = np.where(on, total + p, total)
    return k


def rejected(key, shape, width, height, centre, scale, quick, log, most):
    """Transformed rejection: Hörmann's PTRS and BTRS."""
    result, done, i = np.zeros(shape), np.zeros(shape, bool), 0
    while not done.all():
        round_key = child(key, i)
        u, v = unit(child(round_key, 0), shape) - 0.5, unit(child(round_key, 1), shape)
        us = 0.5 - abs(u)
        k = np.floor((2 * height / us + width) * u + centre)
        inside = (k >= 0) & (k <= most)
        taken = (us >= 0.07) & (v <= quick) | inside & (np.log(v * scale / (height / us**2 + width)) <= log(np.clip(k, 0, most)))
        result, done, i = np.where(done, result, k), done | taken, i + 1
    return result


def poisson(key, mean):
    mean = np.asarray(mean, float)
    few = inverted(unit(child(key, 0), mean.shape), np.exp(-mean), lambda k: mean / k)
    large = np.maximum(mean, 10)
    width = 0.931 + 2.53 * np.sqrt(large)
    many = rejected(child(key, 1), mean.shape, width, -0.059 + 0.02483 * width, large + 0.43, 1.1239 + 1.1328 / (width - 3.4),
                    0.9277 - 3.6224 / (width - 2), lambda k: stats.poisson(large).logpmf(k), np.inf)
    return np.where(mean < 10, few, many).astype(np.int64)


def binomial(key, n, p):
    n, p = np.broadcast_arrays(np.asarray(n, float), np.asarray(p, float))
    least = np.minimum(p, 1 - p)
    q = 1 - least
    few = inverted(unit(child(key, 0), n.shape), np.exp(n * np.log1p(-least)), lambda k: (n - k + 1) * (least / q) / k)
    is_many = n * least >= 10
    m, r = np.where(is_many, n, 100), np.where(is_many, least, 0.5)
    deviation = np.sqrt(m * r * (1 - r))
    width = 1.15 + 2.53 * deviation
    law = stats.binom(m, r)
    mode = law.logpmf(np.floor((m + 1) * r))
    many = rejected(child(key, 1), n.shape, width, -0.0873 + 0.0248 * width + 0.01 * r, m * r + 0.5,
                    (2.83 + 5.1 / width) * deviation, 0.92 - 4.2 / width, lambda k: law.logpmf(k) - mode, m)
    k = np.where(is_many, many, few)
    return np.where(p <= 0.5, k, n - k).astype(np.int64)


def negative_binomial(key, n, p):
    n, p = np.broadcast_arrays(np.asarray(n, float), np.asarray(p, float))
    return poisson(child(key, 1), np.exp(log_gamma(child(key, 0), n)) * ((1 - p) / p))


def fits(sample, law):
    """Whether counts are distributed as they should be: chi-squared, with at least ten expected in each class."""
    edges = np.unique(law.ppf(np.linspace(0, 1, 40)[1:-1]))
    expected = np.diff(np.concatenate([[0], law.cdf(edges), [1]])) * len(sample)
    seen = np.histogram(sample, np.concatenate([[-np.inf], edges + 0.5, [np.inf]]))[0]
    keep = expected > 10
    rest = [expected[~keep].sum(), seen[~keep].sum()]
    expected, seen = expected[keep], seen[keep]
    if rest[0] > 0:
        expected, seen = np.append(expected, rest[0]), np.append(seen, rest[1])
    return len(expected) < 2 and (seen == expected.round()).all() or stats.chisquare(seen, expected).pvalue > 1e-3


def counts():
    many = np.zeros(40000)
    for mean in [0.01, 0.7, 5.0, 9.99, 10.0, 12.5, 80.0, 1e4, 1e9]:
        assert fits(poisson(random.key(77), many + mean), stats.poisson(mean)), mean
    for n, p in [(1, 0.3), (10, 0.5), (50, 0.1), (50, 0.9), (25, 0.5), (400, 0.03), (1000, 0.7), (10**6, 1e-5), (10**9, 0.25)]:
        assert fits(binomial(random.key(78), many + n, p), stats.binom(n, p)), (n, p)
    for n, p in [(1, 0.5), (3.5, 0.2), (20, 0.01)]:
        assert fits(negative_binomial(random.key(79), many + n, p), stats.nbinom(n, p)), (n, p)
    s = Script("poisson")
    means = [0.0, 0.01, 1.0, 9.99, 10.0, 25.0, 1000.0, 1e9]
    s.case(f"poisson(key(40), {means})", poisson(random.key(40), means))
    s.case("poisson(key(41), 3.5, (3, 4))", poisson(random.key(41), np.full((3, 4), 3.5)))
    s.case("poisson(key(42), f32(30.0), (3, 4))", poisson(random.key(42), np.full((3, 4), 30.0)))
    s.case("poisson(key(43), 7, 5)", poisson(random.key(43), np.full(5, 7.0)))
    s.case("poisson(key(44), 30.0)", poisson(random.key(44), 30.0))
    s.case("poisson(key(45), zeros(0))", np.zeros(0, np.int64))
    s.case("poisson(key(46), [-1.0, nan, inf, 1e19])", np.array([-1, -1, 2**63 - 1, 2**63 - 1]))
    s.case("vmap(m -> poisson(key(47), m, 3))([2.0, 40.0])", np.stack([poisson(random.key(47), np.full(3, m)) for m in [2.0, 40.0]]))
    s.case("grad(m -> f64(poisson(key(48), m)))(20.0)", np.float64(0))
    s.write()
    s = Script("binomial")
    ns, ps = [0, 1, 10, 100, 1000, 10**6, 10**9], [0.3, 0.5, 0.9, 0.05, 0.2, 1e-6, 0.5]
    s.case(f"binomial(key(40), {ns}, {ps})", binomial(random.key(40), ns, ps))
    s.case("binomial(key(41), 10, [[0.0], [0.25], [1.0]], (3, 4))", binomial(random.key(41), 10, np.broadcast_to([[0.0], [0.25], [1.0]], (3, 4))))
    s.case("binomial(key(42), 200, f32(0.5), (3, 4))", binomial(random.key(42), np.full((3, 4), 200), 0.5))
    s.case("binomial(key(43), zeros(0), 0.5)", np.zeros(0, np.int64))
    s.case("binomial(key(44), [5.0, -1.0, 5.0, 5.0, nan, inf], [0.0, 0.5, -0.1, 1.5, 0.5, 0.5])", np.array([0, -1, -1, -1, -1, -1]))
    s.write()
    s = Script("negative_binomial")
    s.case("negative_binomial(key(40), [1, 3, 50], [0.5, 0.01, 0.9])", negative_binomial(random.key(40), [1, 3, 50], [0.5, 0.01, 0.9]))
    s.case("negative_binomial(key(41), 2.5, 1.0, 3)", np.zeros(3, np.int64))
    s.case("negative_binomial(key(42), [1.0, 0.0, -1.0, 1.0, 1.0], [1.5, 0.5, 0.5, 0.0, nan])", np.array([-1, 0, -1, 2**63 - 1, -1]))
    s.write()
    s = Script("loggamma")
    s.case("loggamma(key(40), [0.001, 0.5, 30.0])", log_gamma(random.key(40), [0.001, 0.5, 30.0]), 1e-10)
    s.case("loggamma(key(41), f32(3.0), 4)", log_gamma(random.key(41), np.full(4, 3.0)).astype(np.float32))
    s.write()


def quantile(u, a):
    """The number below which the gamma distribution has the share u: by Newton's method from SciPy's."""
    x = mpmath.mpf(float(special.gammaincinv(float(a), float(u))))
    for _ in range(8):
        x -= (mpmath.gammainc(a, 0, x, regularized=True) - u) / (x ** (a - 1) * mpmath.exp(-x) / mpmath.gamma(a))
    return x


def share(key):
    return mpmath.mpf(float(random.uniform(key))) + mpmath.mpf(2) ** -53


def reparameterized():
    """Derivatives by the parameters, at fixed uniform numbers: implicit ones, by differences of quantiles in 60 digits."""
    mpmath.mp.dps = 60
    near = 1e-9
    s = Script("gamma", "gamma_derivatives")
    for a in [0.05, 0.5, 2.5, 30.0, 400.0]:
        u = share(random.key(70))
        slope = mpmath.diff(lambda a: quantile(u, a), a)
        assert abs(lax.random_gamma_grad(jnp.array(a), jnp.array(float(quantile(u, a)))) / float(slope) - 1) < 1e-6
        s.case(f"grad(a -> gamma(key(70), a))({a})", np.float64(slope), near)
        s.case(f"hessian(a -> gamma(key(70), a))({a})", np.float64(mpmath.diff(lambda a: quantile(u, a), a, 2)), near)
        s.case(f"grad(a -> chi2(key(70), a))({2 * a})", np.float64(slope), near)
    for seed in range(71, 74):
        k1, k2 = random.split(random.key(seed))
        u, v = share(k1), share(k2)
        f = lambda a, b: quantile(u, a) / (quantile(u, a) + quantile(v, b))
        a, b = mpmath.mpf(0.5), mpmath.mpf(2)
        s.case(f"grad(a -> beta(key({seed}), a, 2.0))(0.5)", np.float64(mpmath.diff(f, (a, b), (1, 0))), near)
        s.case(f"grad(b -> beta(key({seed}), 0.5, b))(2.0)", np.float64(mpmath.diff(f, (a, b), (0, 1))), near)
        z = float(random.normal(k1))
        s.case(f"grad(d -> student_t(key({seed}), d))(5.0)",
               np.float64(mpmath.diff(lambda d: z * mpmath.sqrt(d / 2 / quantile(v, d / 2)), 5)), near)
        us = [mpmath.mpf(float(x)) + mpmath.mpf(2) ** -53 for x in random.uniform(random.key(seed), (3,))]

        def first(a):
            xs = [quantile(u, c) for u, c in zip(us, [a, 1, 3])]
            return xs[0] / sum(xs)
        s.case(f"grad(a -> dirichlet(key({seed}), stack([a, 1.0, 3.0]))[0])(0.5)", np.float64(mpmath.diff(first, mpmath.mpf(0.5))), near)
    s.case("grad(a -> loggamma(key(74), a))(0.001)",
           np.float64(mpmath.diff(lambda a: (mpmath.log(share(random.key(74))) + mpmath.loggamma(a + 1)) / a, mpmath.mpf(0.001))), 1e-4)
    s.case("f32(grad(a -> gamma(key(70), a))(f32(2.5)))", np.float32(mpmath.diff(lambda a: quantile(share(random.key(70)), a), 2.5)), 1e-5)
    s.write()


if __name__ == "__main__":
    formulas()
    reparameterized()
    counts()

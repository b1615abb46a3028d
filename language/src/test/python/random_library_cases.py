"""Writes the tests of the samplers of stdlib/random.tgraph: with the numbers that their algorithms give here, whose distribution
is compared with SciPy's. Run this file.
"""

import jax.numpy as jnp
import numpy as np
from jax import random
from scipy import special, stats

import random_cases
from random_cases import log_gamma
from sampler_cases import binomial, child, fits, poisson, unit


class Script(random_cases.Script):
    numbers = "with numbers that the algorithm gives in NumPy: see random_library_cases.py"


NEAR = 1e-9
MANY = 20000


def is_from(sample, law):
    """Whether floats are distributed as they should be: Kolmogorov and Smirnov."""
    return stats.kstest(np.asarray(sample).ravel(), law.cdf).pvalue > 1e-3


def sign(key, shape):
    return np.where(unit(key, shape) < 0.5, 1.0, -1.0)


def normal(key, shape):
    return np.asarray(random.normal(key, shape))


def gamma(key, a):
    return np.exp(log_gamma(key, np.asarray(a, float)))


def loop(key, shape, start, done, step):
    """Candidates until each element has one that is taken."""
    kept, i = np.full(shape, start, float), 0
    done = np.broadcast_to(done, shape).copy()
    while not done.all():
        k = child(key, i)
        candidate, taken = step(child(k, 0), child(k, 1))
        kept = np.where(done, kept, candidate)
        done, i = done | taken, i + 1
    return kept


def fisher(key, a, b):
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    return np.exp(log_gamma(child(key, 0), a / 2) - log_gamma(child(key, 1), b / 2)) * (b / a)


def generalized(key, p):
    p = np.asarray(p, float)
    return gamma(child(key, 0), 1 / p) ** (1 / p) * sign(child(key, 1), p.shape)


def noncentral_chisquare(key, df, nonc):
    df, nonc = np.broadcast_arrays(np.asarray(df, float), np.asarray(nonc, float))
    return 2 * gamma(child(key, 1), (df + 2 * poisson(child(key, 0), nonc / 2)) / 2)


def noncentral_f(key, a, b, nonc):
    a, b, nonc = np.broadcast_arrays(*(np.asarray(x, float) for x in (a, b, nonc)))
    return noncentral_chisquare(child(key, 0), a, nonc) / a / (2 * gamma(child(key, 1), b / 2) / b)


def vonmises(key, mu, kappa):
    mu, kappa = np.broadcast_arrays(np.asarray(mu, float), np.asarray(kappa, float))
    right = (kappa > 1e-8) & (kappa <= 1e6)
    c = np.clip(kappa, 1e-5, 1e6)
    tau = 1 + np.sqrt(1 + 4 * c * c)
    rho = (tau - np.sqrt(2 * tau)) / (2 * c)
    flat = np.where(right, kappa, 1.0)
    s = np.where(kappa < 1e-5, 1 / flat + flat, (1 + rho * rho) / (2 * rho))
    k1, k2 = child(key, 0), child(key, 1)

    def step(ku, kv):
        z = np.cos(np.pi * unit(ku, c.shape))
        f = (1 + s * z) / (s + z)
        y, v = flat * (s - f), unit(kv, c.shape)
        return f, (y * (2 - y) - v >= 0) | (np.log(y / v) + 1 - y >= 0)

    cosine = loop(k1, c.shape, 0.0, ~right, step)
    k3, k4 = child(k2, 0), child(k2, 1)
    around = sign(k3, c.shape) * np.arccos(np.clip(cosine, -1, 1))
    level = np.pi * (2 * unit(child(k4, 0), c.shape) - 1)
    narrow = normal(child(k4, 1), c.shape) / np.sqrt(np.where(kappa > 1e6, kappa, 1.0))
    angle = np.where(kappa > 1e6, narrow, np.where(right, around, level))
    return np.where(kappa >= 0, (mu + angle + np.pi) % (2 * np.pi) - np.pi, np.nan)


def hypergeometric(key, good, bad, drawn):
    good, bad, drawn = np.broadcast_arrays(*(np.asarray(x, float) for x in (good, bad, drawn)))
    total = good + bad
    right = (good >= 0) & (bad >= 0) & (drawn >= 0) & (drawn <= total) & (total < 2.0**40)
    n = np.where(right, total, 2.0)
    m = np.where(right, np.minimum(drawn, total - drawn), 1.0)
    few = np.where(right, np.minimum(good, bad), 1.0)
    many = n - few
    mean = m * few / np.maximum(n, 1)
    variance = mean * (n - m) * many / (np.maximum(n, 1) * np.maximum(n - 1, 1))
    a = mean + 0.5
    h = 1.7155277699214135 * np.sqrt(variance + 0.5) + 0.8989161620588988
    mode = np.floor((m + 1) * (few + 1) / (n + 2))

    def weight(x):
        return special.gammaln(x + 1) + special.gammaln(few - x + 1) + special.gammaln(m - x + 1) + special.gammaln(many - m + x + 1)

    most = np.minimum(np.minimum(m, few) + 1, np.floor(a + 16 * np.sqrt(variance + 0.5)))

    def step(ku, kv):
        u = unit(ku, a.shape)
        x = a + h * (unit(kv, a.shape) - 0.5) / u
        inside = (x >= 0) & (x < most)
        count = np.floor(np.where(inside, x, mode))
        return count, inside & (2 * np.log(u) <= weight(mode) - weight(count))

    found = loop(key, a.shape, 0.0, ~right, step)
    of_good = np.where(good > bad, m - found, found)
    return np.where(right, np.where(m < drawn, good - of_good, of_good), -1).astype(np.int64)


def zipf(key, a):
    a = np.asarray(a, float)
    right = a > 1
    b = np.where(right, np.minimum(a, 1024.0), 2.0)
    two, least = 2.0 ** (b - 1), (2.0**62) ** (1 - b)

    def step(ku, kv):
        u = 1 - unit(ku, b.shape)
        x = np.floor((u * (1 - least) + least) ** (-1 / (b - 1)))
        inside = (x >= 1) & (x < 2.0**62)
        near = np.where(inside, x, 1.0)
        t = (1 + 1 / near) ** (b - 1)
        return near, inside & (unit(kv, b.shape) * near * (t - 1) / (two - 1) <= t / two)

    return np.where(right, loop(key, b.shape, 0.0, ~right, step), -1).astype(np.int64)


def logseries(key, p):
    p = np.asarray(p, float)
    right = (p >= 0) & (p < 1)
    u, v = 1 - unit(child(key, 0), p.shape), 1 - unit(child(key, 1), p.shape)
    q = -np.expm1(np.log1p(-np.where(right, p, 0.0)) * u)
    far = np.floor(1 + np.log(v) / np.log(np.where(q > 0, q, 0.5)))
    count = np.where(v >= p, 1.0, np.where(v <= q * q, np.maximum(far, 1.0), np.where(v >= q, 1.0, 2.0)))
    return np.where(right, count, -1).astype(np.int64)


def tails(x):
    return np.flip(np.cumsum(np.flip(x, -1), -1), -1)


def multinomial(key, n, p):
    p = np.asarray(p, float)
    tail = tails(p)
    share = np.where(tail > 0, p, 0.0) / np.where(tail > 0, tail, 1.0)
    left, counts = np.asarray(n), []
    for i in range(p.shape[-1]):
        counts.append(binomial(child(key, i), left, np.minimum(share[..., i], 1.0)))
        left = left - counts[-1]
    return np.stack(counts, -1)


def several(key, n, colors):
    colors = np.asarray(colors)
    left, counts, rest = np.asarray(n), [], tails(colors) - colors
    for i in range(colors.shape[-1]):
        counts.append(hypergeometric(child(key, i), colors[..., i], rest[..., i], left))
        left = left - counts[-1]
    return np.stack(counts, -1)


def floats():
    many = np.zeros(MANY)
    for a, b in [(1.0, 3.0), (5.5, 2.0), (40.0, 60.0)]:
        assert is_from(fisher(random.key(1), many + a, b), stats.f(a, b)), (a, b)
    for p in [0.5, 1.0, 2.0, 7.0]:
        assert is_from(generalized(random.key(2), many + p), stats.gennorm(p)), p
    for df, nonc in [(0.5, 2.0), (3.0, 0.5), (10.0, 30.0)]:
        assert is_from(noncentral_chisquare(random.key(3), many + df, nonc), stats.ncx2(df, nonc)), (df, nonc)
    assert is_from(noncentral_f(random.key(4), many + 3, 8.0, 2.0), stats.ncf(3, 8, 2.0))
    for kappa in [0.0, 1e-9, 1e-6, 0.1, 1.0, 30.0, 1e5, 1e7]:
        law = stats.vonmises(kappa) if kappa > 1e-8 else stats.uniform(-np.pi, 2 * np.pi)
        assert is_from(vonmises(random.key(5), many, kappa), law), kappa
    s = Script("random.f")
    s.case("random.f(key(40), [1.0, 5.5], [[3.0], [2.0]])", fisher(random.key(40), np.array([1.0, 5.5]), np.array([[3.0], [2.0]])), NEAR)
    s.case("random.f(key(41), 3.0, 4.0, (2,))", fisher(random.key(41), np.full(2, 3.0), 4.0), NEAR)
    s.case("random.f(key(42), f32(3.0), 4.0, 0)", np.zeros(0, np.float32))
    s.write()
    s = Script("random.power")
    s.case("random.power(key(40), [0.5, 1.0, 3.0])", unit(random.key(40), (3,)) ** (1 / np.array([0.5, 1.0, 3.0])), NEAR)
    s.case("random.power(key(41), 2.0, (2, 1))", unit(random.key(41), (2, 1)) ** 0.5, NEAR)
    s.write()
    s = Script("generalized_normal")
    s.case("generalized_normal(key(40), [0.5, 1.0, 2.0, 7.0])", generalized(random.key(40), [0.5, 1.0, 2.0, 7.0]), NEAR)
    s.case("generalized_normal(key(41), 2.0, (2, 2))", generalized(random.key(41), np.full((2, 2), 2.0)), NEAR)
    s.write()
    s = Script("noncentral_chisquare")
    s.case("noncentral_chisquare(key(40), [0.5, 3.0, 10.0], [2.0, 0.0, 30.0])",
           noncentral_chisquare(random.key(40), [0.5, 3.0, 10.0], [2.0, 0.0, 30.0]), NEAR)
    s.case("noncentral_chisquare(key(41), 2.0, -1.0)", np.float64(np.nan))
    s.write()
    s = Script("noncentral_f")
    s.case("noncentral_f(key(40), [3.0, 5.0], 8.0, 2.0)", noncentral_f(random.key(40), [3.0, 5.0], 8.0, 2.0), NEAR)
    s.write()
    s = Script("vonmises")
    kappas = [0.0, 1e-9, 1e-6, 0.1, 1.0, 30.0, 1e5, 1e7]
    s.case(f"vonmises(key(40), 0.5, {kappas})", vonmises(random.key(40), 0.5, kappas), 1e-7)
    s.case("vonmises(key(41), [0.0, 3.0], 2.0)", vonmises(random.key(41), [0.0, 3.0], 2.0), 1e-7)
    s.case("vonmises(key(42), 0.0, -1.0)", np.float64(np.nan))
    s.case("vonmises(key(43), 0.0, 1.0, 0)", np.zeros(0))
    s.write()
    s = Script("ball")

    def ball(key, shape, d, p):
        g = generalized(child(key, 0), np.full(shape + (d,), p))
        e = np.asarray(random.exponential(child(key, 1), shape))
        return g / ((abs(g) ** p).sum(-1) + e)[..., None] ** (1 / p)

    for p in [1.0, 2.0, 3.5]:
        radius = (abs(ball(random.key(6), (MANY,), 3, p)) ** p).sum(-1) ** (1 / p)
        assert is_from(radius**3, stats.uniform()), p
    s.case("ball(key(40), 3)", ball(random.key(40), (), 3, 2.0), NEAR)
    s.case("ball(key(41), 2, p=1.0, shape=(2, 2))", ball(random.key(41), (2, 2), 2, 1.0), NEAR)
    s.write()
    s = Script("orthogonal")

    def orthogonal(key, shape, n):
        q, r = np.linalg.qr(normal(key, shape + (n, n)))
        return q * np.sign(np.diagonal(r, axis1=-2, axis2=-1))[..., None, :]

    assert is_from(orthogonal(random.key(7), (MANY // 10,), 3)[:, 0, 1], stats.uniform(-1, 2))
    s.case("orthogonal(key(40), 3)", orthogonal(random.key(40), (), 3), NEAR)
    s.case("orthogonal(key(41), 2, shape=2)", orthogonal(random.key(41), (2,), 2), NEAR)
    s.case("orthogonal(key(42), 1, dtype=f32)", np.sign(np.asarray(random.normal(random.key(42), (1, 1), jnp.float32))))
    s.write()


def counts():
    many = np.zeros(MANY)
    for good, bad, drawn in [(5, 7, 4), (100, 3, 50), (1, 1, 1), (3, 40, 40), (1000, 3000, 500), (10**6, 10**7, 10**5), (20, 10, 30)]:
        law = stats.hypergeom(good + bad, good, drawn)
        assert fits(hypergeometric(random.key(8), many + good, bad, drawn), law), (good, bad, drawn)
    for a in [1.5, 2.0, 4.0, 20.0]:
        assert fits(np.minimum(zipf(random.key(9), many + a), 10**6), stats.zipf(a)) or a < 2, a
    for p in [0.1, 0.5, 0.9, 0.999]:
        assert fits(logseries(random.key(10), many + p), stats.logser(p)), p
    drawn = multinomial(random.key(11), np.full(MANY, 20), np.broadcast_to([0.2, 0.3, 0.5], (MANY, 3)))
    assert (drawn.sum(-1) == 20).all() and all(fits(drawn[:, i], stats.binom(20, p)) for i, p in enumerate([0.2, 0.3, 0.5]))
    assert abs(np.cov(drawn.T)[0, 1] + 20 * 0.2 * 0.3) < 0.1
    drawn = several(random.key(12), np.full(MANY, 6), np.broadcast_to([3, 4, 5], (MANY, 3)))
    assert (drawn.sum(-1) == 6).all() and all(fits(drawn[:, i], stats.hypergeom(12, n, 6)) for i, n in enumerate([3, 4, 5]))
    s = Script("hypergeometric")
    good, bad, n = [5, 100, 1, 3, 1000, 0, 7, 10**6], [7, 3, 1, 40, 3000, 5, 0, 10**7], [4, 50, 1, 40, 500, 3, 7, 10**5]
    s.case(f"hypergeometric(key(40), {good}, {bad}, {n})", hypergeometric(random.key(40), good, bad, n))
    s.case("hypergeometric(key(41), 10, 20, 5, (2, 3))", hypergeometric(random.key(41), np.full((2, 3), 10), 20, 5))
    s.case("hypergeometric(key(42), [3, -1, 3], [3, 3, -2], 7)", np.array([-1, -1, -1]))
    s.case("hypergeometric(key(43), 3, 3, 2, 0)", np.zeros(0, np.int64))
    s.write()
    s = Script("zipf")
    s.case("zipf(key(40), [1.1, 1.5, 2.0, 4.0, 20.0, 2000.0])", zipf(random.key(40), [1.1, 1.5, 2.0, 4.0, 20.0, 2000.0]))
    s.case("zipf(key(41), 2.0, (2, 3))", zipf(random.key(41), np.full((2, 3), 2.0)))
    s.case("zipf(key(42), [1.0, 0.5, -1.0, nan])", np.full(4, -1))
    s.write()
    s = Script("logseries")
    s.case("logseries(key(40), [0.0, 0.1, 0.5, 0.9, 0.999])", logseries(random.key(40), [0.0, 0.1, 0.5, 0.9, 0.999]))
    s.case("logseries(key(41), 0.5, (2, 3))", logseries(random.key(41), np.full((2, 3), 0.5)))
    s.case("logseries(key(42), [1.0, -0.5, nan])", np.full(3, -1))
    s.write()
    s = Script("multinomial")
    s.case("multinomial(key(40), 20, [0.2, 0.3, 0.5])", multinomial(random.key(40), 20, [0.2, 0.3, 0.5]))
    s.case("multinomial(key(41), [5, 1000], [[0.2, 0.3], [0.9, 0.1]])", multinomial(random.key(41), np.array([5, 1000]), [[0.2, 0.3], [0.9, 0.1]]))
    s.case("multinomial(key(42), 7, [1.0, 0.0, 0.0], shape=2)", np.array([[7, 0, 0], [7, 0, 0]]))
    s.case("multinomial(key(43), 0, [0.5, 0.5])", np.array([0, 0]))
    s.case("multinomial(key(44), 3, zeros((2, 0)))", np.zeros((2, 0), np.int64))
    s.write()
    s = Script("multivariate_hypergeometric")
    s.case("multivariate_hypergeometric(key(40), [3, 4, 5], 6)", several(random.key(40), 6, [3, 4, 5]))
    s.case("multivariate_hypergeometric(key(41), [[30, 0], [10, 20]], [12, 30])", several(random.key(41), np.array([12, 30]), [[30, 0], [10, 20]]))
    s.write()


if __name__ == "__main__":
    floats()
    counts()

"""Gradients of the log densities of models in JAX, for benchmarks/sampling: `densities.py MODELS NAME …`.

Prints {NAME: seconds of a gradient}, measured in a compiled loop: what calling JAX takes is not in it. The
densities are those of MODELS/NAME.tgraph, of unconstrained numbers and with their Jacobians, up to a constant.
"""

import json
import sys
import time
from pathlib import Path

try:
    import jax
except ImportError:
    sys.exit("JAX is not installed.")
import jax.numpy as jnp
import numpy as np
from jax.scipy.linalg import solve_triangular
from jax.scipy.special import gammaln, logsumexp

jax.config.update("jax_enable_x64", True)

LOOPS = 2000


def normal(x, mu, sigma):
    return jnp.sum(-0.5 * ((x - mu) / sigma) ** 2 - jnp.log(sigma) * jnp.ones_like(x - mu))


def half_cauchy(x, scale):
    return -jnp.sum(jnp.log1p((x / scale) ** 2))


def student(x, nu, sigma):
    return jnp.sum(-0.5 * (nu + 1) * jnp.log1p((x / sigma) ** 2 / nu))


def positive(u):
    """exp(u), and the logarithm of its derivative."""
    return jnp.exp(u), jnp.sum(u)


def between(u, lower, upper):
    p = jax.nn.sigmoid(u)
    return lower + (upper - lower) * p, jnp.sum(jnp.log(upper - lower) - jax.nn.softplus(u) - jax.nn.softplus(-u))


def simplex(u):
    """Rows of one number less, by breaking sticks."""
    k = u.shape[-1]
    z = jax.nn.sigmoid(u - jnp.log(jnp.arange(k, 0, -1)))
    left = jnp.concatenate([jnp.ones_like(z[..., :1]), jnp.cumprod(1 - z, axis=-1)], axis=-1)
    p = jnp.concatenate([z, jnp.ones_like(z[..., :1])], axis=-1) * left
    return p, jnp.sum(jnp.log(left[..., :-1]) + jnp.log(z) + jnp.log1p(-z))


def schools_noncentered(d):
    y, sigma = d["y"], d["sigma"]

    def density(q):
        mu, z = q[0], q[2:]
        tau, jacobian = positive(q[1])
        return normal(mu, 0, 5) + half_cauchy(tau, 5) + jacobian + normal(z, 0, 1) + normal(y, mu + tau * z, sigma)

    return density, 2 + len(y)


def cancer(d):
    x = np.stack([d["radius"], d["texture"], d["smoothness"], d["symmetry"]], axis=1)
    x = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    y = d["y"]

    def density(q):
        eta = q[0] + x @ q[1:]
        return student(q, 3, 2.5) + jnp.sum(y * eta - jax.nn.softplus(eta))

    return density, 5


def kidiq(d):
    iq, hs, y = d["mom_iq"] - d["mom_iq"].mean(), d["mom_hs"] - d["mom_hs"].mean(), d["y"]

    def density(q):
        sigma, jacobian = positive(q[4])
        mu = q[0] + q[1] * hs + q[2] * iq + q[3] * hs * iq
        return half_cauchy(sigma, 2.5) + jacobian + normal(y, mu, sigma)

    return density, 5


def sunspots_ar(d):
    y = d["y"]
    before = np.stack([y[4 - k : len(y) - 1 - k] for k in range(5)], axis=1)

    def density(q):
        sigma, jacobian = positive(q[6])
        mu = q[0] + before @ q[1:6]
        return normal(q[:6], 0, 10) + half_cauchy(sigma, 2.5) + jacobian + normal(y[5:], mu, sigma)

    return density, 7


def dax_garch(d):
    y = d["y"]
    first = y.std(ddof=1)

    def density(q):
        mu = q[0]
        alpha0, j0 = positive(q[1])
        alpha1, j1 = between(q[2], 0.0, 1.0)
        beta1, j2 = between(q[3], 0.0, 1.0 - alpha1)

        def step(sigma, before):
            following = jnp.sqrt(alpha0 + alpha1 * (before - mu) ** 2 + beta1 * sigma**2)
            return following, following

        _, rest = jax.lax.scan(step, first, y[:-1])
        return j0 + j1 + j2 + normal(y, mu, jnp.concatenate([jnp.full(1, first), rest]))

    return density, 4


def faithful_mixture(d):
    y = d["y"]

    def density(q):
        step, j0 = positive(q[1])
        mu = jnp.stack([q[0], q[0] + step])
        sigma, j1 = positive(q[2:4])
        theta, j2 = between(q[4], 0.0, 1.0)
        each = -0.5 * ((y[:, None] - mu) / sigma) ** 2 - jnp.log(sigma) + jnp.log(jnp.stack([theta, 1 - theta]))
        prior = normal(mu, 70, 20) + normal(sigma, 0, 10) + 4 * jnp.log(theta) + 4 * jnp.log1p(-theta)
        return prior + j0 + j1 + j2 + jnp.sum(logsumexp(each, axis=1))

    return density, 5


def earthquakes_hmm(d):
    y = d["y"]

    def density(q):
        p, j0 = simplex(q[:6].reshape(3, 2))
        steps, j1 = positive(q[6:9])
        rate = jnp.cumsum(steps)
        emitted = y[:, None] * jnp.log(rate) - rate - gammaln(y[:, None] + 1)
        moves = jnp.log(p)

        def step(a, e):
            return logsumexp(a[:, None] + moves, axis=0) + e, None

        last, _ = jax.lax.scan(step, emitted[0] - jnp.log(3.0), emitted[1:])
        return j0 + j1 + jnp.sum(jnp.log(rate) - 0.1 * rate) + logsumexp(last)

    return density, 9


def mcycle_gp(d):
    x, y = d["x"] / 10, d["y"] / 50
    apart = x[:, None] - x

    def density(q):
        (rho, alpha, sigma), jacobian = positive(q)
        k = alpha**2 * jnp.exp(-0.5 * (apart / rho) ** 2) + sigma**2 * jnp.eye(len(x))
        factor = jnp.linalg.cholesky(k)
        z = solve_triangular(factor, y, lower=True)
        prior = -6 * jnp.log(rho) - 5 / rho - 0.5 * (alpha**2 + sigma**2)
        return prior + jacobian - 0.5 * z @ z - jnp.sum(jnp.log(jnp.diagonal(factor)))

    return density, 3


def rats(d):
    day, y = d["day"] - 22.0, d["y"]
    n = len(y)

    def density(q):
        scales, jacobian = positive(q[2:5])
        alpha, beta = q[5 : 5 + n], q[5 + n :]
        prior = normal(q[0], 250, 100) + normal(q[1], 6, 10) + normal(scales, 0, jnp.array([50.0, 5.0, 20.0]))
        effects = normal(alpha, q[0], scales[0]) + normal(beta, q[1], scales[1])
        return prior + jacobian + effects + normal(y, alpha[:, None] + beta[:, None] * day, scales[2])

    return density, 5 + 2 * n


def epil(d):
    x = np.stack([d["lbase"], d["trt"], d["lbase"] * d["trt"], d["lage"], d["v4"]], axis=1)
    subject, y = d["subject"].astype(int), d["y"]
    n = len(y)

    def density(q):
        b, e = q[6:65], q[65 : 65 + n]
        scales, jacobian = positive(q[65 + n :])
        eta = q[0] + x @ q[1:6] + scales[0] * b[subject] + scales[1] * e
        prior = normal(q[:6], 0, 10) + normal(b, 0, 1) + normal(e, 0, 1) + normal(scales, 0, 1)
        return prior + jacobian + jnp.sum(y * eta - jnp.exp(eta))

    return density, 6 + 59 + n + 2


DATA = {"schools_noncentered": "schools", "sunspots_ar": "sunspots", "dax_garch": "dax", "faithful_mixture": "faithful"}
DATA |= {"earthquakes_hmm": "earthquakes", "mcycle_gp": "mcycle"}
MODELS = [schools_noncentered, cancer, kidiq, sunspots_ar, dax_garch, faithful_mixture, earthquakes_hmm, mcycle_gp, rats, epil]


def seconds(density, size):
    gradient = jax.value_and_grad(density)

    @jax.jit
    def loop(q):
        def step(_, q):
            value, by_q = gradient(q)
            # Each step needs what the one before it found, and stays where it is.
            return q + 1e-12 * by_q + 1e-300 * value

        return jax.lax.fori_loop(0, LOOPS, step, q)

    q = jnp.linspace(-0.3, 0.3, size)
    loop(q).block_until_ready()
    times = []
    for _ in range(7):
        before = time.perf_counter()
        loop(q).block_until_ready()
        times.append(time.perf_counter() - before)
    return min(times) / LOOPS


def main():
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    found = {}
    for model in MODELS:
        name = model.__name__
        if name in names:
            data = json.loads((folder / f"{DATA.get(name, name)}.json").read_text())
            found[name] = seconds(*model({k: np.array(v, dtype=float) for k, v in data.items()}))
    print(json.dumps(found))


if __name__ == "__main__":
    main()

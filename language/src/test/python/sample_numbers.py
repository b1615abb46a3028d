"""Numbers that the tests of `samples/` expect, by NumPy, SciPy and JAX: run it, and compare what it prints.

What is fitted is fitted here by other means (SciPy's optimizers and solvers) to the same data.
"""

import csv
import pathlib

import jax
import jax.numpy as jnp
import numpy as np
import scipy.integrate
import scipy.linalg
import scipy.optimize

jax.config.update("jax_enable_x64", True)
DATA = pathlib.Path(__file__).parents[4] / "samples" / "data"


def columns(name):
    with open(DATA / name) as file:
        rows = list(csv.DictReader(file))
    return {k: np.array([float(r[k]) if r[k] else np.nan for r in rows]) for k in rows[0]}


def digits():
    data = columns("digits.csv")
    labels = data.pop("label").astype(int)
    images = np.stack(list(data.values()), 1) / 16.0
    k1, k2 = jax.random.split(jax.random.key(0))
    p = {
        "kernels": jax.random.normal(k1, (8, 1, 3, 3)) * np.sqrt(2 / 9),
        "a": jnp.zeros(8),
        "w": jax.random.normal(k2, (128, 10)) * np.sqrt(2 / 128),
        "b": jnp.zeros(10),
    }

    def logits(p, x):
        y = jax.lax.conv_general_dilated(x.reshape(-1, 1, 8, 8), p["kernels"], (1, 1), "SAME")
        y = jax.nn.relu(y + p["a"][:, None, None])
        y = jax.lax.reduce_window(y, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
        return y.reshape(len(x), 128) @ p["w"] + p["b"]

    def loss(p, n=100):
        return -jnp.mean(jax.nn.log_softmax(logits(p, images[:n]))[jnp.arange(n), labels[:n]])

    value, g = jax.value_and_grad(loss)(p)
    print("digits: loss", value, "norms", {k: float(jnp.linalg.norm(v)) for k, v in g.items()})


def co2():
    ppm = columns("co2.csv")
    known = np.isfinite(ppm["co2"])
    return ppm["date"].astype(int), ppm["co2"], known


def gaussian_process():
    _, ppm, known = co2()
    years = 1958.24 + np.nonzero(known)[0] * 7.0 / 365.25
    ppm = ppm[known]
    x, y = years[years < 1991.0][::25], ppm[years < 1991.0][::25]
    y0 = y - y.mean()

    def covariance(p, a, b):
        d = a[:, None] - b[None, :]
        slow = jnp.exp(2 * p[0] - 0.5 * (d / jnp.exp(p[1])) ** 2)
        return slow + jnp.exp(2 * p[2] - 2 * (jnp.sin(jnp.pi * d) / jnp.exp(p[3])) ** 2)

    def loss(p):
        L = jnp.linalg.cholesky(covariance(p, x, x) + jnp.exp(2 * p[4]) * jnp.eye(len(x)))
        a = jax.scipy.linalg.solve_triangular(L, y0, lower=True)
        return 0.5 * a @ a + jnp.log(jnp.diag(L)).sum() + 0.5 * len(x) * jnp.log(2 * jnp.pi)

    start = np.array([np.log(30.0), np.log(30.0), 1.0, 0.0, 0.0])
    fit = scipy.optimize.minimize(
        jax.jit(jax.value_and_grad(loss)), start, jac=True, method="BFGS", options={"gtol": 1e-6})
    p = fit.x
    K = covariance(p, x, x) + np.exp(2 * p[4]) * np.eye(len(x))
    later = years >= 1991.0
    error = covariance(p, years[later], x) @ np.linalg.solve(K, y0) + y.mean() - ppm[later]
    print("gaussian process: at the start", float(-loss(start)))
    print("gaussian process: scales", np.exp(p), "log likelihood", -fit.fun)
    print("gaussian process: error", float(np.sqrt(np.mean(error**2))))


def growth():
    date, ppm, known = co2()
    years = 1959 + np.arange(43)
    level = np.array([ppm[known & (date // 10000 == y)].mean() for y in years])
    times = years - 1959.0

    def residuals(p):
        rate = lambda t, c: 0.01 * p[0] * (c - 280.0)
        got = scipy.integrate.solve_ivp(rate, (0, 42), [p[1]], t_eval=times, rtol=1e-11, atol=1e-11)
        return got.y[0] - level

    fit = scipy.optimize.least_squares(residuals, [2.0, 315.0], xtol=1e-14, ftol=1e-14, gtol=1e-14)
    print("growth: rate, start", fit.x, "mean square", float(np.mean(fit.fun**2)))


if __name__ == "__main__":
    digits()
    gaussian_process()
    growth()

"""The workloads of benchmarks/run in JAX, PyTorch, Numba and NumPy: `peers.py NAME scripts`.

Prints {"version": …, "seconds": {number: median}}; status 3 if NAME is not installed.
"""

import importlib
import json
import statistics
import sys
import time

import numpy as np

SCHOOLS_Y = np.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
SCHOOLS_SIGMA = np.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])


def median(run, least=5, budget=0.5):
    """As `tgraph test --bench` does it: some rounds to warm up, then at least five."""
    for _ in range(2):
        run()
    times = []
    start = time.perf_counter()
    while len(times) < least or (time.perf_counter() - start < budget and len(times) < 10_000):
        before = time.perf_counter()
        run()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def data():
    return {
        "line": lambda: np.linspace(-3.0, 3.0, 10_000_000),
        "square": lambda: np.sin(np.linspace(0.0, 1000.0, 4096 * 4096).reshape(4096, 4096)).astype(np.float32),
        "table": lambda: np.sin(np.linspace(0.0, 100_000.0, 100_000 * 50).reshape(100_000, 50)),
        "returns": lambda: 0.01 * np.sin(np.linspace(0.0, 50_000.0, 100_000)),
        "heat": lambda: np.sin(np.linspace(0.0, 100.0, 1024 * 1024).reshape(1024, 1024)),
        "points": lambda: np.sin(np.linspace(0.0, 100.0, 6000).reshape(2000, 3)),
    }


def with_jax(scripts):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    made = data()

    def bench(f, *args):
        compiled = jax.jit(f)
        args = [jnp.asarray(a) for a in args]
        return median(lambda: jax.block_until_ready(compiled(*args)))

    def elementwise(x):
        return jnp.tanh(0.7 * x + 0.1) * jax.nn.sigmoid(1.3 * x) + jnp.log1p(jnp.exp(-jnp.abs(x)))

    def loss(w, x, y):
        z = x @ w
        return jnp.sum(jnp.logaddexp(0.0, z) - y * z)

    def loglik(p, r):
        def step(c, x):
            s, l = c
            return (p[0] + p[1] * x * x + p[2] * s, l - 0.5 * (jnp.log(s) + x * x / s)), None

        return jax.lax.scan(step, (0.0001, 0.0), r)[0][1]

    def schools(q):
        mu, log_tau, z = q[0], q[1], q[2:]
        tau = jnp.exp(log_tau)
        theta = mu + tau * z
        prior = -0.5 * (mu / 5.0) ** 2 - jnp.log1p((tau / 5.0) ** 2) + log_tau - 0.5 * jnp.sum(z * z)
        return prior - 0.5 * jnp.sum(((SCHOOLS_Y - theta) / SCHOOLS_SIGMA) ** 2)

    def heat(u):
        def step(_, u):
            p = jnp.pad(u, 1)
            return u + 0.1 * (p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4.0 * u)

        return jax.lax.fori_loop(0, 100, step, u)

    def pairs(x):
        d = x[:, None, :] - x[None, :, :]
        return jnp.sum(jnp.exp(-jnp.sum(d * d, axis=-1)))

    seconds = {}
    if "exponentials" in scripts:
        seconds["1"] = bench(lambda x: jnp.sum(jnp.exp(-0.5 * x * x)), made["line"]())
    if "elementwise" in scripts:
        seconds["2"] = bench(elementwise, made["line"]())
        seconds["2, f32"] = bench(elementwise, made["line"]().astype(np.float32))
    if "softmax" in scripts:
        seconds["4"] = bench(lambda x: jax.nn.softmax(x, axis=-1), made["square"]())
    if "logistic" in scripts:
        x = made["table"]()
        y = np.where(x.sum(axis=1) > 0, 1.0, 0.0)
        seconds["5"] = bench(jax.value_and_grad(loss), np.linspace(-0.5, 0.5, 50), x, y)
    if "garch" in scripts:
        seconds["8"] = bench(jax.value_and_grad(loglik), np.array([0.000002, 0.08, 0.9]), made["returns"]())
    if "schools" in scripts:
        seconds["9"] = bench(jax.value_and_grad(schools), np.linspace(-0.5, 0.5, 10))
    if "heat" in scripts:
        seconds["11"] = bench(heat, made["heat"]())
    if "pairs" in scripts:
        seconds["12"] = bench(pairs, made["points"]())
    return seconds


def with_torch(scripts):
    import torch

    made = data()

    def tensor(x):
        return torch.from_numpy(x)

    def elementwise(x):
        return torch.tanh(0.7 * x + 0.1) * torch.sigmoid(1.3 * x) + torch.log1p(torch.exp(-torch.abs(x)))

    seconds = {}
    with torch.no_grad():
        if "exponentials" in scripts:
            x = tensor(made["line"]())
            seconds["1"] = median(lambda: torch.sum(torch.exp(-0.5 * x * x)))
        if "elementwise" in scripts:
            x = tensor(made["line"]())
            x32 = x.float()
            seconds["2"] = median(lambda: elementwise(x))
            seconds["2, f32"] = median(lambda: elementwise(x32))
        if "softmax" in scripts:
            s = tensor(made["square"]())
            seconds["4"] = median(lambda: torch.softmax(s, dim=-1))
    if "logistic" in scripts:
        t = tensor(made["table"]())
        y = (t.sum(dim=1) > 0).double()
        w = torch.linspace(-0.5, 0.5, 50, dtype=torch.float64, requires_grad=True)

        def logistic():
            z = t @ w
            value = torch.sum(torch.logaddexp(torch.zeros_like(z), z) - y * z)
            return torch.autograd.grad(value, w)

        seconds["5"] = median(logistic)
    return seconds


def with_numba(scripts):
    import numba

    made = data()

    @numba.njit
    def exponentials(x):
        total = 0.0
        for v in x:
            total += np.exp(-0.5 * v * v)
        return total

    @numba.njit
    def heat(u):
        n, m = u.shape
        a = u.copy()
        b = u.copy()
        for _ in range(100):
            for i in range(n):
                for j in range(m):
                    up = a[i - 1, j] if i > 0 else 0.0
                    down = a[i + 1, j] if i + 1 < n else 0.0
                    left = a[i, j - 1] if j > 0 else 0.0
                    right = a[i, j + 1] if j + 1 < m else 0.0
                    b[i, j] = a[i, j] + 0.1 * (up + down + left + right - 4.0 * a[i, j])
            a, b = b, a
        return a

    @numba.njit
    def pairs(x):
        total = 0.0
        for i in range(x.shape[0]):
            for j in range(x.shape[0]):
                d = 0.0
                for k in range(3):
                    d += (x[i, k] - x[j, k]) ** 2
                total += np.exp(-d)
        return total

    seconds = {}
    if "exponentials" in scripts:
        x = made["line"]()
        seconds["1"] = median(lambda: exponentials(x))
    if "heat" in scripts:
        u = made["heat"]()
        seconds["11"] = median(lambda: heat(u))
    if "pairs" in scripts:
        p = made["points"]()
        seconds["12"] = median(lambda: pairs(p))
    return seconds


def with_numpy(scripts):
    made = data()

    def elementwise(x):
        return np.tanh(0.7 * x + 0.1) / (1 + np.exp(-1.3 * x)) + np.log1p(np.exp(-np.abs(x)))

    def softmax(x):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    def logistic(w, x, y):
        z = x @ w
        value = np.sum(np.logaddexp(0.0, z) - y * z)
        return value, x.T @ (1 / (1 + np.exp(-z)) - y)

    def heat(u):
        for _ in range(100):
            p = np.pad(u, 1)
            u = u + 0.1 * (p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4.0 * u)
        return u

    def pairs(x):
        d = x[:, None, :] - x[None, :, :]
        return np.sum(np.exp(-np.sum(d * d, axis=-1)))

    seconds = {}
    if "exponentials" in scripts:
        x = made["line"]()
        seconds["1"] = median(lambda: np.sum(np.exp(-0.5 * x * x)))
    if "elementwise" in scripts:
        x = made["line"]()
        x32 = x.astype(np.float32)
        seconds["2"] = median(lambda: elementwise(x))
        seconds["2, f32"] = median(lambda: elementwise(x32))
    if "softmax" in scripts:
        s = made["square"]()
        seconds["4"] = median(lambda: softmax(s))
    if "logistic" in scripts:
        t = made["table"]()
        y = np.where(t.sum(axis=1) > 0, 1.0, 0.0)
        w = np.linspace(-0.5, 0.5, 50)
        seconds["5"] = median(lambda: logistic(w, t, y))
    if "heat" in scripts:
        u = made["heat"]()
        seconds["11"] = median(lambda: heat(u))
    if "pairs" in scripts:
        p = made["points"]()
        seconds["12"] = median(lambda: pairs(p))
    return seconds


def main():
    name, scripts = sys.argv[1], sys.argv[2].split(",")
    try:
        version = importlib.import_module(name).__version__
    except ImportError:
        sys.exit(3)
    measured = {"jax": with_jax, "torch": with_torch, "numba": with_numba, "numpy": with_numpy}[name](scripts)
    print(json.dumps({"version": version, "seconds": measured}))


if __name__ == "__main__":
    main()

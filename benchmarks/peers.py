"""The workloads of benchmarks/run in JAX, PyTorch, Numba and NumPy: `peers.py NAME scripts [quick]`.

Prints {"version": …, "measured": [{"seconds": {number: median}, "preparation": {number: of the first call}, "memory": {number: bytes}}]},
of PyTorch a second one for torch.compile; status 3 if NAME is not installed. The memory is the most that the process has had by then.
"""

import importlib
import json
import resource
import statistics
import sys
import time

import numpy as np

SCHOOLS_Y = np.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
SCHOOLS_SIGMA = np.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])

QUICK = False


class Measured:
    """What was measured of one library, by the numbers of the workloads."""

    def __init__(self):
        self.seconds, self.preparation, self.memory = {}, {}, {}

    def bench(self, number, run, least=5, warm_up=0.2, budget=0.5):
        """As `tgraph test --bench` does it: some rounds to warm up, then at least five."""
        before = time.perf_counter()
        run()
        self.preparation[number] = time.perf_counter() - before
        rounds = []
        for least, budget in [(1, 0.0)] if QUICK else [(least, warm_up), (least, budget)]:
            times = []
            start = time.perf_counter()
            while len(times) < least or (time.perf_counter() - start < budget and len(times) < 10_000):
                before = time.perf_counter()
                run()
                times.append(time.perf_counter() - before)
            rounds = times
        self.seconds[number] = statistics.median(rounds)
        self.memory[number] = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def wave(*shape, scale=1.0, by=np.sin, to=1000.0):
    count = int(np.prod(shape))
    return scale * by(np.linspace(0.0, to, count).reshape(shape))


def data():
    return {
        "line": lambda: np.linspace(-3.0, 3.0, 10_000_000),
        "square": lambda: np.sin(np.linspace(0.0, 1000.0, 4096 * 4096).reshape(4096, 4096)).astype(np.float32),
        "table": lambda: np.sin(np.linspace(0.0, 100_000.0, 100_000 * 50).reshape(100_000, 50)),
        "returns": lambda: 0.01 * np.sin(np.linspace(0.0, 50_000.0, 100_000)),
        "heat": lambda: np.sin(np.linspace(0.0, 100.0, 1024 * 1024).reshape(1024, 1024)),
        "products": lambda: (wave(1000, 1000), wave(1000, 1000, by=np.cos)),
        "products32": lambda: (wave(2048, 2048).astype(np.float32), wave(2048, 2048, by=np.cos).astype(np.float32)),
        "network": lambda: [
            w.astype(np.float32)
            for w in (
                wave(784, 512, scale=0.05),
                np.zeros(512),
                wave(512, 512, scale=0.05),
                np.zeros(512),
                wave(512, 10, scale=0.05),
                np.zeros(10),
            )
        ],
        "batch": lambda: wave(256, 784, scale=0.05).astype(np.float32),
        "label": lambda: np.arange(256) % 10,
        "process": lambda: (lambda x: (x, np.sin(3.0 * x) + 0.1 * np.cos(40.0 * x)))(np.linspace(0.0, 10.0, 1000)),
        "attention": lambda: [wave(4, 8, 1024, 64, to=t).astype(np.float32) for t in (100_000.0, 110_000.0, 120_000.0)],
        "points": lambda: np.sin(np.linspace(0.0, 100.0, 6000).reshape(2000, 3)),
    }


def with_jax(scripts):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    made = data()

    measured = Measured()

    def bench(number, f, *args):
        compiled = jax.jit(f)
        args = jax.tree.map(jnp.asarray, args)
        measured.bench(number, lambda: jax.block_until_ready(compiled(*args)))

    def network(p, x, label):
        h = jax.nn.relu(x @ p[0] + p[1])
        g = jax.nn.relu(h @ p[2] + p[3])
        z = g @ p[4] + p[5]
        return jnp.mean(jax.nn.logsumexp(z, axis=-1) - jnp.take_along_axis(z, label[:, None], axis=-1)[:, 0])

    def evidence(p, x, y):
        d = (x[:, None] - x) / jnp.exp(p[1])
        k = jnp.exp(2.0 * p[0]) * jnp.exp(-0.5 * d * d) + jnp.exp(2.0 * p[2]) * jnp.eye(x.size)
        l = jnp.linalg.cholesky(k)
        z = jax.scipy.linalg.solve_triangular(l, y, lower=True)
        return -0.5 * jnp.sum(z * z) - jnp.sum(jnp.log(jnp.diagonal(l))) - 0.5 * x.size * jnp.log(2.0 * jnp.pi)

    def attention(q, k, v):
        return jax.nn.softmax(q @ k.mT * 0.125, axis=-1) @ v

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

    if "exponentials" in scripts:
        bench("1", lambda x: jnp.sum(jnp.exp(-0.5 * x * x)), made["line"]())
    if "elementwise" in scripts:
        bench("2", elementwise, made["line"]())
        bench("2, f32", elementwise, made["line"]().astype(np.float32))
    if "products" in scripts:
        bench("3", lambda a, b: a @ b, *made["products"]())
        bench("3, f32", lambda a, b: a @ b, *made["products32"]())
    if "softmax" in scripts:
        bench("4", lambda x: jax.nn.softmax(x, axis=-1), made["square"]())
    if "logistic" in scripts:
        x = made["table"]()
        y = np.where(x.sum(axis=1) > 0, 1.0, 0.0)
        bench("5", jax.value_and_grad(loss), np.linspace(-0.5, 0.5, 50), x, y)
    if "network" in scripts:
        bench("6", jax.value_and_grad(network), made["network"](), made["batch"](), made["label"]())
    if "process" in scripts:
        bench("7", jax.value_and_grad(evidence), np.array([0.1, -0.2, -1.0]), *made["process"]())
    if "garch" in scripts:
        bench("8", jax.value_and_grad(loglik), np.array([0.000002, 0.08, 0.9]), made["returns"]())
    if "schools" in scripts:
        bench("9", jax.value_and_grad(schools), np.linspace(-0.5, 0.5, 10))
    if "attention" in scripts:
        bench("10", attention, *made["attention"]())
    if "heat" in scripts:
        bench("11", heat, made["heat"]())
    if "pairs" in scripts:
        bench("12", pairs, made["points"]())
    return measured


def with_torch(scripts):
    import torch

    made = data()
    measured, compilers = Measured(), Measured()

    def tensor(x):
        return torch.from_numpy(x)

    def elementwise(x):
        return torch.tanh(0.7 * x + 0.1) * torch.sigmoid(1.3 * x) + torch.log1p(torch.exp(-torch.abs(x)))

    def values(number, f, *args):
        with torch.no_grad():
            measured.bench(number, lambda: f(*args))
            if number in ("1", "2", "2, f32", "4"):
                compiled = torch.compile(f)
                try:
                    compilers.bench(number, lambda: compiled(*args))
                except Exception as failure:  # There is no C++ compiler, without which it compiles nothing.
                    print(f"torch.compile: {failure}", file=sys.stderr)

    if "exponentials" in scripts:
        values("1", lambda x: torch.sum(torch.exp(-0.5 * x * x)), tensor(made["line"]()))
    if "elementwise" in scripts:
        values("2", elementwise, tensor(made["line"]()))
        values("2, f32", elementwise, tensor(made["line"]()).float())
    if "products" in scripts:
        values("3", torch.matmul, *map(tensor, made["products"]()))
        values("3, f32", torch.matmul, *map(tensor, made["products32"]()))
    if "softmax" in scripts:
        values("4", lambda s: torch.softmax(s, dim=-1), tensor(made["square"]()))
    if "attention" in scripts:
        values("10", torch.nn.functional.scaled_dot_product_attention, *map(tensor, made["attention"]()))
    if "logistic" in scripts:
        t = tensor(made["table"]())
        y = (t.sum(dim=1) > 0).double()
        w = torch.linspace(-0.5, 0.5, 50, dtype=torch.float64, requires_grad=True)

        def logistic():
            z = t @ w
            value = torch.sum(torch.logaddexp(torch.zeros_like(z), z) - y * z)
            return torch.autograd.grad(value, w)

        measured.bench("5", logistic)
    if "network" in scripts:
        p = [tensor(w).requires_grad_() for w in made["network"]()]
        x, label = tensor(made["batch"]()), tensor(made["label"]())

        def network():
            h = torch.relu(x @ p[0] + p[1])
            g = torch.relu(h @ p[2] + p[3])
            return torch.autograd.grad(torch.nn.functional.cross_entropy(g @ p[4] + p[5], label), p)

        measured.bench("6", network)
    if "process" in scripts:
        x, y = map(tensor, made["process"]())
        p = torch.tensor([0.1, -0.2, -1.0], dtype=torch.float64, requires_grad=True)

        def evidence():
            d = (x[:, None] - x) / torch.exp(p[1])
            k = torch.exp(2.0 * p[0]) * torch.exp(-0.5 * d * d) + torch.exp(2.0 * p[2]) * torch.eye(1000, dtype=torch.float64)
            l = torch.linalg.cholesky(k)
            z = torch.linalg.solve_triangular(l, y[:, None], upper=False)
            value = -0.5 * torch.sum(z * z) - torch.sum(torch.log(torch.diagonal(l)))
            return torch.autograd.grad(value, p)

        measured.bench("7", evidence)
    return measured, compilers


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

    measured = Measured()
    if "exponentials" in scripts:
        x = made["line"]()
        measured.bench("1", lambda: exponentials(x))
    if "heat" in scripts:
        u = made["heat"]()
        measured.bench("11", lambda: heat(u))
    if "pairs" in scripts:
        p = made["points"]()
        measured.bench("12", lambda: pairs(p))
    return measured


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

    measured = Measured()
    if "products" in scripts:
        a, b = made["products"]()
        a32, b32 = made["products32"]()
        measured.bench("3", lambda: a @ b)
        measured.bench("3, f32", lambda: a32 @ b32)
    if "exponentials" in scripts:
        x = made["line"]()
        measured.bench("1", lambda: np.sum(np.exp(-0.5 * x * x)))
    if "elementwise" in scripts:
        x = made["line"]()
        x32 = x.astype(np.float32)
        measured.bench("2", lambda: elementwise(x))
        measured.bench("2, f32", lambda: elementwise(x32))
    if "softmax" in scripts:
        s = made["square"]()
        measured.bench("4", lambda: softmax(s))
    if "logistic" in scripts:
        t = made["table"]()
        y = np.where(t.sum(axis=1) > 0, 1.0, 0.0)
        w = np.linspace(-0.5, 0.5, 50)
        measured.bench("5", lambda: logistic(w, t, y))
    if "heat" in scripts:
        u = made["heat"]()
        measured.bench("11", lambda: heat(u))
    if "pairs" in scripts:
        p = made["points"]()
        measured.bench("12", lambda: pairs(p))
    return measured


def main():
    global QUICK
    name, scripts = sys.argv[1], sys.argv[2].split(",")
    QUICK = "quick" in sys.argv[3:]
    try:
        version = importlib.import_module(name).__version__
    except ImportError:
        sys.exit(3)
    found = {"jax": with_jax, "torch": with_torch, "numba": with_numba, "numpy": with_numpy}[name](scripts)
    all_of = found if isinstance(found, tuple) else (found,)
    print(json.dumps({"version": version, "measured": [vars(m) for m in all_of]}))


if __name__ == "__main__":
    main()

"""Prints the numbers that the tests of stdlib/*.tgraph have from elsewhere: SciPy 1.17 and mpmath 1.3."""

import numpy as np
import scipy.optimize


def shown(what, x):
    print(what, np.array2string(np.asarray(x, dtype=float), precision=16, separator=", ", max_line_width=110))


def optim():
    X = np.array([[0.5, 1.2], [1.5, -0.3], [-1.0, 0.8], [2.0, 1.0], [-0.7, -1.1], [0.1, 0.4], [1.1, -1.6], [-1.4, 0.3]])
    y = np.array([1, 1, 0, 1, 0, 0, 1, 1.0])

    def loss(p):
        z = X @ p[:2] + p[2]
        return np.mean(np.logaddexp(z, 0) - y * z) + 0.01 * np.sum(p[:2] ** 2)

    def slope(p):
        share = 1 / (1 + np.exp(-(X @ p[:2] + p[2]))) - y
        return np.append(X.T @ share / 8 + 0.02 * p[:2], np.mean(share))

    fit = scipy.optimize.minimize(loss, np.zeros(3), method="BFGS")
    polished = scipy.optimize.root(slope, fit.x, tol=1e-15)
    shown("logistic", polished.x)
    shown("logistic value", loss(polished.x))

    start = scipy.optimize.root(lambda p: [4 * p[0] * (p[0] ** 2 + p[1] - 11) + 2 * (p[0] + p[1] ** 2 - 7),
                                           2 * (p[0] ** 2 + p[1] - 11) + 4 * p[1] * (p[0] + p[1] ** 2 - 7)], [3.5, -1.8], tol=1e-14)
    shown("Himmelblau near (3.5, -1.8)", start.x)

    def broyden_tridiagonal(x):
        f = (3 - 2 * x) * x + 1
        f[1:] -= x[:-1]
        f[:-1] -= 2 * x[1:]
        return f

    r = scipy.optimize.root(broyden_tridiagonal, -np.ones(6), tol=1e-14)
    shown("Broyden tridiagonal", r.x)
    r = scipy.optimize.root(lambda p: [np.exp(p[0]) + p[1] - 1, p[0] ** 2 + p[1] ** 2 - 4], [1.0, -1.7], tol=1e-14)
    shown("Gerald and Wheatley", r.x)
    shown("Kepler", scipy.optimize.brentq(lambda E: E - 0.8 * np.sin(E) - 1.0, 0, 3, xtol=1e-15))


def nn():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    x = jnp.array([-2.0, -0.5, 0.0, 1.5])
    for f in jax.nn.elu, jax.nn.selu, jax.nn.silu, jax.nn.mish:
        shown(f.__name__, f(x))
    shown("gelu", jax.nn.gelu(x, approximate=False))
    shown("gelu_tanh", jax.nn.gelu(x, approximate=True))
    logits, labels = jnp.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), jnp.array([1, 2])
    p = jax.nn.log_softmax(logits)
    hot = jax.nn.one_hot(labels, 3)
    shown("cross entropy", -(p * hot).sum(1).mean())
    shown("smoothed", -(p * (0.9 * hot + 0.1 / 3)).sum(1).mean())
    q, k, v = (jnp.array(a) for a in ([[1.0, 0.5], [-0.3, 2.0], [0.7, -1.1]], [[0.2, 1.0], [1.5, -0.4], [-0.8, 0.6]],
                                      [[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]]))
    scores = q @ k.T / np.sqrt(2)
    shown("attention", jax.nn.softmax(scores) @ v)
    shown("causal", jax.nn.softmax(jnp.where(np.tri(3), scores, -np.inf)) @ v)

    def adam(decay):
        x, m, w = np.array([1.0, -2.0]), np.zeros(2), np.zeros(2)
        for i in range(1, 6):
            g = np.array([2 * x[0], 20 * x[1] ** 3])
            m, w = 0.9 * m + 0.1 * g, 0.999 * w + 0.001 * g**2
            x = x - 0.1 * (m / (1 - 0.9**i) / (np.sqrt(w / (1 - 0.999**i)) + 1e-8) + decay * x)
        return x

    shown("adam", adam(0.0))
    shown("adamw", adam(0.01))

    def sgd(momentum, nesterov):
        x, m = np.array([1.0, -2.0]), np.zeros(2)
        for _ in range(4):
            g = np.array([2 * x[0], 6 * x[1]])
            m = momentum * m + g
            x = x - 0.05 * (momentum * m + g if nesterov else m)
        return x

    shown("sgd", sgd(0.9, False))
    shown("nesterov", sgd(0.9, True))


if __name__ == "__main__":
    optim()
    nn()

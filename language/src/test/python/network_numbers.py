"""Numbers of `stdlib/tests/networks.tgraph`, by JAX, NumPy and SciPy: run it, and compare what it prints."""

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def show(name, value):
    print(name, np.array2string(np.asarray(value), precision=17, separator=", ").replace("\n", ""))


image = np.sin(0.7 * np.arange(2 * 2 * 4 * 4)).reshape(2, 2, 4, 4)
kernel = np.cos(0.3 * np.arange(3 * 2 * 3 * 3)).reshape(3, 2, 3, 3)
bias = np.array([0.1, -0.2, 0.3])

same = jax.lax.conv_general_dilated(image, kernel, (1, 1), ((1, 1), (1, 1))) + bias[:, None, None]
show("convolution, sums of squares for each channel", (same**2).sum((0, 2, 3)))
show("convolution, one row", same[1, 2, 1])

pooled = jax.lax.reduce_window(image, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
show("max_pool", pooled[0, 1])

centred = image - image.mean((0, 2, 3), keepdims=True)
norm2d = centred / np.sqrt((centred**2).mean((0, 2, 3), keepdims=True) + 1e-5)
show("batch_norm2d, one row", norm2d[1, 0, 2])
grouped = image.reshape(2, 1, 32)
grouped = (grouped - grouped.mean(-1, keepdims=True)) / np.sqrt(grouped.var(-1, keepdims=True) + 1e-5)
show("group_norm, one row", grouped.reshape(2, 2, 4, 4)[1, 1, 3])

q = np.array([[1.0, 0.5], [-0.3, 2.0], [0.7, -1.1]])
k = np.array([[0.2, 1.0], [1.5, -0.4], [-0.8, 0.6]])
v = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
mask = np.array([[True, False, True], [False, True, False], [True, True, True]])
score = np.where(mask, q @ k.T / np.sqrt(2.0), -np.inf)
show("masked_attention", jax.nn.softmax(score) @ v)

w = {n: np.sin(0.9 * np.arange(8) + i).reshape(2, 2, 2) for i, n in enumerate(["q", "k", "v", "out"])}
cross = 0.0
for h in range(2):
    share = jax.nn.softmax((q @ w["q"][h]) @ (k[:2] @ w["k"][h]).T / np.sqrt(2.0))
    cross = cross + share @ (k[:2] @ w["v"][h]) @ w["out"][h]
show("cross_multi_head", cross)

logits = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]])
targets = np.array([[0.2, 0.5, 0.3], [0.0, 0.1, 0.9]])
show("soft_cross_entropy", -(targets * jax.nn.log_softmax(logits)).sum(-1).mean())
y, yhat = np.array([0.5, -3.0, 100.0]), np.array([0.0, 1.0, -800.0])
show("log_cosh", np.mean(np.logaddexp(y - yhat, yhat - y) - np.log(2.0)))
variances = np.array([0.5, 2.0, 1e4])
show("gaussian_loss", np.mean(0.5 * (np.log(2 * np.pi * variances) + (y - yhat) ** 2 / variances)))
counts, rates = np.array([0.0, 3.0, 7.0]), np.array([0.4, 1.0, 1.9])
show("poisson_loss", np.mean(np.exp(rates) - counts * rates))

place = np.arange(3.0)[:, None] * 10000.0 ** (-np.arange(2.0) / 2.0)
show("positions", np.concatenate([np.sin(place), np.cos(place)], 1))

"""Writes the tests of random numbers, with the numbers of JAX 0.10 in double precision and its default settings
(threefry2x32, jax_threefry_partitionable): resources/numpy/threefry.json, and a script for each function in
resources/prelude, in the form that prelude_cases.py describes. Needs `pip install jax`; run this file.
"""

import pathlib

import jax
import jax.numpy as jnp
import numpy as np
from jax import random

from cases import case, text, write

jax.config.update("jax_enable_x64", True)
assert jax.config.jax_threefry_partitionable
OUT = pathlib.Path(__file__).parent.parent / "resources" / "prelude"
F64 = 1e-12
TYPES = {"f64": jnp.float64, "f32": jnp.float32}


class Script:
    """The tests of one function."""

    numbers = "with the numbers that JAX gives: see random_cases.py"

    def __init__(self, name, file=None):
        self.name = file or name
        self.lines = [f"# `{name}`, {self.numbers}."]

    def case(self, program, result, near=None):
        self.lines.append(f"print({program})")
        result = np.asarray(result)
        absolute = near if near is not None else 2e-6 if result.dtype == np.float32 else F64
        self.lines.append("#=> " + text(result) + (f" ~ 4 {absolute}" if result.dtype.kind == "f" else ""))

    def write(self):
        (OUT / (self.name + ".tgraph")).write_text("\n".join(self.lines) + "\n")


def words(key):
    """A key as one number, its two words being the high and the low half."""
    data = np.asarray(random.key_data(key)).astype(np.uint64)
    return np.array((data[..., 0] << np.uint64(32)) | data[..., 1]).view(np.int64)


def threefry():
    cases = []
    for seed in [0, 1, 42, 123456789012345, -1]:
        key = random.key(seed)
        ks = words(random.split(key, 6))
        cases.append(case("threefry", [np.full(6, words(key)), np.arange(6)], [ks]))
        bits = np.asarray(random.bits(key, (3, 5), jnp.uint64)).view(np.int64)
        cases.append(case("threefry", [np.full((3, 5), words(key)), np.arange(15).reshape(3, 5)], [bits]))
        for i in [0, 7, 2**32 - 1]:
            cases.append(case("threefry", [words(key), np.array(i)], [words(random.fold_in(key, i))]))
    cases.append(case("threefry", [np.zeros(0, np.int64), np.zeros(0, np.int64)], [np.zeros(0, np.int64)]))
    write("threefry", cases)


def keys():
    s = Script("key")
    for seed in [0, 1, 42, 2**31, 2**32 + 5, -1, 123456789012345]:
        s.case(f"bits(key({seed}), 3)", random.bits(random.key(seed), (3,), jnp.uint32))
    s.case("bits(key(u8(7)), 3)", random.bits(random.key(7), (3,), jnp.uint32))
    s.write()
    s = Script("split")
    a, b = random.split(random.key(11))
    s.lines.append("let (a, b) = split(key(11))")
    s.case("bits(a, 2)", random.bits(a, (2,), jnp.uint32))
    s.case("bits(b, 2)", random.bits(b, (2,), jnp.uint32))
    s.lines.append("let (c, d, e) = split(key(12), 3)")
    for name, k in zip("cde", random.split(random.key(12), 3)):
        s.case(f"uniform({name}, 2)", random.uniform(k, (2,)))
    s.write()
    s = Script("fold_in")
    for i in [0, 1, 1000, 2**32 - 1]:
        s.case(f"bits(fold_in(key(5), {i}), 2)", random.bits(random.fold_in(random.key(5), i), (2,), jnp.uint32))
    s.lines.append("let k = key(9)")
    s.case("for i < 4: uniform(fold_in(k, i), 2)",
           jnp.stack([random.uniform(random.fold_in(random.key(9), i), (2,)) for i in range(4)]))
    s.case("for i < 2, j < 3: normal(fold_in(fold_in(k, i), j))",
           jnp.array([[random.normal(random.fold_in(random.fold_in(random.key(9), i), j)) for j in range(3)]
                      for i in range(2)]))
    s.write()
    s = Script("bits")
    assert random.bits(random.key(0), (4,), jnp.uint32).tolist() == [4070199207, 4202968722, 1427181096, 2012915765]
    s.case("bits(key(0), 4)", random.bits(random.key(0), (4,), jnp.uint32))
    s.case("bits(key(13))", random.bits(random.key(13), (), jnp.uint32))
    for name, dtype in [("u8", jnp.uint8), ("u16", jnp.uint16), ("u32", jnp.uint32), ("u64", jnp.uint64)]:
        s.case(f"bits(key({14 + len(s.lines)}), (2, 3), dtype={name})", random.bits(random.key(14 + len(s.lines)), (2, 3), dtype))
    s.case("bits(key(115), 3, dtype=i64)", random.bits(random.key(115), (3,), jnp.uint64).view(jnp.int64))
    s.case("bits(key(2), (0, 3))", random.bits(random.key(2), (0, 3), jnp.uint32))
    s.write()


def continuous():
    s = Script("uniform")
    assert np.allclose(random.uniform(random.key(0), (2,)), [0.418457111716386, 0.216295454605511], 1e-14)
    s.case("uniform(key(0), 2)", random.uniform(random.key(0), (2,)), 0.0)
    for name, dtype in TYPES.items():
        s.case(f"uniform(key({16 + len(s.lines)}), (2, 3), dtype={name})", random.uniform(random.key(16 + len(s.lines)), (2, 3), dtype), 0.0)
        s.case(f"uniform(key({17 + len(s.lines)}), 5, low=-2.0, high=3.5, dtype={name})",
               random.uniform(random.key(17 + len(s.lines)), (5,), dtype, -2.0, 3.5))
    s.case("uniform(key(118))", random.uniform(random.key(118)), 0.0)
    s.case("uniform(key(119), 0)", random.uniform(random.key(119), (0,)), 0.0)
    s.case("uniform(key(120), low=[0.0, 10.0, 20.0], high=30.0)",
           random.uniform(random.key(120), (3,), minval=jnp.array([0.0, 10.0, 20.0]), maxval=30.0))
    s.case("uniform(key(121), high=f32([1.0, 2.0]))",
           random.uniform(random.key(121), (2,), jnp.float32, maxval=jnp.array([1.0, 2.0], jnp.float32)))
    s.write()
    for name in ["normal", "exponential", "gumbel", "laplace", "logistic", "cauchy"]:
        f = getattr(random, name)
        s = Script(name)
        for dtype in TYPES:
            near = 2e-5 if name == "cauchy" and dtype == "f32" else None
            s.case(f"{name}(key({22 + len(s.lines)}), (3, 4), dtype={dtype})", f(random.key(22 + len(s.lines)), (3, 4), TYPES[dtype]), near)
        s.case(f"{name}(key(123))", f(random.key(123)))
        s.case(f"{name}(key(124), (2, 0))", f(random.key(124), (2, 0)))
        s.write()
    s = Script("truncated_normal")
    s.case("truncated_normal(key(25), -1.0, 2.0, 6)", random.truncated_normal(random.key(25), -1.0, 2.0, (6,)))
    s.case("truncated_normal(key(26), [-2.0, 0.0, 1.0], inf)",
           random.truncated_normal(random.key(26), jnp.array([-2.0, 0.0, 1.0]), jnp.inf))
    s.case("truncated_normal(key(27), -1.0, 2.0, 6, dtype=f32)",
           random.truncated_normal(random.key(27), -1.0, 2.0, (6,), jnp.float32))
    s.write()


def discrete():
    s = Script("randint")
    for seed, low, high in [(30, 0, 10), (31, -5, 5), (32, 0, 2**62 + 7), (33, -(2**62), 2**62 - 1), (34, 3, 3), (35, 0, 2**33 + 1)]:
        s.case(f"randint(key({seed}), (2, 4), {low}, {high})", random.randint(random.key(seed), (2, 4), low, high))
    s.case("randint(key(36), 3, [0, 10, 20], 100)", random.randint(random.key(36), (3,), jnp.array([0, 10, 20]), 100))
    s.write()
    s = Script("bernoulli")
    s.case("bernoulli(key(30), 0.3, 12)", random.bernoulli(random.key(30), 0.3, (12,)))
    s.case("bernoulli(key(31), [0.0, 0.5, 1.0])", random.bernoulli(random.key(31), jnp.array([0.0, 0.5, 1.0])))
    s.case("bernoulli(key(32))", random.bernoulli(random.key(32)))
    s.write()
    s = Script("rademacher")
    s.case("rademacher(key(30), (3, 4))", random.rademacher(random.key(30), (3, 4)))
    s.write()
    s = Script("categorical")
    logits = jnp.array([[0.0, 1.0, 2.0], [3.0, 0.0, -1.0]])
    s.lines.append("let logits = [[0.0, 1.0, 2.0], [3.0, 0.0, -1.0]]")
    s.case("categorical(key(30), logits)", random.categorical(random.key(30), logits))
    s.case("categorical(key(31), logits, axis=0)", random.categorical(random.key(31), logits, 0))
    s.case("categorical(key(32), logits, shape=(5, 2))", random.categorical(random.key(32), logits, shape=(5, 2)))
    s.case("categorical(key(33), f32(logits), shape=(5, 2))",
           random.categorical(random.key(33), logits.astype(jnp.float32), shape=(5, 2)))
    s.write()
    # Ours sorts 64 bits once, where JAX sorts 32 bits as often as the size asks for.
    order = lambda seed, n: np.argsort(np.asarray(random.bits(random.key(seed), (n,), jnp.uint64)).view(np.int64))
    s = Script("permutation")
    s.case("permutation(key(30), 10)", order(30, 10))
    s.case("permutation(key(31), [10.0, 20.0, 30.0])", np.array([10.0, 20.0, 30.0])[order(31, 3)], 0.0)
    s.case("permutation(key(32), [[1, 2, 3], [4, 5, 6]], axis=1)", np.array([[1, 2, 3], [4, 5, 6]])[:, order(32, 3)])
    s.case("permutation(key(33), 0)", np.zeros(0, np.int64))
    s.write()
    s = Script("choice")
    p = jnp.array([0.1, 0.2, 0.3, 0.4])
    s.case("choice(key(30), 100, 5)", random.choice(random.key(30), 100, (5,)))
    s.case("choice(key(31), [1.5, 2.5, 3.5], (2, 3))", random.choice(random.key(31), jnp.array([1.5, 2.5, 3.5]), (2, 3)), 0.0)
    s.case("choice(key(32), 4, (2, 5), p=[0.1, 0.2, 0.3, 0.4])", random.choice(random.key(32), 4, (2, 5), p=p))
    s.case("choice(key(33), 4, 3, replace=false, p=[0.1, 0.2, 0.3, 0.4])", random.choice(random.key(33), 4, (3,), False, p))
    s.case("choice(key(34), 10, (2, 3), replace=false)", order(34, 10)[:6].reshape(2, 3))
    s.write()


def log_gamma(key, a):
    """The logarithm of the quantile in the middle between multiples of 2⁻⁵², as the language has it."""
    from scipy import special
    a = np.asarray(a, float)
    u = np.asarray(random.uniform(key, a.shape)) + 2.0**-53
    small = (np.log(u) + special.gammaln(a + 1)) / a
    return np.where(small < -40, small, np.log(special.gammaincinv(a, u)))


def of_gamma():
    from scipy import stats
    many = np.full(20000, 0.0)
    for a in [0.05, 0.5, 1.0, 2.5, 100.0]:
        assert stats.kstest(np.exp(log_gamma(random.key(1), many + a)), stats.gamma(a).cdf).pvalue > 0.01, a
    near = 1e-11
    s = Script("gamma")
    a = np.array([[0.01, 0.5, 1.0], [2.5, 10.0, 1000.0]])
    s.case(f"gamma(key(30), {a.tolist()})", np.exp(log_gamma(random.key(30), a)), 1e-9)
    s.case("gamma(key(31), 3.0, 5)", np.exp(log_gamma(random.key(31), np.full(5, 3.0))), near)
    s.write()
    s = Script("chi2")
    s.case("chi2(key(30), 3.0, 5)", 2 * np.exp(log_gamma(random.key(30), np.full(5, 1.5))), near)
    s.write()
    s = Script("beta")
    k1, k2 = random.split(random.key(30))
    x, y = log_gamma(k1, np.full(6, 0.5)), log_gamma(k2, np.full(6, 2.0))
    s.case("beta(key(30), 0.5, 2.0, 6)", np.exp(x - np.logaddexp(x, y)), near)
    s.write()
    s = Script("student_t")
    k1, k2 = random.split(random.key(30))
    z = np.asarray(random.normal(k1, (6,)))
    s.case("student_t(key(30), 5.0, 6)", z * np.sqrt(2.5 / np.exp(log_gamma(k2, np.full(6, 2.5)))), near)
    s.write()
    s = Script("dirichlet")
    x = np.exp(log_gamma(random.key(30), np.tile([0.5, 1.0, 3.0], (4, 1))))
    s.case("dirichlet(key(30), [0.5, 1.0, 3.0], 4)", x / x.sum(1, keepdims=True), near)
    s.write()
    s = Script("multivariate_normal")
    mean, cov = jnp.array([1.0, -1.0]), jnp.array([[2.0, 0.5], [0.5, 1.0]])
    for shape in [(), (3,), (2, 2)]:
        seed = 30 + len(shape)
        s.case(f"multivariate_normal(key({seed}), [1.0, -1.0], [[2.0, 0.5], [0.5, 1.0]], {shape})",
               random.multivariate_normal(random.key(seed), mean, cov, shape))
    s.write()


if __name__ == "__main__":
    threefry()
    keys()
    continuous()
    discrete()
    of_gamma()

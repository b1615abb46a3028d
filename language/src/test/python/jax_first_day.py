"""Writes resources/prelude/jax_first_day.tgraph: whole programs of the sort that somebody brings along from JAX, with the numbers of JAX 0.10
in double precision. Each is written as it is in JAX, so that what is compared is the meaning of a program and not of an operation. Run this file.
"""

import jax
import jax.numpy as jnp
import numpy as np

from derivative_cases import script
from prelude_cases import lit

jax.config.update("jax_enable_x64", True)
s = script("jax_first_day")
s.lines = ["# Programs from JAX: see jax_first_day.py."]


def about(text):
    s.lines.append("# " + text)


def code(text):
    s.lines.extend(text.strip("\n").split("\n"))


def case(program, *results, ulps=512, absolute=1e-13):
    s.case(program, *[np.asarray(r) for r in results], ulps=ulps, absolute=absolute)


def wave(*shape, a=0.7, b=0.3):
    """Numbers without a pattern that are the same in both languages."""
    n = int(np.prod(shape))
    return np.round(np.sin(a * np.arange(n) + b), 3).reshape(shape)


lse = jax.scipy.special.logsumexp
X, Y = wave(5, 3), wave(5, 2, a=1.1)
code(f"let x53 = {lit(X)}\nlet y52 = {lit(Y)}")

about("A recurrent network with gates: states are records, and parameters are differentiated by by name.")
p = {"w": wave(4, 7, a=0.9), "b": wave(4, a=0.4), "v": wave(2, 4, a=0.2)}
code(f"""
type Cell = {{w: f64[4, 7], b: f64[4], v: f64[2, 4]}}
let cell: Cell = {{w: {lit(p["w"])}, b: {lit(p["b"])}, v: {lit(p["v"])}}}
fn gates(p: Cell, x: f64[t, 3]) -> f64[t, 2] = scan({{h: zeros(4), c: ones(4)}}, x, (s, x) -> {{
  let z = tanh(p.w @ concat([x, s.h]) + p.b)
  let c = sigmoid(z) * s.c + (1.0 - sigmoid(z)) * z
  let h = sin(c) * s.h + c
  ({{h: h, c: c}}, p.v @ h)
}}).1
fn mismatch(p: Cell, x: f64[t, 3], y: f64[t, 2]) -> f64 = mean((gates(p, x) - y) ** 2)
""")


def gates(p, x):
    def step(s, x):
        z = jnp.tanh(p["w"] @ jnp.concatenate([x, s["h"]]) + p["b"])
        c = jax.nn.sigmoid(z) * s["c"] + (1 - jax.nn.sigmoid(z)) * z
        h = jnp.sin(c) * s["h"] + c
        return {"h": h, "c": c}, p["v"] @ h

    return jax.lax.scan(step, {"h": jnp.zeros(4), "c": jnp.ones(4)}, x)[1]


def mismatch(p, x, y):
    return jnp.mean((gates(p, x) - y) ** 2)


order = lambda t: [t["w"], t["b"], t["v"]]
case("gates(cell, x53)", gates(p, X))
case("grad(mismatch, wrt=[p])(cell, x53, y52).0", *order(jax.grad(mismatch)(p, X, Y)))
case("grad(mismatch, wrt=x)(cell, x53, y52)", jax.grad(mismatch, 1)(p, X, Y))
case("hvp(p -> mismatch(p, x53, y52), cell, cell)",
     *order(jax.jvp(lambda q: jax.grad(mismatch)(q, X, Y), (p,), (p,))[1]))
case("vmap((x, y) -> grad(mismatch)(cell, x, y).b)(stack([x53, 2.0 * x53]), stack([y52, y52]))",
     jax.vmap(lambda x, y: jax.grad(mismatch)(p, x, y)["b"])(np.stack([X, 2 * X]), np.stack([Y, Y])))

about("A scan in a scan, both with records, whose inner one uses the outer one's parameters.")
code("""
fn orbit(k: f64, start: {q: f64, p: f64}) -> f64 {
  let outer = scan(start, [0.1, 0.2, 0.05], (s, dt) -> {
    let inner = scan({q: s.q, p: s.p}, [1.0, 0.5], (u, f) -> {
      let p = u.p - dt * f * k * sin(u.q)
      ({q: u.q + dt * f * p, p: p}, p ** 2)
    })
    (inner.0, sum(inner.1))
  })
  outer.0.q * outer.0.p + sum(outer.1)
}
""")


def orbit(k, start):
    def outer(s, dt):
        def inner(u, f):
            p = u["p"] - dt * f * k * jnp.sin(u["q"])
            return {"q": u["q"] + dt * f * p, "p": p}, p**2

        s, e = jax.lax.scan(inner, s, jnp.array([1.0, 0.5]))
        return s, jnp.sum(e)

    s, e = jax.lax.scan(outer, start, jnp.array([0.1, 0.2, 0.05]))
    return s["q"] * s["p"] + jnp.sum(e)


st = {"q": 0.5, "p": 1.5}
qp = lambda t: [t["q"], t["p"]]
g = jax.grad(orbit, (0, 1))(1.2, st)
case("grad(orbit, wrt=[k, start])(1.2, {q: 0.5, p: 1.5})", g[0], *qp(g[1]))
case("grad(k -> grad(orbit, wrt=1)(k, {q: 0.5, p: 1.5}).q)(1.2)", jax.grad(lambda k: jax.grad(orbit, 1)(k, st)["q"])(1.2))
h = jax.hessian(orbit, 1)(1.2, st)
case("hessian(orbit, wrt=1)(1.2, {q: 0.5, p: 1.5})", h["q"]["q"], h["q"]["p"], h["p"]["q"], h["p"]["p"])
case("vmap(k -> grad(orbit)(k, {q: 0.5, p: 1.5}))([0.5, 1.2, 3.0])", jax.vmap(lambda k: jax.grad(orbit)(k, st))(jnp.array([0.5, 1.2, 3.0])))
case("jvp(k -> vjp(k -> orbit(k, {q: 0.5, p: 1.5}), k).1(2.0), 1.2, 1.0)",
     2 * jax.grad(lambda k: orbit(k, st))(1.2), 2 * jax.grad(jax.grad(lambda k: orbit(k, st)))(1.2))
case("grad(k -> orbit(k, {q: k, p: 1.5 * k}))(0.7)", jax.grad(lambda k: orbit(k, {"q": k, "p": 1.5 * k}))(0.7))

about("`vmap` of a loop that is as long for each as its data say, and a derivative through that.")
code("""
fn halvings(x: f64) -> f64 = while((x, 0.0), s -> s.0 > 1.0, s -> (s.0 / 2.0, s.1 + s.0 ** 2), limit=20).1
""")


def halvings(x):
    total = 0.0
    while x > 1:
        total, x = total + x**2, x / 2
    return total


def halvings_slope(x, n):
    return sum(2 * x / 4**k for k in range(n))


case("vmap(halvings)([10.0, 0.5, 3.0])", [halvings(10.0), 0.0, halvings(3.0)])
case("vmap(grad(halvings))([10.0, 0.5, 3.0])", [halvings_slope(10.0, 4), 0.0, halvings_slope(3.0, 2)])
case("grad(x -> sum(vmap(halvings)(x)))([10.0, 0.5, 3.0])", [halvings_slope(10.0, 4), 0.0, halvings_slope(3.0, 2)])

about("Derivatives of one's own in each other, and in a loop.")
code("""
let inner_rule = custom_derivative(x -> x ** 2, (x, dx) -> (x ** 2, 3.0 * x * dx))
let outer_rule = custom_derivative(x -> inner_rule(x) + x, (x, dx) -> (inner_rule(x) + x, inner_rule(x) * dx))
""")


@jax.custom_jvp
def inner_rule(x):
    return x**2


inner_rule.defjvp(lambda p, t: (p[0] ** 2, 3.0 * p[0] * t[0]))


@jax.custom_jvp
def outer_rule(x):
    return inner_rule(x) + x


outer_rule.defjvp(lambda p, t: (inner_rule(p[0]) + p[0], inner_rule(p[0]) * t[0]))
for n, name in enumerate(["outer_rule", "grad(outer_rule)", "grad(grad(outer_rule))", "grad(grad(grad(outer_rule)))"]):
    f = outer_rule
    for _ in range(n):
        f = jax.grad(f)
    case(f"{name}(1.5)", f(1.5))
many = lambda x: jax.lax.scan(lambda s, v: (outer_rule(s) * v, None), x, jnp.array([0.5, 0.25]))[0]
case("grad(x -> scan(x, [0.5, 0.25], (s, v) -> (outer_rule(s) * v, none)).0)(1.5)", jax.grad(many)(1.5))
case("vmap(grad(outer_rule))([1.5, -2.0])", jax.vmap(jax.grad(outer_rule))(jnp.array([1.5, -2.0])))
about("Straight through: rounded forward, and the identity backward.")
ste = lambda x: x + jax.lax.stop_gradient(jnp.round(x) - x)
case("grad(x -> sum((x + stop_gradient(round(x) - x)) ** 2))([0.3, 1.7])", jax.grad(lambda x: jnp.sum(ste(x) ** 2))(jnp.array([0.3, 1.7])))

about("Hessians through factorizations.")
M = np.array([[2.0, 0.3, -0.1], [0.5, 1.5, 0.2], [0.1, -0.4, 1.0]])
code(f"let m33 = {lit(M)}\nlet b3 = [1.0, -0.5, 2.0]")
b3 = jnp.array([1.0, -0.5, 2.0])
D = wave(3, 3, a=1.3)
code(f"let d33 = {lit(D)}")
second = lambda f: jax.jvp(jax.grad(f), (jnp.asarray(M),), (jnp.asarray(D),))[1]
sy = lambda a: (a + a.T) / 2
for name, tg, f in [
    ("solve", "sum(solve(a, b3) ** 2)", lambda a: jnp.sum(jnp.linalg.solve(a, b3) ** 2)),
    ("eigh", "sum(exp(eigh((a + a.T) / 2.0).0)) + eigh((a + a.T) / 2.0).1[0, 0] ** 2",
     lambda a: jnp.sum(jnp.exp(jnp.linalg.eigh(sy(a))[0])) + jnp.linalg.eigh(sy(a))[1][0, 0] ** 2),
    ("qr", "sum(qr(a).1 ** 2 * [[1.0, 2.0, 3.0], [0.0, 4.0, 5.0], [0.0, 0.0, 6.0]]) + qr(a).0[0, 1] ** 2",
     lambda a: jnp.sum(jnp.linalg.qr(a)[1] ** 2 * jnp.array([[1.0, 2.0, 3.0], [0.0, 4.0, 5.0], [0.0, 0.0, 6.0]])) + jnp.linalg.qr(a)[0][0, 1] ** 2),
    ("svd", "sum(svd(a).1 ** 3) + svd(a).0[1, 1] ** 2",
     lambda a: jnp.sum(jnp.linalg.svd(a)[1] ** 3) + jnp.linalg.svd(a)[0][1, 1] ** 2),
    ("lu", "sum(lu(a).1 ** 2) + sum(lu(a).2 ** 3)",
     lambda a: jnp.sum(jax.scipy.linalg.lu(a)[1] ** 2) + jnp.sum(jax.scipy.linalg.lu(a)[2] ** 3)),
    ("expm", "sum(expm(a) ** 2)", lambda a: jnp.sum(jax.scipy.linalg.expm(a) ** 2)),
    ("inv", "sum(inv(a) ** 3)", lambda a: jnp.sum(jnp.linalg.inv(a) ** 3)),
    ("log of det", "log(det(a))", lambda a: jnp.log(jnp.linalg.det(a))),
    ("matrix_power", "sum(matrix_power(a, 3))", lambda a: jnp.sum(jnp.linalg.matrix_power(a, 3))),
    ("pinv", "sum(pinv(a[:, :2]) ** 2)", lambda a: jnp.sum(jnp.linalg.pinv(a[:, :2]) ** 2)),
    ("cholesky of a product", "sum(cholesky(a @ a.T + eye(3)) ** 3)", lambda a: jnp.sum(jnp.linalg.cholesky(a @ a.T + jnp.eye(3)) ** 3)),
]:
    case(f"hvp(a -> {tg}, m33, d33)", second(f), ulps=8192)
case("hessian(a -> sum(solve(a, b3) ** 2))(m33)[0, 1]", jax.hessian(lambda a: jnp.sum(jnp.linalg.solve(a, b3) ** 2))(jnp.asarray(M))[0, 1], ulps=8192)
powers = lambda v, n: jnp.linalg.norm(jax.lax.fori_loop(0, n, lambda i, v: (lambda w: w / jnp.linalg.norm(w))(jnp.asarray(M) @ v), v))
about("The power method, differentiated through its steps.")
code("""
fn leading(a: f64[n, n]) -> f64 {
  let v = fori(ones(n), 25, (i, v) -> a @ v / norm(a @ v))
  v @ a @ v
}
""")


def leading(a):
    def step(i, v):
        w = a @ v
        return w / jnp.linalg.norm(w)

    v = jax.lax.fori_loop(0, 25, step, jnp.ones(a.shape[0]))
    return v @ a @ v


case("grad(leading)(m33)", jax.grad(leading)(jnp.asarray(M)))
case("grad(a -> sum(grad(leading)(a) * d33))(m33)", jax.grad(lambda a: jnp.sum(jax.grad(leading)(a) * D))(jnp.asarray(M)), ulps=8192)

about("Complex numbers: a function that is holomorphic, one that is not, and factorizations.")
Z = np.array([[1.0 + 0.5j, 0.3 - 0.2j], [-0.4j, 2.0 + 0.1j]])
code(f"let z22 = {lit(Z)}")
holo = lambda z: z @ z * jnp.exp(z[0, 0])
case("jacobian(z -> z @ z * exp(z[0, 0]))(z22)", jax.jacrev(holo, holomorphic=True)(jnp.asarray(Z)))
cz = lambda f: np.asarray(jax.grad(f)(jnp.asarray(Z)))
herm = lambda z: z @ jnp.conj(z.T) + jnp.eye(2)
code("fn hermitian(z: c128[n, n]) -> c128[n, n] = z @ conj(z.T) + eye(n)")
case("grad(z -> sum(eigvalsh(hermitian(z)) ** 2))(z22)", cz(lambda z: jnp.sum(jnp.linalg.eigvalsh(herm(z)) ** 2)))
case("grad(z -> sum(abs(cholesky(hermitian(z))) ** 3))(z22)", cz(lambda z: jnp.sum(jnp.abs(jnp.linalg.cholesky(herm(z))) ** 3)))
case("grad(z -> sum(svdvals(z) ** 3))(z22)", cz(lambda z: jnp.sum(jnp.linalg.svd(z, compute_uv=False) ** 3)))
case("grad(z -> sum(abs(inv(z)) ** 2))(z22)", cz(lambda z: jnp.sum(jnp.abs(jnp.linalg.inv(z)) ** 2)))
case("grad(z -> real(sum(expm(z))))(z22)", cz(lambda z: jnp.real(jnp.sum(jax.scipy.linalg.expm(z)))))
case("grad(z -> abs(eigvals(z)[0] + eigvals(z)[1]) ** 2)(z22)", cz(lambda z: jnp.abs(jnp.trace(z)) ** 2))
case("grad(z -> real(log(z[0, 0]) + sqrt(z[1, 1]) + sin(z[0, 1]) * tanh(z[1, 0])))(z22)",
     cz(lambda z: jnp.real(jnp.log(z[0, 0]) + jnp.sqrt(z[1, 1]) + jnp.sin(z[0, 1]) * jnp.tanh(z[1, 0]))))
case("grad(x -> real(sum(exp(1j * x) * [1.0, 2.0, 3.0])))([0.1, 0.2, 0.3])",
     jax.grad(lambda x: jnp.real(jnp.sum(jnp.exp(1j * x) * jnp.array([1.0, 2.0, 3.0]))))(jnp.array([0.1, 0.2, 0.3])))
filtered = lambda x: jnp.sum(jnp.fft.irfft(jnp.fft.rfft(x) * jnp.exp(-0.1 * jnp.arange(4.0)), 6) ** 3)
case("grad(x -> sum(fft.irfft(fft.rfft(x) * exp(-0.1 * f64(arange(4))), n=6) ** 3))([1.0, 2.0, -0.5, 3.0, 0.25, -1.0])",
     jax.grad(filtered)(jnp.array([1.0, 2.0, -0.5, 3.0, 0.25, -1.0])))
case("hessian(x -> sum(fft.irfft(fft.rfft(x) * exp(-0.1 * f64(arange(4))), n=6) ** 3))([1.0, 2.0, -0.5, 3.0, 0.25, -1.0])",
     jax.hessian(filtered)(jnp.array([1.0, 2.0, -0.5, 3.0, 0.25, -1.0])))
case("grad(x -> sum(abs(fft.fft2(x)) ** 2 * x53[:2, :2]))(m33[:2, :2])",
     jax.grad(lambda x: jnp.sum(jnp.abs(jnp.fft.fft2(x)) ** 2 * X[:2, :2]))(jnp.asarray(M[:2, :2])))

about("`linearize` once, used for many tangents; `vjp` for many cotangents.")
f = lambda x: jnp.sin(x) * jnp.sum(x**2)
a3 = jnp.array([0.5, -1.0, 2.0])
case("vmap(linearize(x -> sin(x) * sum(x ** 2), [0.5, -1.0, 2.0]).1)(eye(3))", jax.vmap(jax.linearize(f, a3)[1])(jnp.eye(3)))
case("vmap(vjp(x -> sin(x) * sum(x ** 2), [0.5, -1.0, 2.0]).1)(eye(3))", jax.vmap(jax.vjp(f, a3)[1])(jnp.eye(3))[0])
case("grad(y -> sum(linearize(x -> sin(x) * y, [0.5, -1.0]).1([1.0, 2.0])))(3.0)",
     jax.grad(lambda y: jnp.sum(jax.linearize(lambda x: jnp.sin(x) * y, jnp.array([0.5, -1.0]))[1](jnp.array([1.0, 2.0]))))(3.0))

about("`checkpoint` of the step of a scan, in a scan, under `vmap`, twice differentiated.")
ck = lambda x: jax.lax.scan(jax.checkpoint(lambda s, v: (jnp.tanh(s @ M + v), jnp.sum(s**2))), jnp.zeros(3), x)
code("""fn steps(x: f64[t, 3]) -> f64 {
  let (s, e) = scan(zeros(3), x, checkpoint((s, v) -> (tanh(s @ m33 + v), sum(s ** 2))))
  sum(s) + sum(e)
}""")
total = lambda x: jnp.sum(ck(x)[0]) + jnp.sum(ck(x)[1])
case("grad(steps)(x53)", jax.grad(total)(jnp.asarray(X)))
case("hvp(steps, x53, 2.0 * x53)", jax.jvp(jax.grad(total), (jnp.asarray(X),), (2 * jnp.asarray(X),))[1])
case("vmap(grad(steps))(stack([x53, -x53]))", jax.vmap(jax.grad(total))(jnp.stack([X, -X])))
case("grad(checkpoint(x -> steps(x) ** 2))(x53)", jax.grad(lambda x: total(x) ** 2)(jnp.asarray(X)))

about("Reading and writing at places that repeat, and orders with ties.")
ix = jnp.array([0, 2, 2, 1, 0])
case("grad(x -> sum((zeros(3) with [[0, 2, 2, 1, 0]] += x) ** 2))(x53[:, 0])", jax.grad(lambda x: jnp.sum(jnp.zeros(3).at[ix].add(x) ** 2))(jnp.asarray(X[:, 0])))
case("grad(x -> sum(x[[0, 2, 2, 1, 0]] * y52[:, 0]))(b3)", jax.grad(lambda x: jnp.sum(x[ix] * Y[:, 0]))(b3))
case("hessian(x -> sum(x[[0, 2, 2, 1, 0]] ** 3))(b3)", jax.hessian(lambda x: jnp.sum(x[ix] ** 3))(b3))
case("grad(x -> sum(x53[[0, 1], [2, 0]] * x[[2, 2]] ** 2))(b3)", jax.grad(lambda x: jnp.sum(X[jnp.array([0, 1]), jnp.array([2, 0])] * x[jnp.array([2, 2])] ** 2))(b3))
case("grad(x -> sum((x with [1] = x[0] ** 2) * [1.0, 2.0, 3.0]))(b3)", jax.grad(lambda x: jnp.sum(x.at[1].set(x[0] ** 2) * jnp.arange(1.0, 4.0)))(b3))
case("grad(x -> sum((x with [[0, 2]] *= 3.0) ** 2))(b3)", jax.grad(lambda x: jnp.sum(x.at[jnp.array([0, 2])].multiply(3.0) ** 2))(b3))
case("grad(x -> sum(sort(x) * [1.0, 2.0, 3.0, 4.0]))([1.0, 0.5, 1.0, 0.5])", jax.grad(lambda x: jnp.sum(jnp.sort(x) * jnp.arange(1.0, 5.0)))(jnp.array([1.0, 0.5, 1.0, 0.5])))
case("grad(x -> sum(x[argsort(x, descending=true)] * [1.0, 2.0, 3.0]))(b3)", jax.grad(lambda x: jnp.sum(x[jnp.argsort(-x)] * jnp.arange(1.0, 4.0)))(b3))
case("grad(x -> sum(take_along_axis(x, argsort(x, axis=1), axis=1) * x53))(x53 ** 2)",
     jax.grad(lambda x: jnp.sum(jnp.take_along_axis(x, jnp.argsort(x, axis=1), axis=1) * X))(jnp.asarray(X**2)))
case("grad(x -> sum(top_k(x, 2).0 ** 2))(b3)", jax.grad(lambda x: jnp.sum(jax.lax.top_k(x, 2)[0] ** 2))(b3))
case("grad(x -> max(x[x53[:, 0] > 0.0] ** 2))(y52[:, 0])", jax.grad(lambda x: jnp.max(jnp.where(X[:, 0] > 0, x, 0.0) ** 2))(jnp.asarray(Y[:, 0])))

about("Products with zeros, twice; masks around poles; a mean of what is known.")
zeros = jnp.array([2.0, 0.0, 3.0, 0.0])
case("hessian(prod)([2.0, 0.0, 3.0, 0.0])", jax.hessian(jnp.prod)(zeros))
case("hessian(x -> sum(cumprod(x)))([2.0, 0.0, 3.0, 0.0])", jax.hessian(lambda x: jnp.sum(jnp.cumprod(x)))(zeros))
case("grad(x -> sum(prod(x, axis=1)))([[2.0, 0.0], [3.0, 4.0]])", [[0.0, 2.0], [4.0, 3.0]])
case("grad(x -> nanmean(where(x > 0.0, log(x), nan)))([1.0, -1.0, 4.0])", [0.5, 0.0, 0.125])
case("grad(x -> sum(where(x > 0.0, x / sqrt(x ** 2), 0.0)))([0.0, 1.0])", [0.0, 0.0])
case("hessian(x -> sum(where(x > 0.0, x * log(x), 0.0)))([0.0, 2.0])", [[0.0, 0.0], [0.0, 0.5]])
case("grad(x -> sum(clip(x, -1.0, 1.0) ** 2))([-2.0, 0.5, 3.0])", [0.0, 1.0, 0.0])

about("Gradient clipping for each example; learning to learn; tangents of tangents.")
code("""
fn squared(w: f64[3], x: f64[3], y: f64) -> f64 = (sin(w @ x) - y) ** 2
fn clipped(g: f64[k]) -> f64[k] = g * minimum(1.0, 0.1 / norm(g))
fn adapted(w: f64[3], rate: f64) -> f64 {
  let u = w - rate * grad(w -> mean(vmap(squared, in_axes=(none, 0, 0))(w, x53, y52[:, 0])))(w)
  mean(vmap(squared, in_axes=(none, 0, 0))(u, x53, y52[:, 1]))
}
""")
sq = lambda w, x, y: (jnp.sin(w @ x) - y) ** 2
clip = lambda g: g * jnp.minimum(1.0, 0.1 / jnp.linalg.norm(g))
case("sum(vmap((x, y) -> clipped(grad(squared)(b3, x, y)))(x53, y52[:, 0]), axis=0)",
     jnp.sum(jax.vmap(lambda x, y: clip(jax.grad(sq)(b3, x, y)))(X, Y[:, 0]), 0))


def adapted(w, rate):
    u = w - rate * jax.grad(lambda w: jnp.mean(jax.vmap(sq, (None, 0, 0))(w, X, Y[:, 0])))(w)
    return jnp.mean(jax.vmap(sq, (None, 0, 0))(u, X, Y[:, 1]))


case("grad(adapted, wrt=[w, rate])(b3, 0.3)", *jax.grad(adapted, (0, 1))(b3, 0.3))
case("grad(w -> grad(adapted, wrt=1)(w, 0.3))(b3)", jax.grad(lambda w: jax.grad(adapted, 1)(w, 0.3))(b3))

about("A network that has to satisfy a differential equation: derivatives by the input inside of one by the parameters.")
code("""
fn field(p: {a: f64[4], b: f64[4], c: f64[4]}, t: f64) -> f64 = sum(p.c * tanh(p.a * t + p.b))
fn residual(p: {a: f64[4], b: f64[4], c: f64[4]}) -> f64 =
  mean(vmap(t -> grad(grad(t -> field(p, t)))(t) + field(p, t) ** 3)([0.0, 0.5, 1.0]) ** 2)
""")
fp = {"a": wave(4), "b": wave(4, a=1.9), "c": wave(4, a=0.2)}
field = lambda p, t: jnp.sum(p["c"] * jnp.tanh(p["a"] * t + p["b"]))
residual = lambda p: jnp.mean(jax.vmap(lambda t: jax.grad(jax.grad(lambda t: field(p, t)))(t) + field(p, t) ** 3)(jnp.array([0.0, 0.5, 1.0])) ** 2)
g = jax.grad(residual)(fp)
case(f"grad(residual)({{a: {lit(fp['a'])}, b: {lit(fp['b'])}, c: {lit(fp['c'])}}})", g["a"], g["b"], g["c"])

about("Mechanics from a Lagrangian, and the step of an integrator differentiated by its size.")
code("""
fn lagrangian(q: f64[2], v: f64[2]) -> f64 =
  0.5 * (v[0] ** 2 + (1.0 + q[0]) ** 2 * v[1] ** 2) + cos(q[1]) * (1.0 + q[0]) - 2.0 * q[0] ** 2
fn acceleration(q: f64[2], v: f64[2]) -> f64[2] = solve(
  hessian(lagrangian, wrt=1)(q, v),
  grad(lagrangian)(q, v) - jacobian(q -> grad(lagrangian, wrt=1)(q, v))(q) @ v)
fn energy_after(dt: f64) -> f64 {
  let s = fori({q: [0.1, 0.5], v: [0.0, 1.0]}, 4, (i, s) -> {
    let v = s.v + dt * acceleration(s.q, s.v)
    {q: s.q + dt * v, v: v}
  })
  grad(lagrangian, wrt=1)(s.q, s.v) @ s.v - lagrangian(s.q, s.v)
}
""")


def lagrangian(q, v):
    return 0.5 * (v[0] ** 2 + (1 + q[0]) ** 2 * v[1] ** 2) + jnp.cos(q[1]) * (1 + q[0]) - 2 * q[0] ** 2


def acceleration(q, v):
    return jnp.linalg.solve(jax.hessian(lagrangian, 1)(q, v), jax.grad(lagrangian)(q, v) - jax.jacobian(jax.grad(lagrangian, 1))(q, v) @ v)


def energy_after(dt):
    q, v = jnp.array([0.1, 0.5]), jnp.array([0.0, 1.0])
    for _ in range(4):
        v = v + dt * acceleration(q, v)
        q = q + dt * v
    return jax.grad(lagrangian, 1)(q, v) @ v - lagrangian(q, v)


case("acceleration([0.1, 0.5], [0.0, 1.0])", acceleration(jnp.array([0.1, 0.5]), jnp.array([0.0, 1.0])))
case("grad(energy_after)(0.1)", jax.grad(energy_after)(0.1))
case("grad(grad(energy_after))(0.1)", jax.grad(jax.grad(energy_after))(0.1))

about("Score matching, the trace of a Jacobian by products, a flow's log determinant, and Fisher's information.")
code("""
fn log_p(w: f64[3, 3], x: f64[3]) -> f64 = -0.5 * x @ x - logsumexp(w @ x)
fn score_loss(w: f64[3, 3], x: f64[n, 3]) -> f64 = mean(vmap(x -> {
  let s = grad(x -> log_p(w, x))
  trace(jacobian(s)(x)) + 0.5 * sum(s(x) ** 2)
})(x))
fn coupling(w: f64[3, 3], x: f64[3]) -> f64[3] = x + 0.3 * tanh(w @ x)
""")
log_p = lambda w, x: -0.5 * x @ x - lse(w @ x)


def score_loss(w, x):
    def one(x):
        sc = jax.grad(lambda x: log_p(w, x))
        return jnp.trace(jax.jacobian(sc)(x)) + 0.5 * jnp.sum(sc(x) ** 2)

    return jnp.mean(jax.vmap(one)(x))


case("grad(score_loss)(m33, x53)", jax.grad(score_loss)(jnp.asarray(M), X))
case("sum(vmap(v -> v @ hvp(x -> log_p(m33, x), b3, v))(eye(3)))", jnp.trace(jax.hessian(lambda x: log_p(M, x))(b3)))
coupling = lambda w, x: x + 0.3 * jnp.tanh(w @ x)
case("grad(w -> mean(vmap(x -> log(abs(det(jacobian(x -> coupling(w, x))(x)))))(x53)))(m33)",
     jax.grad(lambda w: jnp.mean(jax.vmap(lambda x: jnp.log(jnp.abs(jnp.linalg.det(jax.jacobian(lambda x: coupling(w, x))(x)))))(X)))(jnp.asarray(M)))
case("for i < 3, j < 3: mean(vmap(x -> grad(t -> log_p(m33, x - t))(b3)[i] * grad(t -> log_p(m33, x - t))(b3)[j])(x53))",
     jnp.mean(jax.vmap(lambda x: (lambda s: jnp.outer(s, s))(jax.grad(lambda t: log_p(M, x - t))(b3)))(X), 0))

about("A hidden Markov model by the forward algorithm: its gradient is the probabilities of the states.")
code("""
fn forward(log_a: f64[3, 3], emission: f64[t, 3]) -> f64 {
  let (last, _) = scan(emission[0], emission[1:], (alpha, e) -> (logsumexp(alpha[:, none] + log_a, axis=0) + e, none))
  logsumexp(last)
}
fn sinkhorn(c: f64[n, m]) -> f64 {
  let (f, g) = fori((zeros(n), zeros(m)), 10, (i, s) -> {
    let f = -logsumexp(s.1 - c, axis=1)
    (f, -logsumexp(f[:, none] - c, axis=0))
  })
  sum(exp(f[:, none] + g - c) * c)
}
""")


def forward(log_a, emission):
    last, _ = jax.lax.scan(lambda al, e: (lse(al[:, None] + log_a, axis=0) + e, None), emission[0], emission[1:])
    return lse(last)


LA = np.asarray(jax.nn.log_softmax(jnp.asarray(M), axis=1))
case("grad(forward, wrt=[log_a, emission])(log_softmax(m33, axis=1), x53)", *jax.grad(forward, (0, 1))(jnp.asarray(LA), jnp.asarray(X)))
EMISSION = np.where(X > 0.9, -np.inf, X)
case("grad(forward)(where(m33 < 0.2, -inf, m33), x53)", jax.grad(forward)(jnp.where(M < 0.2, -1e300, M), jnp.asarray(X)))


def sinkhorn(c):
    f, g = jnp.zeros(c.shape[0]), jnp.zeros(c.shape[1])
    for _ in range(10):
        f = -lse(g - c, axis=1)
        g = -lse(f[:, None] - c, axis=0)
    return jnp.sum(jnp.exp(f[:, None] + g - c) * c)


case("grad(sinkhorn)(x53)", jax.grad(sinkhorn)(jnp.asarray(X)))

about("Attention behind a mask, a normalized layer, a contrastive loss, a convolution and pooling.")
code("""
fn attend(w: f64[3, 3], x: f64[n, 3]) -> f64 {
  let q = x @ w
  let s = where(tril(ones((n, n), dtype=bool)), q @ x.T / sqrt(3.0), -inf)
  let y = softmax(s, axis=-1) @ x
  let z = (y - mean(y, axis=-1, keepdims=true)) / sqrt(var(y, axis=-1, keepdims=true) + 1e-5)
  sum(z[:, 0] ** 3)
}
fn contrast(a: f64[n, 3], b: f64[n, 3]) -> f64 {
  let u = a / norm(a, axis=1, keepdims=true)
  let v = b / norm(b, axis=1, keepdims=true)
  -mean(diagonal(log_softmax(u @ v.T / 0.1, axis=1)))
}
""")


def attend(w, x):
    n = x.shape[0]
    sc = jnp.where(jnp.tril(jnp.ones((n, n), bool)), (x @ w) @ x.T / jnp.sqrt(3.0), -jnp.inf)
    y = jax.nn.softmax(sc, -1) @ x
    z = (y - y.mean(-1, keepdims=True)) / jnp.sqrt(y.var(-1, keepdims=True) + 1e-5)
    return jnp.sum(z[:, 0] ** 3)


def contrast(a, b):
    u, v = (t / jnp.linalg.norm(t, axis=1, keepdims=True) for t in (a, b))
    return -jnp.mean(jnp.diagonal(jax.nn.log_softmax(u @ v.T / 0.1, axis=1)))


case("grad(attend, wrt=[w, x])(m33, x53)", *jax.grad(attend, (0, 1))(jnp.asarray(M), jnp.asarray(X)), ulps=8192)
case("grad(contrast, wrt=[a, b])(x53, x53 ** 2 + 0.1)", *jax.grad(contrast, (0, 1))(jnp.asarray(X), jnp.asarray(X**2 + 0.1)))
I, K = wave(2, 2, 5, 5), wave(3, 2, 3, 3, a=1.7)
code("fn gelu(y: f64[..s]) -> f64[..s] = 0.5 * y * (1.0 + erf(y / sqrt(2.0)))")
code(f"let image = {lit(I)}\nlet kernel = {lit(K)}")


def network(k, x):
    y = jax.lax.conv_general_dilated(x, k, (2, 2), ((1, 1), (1, 1)))
    y = jax.lax.reduce_window(y, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 1, 1), "VALID")
    return jnp.sum(jax.nn.gelu(y, approximate=False) ** 2)


case("grad((k, x) -> sum(gelu(max_pool(conv2d(x, k, stride=2, padding=1), (2, 2), stride=1)) ** 2), wrt=[k, x])(kernel, image)",
     *jax.grad(network, (0, 1))(jnp.asarray(K), jnp.asarray(I)))

about("Bayes by Laplace: the mode of a logistic regression, its evidence, and how that changes with the prior.")
code("""
fn negative_log_joint(w: f64[3], prior: f64) -> f64 = sum(softplus(-(f64(y52[:, 0] > 0.0) * 2.0 - 1.0) * (x53 @ w))) + 0.5 * prior * w @ w
fn mode(prior: f64) -> f64[3] =
  fori(zeros(3), 8, (i, w) -> w - solve(hessian(w -> negative_log_joint(w, prior))(w), grad(w -> negative_log_joint(w, prior))(w)))
fn evidence(prior: f64) -> f64 {
  let w = mode(prior)
  -negative_log_joint(w, prior) + 1.5 * log(prior) - 0.5 * slogdet(hessian(w -> negative_log_joint(w, prior))(w)).1
}
""")
sign = jnp.asarray((Y[:, 0] > 0) * 2.0 - 1.0)
nlj = lambda w, prior: jnp.sum(jax.nn.softplus(-sign * (X @ w))) + 0.5 * prior * w @ w


def mode(prior):
    w = jnp.zeros(3)
    for _ in range(8):
        w = w - jnp.linalg.solve(jax.hessian(nlj)(w, prior), jax.grad(nlj)(w, prior))
    return w


def evidence(prior):
    w = mode(prior)
    return -nlj(w, prior) + 1.5 * jnp.log(prior) - 0.5 * jnp.linalg.slogdet(jax.hessian(nlj)(w, prior))[1]


case("evidence(0.5)", evidence(0.5))
case("grad(evidence)(0.5)", jax.grad(evidence)(0.5))
case("grad(grad(evidence))(0.5)", jax.grad(jax.grad(evidence))(0.5))
case("vmap(grad(evidence))([0.1, 0.5, 2.0])", jnp.stack([jax.grad(evidence)(q) for q in (0.1, 0.5, 2.0)]))

about("A Gaussian process with a length for each input, parameters in a record on the log scale.")
code("""
fn marginal(p: {length: f64[3], noise: f64}, x: f64[n, 3], y: f64[n]) -> f64 {
  let z = x / exp(p.length)
  let k = (for i < n, j < n: exp(-0.5 * sum((z[i] - z[j]) ** 2))) + exp(p.noise) * eye(n)
  let l = cholesky(k)
  -0.5 * sum(solve_triangular(l, y, lower=true) ** 2) - sum(log(diagonal(l)))
}
""")


def marginal(p, x, y):
    z = x / jnp.exp(p["length"])
    k = jnp.exp(-0.5 * jnp.sum((z[:, None] - z) ** 2, -1)) + jnp.exp(p["noise"]) * jnp.eye(len(y))
    ell = jnp.linalg.cholesky(k)
    return -0.5 * jnp.sum(jax.scipy.linalg.solve_triangular(ell, y, lower=True) ** 2) - jnp.sum(jnp.log(jnp.diagonal(ell)))


gp = {"length": jnp.array([0.1, -0.2, 0.5]), "noise": -1.0}
v, g = jax.value_and_grad(marginal)(gp, X, Y[:, 0])
case("value_and_grad(marginal)({length: [0.1, -0.2, 0.5], noise: -1.0}, x53, y52[:, 0])", v, g["length"], g["noise"])
h = jax.hessian(marginal)(gp, X, Y[:, 0])
case("hessian(marginal)({length: [0.1, -0.2, 0.5], noise: -1.0}, x53, y52[:, 0])",
     h["length"]["length"], h["length"]["noise"], h["noise"]["length"], h["noise"]["noise"], ulps=8192)

about("An implicit layer: a fixed point by iteration, its derivative by the implicit function theorem.")
code("""
fn settle(w: f64[3, 3], x: f64[3]) -> f64[3] {
  let z = fori(zeros(3), 60, (i, z) -> 0.5 * tanh(w @ z + x))
  implicit(stop_gradient(z), z -> z - 0.5 * tanh(w @ z + x))
}
""")


def settle(w, x):
    return jax.lax.fori_loop(0, 60, lambda i, z: 0.5 * jnp.tanh(w @ z + x), jnp.zeros(3))


case("grad((w, x) -> sum(settle(w, x) ** 2), wrt=[w, x])(0.3 * m33, b3)",
     *jax.grad(lambda w, x: jnp.sum(settle(w, x) ** 2), (0, 1))(0.3 * jnp.asarray(M), b3))
case("jacobian(x -> settle(0.3 * m33, x))(b3)", jax.jacobian(lambda x: settle(0.3 * M, x))(b3))

about("Maps of records, of which only a part has an axis; maps of `hvp`; a Jacobian of a map of a scan.")
rec = lambda p, x: jnp.sum(jnp.sin(p["w"] @ x) * p["b"])
case("vmap((p, x) -> sum(sin(p.w @ x) * p.b), in_axes=({w: none, b: 0}, 0))({w: m33, b: [1.0, 2.0, 3.0, 4.0, 5.0]}, x53)",
     jax.vmap(rec, ({"w": None, "b": 0}, 0))({"w": M, "b": jnp.arange(1.0, 6.0)}, X))
case("vmap(x -> hvp(x -> sum(sin(m33 @ x)), x, b3))(x53)", jax.vmap(lambda x: jax.jvp(jax.grad(lambda x: jnp.sum(jnp.sin(M @ x))), (x,), (b3,))[1])(X))
ms = lambda x: jax.vmap(lambda r: jax.lax.scan(lambda c, v: (c * v + 1.0, c), 1.0, r)[0])(x)
case("jacobian(x -> vmap(r -> scan(1.0, r, (c, v) -> (c * v + 1.0, c)).0)(x))(m33)", jax.jacobian(ms)(jnp.asarray(M)))
case("jacobian(x -> scan(1.0, x, (c, v) -> (c * v + 1.0, c)).1)(b3)", jax.jacobian(lambda x: jax.lax.scan(lambda c, v: (c * v + 1.0, c), 1.0, x)[1])(b3))
case("grad(x -> scan(0.0, x, (c, v) -> (sin(c) + v, none), reverse=true).0)(b3)", jax.grad(lambda x: jax.lax.scan(lambda c, v: (jnp.sin(c) + v, None), 0.0, x, reverse=True)[0])(b3))
ein = lambda a, b: jnp.sum(jnp.einsum("ij,jk,ki->i", a, b, a) ** 2)
case('grad((a, b) -> sum(einsum("ij,jk,ki->i", a, b, a) ** 2), wrt=[a, b])(m33, d33)', *jax.grad(ein, (0, 1))(jnp.asarray(M), jnp.asarray(D)))
case("grad(x -> sum(interp(x, [0.0, 1.0, 3.0], [0.0, 2.0, -1.0]) ** 2))([0.5, 2.0, 2.5])",
     jax.grad(lambda x: jnp.sum(jnp.interp(x, jnp.array([0.0, 1.0, 3.0]), jnp.array([0.0, 2.0, -1.0])) ** 2))(jnp.array([0.5, 2.0, 2.5])))
case("grad(x -> sum(tril(outer(x, x)) @ x))(b3)", jax.grad(lambda x: jnp.sum(jnp.tril(jnp.outer(x, x)) @ x))(b3))
case("grad(x -> var(x) / std(x, correction=1))(b3)", jax.grad(lambda x: jnp.var(x) / jnp.std(x, ddof=1))(b3))
case("grad(x -> sum(roll(x, 1) * flip(x) * diff(x, append=[0.0])))(b3)",
     jax.grad(lambda x: jnp.sum(jnp.roll(x, 1) * jnp.flip(x) * jnp.diff(x, append=jnp.array([0.0]))))(b3))
about("Powers: the derivative by the exponent of one by the base is 1 / x where the exponent is 0.")
case("grad(y -> grad(x -> x ** y)(2.0))(0.0)", 0.5)
case("grad(x -> grad(y -> x ** y)(0.0))(2.0)", 0.5)
case("grad((x, y) -> sum(x ** y), wrt=[x, y])([0.0, 0.0, 2.0, 0.0], [2.0, 0.0, 3.0, 1.0])",
     [0.0, 0.0, 12.0, 1.0], [0.0, 0.0, 8 * np.log(2), 0.0])
case("hessian(x -> sum(x ** [0.0, 1.0, 2.0, 3.0]))([0.0, 0.0, 0.0, 0.0])", np.diag([0.0, 0.0, 2.0, 0.0]))
s.write()

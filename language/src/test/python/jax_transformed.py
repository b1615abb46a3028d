"""Writes resources/prelude/jax_transformed.tgraph: each transformation over each other one and through what is hard, with the numbers of JAX 0.10
in double precision. Run this file.
"""

import jax
import jax.numpy as jnp
import mpmath
import numpy as np
import scipy.special

from derivative_cases import script
from prelude_cases import lit

jax.config.update("jax_enable_x64", True)
mpmath.mp.dps = 60
s = script("jax_transformed")
s.lines = ["# Transformations of transformations: see jax_transformed.py."]


def about(text):
    s.lines.append("# " + text)


def code(text):
    s.lines.extend(text.strip("\n").split("\n"))


def case(program, *results, ulps=4096, absolute=1e-12):
    s.case(program, *[np.asarray(r) for r in results], ulps=ulps, absolute=absolute)


def wave(*shape, a=0.7, b=0.3):
    n = int(np.prod(shape))
    return np.round(np.sin(a * np.arange(n) + b), 3).reshape(shape)


X, M = wave(4, 3), np.array([[2.0, 0.3, -0.1], [0.5, 1.5, 0.2], [0.1, -0.4, 1.0]])
B = np.stack([M, M.T + 0.5, M @ M])
V = np.array([0.5, -1.0, 2.0])
jX, jM, jB, jV = map(jnp.asarray, (X, M, B, V))
code(f"let x43 = {lit(X)}\nlet m33 = {lit(M)}\nlet b333 = {lit(B)}\nlet v3 = {lit(V)}")

about("Hessians, Jacobians and products of scans and loops, for each of a batch.")
code("""
fn rolled(x: f64[3]) -> f64 = scan(x[0], x, (s, v) -> (sin(s) * v + s, s)).0
fn outputs(x: f64[3]) -> f64[3] = scan(1.0, x, (s, v) -> (s * v + cos(s), s ** 2), reverse=true).1
fn doubled(x: f64) -> f64 = while(x, s -> abs(s) < 10.0, s -> 1.5 * s + 0.1 * s ** 2, limit=40)
fn pair(x: f64) -> (f64, f64) = while((x, 1.0), s -> s.0 < 5.0, s -> (s.0 + exp(-s.1), s.1 * x), limit=60)
fn settled(x: f64[3]) -> f64 = sum(fori(x, 7, (i, s) -> tanh(m33 @ s) + x / (1.0 + f64(i))) ** 2)
""")
rolled = lambda x: jax.lax.scan(lambda c, v: (jnp.sin(c) * v + c, c), x[0], x)[0]
outputs = lambda x: jax.lax.scan(lambda c, v: (c * v + jnp.cos(c), c**2), 1.0, x, reverse=True)[1]


def bounded(test, step, start, limit):
    def body(_, c):
        go = test(c)
        return jax.tree.map(lambda a, b: jnp.where(go, a, b), step(c), c)

    return jax.lax.fori_loop(0, limit, body, start)


doubled = lambda x: bounded(lambda c: jnp.abs(c) < 10, lambda c: 1.5 * c + 0.1 * c**2, x, 40)
pair = lambda x: bounded(lambda c: c[0] < 5, lambda c: (c[0] + jnp.exp(-c[1]), c[1] * x), (x, 1.0), 60)
settled = lambda x: jnp.sum(jax.lax.fori_loop(0, 7, lambda i, c: jnp.tanh(jM @ c) + x / (1.0 + i), x) ** 2)
case("vmap(hessian(rolled))(x43)", jax.vmap(jax.hessian(rolled))(jX))
case("hessian(x -> sum(vmap(rolled)(x)))(x43[:2])", jax.hessian(lambda x: jnp.sum(jax.vmap(rolled)(x)))(jX[:2]))
case("vmap(jacobian(outputs))(x43)", jax.vmap(jax.jacobian(outputs))(jX))
case("jacobian(grad(rolled))(v3)", jax.jacobian(jax.grad(rolled))(jV))
case("jacobian(x -> jacobian(outputs)(x) @ v3)(v3)", jax.jacobian(lambda x: jax.jacobian(outputs)(x) @ jV)(jV))
case("vmap((x, v) -> hvp(settled, x, v))(x43, x43 ** 2)", jax.vmap(lambda x, v: jax.jvp(jax.grad(settled), (x,), (v,))[1])(jX, jX**2))
case("grad(x -> sum(hvp(settled, x, v3) ** 2))(v3)", jax.grad(lambda x: jnp.sum(jax.jvp(jax.grad(settled), (x,), (jV,))[1] ** 2))(jV))
W = jnp.array([0.5, 2.0, -0.3, 11.0])
case("vmap(doubled)([0.5, 2.0, -0.3, 11.0])", jax.vmap(doubled)(W))
case("vmap(grad(grad(doubled)))([0.5, 2.0, -0.3, 11.0])", jax.vmap(jax.grad(jax.grad(doubled)))(W))
case("jacobian(x -> vmap(doubled)(x))([0.5, 2.0, -0.3, 11.0])", jax.jacobian(jax.vmap(doubled))(W))
case("vmap(x -> jacobian(x -> pair(x).0)(x))([0.5, 0.9, 6.0])", jax.vmap(jax.jacfwd(lambda x: pair(x)[0]))(jnp.array([0.5, 0.9, 6.0])))
case("grad(x -> sum(vmap(x -> pair(x).1)(x)))([0.5, 0.9, 6.0])", jax.grad(lambda x: jnp.sum(jax.vmap(lambda x: pair(x)[1])(x)))(jnp.array([0.5, 0.9, 6.0])))
case("vmap(x -> linearize(settled, x).1(v3))(x43)", jax.vmap(lambda x: jax.linearize(settled, x)[1](jV))(jX))
case("vmap(c -> vjp(outputs, v3).1(c))(eye(3))", jax.vmap(jax.vjp(outputs, jV)[1])(jnp.eye(3))[0])
case("grad(c -> sum(vjp(outputs, v3).1(c) ** 2))(v3)", jax.grad(lambda c: jnp.sum(jax.vjp(outputs, jV)[1](c)[0] ** 2))(jV))
case("hessian(checkpoint(rolled))(v3)", jax.hessian(jax.checkpoint(rolled))(jV))
case("vmap(grad(checkpoint(settled)))(x43)", jax.vmap(jax.grad(jax.checkpoint(settled)))(jX))
inner = lambda x: jax.lax.scan(jax.checkpoint(lambda c, r: (jax.lax.scan(lambda d, v: (jnp.tanh(d + v), d * v), c, r)[0], c)), 0.1, x)
code("""
fn nested(x: f64[n, 3]) -> f64 {
  let (s, o) = scan(0.1, x, checkpoint((c, r) -> (scan(c, r, (d, v) -> (tanh(d + v), d * v)).0, c)))
  s + sum(o ** 2)
}
""")
nested = lambda x: inner(x)[0] + jnp.sum(inner(x)[1] ** 2)
case("grad(nested)(x43)", jax.grad(nested)(jX))
case("hvp(nested, x43, x43 ** 2)", jax.jvp(jax.grad(nested), (jX,), (jX**2,))[1])
case("vmap(grad(nested))(stack([x43, -x43]))", jax.vmap(jax.grad(nested))(jnp.stack([jX, -jX])))

about("Records and tuples: by name, along axes of parts, in and out.")
code("""
fn model(p: {w: f64[3], b: f64, s: (f64, f64[3])}, x: f64[3]) -> f64 = sin(p.w @ x + p.b) * p.s.0 + exp(-p.s.1 @ x)
let p0 = {w: v3, b: 0.3, s: (2.0, [0.1, 0.2, -0.1])}
""")
p0 = {"w": jV, "b": 0.3, "s": (2.0, jnp.array([0.1, 0.2, -0.1]))}
model = lambda p, x: jnp.sin(p["w"] @ x + p["b"]) * p["s"][0] + jnp.exp(-p["s"][1] @ x)
flat = lambda t: [t["w"], t["b"], t["s"][0], t["s"][1]]
case("grad(model)(p0, x43[0])", *flat(jax.grad(model)(p0, jX[0])))
case("vmap(grad(model), in_axes=(none, 0))(p0, x43)", *flat(jax.vmap(jax.grad(model), (None, 0))(p0, jX)))
case("vmap(grad(model, wrt=x), in_axes=(none, 0), out_axes=1)(p0, x43)", jax.vmap(jax.grad(model, 1), (None, 0), 1)(p0, jX))
g = jax.grad(model, (0, 1))(p0, jX[1])
case("grad(model, wrt=[p, x])(p0, x43[1])", *flat(g[0]), g[1])
h = jax.hessian(model)(p0, jX[0])
case("hessian(model)(p0, x43[0]).w.s", h["w"]["s"][0], h["w"]["s"][1])
case("jacobian(p -> vmap(model, in_axes=(none, 0))(p, x43))(p0)", *flat(jax.jacobian(lambda p: jax.vmap(model, (None, 0))(p, jX))(p0)))
case("hvp(p -> sum(vmap(model, in_axes=(none, 0))(p, x43)), p0, p0)",
     *flat(jax.jvp(jax.grad(lambda p: jnp.sum(jax.vmap(model, (None, 0))(p, jX))), (p0,), (p0,))[1]))
both = lambda t, x: {"a": t[0] * x, "b": jnp.outer(t[1], x)}
o = jax.vmap(both, in_axes=((0, None), 1), out_axes={"a": 1, "b": 2})((jnp.arange(4.0), jV), jX.T)
case("vmap((t, x) -> {a: t.0 * x, b: outer(t.1, x)}, in_axes=((0, none), 1), out_axes={a: 1, b: 2})((arange(4.0), v3), x43.T)", o["a"], o["b"])

about("Factorizations of a batch, differentiated, and batches of second derivatives.")
for program, f in [
    ("sum(cholesky(a @ a.T + eye(3)) ** 3)", lambda a: jnp.sum(jnp.linalg.cholesky(a @ a.T + jnp.eye(3)) ** 3)),
    ("sum(qr(a).0 * m33) + sum(qr(a).1 ** 2)", lambda a: jnp.sum(jnp.linalg.qr(a)[0] * jM) + jnp.sum(jnp.linalg.qr(a)[1] ** 2)),
    ("sum(qr(a[:, :2]).0 ** 3) + qr(a[:, :2]).1[0, 1]", lambda a: jnp.sum(jnp.linalg.qr(a[:, :2])[0] ** 3) + jnp.linalg.qr(a[:, :2])[1][0, 1]),
    ("sum(svd(a).1 ** 3)", lambda a: jnp.sum(jnp.linalg.svd(a)[1] ** 3)),
    ("sum(eigh(a + a.T).0 ** 3)", lambda a: jnp.sum(jnp.linalg.eigh(a + a.T)[0] ** 3)),
    ("sum(solve(a, v3) ** 2)", lambda a: jnp.sum(jnp.linalg.solve(a, jV) ** 2)),
    ("sum(lstsq(a[:, :2], v3).0 ** 2)", lambda a: jnp.sum(jnp.linalg.lstsq(a[:, :2], jV)[0] ** 2)),
    ("slogdet(a).1 * det(a)", lambda a: jnp.linalg.slogdet(a)[1] * jnp.linalg.det(a)),
    ("sum(expm(0.3 * a))", lambda a: jnp.sum(jax.scipy.linalg.expm(0.3 * a))),
    ("sum(lu(a).1 ** 2) + sum(lu(a).2 ** 2)", lambda a: jnp.sum(jax.scipy.linalg.lu(a)[1] ** 2) + jnp.sum(jax.scipy.linalg.lu(a)[2] ** 2)),
    ("sum(solve_triangular(a, v3, lower=true) ** 2)", lambda a: jnp.sum(jax.scipy.linalg.solve_triangular(a, jV, lower=True) ** 2)),
]:
    case(f"vmap(grad(a -> {program}))(b333)", jax.vmap(jax.grad(f))(jB))
    if "lstsq" not in program:
        case(f"vmap(a -> hvp(a -> {program}, a, m33))(b333)", jax.vmap(lambda a: jax.jvp(jax.grad(f), (a,), (jM,))[1])(jB), ulps=65536)

about("A derivative of one's own, in maps, loops and second derivatives.")
code("let soft = custom_derivative(x -> log(1.0 + exp(x)), (x, dx) -> (log(1.0 + exp(x)), 1.0 / (1.0 + exp(-x)) * dx))")


@jax.custom_jvp
def soft(x):
    return jnp.log(1 + jnp.exp(x))


soft.defjvp(lambda p, t: (soft(p[0]), 1 / (1 + jnp.exp(-p[0])) * t[0]))
case("grad(x -> sum(vmap(soft)(x) ** 2))(v3)", jax.grad(lambda x: jnp.sum(jax.vmap(soft)(x) ** 2))(jV))
case("vmap(grad(grad(soft)))(v3)", jax.vmap(jax.grad(jax.grad(soft)))(jV))
case("hessian(x -> scan(0.5, x, (s, v) -> (soft(s * v), none)).0)(v3)", jax.hessian(lambda x: jax.lax.scan(lambda c, v: (soft(c * v), None), 0.5, x)[0])(jV))
case("jacobian(x -> grad(x -> sum(soft(m33 @ x)))(x))(v3)", jax.jacobian(jax.grad(lambda x: jnp.sum(soft(jM @ x))))(jV))

about("Special functions by their parameters, in maps.")
A, C = np.array([0.7, 2.0, 9.0]), np.array([1.5, 0.4, 3.0])
for name, f in [("gammainc", jax.scipy.special.gammainc), ("gammaincc", jax.scipy.special.gammaincc)]:
    case(f"vmap(grad({name}, wrt=1))({lit(A)}, {lit(C * 3)})", jax.vmap(jax.grad(f, 1))(A, C * 3))
case(f"vmap(grad(grad((x, y) -> logaddexp(x, y), wrt=0), wrt=1))({lit(A)}, {lit(C)})", jax.vmap(jax.grad(jax.grad(jnp.logaddexp, 0), 1))(A, C))
# JAX has seven digits there.
mills = lambda x: mpmath.npdf(x) / mpmath.ncdf(x)
case("vmap(grad(grad(log_ndtr)))([-30.0, -1.0, 0.5, 4.0])", [float(-mills(x) * (x + mills(x))) for x in map(mpmath.mpf, [-30.0, -1.0, 0.5, 4.0])])
case(f"vmap(grad(x -> polygamma(1, x) * lgamma(x)))({lit(A)})", jax.vmap(jax.grad(lambda x: jax.scipy.special.polygamma(1, x) * jax.lax.lgamma(x)))(A))

about("Complex numbers, transforms, orders and places, transformed twice.")
z = jnp.array([1.0 + 0.5j, -0.3j, 2.0])
code("let z3 = [1.0 + 0.5j, -0.3j, 2.0 + 0.0j]")
case("grad(z -> sum(abs(z * conj(z) ** 2 + exp(z))))(z3)", jax.grad(lambda z: jnp.sum(jnp.abs(z * jnp.conj(z) ** 2 + jnp.exp(z))))(z))
case("vmap(z -> grad(z -> real(z ** 3 * conj(z)))(z))(z3)", jax.vmap(jax.grad(lambda z: jnp.real(z**3 * jnp.conj(z))))(z))
case("hessian(x -> sum(abs(fft.fft(x * exp(1j * x))) ** 2))(v3)", jax.hessian(lambda x: jnp.sum(jnp.abs(jnp.fft.fft(x * jnp.exp(1j * x))) ** 2))(jV))
case("vmap(grad(x -> sum(abs(fft.rfft(x)) ** 3)))(x43)", jax.vmap(jax.grad(lambda x: jnp.sum(jnp.abs(jnp.fft.rfft(x)) ** 3)))(jX))
case("vmap(hessian(x -> sum(sort(x) ** 3 * v3)))(x43)", jax.vmap(jax.hessian(lambda x: jnp.sum(jnp.sort(x) ** 3 * jV)))(jX))
case("vmap(grad((x, i) -> sum(x[i] ** 2 * v3)), in_axes=(0, none))(x43, [2, 2, 0])", jax.vmap(jax.grad(lambda x, i: jnp.sum(x[i] ** 2 * jV)), (0, None))(jX, jnp.array([2, 2, 0])))
case("vmap(grad((x, i) -> x[i] ** 3 * sum(x)))(x43, [2, 0, 1, 1])", jax.vmap(jax.grad(lambda x, i: x[i] ** 3 * jnp.sum(x)))(jX, jnp.array([2, 0, 1, 1])))
case("vmap(grad((x, i) -> sum((x with [i] *= x[0]) ** 2)))(x43, [2, 0, 1, 1])", jax.vmap(jax.grad(lambda x, i: jnp.sum(x.at[i].multiply(x[0]) ** 2)))(jX, jnp.array([2, 0, 1, 1])))
case("hessian(x -> sum((zeros(2) with [[0, 1, 0]] += x) ** 3))(v3)", jax.hessian(lambda x: jnp.sum(jnp.zeros(2).at[jnp.array([0, 1, 0])].add(x) ** 3))(jV))
case("vmap(grad(x -> sum(where(x > 0.0, log(x), -x) ** 2)))(x43)", jax.vmap(jax.grad(lambda x: jnp.sum(jnp.where(x > 0, jnp.log(jnp.where(x > 0, x, 1.0)), -x) ** 2)))(jX))
case("vmap(grad(x -> if x > 0.0 { log(x) * x } else { x ** 2 }))([0.5, -2.0, 0.0])", [np.log(0.5) + 1, -4.0, 0.0])
case("hessian(x -> prod(x) * max(x))(v3)", jax.hessian(lambda x: jnp.prod(x) * jnp.max(x))(jV))
case("grad(x -> grad(x -> grad(x -> sin(x) * exp(x))(x))(x))(0.7)", jax.grad(jax.grad(jax.grad(lambda x: jnp.sin(x) * jnp.exp(x))))(0.7))
case("jvp(x -> jvp(x -> x ** 3 * m33 @ x, x, v3).1, v3, x43[0])", *jax.jvp(lambda x: jax.jvp(lambda x: x**3 * jM @ x, (x,), (jV,))[1], (jV,), (jX[0],)))
case("vmap(vmap(grad((a, b) -> sin(a * b)), in_axes=(none, 0)), in_axes=(0, none))(v3, x43[0])", jax.vmap(jax.vmap(jax.grad(lambda a, b: jnp.sin(a * b)), (None, 0)), (0, None))(jV, jX[0]))

about("Samplers, at fixed random bits. Numbers of the gamma distribution are quantiles: their slope is -(dF/da) / (dF/dx), by mpmath.")


@jax.custom_jvp
def quantile(a, u):
    return scipy.special.gammaincinv(np.asarray(a), u)


def slope(a, x):
    a, x = mpmath.mpf(float(a)), mpmath.mpf(float(x))
    by_a = mpmath.diff(lambda a: mpmath.gammainc(a, 0, x, regularized=True), a)
    return float(-by_a / (mpmath.exp((a - 1) * mpmath.log(x) - x) / mpmath.gamma(a)))


@quantile.defjvp
def along(primals, tangents):
    z = quantile(*primals)
    return z, np.vectorize(slope)(np.asarray(primals[0]), z) * tangents[0]


def gamma(k, a, shape):
    a = jnp.broadcast_to(a, shape)
    return quantile(a, np.asarray(jax.random.uniform(k, shape)) + 2.0**-53)


def beta(k, a, b, shape):
    k1, k2 = jax.random.split(k)
    x, y = gamma(k1, a, shape), gamma(k2, b, shape)
    return x / (x + y)


def student_t(k, df, shape):
    k1, k2 = jax.random.split(k)
    return jax.random.normal(k1, shape) * jnp.sqrt(df / 2 / gamma(k2, df / 2, shape))


def dirichlet(k, a, shape):
    x = gamma(k, a, (*shape, a.shape[0]))
    return x / jnp.sum(x, -1, keepdims=True)


key = jax.random.key
code("""
fn elbo(p: {m: f64[3], s: f64[3]}, k: key) -> f64 {
  let z = p.m + exp(p.s) * normal(k, (5, 3))
  mean(sum(log_sigmoid(z * v3), axis=1)) + sum(p.s) - 0.5 * sum(p.m ** 2)
}
let q0 = {m: v3, s: [0.1, -0.3, 0.2]}
""")
q0 = {"m": jV, "s": jnp.array([0.1, -0.3, 0.2])}


def elbo(p, k):
    z = p["m"] + jnp.exp(p["s"]) * jax.random.normal(k, (5, 3))
    return jnp.mean(jnp.sum(jax.nn.log_sigmoid(z * jV), 1)) + jnp.sum(p["s"]) - 0.5 * jnp.sum(p["m"] ** 2)


g = jax.grad(elbo)(q0, key(3))
case("grad(elbo)(q0, key(3))", g["m"], g["s"])
h = jax.jvp(lambda p: jax.grad(elbo)(p, key(4)), (q0,), (q0,))[1]
case("hvp(p -> elbo(p, key(4)), q0, q0)", h["m"], h["s"])
keys = jax.vmap(lambda i: jax.random.fold_in(key(5), i))(jnp.arange(4))
g = jax.vmap(jax.grad(elbo), (None, 0))(q0, keys)
case("vmap(i -> grad(elbo)(q0, fold_in(key(5), i)))(arange(4))", g["m"], g["s"])
walk = lambda s: jax.lax.scan(lambda x, i: (x + s * jnp.tanh(x) * jax.random.normal(jax.random.fold_in(key(6), i)), x), 1.0, jnp.arange(6))
code("fn walk(s: f64) -> (f64, f64[6]) = scan(1.0, arange(6), (x, i) -> (x + s * tanh(x) * normal(fold_in(key(6), i)), x))")
case("grad(s -> sum(walk(s).1 ** 2) + walk(s).0)(0.4)", jax.grad(lambda s: jnp.sum(walk(s)[1] ** 2) + walk(s)[0])(0.4))
case("grad(grad(s -> walk(s).0))(0.4)", jax.grad(jax.grad(lambda s: walk(s)[0]))(0.4))
near = {"ulps": 65536, "absolute": 1e-10}
for program, f, at in [
    ("a -> sum(gamma(key(7), a, 4) ** 2)", lambda a: jnp.sum(gamma(key(7), a, (4,)) ** 2), 2.5),
    ("a -> sum(log(gamma(key(8), a * [0.1, 1.0, 20.0])))", lambda a: jnp.sum(jnp.log(gamma(key(8), a * jnp.array([0.1, 1.0, 20.0]), (3,)))), 1.5),
    ("a -> sum(beta(key(9), a, a ** 2, 4) ** 3)", lambda a: jnp.sum(beta(key(9), a, a**2, (4,)) ** 3), 1.5),
    ("d -> sum(tanh(student_t(key(10), d, 4)))", lambda d: jnp.sum(jnp.tanh(student_t(key(10), d, (4,)))), 4.0),
    ("a -> sum(log(dirichlet(key(11), a * v3 ** 2, 2)))", lambda a: jnp.sum(jnp.log(dirichlet(key(11), a * jV**2, (2,)))), 1.2),
]:
    case(f"grad({program})({at})", jax.grad(f)(at), **near)
case("jacobian(a -> dirichlet(key(12), a))(v3 ** 2)",
     np.array([jax.grad(lambda a: dirichlet(key(12), a, ())[i])(jV**2) for i in range(3)]), **near)
case("vmap(grad(a -> gamma(key(13), a)))([0.3, 1.0, 40.0])",
     np.array([jax.grad(lambda a: gamma(key(13), a, ()))(a) for a in [0.3, 1.0, 40.0]]), **near)

about("Single precision stays single.")
F = jnp.float32
fX, fM, fV = jX.astype(F), jM.astype(F), jV.astype(F)
code("let (x4, m3, w3) = (f32(x43), f32(m33), f32(v3))")


def single(program, *results):
    results = [np.asarray(r) for r in results]
    assert all(r.dtype == np.float32 for r in results), program
    s.case(program, *results, ulps=32, absolute=2e-5)


fit = lambda w: jnp.mean(jax.nn.softplus(fX @ w) - F(0.5) * (fX @ w)) + F(0.1) * jnp.sum(w**2)
code("let fit = w -> mean(softplus(x4 @ w) - 0.5 * (x4 @ w)) + 0.1 * sum(w ** 2)")
single("grad(fit)(w3)", jax.grad(fit)(fV))
single("hessian(fit)(w3)", jax.hessian(fit)(fV))
single("hvp(fit, w3, w3 ** 2)", jax.jvp(jax.grad(fit), (fV,), (fV**2,))[1])
single("vmap(value_and_grad(fit))(x4)", *jax.vmap(jax.value_and_grad(fit))(fX))
state = lambda x: jnp.sum(jax.lax.scan(lambda c, r: (jnp.tanh(fM @ c + r), c * r), fV, x)[1])
code("let state = x -> sum(scan(w3, x, (s, r) -> (tanh(m3 @ s + r), s * r)).1)")
single("grad(state)(x4)", jax.grad(state)(fX))
single("grad(checkpoint(state))(x4)", jax.grad(state)(fX))
single("vmap(grad(state))(stack([x4, -x4]))", jax.vmap(jax.grad(state))(jnp.stack([fX, -fX])))
single("grad(x -> sum(softmax(x @ x.T) @ x))(x4)", jax.grad(lambda x: jnp.sum(jax.nn.softmax(x @ x.T) @ x))(fX))
single("grad(a -> sum(cholesky(a @ a.T + eye(3, dtype=f32)) ** 2 * m3))(m3)", jax.grad(lambda a: jnp.sum(jnp.linalg.cholesky(a @ a.T + jnp.eye(3, dtype=F)) ** 2 * fM))(fM))
single("jacobian(w -> sin(x4 @ w) / (1.0 + w[0] ** 2))(w3)", jax.jacobian(lambda w: jnp.sin(fX @ w) / (1 + w[0] ** 2))(fV))
single("jvp(solve, (m3, w3), (m3.T, 2.0 * w3))", *jax.jvp(jnp.linalg.solve, (fM, fV), (fM.T, 2 * fV)))
single("grad(grad(x -> exp(sin(x)) * x))(f32(0.7))", jax.grad(jax.grad(lambda x: jnp.exp(jnp.sin(x)) * x))(F(0.7)))
single("grad(x -> sum(x[[0, 2, 0]] ** 3))(w3)", jax.grad(lambda x: jnp.sum(x[jnp.array([0, 2, 0])] ** 3))(fV))
single("grad(x -> prod(x) + max(x))(w3)", jax.grad(lambda x: jnp.prod(x) + jnp.max(x))(fV))
single("grad((w, b) -> f32(sum(f64(x4 @ w) * f64(b))), wrt=[w, b])(w3, f32(2.0))",
       *jax.grad(lambda w, b: jnp.sum((fX @ w).astype(float) * b.astype(float)).astype(F), (0, 1))(fV, F(2.0)))
s.write()

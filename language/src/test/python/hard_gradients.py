"""Writes resources/prelude/hard_gradients.tgraph: derivatives that programs often get wrong, with numbers from mpmath (60
digits), from JAX in double precision, or by hand where a convention decides. Run this file.
"""

import jax
import jax.numpy as jnp
import mpmath as mp
import numpy as np

from derivative_cases import script
from prelude_cases import lit

jax.config.update("jax_enable_x64", True)
mp.mp.dps = 60
s = script("hard_gradients")
s.lines = ["# Derivatives that are hard for others: see hard_gradients.py, which says where the numbers come from."]


def about(text):
    s.lines.append("# " + text)


def case(program, *results, ulps=32, absolute=1e-14):
    s.case(program, *[np.asarray(r, np.float64) for r in results], ulps=ulps, absolute=absolute)


def code(text):
    s.lines.extend(text.strip("\n").split("\n"))


def diff(f, x, n=1):
    return float(mp.diff(f, mp.mpf(x), n))


about("`where` with a pole in the branch that is not taken.")
case("grad(x -> sum(where(x > 0.0, log(x), 0.0)))([0.0, -1.0, 2.0])", [0, 0, 0.5])
case("grad(x -> sum(where(x == 0.0, 1.0, sin(x) / x)))([0.0, 1.0])", [0, diff(lambda x: mp.sin(x) / x, 1)])
case("grad(x -> sum(where(x > 1.0, sqrt(log(x)), where(x > 0.0, log(x), x))))([-1.0, 0.0, 0.5, 2.0])",
     [1, 1, 2, diff(lambda x: mp.sqrt(mp.log(x)), 2)])
case("grad(x -> where(sum(x) > 0.0, sum(sqrt(x) @ ones((2, 2))), 0.0))([0.0, 0.0])", [0, 0])
case("hessian(x -> sum(where(x > 0.0, log(x), 0.0)))([0.0, 2.0])", [[0, 0], [0, -0.25]])
case("jvp(x -> where(x > 0.0, log(x), 0.0), [0.0, 2.0], [1.0, 1.0])", [0, np.log(2)], [0, 0.5])
about("A branch that is not taken, also under `vmap`.")
case("vmap(grad(x -> if x > 0.0 { log(x) } else { 2.0 * x }))([0.0, 2.0])", [2, 0.5])
about("A loop, a branch or a function with a pole, behind a choice that does not take it.")
case("grad(x -> where(x > 0.0, scan(0.0, ones(3), (s, v) -> (s + log(x) * v, none)).0, 0.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, fori(x, 2, (i, s) -> log(s)), 0.0))(0.0)", 0)
case("grad(x -> sum(where(x > 0.0, fori(x, 2, (i, s) -> sqrt(s)), 0.0)))([0.0, 16.0])", [0, 1 / 32])
case("grad(x -> where(x > 0.0, while(x, s -> s < 0.5, s -> sqrt(s), limit=3), 1.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, if x < 1.0 { sqrt(x) } else { x }, 1.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, sum(for i < 2: sqrt(x * f64(i + 1))), 1.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, checkpoint(sqrt)(x), 1.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, vmap(v -> fori(v, 2, (i, s) -> sqrt(s)))(x * ones(2))[0], 1.0))(0.0)", 0)
case("grad(x -> where(x > 0.0, scan(x, none, (s, _) -> (fori(s, 2, (j, t) -> sqrt(t)), none), length=2).0, 1.0))(0.0)", 0)
case("hessian(x -> where(x > 0.0, fori(x, 2, (i, s) -> sqrt(s)), x ** 2))(0.0)", 2)
case("grad(grad(x -> where(x > 0.0, fori(x, 2, (i, s) -> sqrt(s)), x ** 2)))(0.0)", 2)
case("jvp(x -> where(x > 0.0, fori(x, 2, (i, s) -> sqrt(s)), 2.0 * x), 0.0, 1.0)", 0, 2)
about("A choice in the steps of a loop, whose pole is in the step before, or before the loop.")
case("grad(x -> fori(x, 2, (i, s) -> where(s > 0.0, sqrt(s), 1.0)))(0.0)", 0)
case("grad(x -> fori(x, 2, (i, s) -> where(i < 1, log(s), where(s > 0.0, s, 1.0))))(0.0)", 0)
code("""
fn before(x: f64) -> f64 {
  let y = log(x)
  fori(1.0, 2, (i, s) -> where(x > 0.0, s * y, s + x))
}
fn before_while(x: f64) -> f64 {
  let y = sqrt(x)
  while(1.0, s -> s < 2.0, s -> where(x > 0.0, s + y, s + 0.5 + x), limit=5)
}
fn before_if(x: f64) -> f64 {
  let y = sqrt(x)
  if x < 1.0 { where(x > 0.0, y, x) } else { y }
}
fn in_rows(x: f64[n]) -> f64 = sum(scan(0.0, x, (s, v) -> {
  let t = where(v > 0.0, log(v), 0.0)
  (s + t, t)
}).1)
""")
case("grad(before)(0.0)", 2)
case("grad(before_while)(0.0)", 2)
case("grad(before_if)(0.0)", 1)
case("grad(in_rows)([0.0, 2.0, -1.0])", [0, 0.5, 0])
s.case("grad(x -> where(x > 0.0, fori(x, 2, (i, s) -> sqrt(s)), 3.0 * x))(f32(0.0))", np.float32(3))
about("A square root at 0 behind a mask.")
case("grad(x -> sum(sqrt(x[x > 0.0])))([0.0, 4.0])", [0, 0.25])
case("grad(x -> sum(where(x > 0.0, sqrt(where(x > 0.0, x, 1.0)), 0.0)))([0.0, 4.0])", [0, 0.25])
about("Norms at the zero vector, and a standard deviation of equals.")
case("grad(norm)([0.0, 0.0])", [0, 0])
case("grad(x -> vector_norm(x, ord=3))([0.0, 0.0])", [0, 0])
case("grad(x -> matrix_norm(x))(zeros((2, 2)))", np.zeros((2, 2)))
case("grad(std)([1.0, 1.0])", [0, 0])
case("vmap(grad(norm))([[0.0, 0.0], [3.0, 4.0]])", [[0, 0], [0.6, 0.8]])
about("Sums of nothing.")
case("grad(logsumexp)([-inf, -inf])", [0, 0])
case("grad(logsumexp)([-inf, 1.0, 1.0])", [0, 0.5, 0.5])
case("hessian(logsumexp)([0.0, 0.0])", [[0.25, -0.25], [-0.25, 0.25]])
case("grad(x -> logaddexp(x, 0.0))(-800.0)", 0.0)
about("Places that are read and written twice.")
case("grad(x -> sum(x[[0, 0, 2]] * [1.0, 10.0, 100.0]))([1.0, 2.0, 3.0])", [11, 0, 100])
case("grad(v -> sum((zeros(2) with [[0, 0, 1]] = v) * [1.0, 10.0]))([1.0, 2.0, 3.0])", [0, 1, 10])
case("grad(v -> sum((zeros(2) with [[0, 0, 1]] += v) ** 2))([1.0, 2.0, 3.0])", [6, 6, 6])
about("Products with zeros.")
p = lambda x: jnp.sum(jnp.stack([x[0], x[0] * x[1], x[0] * x[1] * x[2], x[0] * x[1] * x[2] * x[3]]) * jnp.arange(1.0, 5.0))
for x in [[2.0, 0.0, 5.0, 3.0], [0.0, 0.0, 5.0, 3.0]]:
    case(f"grad(x -> sum(cumprod(x) * [1.0, 2.0, 3.0, 4.0]))({x})", jax.grad(p)(jnp.array(x)))
    case(f"hessian(x -> sum(cumprod(x) * [1.0, 2.0, 3.0, 4.0]))({x})", jax.hessian(p)(jnp.array(x)))
case("grad(prod)([0.0, 3.0, 0.0])", [0, 0, 0])
case("hessian(prod)([0.0, 3.0, 0.0])", [[0, 0, 3], [0, 0, 0], [3, 0, 0]])
about("Powers at 0.")
case("grad(x -> x ** 0.0)(0.0)", 0.0)
case("grad((x, y) -> x ** y, wrt=[x, y])(0.0, 2.0)", 0, 0)
case("grad(grad(x -> x ** 2.0))(0.0)", 2.0)
about("Ties share: this is the only choice that does not depend on the order.")
case("grad(max)([1.0, 3.0, 3.0])", [0, 0.5, 0.5])
case("grad(x -> maximum(x, 0.0))(0.0)", 0.5)
case("grad(abs)(0.0)", 0.0)
case("grad(x -> sum(sort(x) * [1.0, 10.0, 100.0]))([2.0, 2.0, 1.0])", [10, 100, 1])
about("A loop in a loop.")
code("""
fn nested(a: f64, m: f64[n, k]) -> f64 =
  scan(0.5, m, (s, row) -> {
    let (inner, seen) = scan(s, row, (t, v) -> (sin(a * t + v), t * v))
    (inner + sum(seen), none)
  }).0
""")


def nested(a, m):
    def outer(c, row):
        inner, seen = jax.lax.scan(lambda t, v: (jnp.sin(a * t + v), t * v), c, row)
        return inner + jnp.sum(seen), None
    return jax.lax.scan(outer, 0.5, m)[0]


M = np.array([[0.1, 0.2, -0.4], [1.0, 0.3, 0.5]])
case(f"grad(nested, wrt=[a, m])(0.7, {lit(M)})", *jax.grad(nested, (0, 1))(0.7, jnp.asarray(M)))
case(f"grad(grad(nested))(0.7, {lit(M)})", jax.grad(jax.grad(nested))(0.7, jnp.asarray(M)))
case(f"grad(checkpoint(nested), wrt=[a, m])(0.7, {lit(M)})", *jax.grad(nested, (0, 1))(0.7, jnp.asarray(M)))
about("A loop whose length the data tell: Newton's method for w exp(w) = a, as often as it takes.")
code("""
let lambert = a -> while(log(1.0 + a), w -> abs(w * exp(w) - a) > 1e-14 * a, w -> {
  let e = exp(w)
  w - (w * e - a) / (e * (w + 1.0))
}, limit=50)
""")
W = [0.1, 1.0, 50.0]
d = [diff(mp.lambertw, x) for x in W]
case(f"vmap(lambert)({W})", [float(mp.lambertw(x).real) for x in W])
case(f"vmap(grad(lambert))({W})", d, ulps=2000)
case("grad(grad(lambert))(1.0)", diff(mp.lambertw, 1.0, 2), ulps=20000)
case("jacobian(lambert)(1.0)", d[1], ulps=2000)
about("The same by implicit differentiation, which does not differentiate the loop.")
code("""
let implicit = custom_derivative(lambert, (a, da) -> {
  let w = lambert(a)
  (w, da / (exp(w) * (w + 1.0)))
})
""")
case(f"vmap(grad(implicit))({W})", d)
about("Cholesky of a batch, a determinant, and a solution for a matrix that is nearly singular.")
A = np.array([[[4.0, 1.0], [1.0, 3.0]], [[2.0, 0.5], [0.5, 5.0]]])
chol = lambda a: jnp.sum(jnp.linalg.cholesky(a, symmetrize_input=False) ** 3)
sym = lambda a: (a + jnp.swapaxes(a, -1, -2)) / 2
case(f"grad(a -> sum(cholesky((a + a.mT) / 2.0) ** 3))({lit(A)})", jax.grad(lambda a: chol(sym(a)))(A))
case(f"grad(a -> sum(slogdet(a).1))({lit(A)})", np.linalg.inv(A).transpose(0, 2, 1))
n = 5
H = mp.matrix(n, n)
for i in range(n):
    for j in range(n):
        H[i, j] = mp.mpf(float(1.0 / (i + j + 1)))
ones = mp.matrix([1] * n)
x = mp.lu_solve(H, ones)
g = mp.lu_solve(H.T, ones)
case(f"grad((a, b) -> sum(solve(a, b)), wrt=[b])(for i < {n}, j < {n}: 1.0 / f64(i + j + 1), ones({n})).0",
     [float(v) for v in g], ulps=2_000_000_000)
about("Equal eigenvalues: what does not depend on the choice of vectors has its derivative.")
case("grad(a -> sum(eigh(a).0 ** 2))(2.0 * eye(3))", 4 * np.eye(3))
case("grad(a -> sum(log(eigh(a).0)))(eye(2))", np.eye(2))
about("Third and higher derivatives.")
case("grad(grad(grad(tanh)))(0.3)", diff(mp.tanh, 0.3, 3))
case("grad(grad(grad(grad(x -> exp(sin(x))))))(0.7)", diff(lambda x: mp.exp(mp.sin(x)), 0.7, 4))
cubic = lambda x: jnp.sum(jnp.sin(x) ** 2) * jnp.prod(x)
case("jacobian(hessian(x -> sum(sin(x) ** 2) * prod(x)))([0.5, 1.5])", jax.jacobian(jax.hessian(cubic))(jnp.array([0.5, 1.5])))
about("The Jacobian of the solution of an ordinary differential equation, by classical Runge-Kutta.")
code("""
fn flow(y: f64[2]) -> f64[2] = y * stack([1.0 - y[1], y[0] - 1.0])
fn solution(y: f64[2], h: f64) -> f64[2] = fori(y, 40, (i, y) -> {
  let a = flow(y)
  let b = flow(y + 0.5 * h * a)
  let c = flow(y + 0.5 * h * b)
  let d = flow(y + h * c)
  y + h / 6.0 * (a + 2.0 * b + 2.0 * c + d)
})
""")


def solution(y, h):
    f = lambda y: [y[0] * (1 - y[1]), y[1] * (y[0] - 1)]
    move = lambda y, k, t: [y[0] + t * k[0], y[1] + t * k[1]]
    for _ in range(40):
        a = f(y)
        b = f(move(y, a, h / 2))
        c = f(move(y, b, h / 2))
        e = f(move(y, c, h))
        y = [y[i] + h / 6 * (a[i] + 2 * b[i] + 2 * c[i] + e[i]) for i in range(2)]
    return y


h = mp.mpf(0.1)
J = [[float(mp.diff(lambda t: solution([t if j == 0 else mp.mpf(1.5), t if j == 1 else mp.mpf(0.5)], h)[i],
                    mp.mpf(1.5) if j == 0 else mp.mpf(0.5))) for j in range(2)] for i in range(2)]
case("jacobian(solution)([1.5, 0.5], 0.1)", J, ulps=256)
case("vjp(y -> solution(y, 0.1), [1.5, 0.5]).1([1.0, 0.0])", J[0], ulps=256)
about("The Hessian of the log-likelihood of a Kalman filter.")
code("""
fn filtered(v: f64[2], y: f64[t]) -> f64 {
  let (last, terms) = scan({a: 0.0, p: 1e7}, y, (s, y) -> {
    let f = s.p + exp(v[0])
    let gain = s.p / f
    let e = y - s.a
    ({a: s.a + gain * e, p: s.p * (1.0 - gain) + exp(v[1])}, log(f) + e ** 2 / f)
  })
  -0.5 * sum(terms[1:])
}
""")


def filtered(v, y):
    def step(c, y):
        a, p = c
        f = p + jnp.exp(v[0])
        gain = p / f
        e = y - a
        return (a + gain * e, p * (1 - gain) + jnp.exp(v[1])), jnp.log(f) + e**2 / f
    return -0.5 * jnp.sum(jax.lax.scan(step, (0.0, 1e7), y)[1][1:])


y = np.array([1.0, 2.5, 2.0, 4.0, 3.5, 3.0, 5.0, 4.0, 6.0])
case(f"hessian(filtered)([0.1, -0.5], {lit(y)})", jax.hessian(filtered)(jnp.array([0.1, -0.5]), jnp.asarray(y)), ulps=4096)
case(f"hessian(checkpoint(filtered))([0.1, -0.5], {lit(y)})", jax.hessian(filtered)(jnp.array([0.1, -0.5]), jnp.asarray(y)), ulps=4096)
case(f"hvp(v -> filtered(v, {lit(y)}), [0.1, -0.5], [1.0, 2.0])",
     jax.hessian(filtered)(jnp.array([0.1, -0.5]), jnp.asarray(y)) @ np.array([1.0, 2.0]), ulps=4096)
about("Gradients of maps, and maps of gradients.")
ys = np.stack([y, y[::-1]])
many = jax.vmap(jax.grad(filtered), (None, 0))(jnp.array([0.1, -0.5]), jnp.asarray(ys))
case(f"vmap(grad(filtered), in_axes=(none, 0))([0.1, -0.5], {lit(ys)})", many, ulps=1024)
case(f"grad(v -> sum(vmap(filtered, in_axes=(none, 0))(v, {lit(ys)})))([0.1, -0.5])", many.sum(axis=0), ulps=1024)
about("Real functions of complex numbers, by the convention of JAX.")
z = np.array([1.0 + 2.0j, -0.5 + 0.25j])
s.case(f"grad(z -> sum(abs(z) ** 2))({lit(z)})", np.asarray(jax.grad(lambda z: jnp.sum(jnp.abs(z) ** 2))(z)), ulps=16)
s.case(f"grad(z -> sum(real(exp(z) * conj(z))))({lit(z)})",
       np.asarray(jax.grad(lambda z: jnp.sum(jnp.real(jnp.exp(z) * jnp.conj(z))))(z)), ulps=64)
s.case("jacobian(z -> abs(z))(complex([3.0], [4.0]))", np.array([[0.6 - 0.8j]]), ulps=4)
s.case("jacobian(x -> x[0] * exp(complex(0.0, 1.0) * x[1]))([2.0, 0.0])", np.array([1.0, 2.0j]), ulps=4)
about("Where the obvious formula loses everything.")
case("grad(x -> log1p(expm1(x)))(1e-18)", 1.0)
case("grad(x -> -log(sigmoid(x)))(-700.0)", -1.0)
case("grad(softplus)(-700.0)", float(mp.exp(-700) / (1 + mp.exp(-700))), absolute=0.0)
case("grad(x -> softmax(x)[0])([1000.0, 0.0])", [0, 0])
s.write()

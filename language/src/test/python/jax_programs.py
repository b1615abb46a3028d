"""Writes resources/prelude/jax_programs.tgraph and implicit.tgraph: programs that somebody writes who comes from JAX, with the numbers of JAX 0.10 in
double precision: transformations in each other, of records and tuples, by name, in functions, loops and comprehensions, of single
precision, complex and random numbers. Run this file.
"""

import jax
import jax.numpy as jnp
import numpy as np

from derivative_cases import script
from prelude_cases import lit

jax.config.update("jax_enable_x64", True)
s = script("jax_programs")
s.lines = ["# What somebody writes who comes from JAX: see jax_programs.py."]


def about(text):
    s.lines.append("# " + text)


def code(text):
    s.lines.extend(text.strip("\n").split("\n"))


def case(program, *results, ulps=64, absolute=1e-14):
    s.case(program, *[np.asarray(r) for r in results], ulps=ulps, absolute=absolute)


def single(program, *results):
    s.case(program, *[np.asarray(r, np.float32) for r in results], ulps=4, absolute=4e-7)


W = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]])
B = np.array([0.1, -0.2])
X = np.array([[1.0, 2.0, 3.0], [-1.0, 0.5, 0.25], [0.0, 1.0, -2.0], [2.0, 2.0, 1.0]])
Y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.5, 0.5]])

about("A model with parameters in a record in a record.")
code(f"""
let X = {lit(X)}
let Y = {lit(Y)}
let P = {{layer: {{w: {lit(W)}, b: {lit(B)}}}, scale: 1.5}}
fn model(p: {{layer: {{w: f64[k, h], b: f64[h]}}, scale: f64}}, x: f64[k]) -> f64[h] = tanh(x @ p.layer.w + p.layer.b) * p.scale
fn loss(p: {{layer: {{w: f64[k, h], b: f64[h]}}, scale: f64}}, X: f64[n, k], Y: f64[n, h]) -> f64 =
  mean((vmap(model, in_axes=(none, 0))(p, X) - Y) ** 2)
""")


def model(p, x):
    return jnp.tanh(x @ p["layer"]["w"] + p["layer"]["b"]) * p["scale"]


def loss(p, X, Y):
    return jnp.mean((jax.vmap(model, (None, 0))(p, X) - Y) ** 2)


P = {"layer": {"w": jnp.asarray(W), "b": jnp.asarray(B)}, "scale": jnp.asarray(1.5)}


def leaves(p):
    return [p["layer"]["w"], p["layer"]["b"], p["scale"]]


g = jax.grad(loss)(P, X, Y)
case("grad(loss)(P, X, Y)", *leaves(g))
v, g = jax.value_and_grad(loss)(P, X, Y)
case("value_and_grad(loss)(P, X, Y)", v, *leaves(g))
each = jax.vmap(jax.grad(lambda p, x, y: jnp.mean((model(p, x) - y) ** 2)), (None, 0, 0))(P, X, Y)
case("vmap(grad((p, x, y) -> mean((model(p, x) - y) ** 2)), in_axes=(none, 0, 0))(P, X, Y)", *leaves(each))
gx, gp = jax.grad(loss, (1, 0))(P, X, Y)
case("grad(loss, wrt=[X, p])(P, X, Y)", gx, *leaves(gp))
case("grad(loss, wrt=X)(P, X, Y)", gx)
hv = jax.jvp(lambda p: jax.grad(loss)(p, X, Y), (P,), (P,))[1]
case("hvp(p -> loss(p, X, Y), P, P)", *leaves(hv))
case("jvp(p -> grad(loss)(p, X, Y), P, P).1", *leaves(hv))
code("""
fn along(p: {layer: {w: f64[k, h], b: f64[h]}, scale: f64}, X: f64[n, k], Y: f64[n, h]) -> f64 {
  let g = grad(loss)(p, X, Y)
  sum(g.layer.w * p.layer.w) + sum(g.layer.b * p.layer.b) + g.scale * p.scale
}
""")
both_ways = jax.grad(lambda p: sum(jnp.sum(a * b) for a, b in zip(leaves(jax.grad(loss)(p, X, Y)), leaves(p))))(P)
case("grad(along)(P, X, Y)", *leaves(both_ways))
rf = jax.grad(lambda p: jax.jvp(lambda q: loss(q, X, Y), (p,), (P,))[1])(P)
case("grad(p -> jvp(q -> loss(q, X, Y), p, P).1)(P)", *leaves(rf))
code("""
fn descend(p: {layer: {w: f64[k, h], b: f64[h]}, scale: f64}, X: f64[n, k], Y: f64[n, h], rate: f64) ->
    {layer: {w: f64[k, h], b: f64[h]}, scale: f64} {
  let g = grad(loss)(p, X, Y)
  tree_map((p, g) -> p - rate * g, p, g)
}
""")


def descend(p, X, Y, rate):
    return jax.tree.map(lambda p, g: p - rate * g, p, jax.grad(loss)(p, X, Y))


Q = P
for _ in range(3):
    Q = descend(Q, X, Y, 0.5)
about("Training steps in a loop, and a gradient through them by the learning rate.")
case("fori(P, 3, (i, p) -> descend(p, X, Y, 0.5))", *leaves(Q))
case("scan(P, none, (p, _) -> (descend(p, X, Y, 0.5), loss(p, X, Y)), length=3).1",
     jnp.stack([loss(P, X, Y), loss(descend(P, X, Y, 0.5), X, Y), loss(descend(descend(P, X, Y, 0.5), X, Y, 0.5), X, Y)]))


def trained(rate):
    p = P
    for _ in range(3):
        p = descend(p, X, Y, rate)
    return loss(p, X, Y)


case("grad(r -> loss(fori(P, 3, (i, p) -> descend(p, X, Y, r)), X, Y))(0.5)", jax.grad(trained)(0.5), ulps=512)
case("grad(grad(r -> loss(fori(P, 3, (i, p) -> descend(p, X, Y, r)), X, Y)))(0.5)", jax.grad(jax.grad(trained))(0.5), ulps=4096)
case("jacobian(r -> loss(fori(P, 3, (i, p) -> descend(p, X, Y, r)), X, Y))(0.5)", jax.grad(trained)(0.5), ulps=512)

about("A Jacobian of a function of a record, and of several results.")
code("fn both(p: {a: f64[n], b: f64}) -> {u: f64[n], v: f64} = {u: sin(p.a) * p.b, v: sum(p.a) * p.b ** 2}")
A = np.array([0.5, -1.0, 2.0])


def both(p):
    return {"u": jnp.sin(p["a"]) * p["b"], "v": jnp.sum(p["a"]) * p["b"] ** 2}


p = {"a": jnp.asarray(A), "b": jnp.asarray(0.75)}
j = jax.jacobian(both)(p)
case(f"jacobian(both)({{a: {lit(A)}, b: 0.75}})", j["u"]["a"], j["u"]["b"], j["v"]["a"], j["v"]["b"])
h = jax.hessian(lambda p: both(p)["v"])(p)
case(f"hessian(p -> both(p).v)({{a: {lit(A)}, b: 0.75}})", h["a"]["a"], h["a"]["b"], h["b"]["a"], h["b"]["b"])
t = {"a": jnp.ones(3), "b": jnp.asarray(2.0)}
pv, pt = jax.jvp(both, (p,), (t,))
case(f"jvp(both, {{a: {lit(A)}, b: 0.75}}, {{a: ones(3), b: 2.0}})", pv["u"], pv["v"], pt["u"], pt["v"])
bv, back = jax.vjp(both, p)
c = back({"u": jnp.array([1.0, 0.0, -1.0]), "v": jnp.asarray(3.0)})[0]
case(f"vjp(both, {{a: {lit(A)}, b: 0.75}}).1({{u: [1.0, 0.0, -1.0], v: 3.0}})", c["a"], c["b"])
case(f"linearize(both, {{a: {lit(A)}, b: 0.75}}).1({{a: ones(3), b: 2.0}})", pt["u"], pt["v"])
about("Jacobians in each other, and maps of them over other axes.")
f = lambda x: jnp.array([x[0] ** 2 * x[1], jnp.sin(x[1])])
x2 = np.array([0.7, -0.3])
case(f"jacobian(jacobian(x -> stack([x[0] ** 2 * x[1], sin(x[1])])))({lit(x2)})", jax.jacfwd(jax.jacrev(f))(x2))
case(f"jacobian(jacobian(jacobian(x -> stack([x[0] ** 2 * x[1], sin(x[1])]))))({lit(x2)})", jax.jacfwd(jax.jacfwd(jax.jacrev(f)))(x2))
case(f"jacobian(x -> grad(y -> sum(stack([y[0] ** 2 * y[1], sin(y[1])])))(x))({lit(x2)})", jax.hessian(lambda x: jnp.sum(f(x)))(x2))
xs = np.array([[0.7, -0.3], [1.0, 2.0], [0.5, 0.25]])
case(f"vmap(jacobian(x -> stack([x[0] ** 2 * x[1], sin(x[1])])), out_axes=2)({lit(xs)})",
     jax.vmap(jax.jacobian(f), out_axes=2)(xs))
case(f"vmap(hessian(x -> x[0] ** 2 * x[1]), in_axes=1)({lit(xs.T)})", jax.vmap(jax.hessian(lambda x: x[0] ** 2 * x[1]), 1)(xs.T))
case(f"vmap(vmap((a, b) -> a * sin(b), in_axes=(0, none)), in_axes=(none, 0))({lit(A)}, {lit(x2)})",
     jax.vmap(jax.vmap(lambda a, b: a * jnp.sin(b), (0, None)), (None, 0))(A, x2))
case(f"jacobian(x -> vmap(y -> y ** 2 * x[0])(x))({lit(A)})", jax.jacobian(lambda x: jax.vmap(lambda y: y**2 * x[0])(x))(jnp.asarray(A)))
case(f"grad(x -> sum(vmap(grad(y -> sin(y) * y))(x) ** 2))({lit(A)})",
     jax.grad(lambda x: jnp.sum(jax.vmap(jax.grad(lambda y: jnp.sin(y) * y))(x) ** 2))(jnp.asarray(A)))
case(f"vmap(x -> vjp(sin, x).1(2.0))({lit(A)})", jax.vmap(lambda x: jax.vjp(jnp.sin, x)[1](2.0)[0])(A))
case(f"vmap(t -> jvp(y -> sum(y ** 3), {lit(A)}, t).1)(eye(3))", 3 * A**2)
case(f"vmap((p, x) -> p.a * x, in_axes=({{a: 0}}, 0))({{a: {lit(A)}}}, {lit(A)})", A * A)
about("Derivatives in comprehensions and loops.")
case("for i < 3: grad(x -> x ** 2 * f64(i))(2.0)", [0.0, 4.0, 8.0])
case(f"for i < 3: grad(x -> sum(x[i] * x))({lit(A)})", jnp.stack([jax.grad(lambda x: jnp.sum(x[i] * x))(jnp.asarray(A)) for i in range(3)]))
case("fori(1.0, 5, (i, x) -> x - (x ** 2 - 2.0) / grad(y -> y ** 2 - 2.0)(x))", np.sqrt(2))
case("while(1.0, x -> abs(x ** 2 - 2.0) > 1e-14, x -> x - (x ** 2 - 2.0) / grad(y -> y ** 2 - 2.0)(x))", np.sqrt(2))
case("grad(a -> fori(1.0, 6, (i, x) -> x - (x ** 2 - a) / grad(y -> y ** 2 - a)(x)))(2.0)", 0.5 / np.sqrt(2))
case("if grad(sin)(0.0) > 0.5 { grad(cos)(1.0) } else { 0.0 }", -np.sin(1))
case("grad(x -> if x > 1.0 { grad(y -> y ** 3)(x) } else { x })(2.0)", 12.0)
about("Generic functions, packs and kinds.")
code("""
fn normed[T: float](x: T[..s]) -> T[..s] = x / sqrt(sum(x ** 2))
fn energy[T: float](x: T[n]) -> T = sum(normed(x) ** 3)
""")
nrm = lambda x: jnp.sum((x / jnp.sqrt(jnp.sum(x**2))) ** 3)
case(f"grad(energy)({lit(A)})", jax.grad(nrm)(jnp.asarray(A)))
single(f"grad(energy)(f32({lit(A)}))", jax.grad(nrm)(jnp.asarray(A)))
case(f"grad(x -> sum(normed(x)[0]))({lit(X)})", jax.grad(lambda x: jnp.sum((x / jnp.sqrt(jnp.sum(x**2)))[0]))(jnp.asarray(X)))
single(f"hessian(energy)(f32({lit(A)}))", jax.hessian(nrm)(jnp.asarray(A)))
single(f"vmap(grad(energy))(f32({lit(X)}))", jax.vmap(jax.grad(nrm))(jnp.asarray(X)))
about("Whole numbers and bools beside what is differentiated by.")
case(f"grad((x, i) -> x[i] ** 2)({lit(A)}, 2)", [0.0, 0.0, 4.0])
case(f"grad((x, m) -> sum(where(m, x, 0.0) ** 2))({lit(A)}, [true, false, true])", [1.0, 0.0, 4.0])
case(f"grad((x, i) -> sum(x[i] * [1.0, 2.0, 3.0, 4.0]))({lit(A)}, [0, 0, 2, 1])", [3.0, 4.0, 3.0])
case(f"grad(x -> x[argmax(x)] ** 2)({lit(A)})", [0.0, 0.0, 4.0])
case(f"grad(x -> sum(f64(x > 0.0) * x ** 2))({lit(A)})", [1.0, 0.0, 4.0])
case(f"grad(x -> sum(floor(x) * x))({lit(A)})", np.floor(A))
about("stop_gradient, checkpoint and custom_derivative inside of others.")
case(f"hessian(x -> sum(x ** 2 * stop_gradient(x)))({lit(x2)})", jax.hessian(lambda x: jnp.sum(x**2 * jax.lax.stop_gradient(x)))(jnp.asarray(x2)))
case(f"jvp(x -> stop_gradient(x) * x, {lit(A)}, ones(3)).1", A)
ck = lambda x: jnp.sum(jnp.sin(x) ** 2 * jnp.exp(x))
case(f"hessian(checkpoint(x -> sum(sin(x) ** 2 * exp(x))))({lit(x2)})", jax.hessian(ck)(x2))
case(f"grad(x -> sum(vmap(grad(checkpoint(y -> sin(y) ** 2)))(x)))({lit(A)})", jax.grad(lambda x: jnp.sum(jnp.sin(2 * x)))(jnp.asarray(A)))
case(f"grad(x -> scan(1.0, x, checkpoint((s, v) -> (sin(s * v) + v, s * v))).0)({lit(A)})",
     jax.grad(lambda x: jax.lax.scan(lambda s, v: (jnp.sin(s * v) + v, s * v), 1.0, x)[0])(jnp.asarray(A)))
code("""
let clipped = custom_derivative(x -> x, (x, dx) -> (x, clip(1.0, 0.0, 0.5) * dx))
let reverse = custom_derivative((x, s) -> x, ((x, s), (dx, ds)) -> (x, -s * dx))
""")
case("grad(x -> clipped(x) ** 2)(3.0)", 3.0)
case(f"grad(x -> sum(vmap(clipped)(x) ** 2))({lit(A)})", A)
case("grad(x -> reverse(x ** 2, 0.1))(3.0)", -0.6)
case("hessian(x -> reverse(x ** 2, 0.1) * x)(3.0)", jax.grad(lambda x: -0.2 * x * x + x**2)(3.0))
case(f"jacobian(x -> vmap(y -> reverse(y, 2.0))(x))({lit(x2)})", -2 * np.eye(2))
about("Complex numbers by JAX's convention.")
Z = np.array([1.0 + 2.0j, -0.5 + 0.25j])
zl = lit(Z)
cx = lambda f: np.asarray(jax.grad(f)(jnp.asarray(Z)))
case(f"grad(z -> sum(real(z ** 3)))({zl})", cx(lambda z: jnp.sum(jnp.real(z**3))))
case(f"grad(z -> sum(imag(exp(z))))({zl})", cx(lambda z: jnp.sum(jnp.imag(jnp.exp(z)))))
case(f"grad(z -> abs(sum(z * conj(z) * z)))({zl})", cx(lambda z: jnp.abs(jnp.sum(z * jnp.conj(z) * z))))
case(f"grad(z -> sum(abs(fft.fft(z)) ** 2))({zl})", cx(lambda z: jnp.sum(jnp.abs(jnp.fft.fft(z)) ** 2)))
case("grad(x -> sum(abs(fft.rfft(x)) ** 3))([1.0, 2.0, -0.5, 3.0])", jax.grad(lambda x: jnp.sum(jnp.abs(jnp.fft.rfft(x)) ** 3))(jnp.array([1.0, 2.0, -0.5, 3.0])))
case(f"grad(z -> real(sum(solve(eye(2) + outer(z, z), z))))({zl})", cx(lambda z: jnp.real(jnp.sum(jnp.linalg.solve(jnp.eye(2) + jnp.outer(z, z), z)))), ulps=512)
case(f"grad(z -> real(linalg.det(eye(2) + outer(z, z))))({zl})", cx(lambda z: jnp.real(jnp.linalg.det(jnp.eye(2) + jnp.outer(z, z)))), ulps=512)
case(f"jvp(z -> abs(z), {zl}, {zl}).1", jax.jvp(jnp.abs, (Z,), (Z,))[1])
case(f"vjp(z -> z ** 2, {zl}).1(complex([1.0, 0.0], [0.0, 1.0]))", jax.vjp(lambda z: z**2, jnp.asarray(Z))[1](jnp.array([1.0, 1.0j]))[0])
about("Linear algebra: what a Gaussian process, a Kalman filter and a normal distribution need.")
S = np.array([[2.0, 0.5, 0.1], [0.5, 1.5, -0.3], [0.1, -0.3, 1.0]])
sl = lit(S)


def sym(f):
    g = np.asarray(jax.grad(lambda a: f((a + a.T) / 2))(jnp.asarray(S)))
    return g


code("fn symmetric(a: f64[n, n]) -> f64[n, n] = (a + a.T) / 2.0")
case(f"grad(a -> sum(cholesky(symmetric(a)) ** 3))({sl})", sym(lambda a: jnp.sum(jnp.linalg.cholesky(a) ** 3)))
case(f"hessian(a -> sum(cholesky(symmetric(a)) ** 3))({sl})", jax.hessian(lambda a: jnp.sum(jnp.linalg.cholesky((a + a.T) / 2) ** 3))(jnp.asarray(S)), ulps=512)
case(f"jacobian(a -> cholesky(symmetric(a)))({sl})", jax.jacobian(lambda a: jnp.linalg.cholesky((a + a.T) / 2))(jnp.asarray(S)))
case(f"grad(a -> grad(b -> sum(cholesky(symmetric(b)) ** 3))(a)[1, 0])({sl})",
     jax.grad(lambda a: jax.grad(lambda b: jnp.sum(jnp.linalg.cholesky((b + b.T) / 2) ** 3))(a)[1, 0])(jnp.asarray(S)), ulps=512)
third = jax.grad(lambda t: jax.grad(lambda t: jax.grad(lambda t: jnp.sum(jnp.linalg.cholesky(S + t * jnp.asarray([[0.3, 0.1, 0.0], [0.1, -0.2, 0.4], [0.0, 0.4, 0.5]])) ** 3))(t))(t))(0.2)
case(f"grad(grad(grad(t -> sum(cholesky({sl} + t * [[0.3, 0.1, 0.0], [0.1, -0.2, 0.4], [0.0, 0.4, 0.5]]) ** 3))))(0.2)", third, ulps=4096)
SS = np.stack([S, S + np.eye(3), 2 * S])
case(f"vmap(grad(a -> sum(log(diagonal(cholesky(symmetric(a)))))))({lit(SS)})",
     jax.vmap(jax.grad(lambda a: jnp.sum(jnp.log(jnp.diagonal(jnp.linalg.cholesky((a + a.T) / 2))))))(jnp.asarray(SS)))
case(f"grad(a -> sum(cholesky(a)[1]))({lit(SS)})[0]", np.zeros((3, 3)))
G = np.array([[1.0, 2.0, 0.5], [0.25, -1.0, 3.0], [2.0, 0.1, 1.0]])
gl = lit(G)
gr = lambda f: np.asarray(jax.grad(f)(jnp.asarray(G)))
lu = lambda a: jax.scipy.linalg.lu(a)
case(f"grad(a -> sum(lu(a).1 ** 2) + sum(lu(a).2 ** 3))({gl})", gr(lambda a: jnp.sum(lu(a)[1] ** 2) + jnp.sum(lu(a)[2] ** 3)), ulps=512)
case(f"hessian(a -> sum(lu(a).2 ** 3))({gl})", jax.hessian(lambda a: jnp.sum(lu(a)[2] ** 3))(jnp.asarray(G)), ulps=4096)
case(f"grad(a -> log(abs(det(a))))({gl})", gr(lambda a: jnp.log(jnp.abs(jnp.linalg.det(a)))), ulps=512)
case(f"grad(a -> slogdet(a).1)({gl})", np.linalg.inv(G).T, ulps=512)
case(f"hessian(a -> slogdet(a).1)({gl})", jax.hessian(lambda a: jnp.linalg.slogdet(a)[1])(jnp.asarray(G)), ulps=512)
case(f"hessian(det)({gl})", jax.hessian(jnp.linalg.det)(jnp.asarray(G)), ulps=512)
case(f"grad(a -> sum(inv(a) ** 2))({gl})", gr(lambda a: jnp.sum(jnp.linalg.inv(a) ** 2)), ulps=512)
qr = lambda a: jnp.linalg.qr(a)
case(f"grad(a -> sum(qr(a).0 ** 3) + sum(qr(a).1 ** 2))({lit(X)})", jax.grad(lambda a: jnp.sum(qr(a)[0] ** 3) + jnp.sum(qr(a)[1] ** 2))(jnp.asarray(X)), ulps=512)
case(f"grad(a -> sum(svdvals(a) ** 3))({lit(X)})", jax.grad(lambda a: jnp.sum(jnp.linalg.svd(a, compute_uv=False) ** 3))(jnp.asarray(X)), ulps=512)
case(f"grad((a, b) -> sum(lstsq(a, b).0 ** 2), wrt=[a, b])({lit(X)}, [1.0, 0.5, -1.0, 2.0])",
     *jax.grad(lambda a, b: jnp.sum(jnp.linalg.solve(a.T @ a, a.T @ b) ** 2), (0, 1))(jnp.asarray(X), jnp.array([1.0, 0.5, -1.0, 2.0])), ulps=4096)
case(f"grad(a -> sum(pinv(a) ** 2))({lit(X)})", jax.grad(lambda a: jnp.sum(jnp.linalg.pinv(a) ** 2))(jnp.asarray(X)), ulps=4096)
case(f"grad(a -> sum(expm(a) ** 2))({gl})", gr(lambda a: jnp.sum(jax.scipy.linalg.expm(a) ** 2)), ulps=4096)
case(f"grad((a, b) -> sum(solve_triangular(a, b, lower=true) ** 2), wrt=[a, b])({gl}, {lit(W)})",
     *jax.grad(lambda a, b: jnp.sum(jax.scipy.linalg.solve_triangular(a, b, lower=True) ** 2), (0, 1))(jnp.asarray(G), jnp.asarray(W)), ulps=512)
case(f"hessian(b -> sum(solve_triangular(tril({gl}) * b[0], ones(3), lower=true) ** 2))({lit(x2)})",
     jax.hessian(lambda b: jnp.sum(jax.scipy.linalg.solve_triangular(jnp.tril(G) * b[0], jnp.ones(3), lower=True) ** 2))(x2), ulps=512)
about("Sorting, products, windows and segments.")
case(f"grad(x -> sum(sort(x) * [1.0, 2.0, 3.0]))({lit(A)})", jax.grad(lambda x: jnp.sum(jnp.sort(x) * jnp.arange(1.0, 4.0)))(jnp.asarray(A)))
case(f"grad(x -> median(x))({lit(A)})", jax.grad(jnp.median)(jnp.asarray(A)))
case(f"hessian(x -> sum(cumprod(x) ** 2))({lit(A)})", jax.hessian(lambda x: jnp.sum(jnp.cumprod(x) ** 2))(jnp.asarray(A)), ulps=512)
case("grad(grad(grad(x -> sum(cumprod(x * [1.0, 0.0, 2.0, 3.0]) + cumprod(x * [1.0, 2.0, -1.0, 3.0])))))(0.5)",
     jax.grad(jax.grad(jax.grad(lambda x: jnp.sum(jnp.cumprod(x * jnp.array([1.0, 0.0, 2.0, 3.0])) + jnp.cumprod(x * jnp.array([1.0, 2.0, -1.0, 3.0]))))))(0.5))
case(f"grad(x -> sum(segment_sum(x, [0, 1, 0], 2) ** 2))({lit(A)})", jax.grad(lambda x: jnp.sum(jax.ops.segment_sum(x, jnp.array([0, 1, 0]), 2) ** 2))(jnp.asarray(A)))
case(f"grad(x -> sum(diff(x) ** 2))({lit(A)})", jax.grad(lambda x: jnp.sum(jnp.diff(x) ** 2))(jnp.asarray(A)))
case(f"grad(x -> sum(convolve(x, x)))({lit(A)})", jax.grad(lambda x: jnp.sum(jnp.convolve(x, x)))(jnp.asarray(A)))
about("Random numbers: the same bits for the same key, so only parameters change the draw.")
case("grad(m -> sum((m + normal(key(0), (3,))) ** 2))(1.0)",
     jax.grad(lambda m: jnp.sum((m + jax.random.normal(jax.random.key(0), (3,), jnp.float64)) ** 2))(1.0), ulps=512)
case("for i < 2: grad(m -> m ** 2 * uniform(fold_in(key(1), i)))(2.0)",
     [jax.grad(lambda m: m**2 * jax.random.uniform(jax.random.fold_in(jax.random.key(1), i), (), jnp.float64))(2.0) for i in range(2)], ulps=512)
s.write()

s = script("implicit")
s.lines = ["# `implicit`, with the derivatives of what it is a root of: see jax_programs.py."]
case("implicit([2.0, 3.0], x -> x ** 2 - [4.0, 9.0])", [2.0, 3.0])
code("""
fn found(a: f64) -> f64 = implicit(stack([stop_gradient(sqrt(a))]), x -> x ** 2 - a)[0]
fn linear(a: f64[n, n], b: f64[n]) -> f64[n] = implicit(stop_gradient(solve(a, b)), x -> a @ x - b)
""")
case("grad(found)(4.0)", 0.25)
case("grad(grad(found))(4.0)", -1 / 32)
case("grad(grad(grad(found)))(4.0)", 3 / 256)
case("jvp(found, 4.0, 2.0)", 2.0, 0.5)
case("vmap(found)([4.0, 9.0])", [2.0, 3.0])
case("vmap(grad(found))([4.0, 9.0])", [1 / 4, 1 / 6])
case("grad(x -> sum(vmap(found)(x) ** 3))([4.0, 9.0])", [3.0, 4.5])
case("hessian(x -> sum(vmap(found)(x) ** 3))([4.0, 9.0])", np.diag([3 / 8, 1 / 4]))
case(f"grad((a, b) -> sum(linear(a, b) ** 2), wrt=[a, b])({gl}, [1.0, 2.0, 3.0])",
     *jax.grad(lambda a, b: jnp.sum(jnp.linalg.solve(a, b) ** 2), (0, 1))(jnp.asarray(G), jnp.array([1.0, 2.0, 3.0])), ulps=512)
case(f"hessian(b -> sum(linear({gl}, b) ** 3))([1.0, 2.0, 3.0])",
     jax.hessian(lambda b: jnp.sum(jnp.linalg.solve(G, b) ** 3))(jnp.array([1.0, 2.0, 3.0])), ulps=512)
s.case("grad(a -> implicit(stop_gradient(sqrt(a)), x -> x ** 2 - a)[0])(f32([4.0]))", np.array([0.25], np.float32))
about("Minima and roots: of a ridge regression, a cubic, and a system of two equations.")
code(f"""
let A = {lit(X)}
let b = [1.0, 0.5, -1.0, 2.0]
fn ridge(t: f64, b: f64[4]) -> f64[3] = minimize(p -> sum((A @ p - b) ** 2) + t * sum(p ** 2), zeros(3)).x
fn cubic(a: f64) -> f64 = root(x -> x ** 3 + x - a, 1.0).x
""")
bb = jnp.array([1.0, 0.5, -1.0, 2.0])
exact = lambda t, b: jnp.linalg.solve(X.T @ X + t * jnp.eye(3), X.T @ b)
case("jacobian(ridge)(0.5, b)", jax.jacobian(exact)(0.5, bb), ulps=1, absolute=1e-7)
case("jacobian(ridge, wrt=1)(0.5, b)", jax.jacobian(exact, 1)(0.5, bb), ulps=1, absolute=1e-7)
case("grad((t, b) -> sum(ridge(t, b) ** 2), wrt=[t, b])(0.5, b)", *jax.grad(lambda t, b: jnp.sum(exact(t, b) ** 2), (0, 1))(0.5, bb), ulps=1, absolute=1e-6)
case("grad(grad(t -> sum(ridge(t, b) ** 2)))(0.5)", jax.grad(jax.grad(lambda t: jnp.sum(exact(t, bb) ** 2)))(0.5), ulps=1, absolute=1e-6)
least = lambda t: jnp.sum((X @ exact(t, bb) - bb) ** 2) + t * jnp.sum(exact(t, bb) ** 2)
case("grad(t -> minimize(p -> sum((A @ p - b) ** 2) + t * sum(p ** 2), zeros(3)).value)(0.5)", jax.grad(least)(0.5), ulps=1, absolute=1e-7)
x0 = float([r.real for r in np.roots([1, 0, 1, -10]) if abs(r.imag) < 1e-12][0])
case("cubic(10.0)", x0, ulps=1, absolute=1e-9)
case("grad(cubic)(10.0)", 1 / (3 * x0**2 + 1), ulps=1, absolute=1e-9)
case("grad(grad(cubic))(10.0)", -6 * x0 / (3 * x0**2 + 1) ** 3, ulps=1, absolute=1e-9)
case("vmap(grad(cubic))([10.0, 2.0])", [1 / (3 * x0**2 + 1), 0.25], ulps=1, absolute=1e-9)
s.write()

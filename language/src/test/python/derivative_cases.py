"""Writes scripts that call the transformations, with the numbers that JAX gives in double precision.

The scripts are as those of prelude_cases.py: run this file after that. Made with JAX 0.10.
"""

import jax
import jax.numpy as jnp
import numpy as np

import cases
from prelude_cases import OUT, Script, lit

jax.config.update("jax_enable_x64", True)
NEAR = {"ulps": 16, "absolute": 1e-15}

W = np.array([1.0, 2.0])
X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def loss(w, b):
    return jnp.sum(jnp.sin(jnp.asarray(X) @ w + b) ** 2)


LOSS = f"(w, b) -> sum(sin({lit(X)} @ w + b) ** 2)"


def pair(w, y):
    return jnp.exp(w) * y[0], jnp.sum(w * y)


PAIR = "(w, y) -> (exp(w) * y[0], sum(w * y))"
Y = np.array([0.5, -1.5])


def script(name):
    s = Script(name)
    s.lines = [f"# `{name}`, with the numbers that JAX gives: see derivative_cases.py."]
    return s


def case(s, program, *results):
    s.case(program, *[np.asarray(r) for r in results], **NEAR)


def gradients():
    s = script("grad")
    dw, db = jax.grad(loss, (0, 1))(W, 0.5)
    case(s, f"grad({LOSS}, wrt=[w, b])({lit(W)}, 0.5)", dw, db)
    case(s, f"grad({LOSS}, wrt=(1, 0))({lit(W)}, 0.5)", db, dw)
    case(s, f"grad({LOSS}, wrt=b)({lit(W)}, 0.5)", db)
    case(s, f"grad({LOSS}, wrt=-1)({lit(W)}, 0.5)", db)
    case(s, f"grad({LOSS}, wrt=[w])({lit(W)}, 0.5)", dw)
    case(s, "grad(grad(grad(x -> sin(x) * x)))(0.5)", jax.grad(jax.grad(jax.grad(lambda x: jnp.sin(x) * x)))(0.5))
    case(s, "grad((p, n) -> sum(p.w) * p.v[0] ** n)({w: [1.0, 2.0], v: [2.0]}, 3)", [8.0, 8.0], [36.0])
    case(s, "grad(x -> sum(x ** 2))(zeros(0))", np.zeros(0))
    s.case("grad(x -> sum(x ** 2))(f32([0.5]))", np.array([1.0], np.float32))
    return s


def jacobians():
    s = script("jacobian")
    case(s, f"jacobian(sin)({lit(W)})", jax.jacobian(jnp.sin)(W))
    case(s, f"jacobian(x -> {lit(X)} @ x)({lit(W)})", X)
    case(s, f"jacobian(x -> sum(x ** 3))({lit(W)})", 3 * W**2)
    case(s, f"jacobian(x -> x[0] * {lit(X)})({lit(W)})", jax.jacobian(lambda x: x[0] * X)(W))
    case(s, f"jacobian({PAIR})({lit(W)}, {lit(Y)})", *jax.jacobian(pair)(W, Y))
    first, second = jax.jacobian(pair, (0, 1))(W, Y)
    case(s, f"jacobian({PAIR}, wrt=[w, y])({lit(W)}, {lit(Y)})", *first, *second)
    case(s, "jacobian(x -> x ** 2)(3.0)", 6.0)
    case(s, f"jacobian(grad(x -> sum(sin(x)) ** 2))({lit(W)})", jax.hessian(lambda x: jnp.sum(jnp.sin(x)) ** 2)(W))
    case(s, f"vmap(jacobian(cumprod))({lit(X)})", jax.vmap(jax.jacobian(jnp.cumprod))(X))
    case(s, "jacobian(x -> x * 2.0)(zeros(0))", np.zeros((0, 0)))
    z = np.array([1.0 + 2.0j, 0.5 - 1.0j])
    case(s, f"jacobian(z -> z ** 2)({lit(z)})", jax.jacfwd(lambda z: z**2, holomorphic=True)(z))
    s.case(f"jacobian(sin)(f32([0.5]))", np.array([[np.cos(0.5)]], np.float32), ulps=1)
    s.write()


def second():
    s = script("hvp")
    v = np.array([0.3, -2.0])
    hvp = jax.jvp(lambda w: jax.grad(loss)(w, 0.5), (W,), (v,))[1]
    case(s, f"hvp(w -> ({LOSS.replace('(w, b) -> ', '').replace('b)', '0.5)')}), {lit(W)}, {lit(v)})", hvp)
    both = jax.jvp(jax.grad(loss, (0, 1)), (jnp.asarray(W), 0.5), (jnp.asarray(v), 1.5))[1]
    case(s, f"hvp({LOSS}, ({lit(W)}, 0.5), ({lit(v)}, 1.5))", *both)
    case(s, "hvp(p -> p.a ** 2 * p.b, {a: 2.0, b: 3.0}, {a: 1.0, b: 0.5})", 8.0, 4.0)
    case(s, "hvp(x -> sum(x), [1.0, 2.0], [1.0, 1.0])", np.zeros(2))
    s.write()


def both_ways():
    s = script("vjp")
    value, back = jax.vjp(pair, W, Y)
    ct = (jnp.array([1.0, -2.0]), 0.25)
    s.lines.append(f"let (value, back) = vjp({PAIR}, ({lit(W)}, {lit(Y)}))")
    case(s, "value", *value)
    case(s, "back(([1.0, -2.0], 0.25))", *back(ct))
    case(s, "back((zeros(2), 1.0))", *back((jnp.zeros(2), 1.0)))
    case(s, "vmap(back)((eye(2), ones(2)))", *jax.vmap(back)((jnp.eye(2), jnp.ones(2))))
    case(s, f"vjp(sin, {lit(W)}).1([1.0, 0.0])", jax.vjp(jnp.sin, W)[1](jnp.array([1.0, 0.0]))[0])
    s.write()
    s = script("linearize")
    value, along = jax.linearize(pair, W, Y)
    s.lines.append(f"let (value, along) = linearize({PAIR}, ({lit(W)}, {lit(Y)}))")
    case(s, "value", *value)
    case(s, "along([1.0, 0.5], [0.0, 2.0])", *along(jnp.array([1.0, 0.5]), jnp.array([0.0, 2.0])))
    case(s, "along([0.0, 0.0], [1.0, 0.0])", *along(jnp.zeros(2), jnp.array([1.0, 0.0])))
    s.write()


def rules():
    s = script("stop_gradient")
    f = lambda x: jnp.sum(x * jax.lax.stop_gradient(jnp.sin(x)))
    case(s, f"grad(x -> sum(x * stop_gradient(sin(x))))({lit(W)})", jax.grad(f)(W))
    case(s, f"stop_gradient({lit(W)})", W)
    case(s, f"stop_gradient(({lit(W)}, 2.0))", W, 2.0)
    s.case("stop_gradient([1, 2])", np.array([1, 2]))
    case(s, "grad(x -> stop_gradient(x))(2.0)", 0.0)
    s.write()
    s = script("checkpoint")
    case(s, f"checkpoint(sin)({lit(W)})", np.sin(W))
    f = lambda x: jnp.sum(jnp.sin(x) ** 2)
    case(s, f"grad(checkpoint(x -> sum(sin(x) ** 2)))({lit(W)})", jax.grad(f)(W))
    case(s, f"hessian(checkpoint(x -> sum(sin(x) ** 2)))({lit(W)})", jax.hessian(f)(W))
    case(s, f"vmap(grad(checkpoint(x -> sum(sin(x) ** 2))))({lit(X)})", jax.vmap(jax.grad(f))(X))
    ys = np.round(np.sin(np.arange(30.0)), 3)

    def run(a, y, reverse):
        (s, _), out = jax.lax.scan(lambda c, v: ((jnp.sin(a * c[0] + v), c[1] + c[0]), c[0] * v), (0.0, 1.0), y, reverse=reverse)
        return s + jnp.sum(out**2)

    for reverse in [False, True]:
        name = "backwards" if reverse else "forwards"
        s.lines.append(f"fn {name}(a: f64, y: f64[t]) -> f64 {{")
        s.lines.append("  let (last, out) = scan((0.0, 1.0), y, (c, v) -> ((sin(a * c.0 + v), c.1 + c.0), c.0 * v),"
                       f" reverse={str(reverse).lower()})")
        s.lines.extend(["  last.0 + sum(out ** 2)", "}"])
        da, dy = jax.grad(run, (0, 1))(0.7, jnp.asarray(ys), reverse)
        s.case(f"grad(checkpoint({name}), wrt=[a, y])(0.7, {lit(ys)})", da, dy, ulps=64, absolute=1e-14)
    s.write()
    s = script("custom_derivative")
    s.lines.append("let log1pexp = custom_derivative(x -> log(1.0 + exp(x)), (x, dx) -> (log(1.0 + exp(x)), dx * sigmoid(x)))")
    g = lambda x: jnp.logaddexp(x, 0.0)
    case(s, "log1pexp(1.0)", g(1.0))
    case(s, "grad(log1pexp)(100.0)", jax.grad(g)(100.0))
    case(s, "grad(grad(log1pexp))(1.0)", jax.grad(jax.grad(g))(1.0))
    case(s, f"vmap(grad(log1pexp))({lit(W)})", jax.vmap(jax.grad(g))(W))
    case(s, f"grad(x -> sum(vmap(log1pexp)(x)))({lit(W)})", jax.vmap(jax.grad(g))(W))
    case(s, "jvp(log1pexp, 1.0, 2.0)", g(1.0), 2 * jax.grad(g)(1.0))
    s.lines.append("let times = custom_derivative((x, y) -> x * y, (p, d) -> (p.0 * p.1, d.0 * p.1 + 10.0 * p.0 * d.1))")
    case(s, "grad(times, wrt=[x, y])(2.0, 3.0)", 3.0, 20.0)
    s.write()


def append(name, lines):
    path = OUT / (name + ".tgraph")
    old = path.read_text().split("# JAX:")[0].rstrip("\n")
    path.write_text(old + "\n# JAX: see derivative_cases.py.\n" + "\n".join(lines) + "\n")


def more():
    """Further cases of functions that prelude_cases.py has some of."""
    s = gradients()
    append("grad", s.lines[1:])
    s = Script("hessian")
    h = jax.hessian(loss, (0, 1))(jnp.asarray(W), 0.5)
    case(s, f"hessian({LOSS}, wrt=[w, b])({lit(W)}, 0.5)", h[0][0], h[0][1], h[1][0], h[1][1])
    append("hessian", s.lines[1:])
    s = Script("jvp")
    case(s, f"jvp(sin, {lit(W)}, [1.0, 0.0])", np.sin(W), np.array([np.cos(1.0), 0.0]))
    append("jvp", s.lines[1:])
    s = Script("vmap")
    case(s, "vmap((p, y) -> p.a * y, in_axes=({a: 0, b: none}, 1), out_axes=1)({a: [1.0, 2.0], b: 1.0}, ones((3, 2)))",
         np.tile([1.0, 2.0], (3, 1)))
    case(s, "vmap((x, y) -> (x * y, y), in_axes=(0, none), out_axes=(0, none))([1.0, 2.0], 2.0)", [2.0, 4.0], 2.0)
    case(s, "vmap(p -> p.0 + p.1, in_axes=((0, none),))(([1.0, 2.0], 3.0))", [4.0, 5.0])
    append("vmap", s.lines[1:])
    s = Script("while")
    root = lambda a: np.sqrt(a)
    s.lines.append("let root = a -> while(a, x -> abs(x * x - a) > 1e-13 * a, x -> 0.5 * (x + a / x), limit=60)")
    s.case("root(2.0)", np.sqrt(2), ulps=4)
    s.case("grad(root)(2.0)", 0.5 / np.sqrt(2), ulps=64)
    s.case("grad(grad(root))(2.0)", -0.25 * 2.0**-1.5, ulps=256)
    s.case("vmap(grad(root))([2.0, 300.0])", 0.5 / np.sqrt([2.0, 300.0]), ulps=64)
    s.case("jvp(root, 2.0, 1.0)", np.sqrt(2), 0.5 / np.sqrt(2), ulps=64)
    s.case("while(1, x -> x < 100, x -> 2 * x, limit=3)", np.int64(8))
    s.case("while(1, x -> x < 100, x -> 2 * x, limit=0)", np.int64(1))
    s.case("grad(x -> while(x, y -> y < 100.0, y -> y * y, limit=3))(1.5)", 8 * 1.5**7, ulps=4)
    append("while", s.lines[1:])


def stopped():
    made = [np.array(x, t) for t in [np.float32, np.float64, np.int64, np.bool_, np.complex128]
            for x in [[0.0, 1.0], 1.0, [[1.0], [0.0]], np.zeros((2, 0))]]
    made.append(np.array([np.nan, np.inf, -0.0]))
    cases.write("stop_gradient", [cases.case("stop_gradient", [x], [x]) for x in made])


if __name__ == "__main__":
    stopped()
    jacobians()
    second()
    both_ways()
    rules()
    more()

"""Writes resources/prelude/stable_gradients.tgraph: first and second derivatives of what is written as on paper, where rounding or
overflow would lose them, with numbers from mpmath (400 digits). Run this file.
"""

import mpmath as mp
import numpy as np

from derivative_cases import script

mp.mp.dps = 400
s = script("stable_gradients")
s.lines = ["# Derivatives of expressions that are written as on paper: see stable_gradients.py."]


def case(program, *results, ulps=64):
    s.case(program, *[np.asarray(r, np.float64) for r in results], ulps=ulps, absolute=1e-300)


def sigmoid(x):
    return 1 / (1 + mp.exp(-mp.mpf(x)))


FUNCTIONS = [
    ("log(1.0 + x)", mp.log1p, [1e-18, 0.5, 1e300]),
    ("log(1.0 - x)", lambda x: mp.log(1 - x), [1e-18, 0.5]),
    ("exp(x) - 1.0", mp.expm1, [1e-18, -50, 3]),
    ("log(exp(x) - 1.0)", lambda x: mp.log(mp.expm1(x)), [1e-8, 0.5, 40]),
    ("log(1.0 - exp(-x))", lambda x: mp.log(-mp.expm1(-x)), [1e-8, 0.5, 50]),
    ("log(1.0 + exp(x))", lambda x: mp.log1p(mp.exp(x)), [-700, -50, 0, 1]),
    ("-log(1.0 / (1.0 + exp(-x)))", lambda x: -mp.log(sigmoid(x)), [-700, -1, 0, 1, 50, 600]),
    ("log(1.0 - sigmoid(x))", lambda x: mp.log(sigmoid(-x)), [-600, -1, 0, 1, 50, 700]),
    ("log(sigmoid(x))", lambda x: mp.log(sigmoid(x)), [-700, -50, -1, 0, 1, 600]),
    ("1.0 / (1.0 + exp(-x))", sigmoid, [-600, -50, -1, 1, 30]),
    ("exp(x) / (1.0 + exp(x))", sigmoid, [-600, -50, -1, 1, 30]),
    ("1.0 - erf(x)", mp.erfc, [0.5, 6, 20]),
    ("sqrt(x) ** 2", lambda x: x, [1e-300, 1, 1e300]),
    ("exp(log(x))", lambda x: x, [1e-300, 1, 1e300]),
    ("log(exp(x))", lambda x: x, [-1000, 0, 1000]),
]
for program, function, points in FUNCTIONS:
    first = [mp.diff(function, mp.mpf(x)) for x in points]
    second = [mp.diff(function, mp.mpf(x), 2) for x in points]
    second = [mp.mpf(0) if abs(d) < mp.mpf(10) ** -330 else d for d in second]
    text = "[" + ", ".join(repr(float(x)) for x in points) + "]"
    case(f"vmap(grad(x -> {program}))({text})", [float(d) for d in first])
    case(f"vmap(grad(grad(x -> {program})))({text})", [float(d) for d in second])

s.lines.append("# What has a limit where the formula has none.")
for program, value in [
    ("log(1.0 + exp(x))", (1, 0)),
    ("log(exp(x) - 1.0)", (1, 0)),
    ("exp(x) / (1.0 + exp(x))", (0, 0)),
    ("1.0 / (1.0 + exp(-x))", (0, 0)),
    ("-log(1.0 - 1.0 / (1.0 + exp(-x)))", (1, 0)),
]:
    case(f"vmap(x -> (grad(x -> {program})(x), grad(grad(x -> {program}))(x)))([1000.0])", [value[0]], [value[1]])
case("vmap(grad(x -> 1.0 / (1.0 + exp(-x))))([-1000.0, 1000.0])", [0, 0])
case("vmap(grad(x -> sqrt(x) ** 2))([0.0])", [1])
case("vmap(grad(x -> sqrt(x ** 2)))([0.0, 1e-200, -1e200])", [0, 1, -1])

case("hessian(x -> norm(x) ** 2)([0.0, 0.0])", [[2, 0], [0, 2]])
case("vmap(hessian(x -> norm(x) ** 2))([[0.0, 0.0], [1.0, 2.0]])", [[[2, 0], [0, 2]], [[2, 0], [0, 2]]])

s.lines.append("# Sums of exponentials, of which none or all overflow.")
ROWS = [[1000.0, 1001.0], [-1000.0, -1001.0], [0.5, -0.5], [800.0, 0.0]]
for row in ROWS:
    e = [mp.exp(mp.mpf(x) - mp.mpf(row[0])) for x in row]
    p = [v / (e[0] + e[1]) for v in e]
    both = p[0] * p[1]
    hessian = [[float(both), float(-both)], [float(-both), float(both)]]
    first = [float(v) for v in p]
    for program in ("log(sum(exp(x)))", "log(mean(exp(x)))", "log(exp(x[0]) + exp(x[1]))"):
        case(f"grad(x -> {program})({row})", first, ulps=1024)
        s.case(f"hessian(x -> {program})({row})", np.asarray(hessian), ulps=4096, absolute=1e-13)
    s.case(f"jacobian(x -> exp(x) / sum(exp(x)))({row})", np.asarray(hessian), ulps=4096, absolute=1e-13)
    log = [[float(1 - p[0]), float(-p[1])], [float(-p[0]), float(1 - p[1])]]
    s.case(f"jacobian(x -> log(exp(x) / sum(exp(x))))({row})", np.asarray(log), ulps=1024, absolute=1e-13)

s.lines.append("# Inside of loops, branches and other transformations.")
case("grad(x -> scan(0.0, [1.0, 2.0], (s, r) -> (s + log(1.0 + exp(r * x)), none)).0)(1000.0)", 3)
case("grad(x -> while((x, 0), s -> s.1 < 2, s -> (log(1.0 + exp(s.0)), s.1 + 1), limit=5).0)(1000.0)", 1)
case("grad(x -> if x > 0.0 { log(1.0 + exp(x)) } else { x })(1000.0)", 1)
case("grad(X -> sum(vmap(x -> log(sum(exp(x))))(X)))([[1000.0, 1000.0], [0.0, 0.0]])", [[0.5, 0.5], [0.5, 0.5]])
case("grad(x -> checkpoint(v -> log(1.0 + exp(v)))(x))(1000.0)", 1)
case("jvp(x -> log(sum(exp(x))), [1000.0, 1000.0], [1.0, 0.0]).1", 0.5)
case("vjp(x -> log(sum(exp(x))), [1000.0, 1000.0]).1(1.0)", [0.5, 0.5])
case("linearize(x -> log(sum(exp(x))), [1000.0, 1000.0]).1([1.0, 0.0])", 0.5)
case("hvp(x -> log(sum(exp(x))), [1000.0, 1000.0], [1.0, 0.0])", [0.25, -0.25])
case("grad(x -> grad(x -> log(1.0 + exp(x)))(x) * x)(1000.0)", 1)
case("grad(x -> minimize(y -> log(1.0 + exp(y)) - x * y, 0.0).x)(0.25)", 1 / (0.25 * 0.75), ulps=1 << 20)

s.lines.append("# Determinants that overflow or underflow.")
case("grad(a -> log(det(a)))(1e-200 * eye(2))", [[1e200, 0], [0, 1e200]])
case("grad(a -> log(abs(det(a))))(-1e200 * eye(3))", [[-1e-200, 0, 0], [0, -1e-200, 0], [0, 0, -1e-200]])
s.write()

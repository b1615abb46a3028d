"""Writes scripts that call the special functions of the prelude, with the numbers that SciPy gives, and mpmath where SciPy
loses digits, in the form that prelude_cases.py describes. Run this file.
"""

import mpmath
import numpy as np
import scipy.special

import prelude_cases
from cases import DTYPES, widened
from prelude_cases import FLOATS, inf, lit, nan, sample

mpmath.mp.dps = 50


class Script(prelude_cases.Script):
    """The tests of one function."""

    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers that SciPy and mpmath give: see special_functions_cases.py."]


def exactly(f):
    """A function of floats by one of mpmath's numbers, element by element."""
    def of(*operands):
        operands = np.broadcast_arrays(*operands)
        values = [float(f(*(mpmath.mpf(float(v)) for v in each))) for each in zip(*(np.ravel(o) for o in operands))]
        return np.array(values).reshape(operands[0].shape)
    return of


def rounded(x, dtype):
    return np.asarray(x).astype(DTYPES[dtype])


UNARY = {
    "erf": scipy.special.erf, "erfc": scipy.special.erfc, "erfcx": scipy.special.erfcx,
    "ndtr": exactly(lambda x: mpmath.ncdf(x)), "log_ndtr": exactly(lambda x: mpmath.log(mpmath.ncdf(x))),
    "digamma": exactly(mpmath.digamma), "lgamma": scipy.special.gammaln,
    "i0": scipy.special.i0, "i1": scipy.special.i1, "i0e": scipy.special.i0e, "i1e": scipy.special.i1e,
    "expit": scipy.special.expit, "log_sigmoid": scipy.special.log_expit, "entr": scipy.special.entr,
}
OF_UNIT = {"erfinv": scipy.special.erfinv, "ndtri": scipy.special.ndtri, "logit": scipy.special.logit}
POSITIVE = {"log1mexp": exactly(lambda x: mpmath.log(-mpmath.expm1(-x)))}


def unary():
    for name, f in (UNARY | OF_UNIT | POSITIVE).items():
        s = Script(name)
        for dtype in FLOATS:
            if name in OF_UNIT:
                values = [0.01, 0.25, 0.5, 0.625, 0.99] + ([-0.25, -0.99] if name == "erfinv" else [0.0, 1.0])
            elif name in POSITIVE or name in ("digamma", "lgamma"):
                values = [0.1, 0.7, 1.5, 3.0, 20.0]
            else:
                values = [-3.0, -1.0, -0.125, 0.5, 1.5, 10.0]
            row = np.array(values, DTYPES[dtype])
            for x in [row, row[1:5].reshape(2, 2), row[:1], np.zeros((0, 2), DTYPES[dtype]), row[2]]:
                s.case(f"{name}({s.let(x)})", rounded(f(widened(x)), dtype), ulps=16, absolute=1e-15)
        if name not in OF_UNIT:
            s.case(f"{name}(1)", f(np.float64(1)), ulps=16, absolute=1e-15)
        inner = [0.25, 0.75] if name in OF_UNIT else [0.5, 3.0] if name in POSITIVE or name in ("digamma", "lgamma", "entr") else [-1.5, 0.5, 3.0]
        derivatives(s, name, inner + TAILS.get(name, []))
        s.write()


SMOOTH = {
    "erf": mpmath.erf, "erfc": mpmath.erfc, "erfcx": lambda x: mpmath.exp(x * x) * mpmath.erfc(x),
    "ndtr": mpmath.ncdf, "log_ndtr": lambda x: mpmath.log(mpmath.erfc(-x / mpmath.sqrt(2)) / 2),
    "digamma": mpmath.digamma, "lgamma": lambda x: mpmath.log(abs(mpmath.gamma(x))),
    "i0": lambda x: mpmath.besseli(0, x), "i1": lambda x: mpmath.besseli(1, x),
    "i0e": lambda x: mpmath.besseli(0, x) * mpmath.exp(-abs(x)), "i1e": lambda x: mpmath.besseli(1, x) * mpmath.exp(-abs(x)),
    "expit": lambda x: 1 / (1 + mpmath.exp(-x)), "log_sigmoid": lambda x: -mpmath.log1p(mpmath.exp(-x)),
    "entr": lambda x: -x * mpmath.log(x), "erfinv": mpmath.erfinv, "ndtri": lambda p: mpmath.sqrt(2) * mpmath.erfinv(2 * p - 1),
    "logit": lambda p: mpmath.log(p / (1 - p)), "log1mexp": lambda x: mpmath.log(-mpmath.expm1(-x)),
}
TAILS = {"log_ndtr": [-1e3, -37.0, 5.0, 30.0], "ndtr": [-37.0, -20.0, 20.0], "erfc": [20.0], "erf": [20.0], "erfcx": [-20.0, 20.0, 1e4],
         "i0": [300.0, -300.0], "i1": [300.0, -300.0], "i0e": [100.0, -100.0], "i1e": [100.0, -100.0], "log1mexp": [1e-5, 50.0, 600.0],
         "lgamma": [1e-5, 1e5, -2.75], "digamma": [1e-5, 1e5, -2.75], "ndtri": [1e-100, 1e-20], "logit": [1e-100, 0.999],
         "log_sigmoid": [-50.0, 50.0], "expit": [-50.0], "entr": [1e-10, 1e5]}


def derivatives(s, name, values):
    """First and second derivatives: those of the sum of the elements."""
    x = np.array(values)
    v = s.let(x)
    mpmath.mp.dps = 500
    first = exactly(lambda x: mpmath.diff(SMOOTH[name], x, 1, h=abs(x) * mpmath.mpf(10) ** -30))(x)
    second = exactly(lambda x: mpmath.diff(SMOOTH[name], x, 2, h=abs(x) * mpmath.mpf(10) ** -30))(x)
    mpmath.mp.dps = 50
    s.lines.append(f"let slope = x -> grad(x -> sum({name}(x)))(x)")
    s.case(f"slope({v})", first, ulps=1e4)
    s.case(f"grad(x -> sum(slope(x)))({v})", second, ulps=1e5)


def polygamma():
    s = Script("polygamma")
    for dtype in FLOATS:
        x = np.array([0.1, 0.7, 1.5, 3.0, 20.0], DTYPES[dtype])
        v = s.let(x)
        for n in [0, 1, 2, 10, 40]:
            s.case(f"polygamma({n}, {v})", rounded(exactly(lambda x: mpmath.polygamma(n, x))(widened(x)), dtype), ulps=64, absolute=1e-15)
    s.case("polygamma(1, zeros((0, 3)))", np.zeros((0, 3)))
    s.case("polygamma(1, 1)", np.pi**2 / 6, ulps=4)
    s.write()


def binary():
    functions = {
        "lbeta": (scipy.special.betaln, [0.25, 1.0, 7.5], [0.5, 2.0, 30.0]),
        "xlogy": (scipy.special.xlogy, [-2.0, -0.0, 0.0, 0.5, inf, nan], [0.0, 0.25, 1.0, 3.0, inf, nan]),
        "xlog1py": (scipy.special.xlog1py, [-2.0, -0.0, 0.0, 0.5, inf, nan], [-1.0, 1e-10, 0.0, 3.0, inf, nan]),
        "logaddexp2": (np.logaddexp2, [-inf, -3.5, 0.0, 2.0, 1500.0], [-inf, 0.25, 2.0, 1024.0, inf, nan]),
    }
    for name, (f, column, row) in functions.items():
        s = Script(name)
        for dtype in FLOATS:
            a, b = np.array(column, DTYPES[dtype])[:, None], np.array(row, DTYPES[dtype])
            # -0 times a logarithm keeps a sign that SciPy drops; a zero is compared by its amount.
            exact = rounded(f(widened(a), widened(b)), dtype)
            s.case(f"{name}({s.let(a)}, {s.let(b)})", exact, ulps=16, absolute=1e-15 if dtype == "f64" else 1e-7)
            s.case(f"{name}({lit(b[1:3])}, 2)", rounded(f(widened(b[1:3]), 2.0), dtype), ulps=16)
            s.case(f"{name}({lit(np.zeros((0, 1), DTYPES[dtype]))}, {lit(b)})", np.zeros((0, len(row)), DTYPES[dtype]))
        s.write()


def partial(s, call, names, f, points):
    """All first and second derivatives of a function of several arguments, at some points."""
    arguments = [s.let(np.array(c)) for c in zip(*points)]
    signature = ", ".join(names)
    mpmath.mp.dps = 80
    for i, name in enumerate(names):
        s.lines.append(f"let by_{name} = ({signature}) -> grad({name} -> sum({call}))({name})")
        for order in [1] + [2] * (len(names) - i):
            orders = [0] * len(names)
            orders[i] += 1
            j = i
            if order == 2:
                j = next(k for k in range(i, len(names)) if (i, k) not in s.__dict__.setdefault("done", set()))
                s.done.add((i, j))
                orders[j] += 1
            value = exactly(lambda *point: mpmath.diff(f, point, tuple(orders)))(*(np.array(c) for c in zip(*points)))
            fixed = ", ".join(arguments[k] if k != j else names[j] for k in range(len(names)))
            program = (f"by_{name}({', '.join(arguments)})" if order == 1
                       else f"grad({names[j]} -> sum(by_{name}({fixed})))({arguments[j]})")
            s.case(program, value, ulps=1e5)
    mpmath.mp.dps = 50


def incomplete():
    points = [(0.5, 0.1), (2.5, 1.0), (2.5, 4.0), (10.0, 3.0), (10.0, 40.0), (0.01, 2.0), (60.0, 50.0), (60.0, 100.0)]
    lower = lambda a, x: mpmath.gammainc(a, 0, x, regularized=True)
    upper = lambda a, x: mpmath.gammainc(a, x, mpmath.inf, regularized=True)
    for name, f in {"gammainc": lower, "gammaincc": upper}.items():
        s = Script(name)
        for dtype in FLOATS:
            a, x = np.array([[0.5], [3.0], [40.0]], DTYPES[dtype]), np.array([0.01, 2.0, 45.0], DTYPES[dtype])
            s.case(f"{name}({s.let(a)}, {s.let(x)})", rounded(exactly(f)(widened(a), widened(x)), dtype), ulps=200)
            s.case(f"{name}({lit(x)}, 1)", rounded(exactly(f)(widened(x), np.float64(1)), dtype), ulps=200)
            s.case(f"{name}({lit(a)}, {lit(np.zeros((3, 0), DTYPES[dtype]))})", np.zeros((3, 0), DTYPES[dtype]))
        s.case(f"grad(a -> {name}(a, 0.0))(2.0)", np.float64(0), absolute=1e-300)
        s.case(f"grad(x -> {name}(1.0, x))(0.0)", np.float64(1 if name == "gammainc" else -1))
        partial(s, f"{name}(a, x)", ["a", "x"], f, points)
        s.write()
    s = Script("betainc")
    f = lambda a, b, x: mpmath.betainc(a, b, 0, x, regularized=True)
    for dtype in FLOATS:
        a, b, x = (np.array(v, DTYPES[dtype]) for v in ([[0.5], [30.0]], [0.25, 2.0, 20.0], [0.125, 0.5, 0.75]))
        s.case(f"betainc({s.let(a)}, {s.let(b)}, {s.let(x)})", rounded(exactly(f)(*map(widened, (a, b, x))), dtype), ulps=200)
        s.case(f"betainc({lit(np.zeros((0, 1), DTYPES[dtype]))}, 1, 0.5)", np.zeros((0, 1), DTYPES[dtype]))
    s.case("betainc(2, 3, 1)", np.float64(1))
    s.case("grad(a -> betainc(a, 2.0, 0.0))(2.0)", np.float64(0), absolute=1e-300)
    s.case("grad(b -> betainc(2.0, b, 1.0))(2.0)", np.float64(0), absolute=1e-300)
    points = [(0.5, 0.5, 0.1), (2.0, 3.0, 0.4), (2.0, 3.0, 0.99), (20.0, 30.0, 0.2), (20.0, 30.0, 0.7), (0.05, 4.0, 0.5), (4.0, 0.05, 0.5)]
    partial(s, "betainc(a, b, x)", ["a", "b", "x"], f, points)
    s.write()


if __name__ == "__main__":
    unary()
    incomplete()
    polygamma()
    binary()

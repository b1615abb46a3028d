<<<<<<< HEAD
"""Cases for the special functions, by SciPy 1.17, and by mpmath for those where SciPy loses digits."""
=======
"""Writes the tables of special cases of the array API standard 2024.12 for real numbers: a script for each function in
resources/prelude, in the form that prelude_cases.py describes.
>>>>>>> d784be6 (The array API standard as a list, its special cases for real numbers, asarray and signbit)

Every function is given all pairs of SPECIAL. The result is what the first rule says that holds, in the words and
the order of the standard; where none does it is NumPy's. Where NumPy 2.4 differs from a rule, that is listed in
DIFFERS, and an assertion fails if it differs elsewhere. Run this file.
"""

import numpy as np

from cases import DTYPES
from prelude_cases import FLOATS, Script, inf, lit, nan

np.seterr(all="ignore")
SPECIAL = [nan, inf, -inf, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 2.5, -2.5, 3.0, -3.0, 1e300, -1e300, 5e-324]
pi = np.pi


def is_nan(x):
    return x != x


def is_finite(x):
    return not is_nan(x) and abs(x) != inf


def is_plus_zero(x):
    return x == 0 and not np.signbit(x)


def is_minus_zero(x):
    return x == 0 and np.signbit(x)


<<<<<<< HEAD
REAL = SPECIAL + [0.5, -0.5, 2.0, -2.0, 3.5, -3.5, 5.0, 1e-10, 1e-300, 10.0, 26.0, -26.0, 100.0] + list(rng.normal(size=10))
write("erf", cases_of("erf", scipy.special.erf, REAL, 4))
write("erfc", cases_of("erfc", scipy.special.erfc, REAL, 8))


def erfcx(order):
    """The derivatives as exp(x²) times repeated integrals of erfc, DLMF 7.18.2."""
    def f(x):
        if math.isnan(x) or x == -math.inf:
            return math.copysign(math.inf, (-1) ** order) if x < 0 else x
        if x == math.inf:
            return math.copysign(0.0, (-1) ** order)
        mpmath.mp.dps = 150
        x = mpmath.mpf(x)
        now = [2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-x * x), mpmath.erfc(x)]  # orders -1 and 0
        for n in range(1, order + 1):
            now.append((now[-2] / 2 - x * now[-1]) / n)
        return float(mpmath.exp(x * x) * now[-1] * (-2) ** order * mpmath.factorial(order))
    return exactly(f)


write("erfcx", [c for n in range(4) for c in cases_of(f"erfcx{{order: {n}}}", erfcx(n),
      [v for v in REAL if v > -20 or v == -math.inf] + [0.99, 1.01, 2.0, 5.0, 1e4, 1e8], 8 if n == 0 else 24)])


def normal(f):
    return exactly(lambda x: f(mpmath.mpf(x)) if math.isfinite(x) else float(f(x)))


mpmath.mp.dps = 60
SQRT2 = mpmath.sqrt(2)
NORMAL = REAL + [-5.0, -10.0, -20.0, -37.0, -38.4, 8.0, 38.0, 1e-5, -1e-5]
write("ndtr", cases_of("ndtr", exactly(lambda x: mpmath.erfc(-mpmath.mpf(x) / SQRT2) / 2), NORMAL, 4))


def log_ndtr(x):
    if not math.isfinite(x):
        return -0.0 if x == math.inf else x
    half = mpmath.erfc(abs(mpmath.mpf(x)) / SQRT2) / 2
    return mpmath.log1p(-half) if x > 0 else mpmath.log(half)


write("log_ndtr", cases_of("log_ndtr", exactly(log_ndtr), NORMAL + [-100.0, -1e4], 6))
UNIT = SPECIAL + [2.0, 0.5, -0.5, 1e-10, -1e-300, 0.999, -0.9999999] + list(rng.uniform(-1, 1, 12))
write("erfinv", cases_of("erfinv", lambda x: np.copysign(scipy.special.erfinv(x), x), UNIT, 8))  # SciPy loses the sign of -0
GAMMA = [v for v in SPECIAL if v != -math.inf] + [2.0, 0.5, 1e-10, 1.5, 2.5, 20.25, 100.0, 1e6, 1e15, 1.0001, 1.9999,
         -0.5, -1.5, -2.25, -10.75, -100.5] + list(rng.uniform(0, 5, 10))
write("lgamma", cases_of("lgamma", exactly(lgamma), GAMMA, 16, 4e-15))
write("polygamma", [c for n in range(5) for c in cases_of(f"polygamma{{order: {n}}}", polygamma(n), GAMMA, 32, 1e-13 if n == 0 else 0.0)])


def ndtri(p):
    """By Newton's method from SciPy's number."""
    x = scipy.special.ndtri(p)
    if not math.isfinite(x):
        return x
    x, p = mpmath.mpf(float(x)), mpmath.mpf(p)
    for _ in range(8):
        tail = mpmath.erfc(abs(x) / SQRT2) / 2
        rest = (p - tail if x < 0 else tail - (1 - p)) / (mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi))
        x += rest
    return float(x) if p != 0.5 else 0.0


PROBABILITY = [math.nan, 0.0, -0.0, 1.0, -0.5, 1.5, math.inf, 0.5, 0.25, 0.75, 1e-10, 1e-300, 0.02425, 0.97575, 0.499, 0.501,
               1 - 1e-10] + list(rng.uniform(0, 1, 10))
write("ndtri", cases_of("ndtri", exactly(ndtri), PROBABILITY, 6, 1e-300))


def logit(p):
    if not 0 <= p <= 1:
        return math.nan
    if p in (0, 1):
        return math.inf if p else -math.inf
    return mpmath.log(mpmath.mpf(p) / (1 - mpmath.mpf(p)))


write("logit", cases_of("logit", exactly(logit), PROBABILITY + [0.3, 0.31, 0.65, 0.64, 0.5000001], 6))


def log1mexp(x):
    if not x > 0 or x == math.inf:
        return 0.0 * -1 if x == math.inf else -math.inf if x == 0 else math.nan
    with mpmath.workdps(400):
        return mpmath.log1p(-mpmath.exp(-mpmath.mpf(x)))


write("log1mexp", cases_of("log1mexp", exactly(log1mexp), SPECIAL + [1e-300, 1e-10, 0.1, 0.69, 0.7, 5.0, 40.0, 700.0, 800.0], 4))


def bessel(order, scaled):
    def f(x):
        if not math.isfinite(x):
            return x if math.isnan(x) else math.copysign(0.0 if scaled else math.inf, x if order % 2 else 1)
        if x == 0:
            return x if order % 2 else 0.0 if order else 1.0
        x = mpmath.mpf(x)
        return float(mpmath.besseli(order, x) * (mpmath.exp(-abs(x)) if scaled else 1))
    return exactly(f)


BESSEL = SPECIAL + [0.5, -0.5, 1e-10, 3.75, 8.0, -8.0, 14.9, 29.9, 30.1, -50.0, 100.0, 700.0]
write("bessel_i", [c for n in range(4) for scaled in [False, True] for c in
      cases_of(f"bessel_i{{order: {n}, scaled: {str(scaled).lower()}}}", bessel(n, scaled),
               BESSEL + ([1e4, 1e10] if scaled else [713.0, 714.0, 1e4]), 12)])


def lbeta(x, y):
    """As LBeta has it where there is no limit: infinite for an infinite argument."""
    if x > 0 and y > 0 and math.inf in (x, y):
        return -math.inf
    if any(math.isnan(v) for v in (x, y)):
        return math.nan
    poles = [v <= 0 and v == int(v) for v in (x, y, x + y)] if math.isfinite(x + y) else [False] * 3
    if any(poles):
        return math.nan if sum(poles) > 1 else -math.inf if poles[2] else math.inf
    return float(mpmath.log(abs(mpmath.beta(x, y))))


def pairs(op, f, x, y, ulps, absolute=0.0):
    cases = []
    for dtype in FLOATS:
        for a, b in [(x, y), ([], []), ([1.5], [0.25]), (2.5, 0.5), ([[0.5], [3.0]], [[4.0], [1.0]])]:
            a, b = rounded(a, dtype), rounded(b, dtype)
            z = np.array([f(float(u), float(v)) for u, v in zip(np.ravel(a), np.ravel(b))]).reshape(np.shape(a))
            cases.append(case(op, [a, b], [rounded(z, dtype)], 1 if dtype == "f32" else ulps, absolute))
    return cases


mpmath.mp.dps = 60
grid = [(x, y) for x in [1e-10, 0.3, 1.0, 2.5, 12.0, 300.0, 1e8, -0.5] for y in [1e-5, 0.5, 1.0, 9.5, 1000.0, 1e6] if x > 0 or y < 10]
grid += [(math.nan, 1.0), (1.0, math.nan), (math.inf, 1.0), (2.0, math.inf), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.5)]
write("lbeta", pairs("lbeta", lbeta, [x for x, y in grid], [y for x, y in grid], 16, 4e-15))
=======
def is_odd(x):
    return is_finite(x) and x % 2 == 1


def is_integer(x):
    return is_finite(x) and x == np.floor(x)


# Each rule is (condition, result): the result is a number or a function of the operands.

UNARY = {
    "abs": [(lambda x: is_nan(x), nan), (lambda x: is_minus_zero(x), 0.0), (lambda x: x == -inf, inf)],
    "acos": [(is_nan, nan), (lambda x: x > 1, nan), (lambda x: x < -1, nan), (lambda x: x == 1, 0.0)],
    "acosh": [(is_nan, nan), (lambda x: x < 1, nan), (lambda x: x == 1, 0.0), (lambda x: x == inf, inf)],
    "asin": [(is_nan, nan), (lambda x: x > 1, nan), (lambda x: x < -1, nan), (lambda x: x == 0, lambda x: x)],
    "asinh": [(is_nan, nan), (lambda x: x == 0 or abs(x) == inf, lambda x: x)],
    "atan": [(is_nan, nan), (lambda x: x == 0, lambda x: x), (lambda x: x == inf, pi / 2), (lambda x: x == -inf, -pi / 2)],
    "atanh": [(is_nan, nan), (lambda x: x < -1, nan), (lambda x: x > 1, nan), (lambda x: x == -1, -inf), (lambda x: x == 1, inf),
              (lambda x: x == 0, lambda x: x)],
    "ceil": [(lambda x: is_nan(x) or abs(x) == inf or x == 0 or is_integer(x), lambda x: x)],
    "cos": [(is_nan, nan), (lambda x: x == 0, 1.0), (lambda x: abs(x) == inf, nan)],
    "cosh": [(is_nan, nan), (lambda x: x == 0, 1.0), (lambda x: abs(x) == inf, inf)],
    "exp": [(is_nan, nan), (lambda x: x == 0, 1.0), (lambda x: x == inf, inf), (lambda x: x == -inf, 0.0)],
    "expm1": [(is_nan, nan), (lambda x: x == 0, lambda x: x), (lambda x: x == inf, inf), (lambda x: x == -inf, -1.0)],
    "floor": [(lambda x: is_nan(x) or abs(x) == inf or x == 0 or is_integer(x), lambda x: x)],
    "isfinite": [(lambda x: is_nan(x) or abs(x) == inf, False), (is_finite, True)],
    "isinf": [(lambda x: abs(x) == inf, True), (lambda x: True, False)],
    "isnan": [(is_nan, True), (lambda x: True, False)],
    "log": [(is_nan, nan), (lambda x: x < 0, nan), (lambda x: x == 0, -inf), (lambda x: x == 1, 0.0), (lambda x: x == inf, inf)],
    "log10": [(is_nan, nan), (lambda x: x < 0, nan), (lambda x: x == 0, -inf), (lambda x: x == 1, 0.0), (lambda x: x == inf, inf)],
    "log1p": [(is_nan, nan), (lambda x: x < -1, nan), (lambda x: x == -1, -inf), (lambda x: x == 0, lambda x: x),
              (lambda x: x == inf, inf)],
    "log2": [(is_nan, nan), (lambda x: x < 0, nan), (lambda x: x == 0, -inf), (lambda x: x == 1, 0.0), (lambda x: x == inf, inf)],
    "negative": [(lambda x: True, lambda x: -x)],
    "reciprocal": [(is_nan, nan), (is_plus_zero, inf), (is_minus_zero, -inf), (lambda x: x == inf, 0.0), (lambda x: x == -inf, -0.0)],
    "round": [(lambda x: is_nan(x) or abs(x) == inf or x == 0 or is_integer(x), lambda x: x)],
    "sign": [(is_nan, nan), (lambda x: x < 0, -1.0), (lambda x: x == 0, 0.0), (lambda x: x > 0, 1.0)],
    "signbit": [(is_plus_zero, False), (is_minus_zero, True), (lambda x: x == inf, False), (lambda x: x == -inf, True),
                (lambda x: x > 0, False), (lambda x: x < 0, True)],
    "sin": [(is_nan, nan), (lambda x: x == 0, lambda x: x), (lambda x: abs(x) == inf, nan)],
    "sinh": [(is_nan, nan), (lambda x: x == 0 or abs(x) == inf, lambda x: x)],
    "sqrt": [(is_nan, nan), (lambda x: x < 0, nan), (lambda x: x == 0, lambda x: x), (lambda x: x == inf, inf)],
    "square": [(lambda x: True, lambda x: x * x)],
    "tan": [(is_nan, nan), (lambda x: x == 0, lambda x: x), (lambda x: abs(x) == inf, nan)],
    "tanh": [(is_nan, nan), (lambda x: x == 0, lambda x: x), (lambda x: x == inf, 1.0), (lambda x: x == -inf, -1.0)],
    "trunc": [(lambda x: is_nan(x) or abs(x) == inf or x == 0 or is_integer(x), lambda x: x)],
}
NUMPY = {"acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan", "atanh": "arctanh",
         "atan2": "arctan2", "pow": "power"}

either_nan = (lambda x, y: is_nan(x) or is_nan(y), nan)
BINARY = {
    "add": [
        either_nan,
        (lambda x, y: x == inf and y == -inf, nan),
        (lambda x, y: x == -inf and y == inf, nan),
        (lambda x, y: abs(x) == inf, lambda x, y: x),
        (lambda x, y: abs(y) == inf, lambda x, y: y),
        (lambda x, y: is_minus_zero(x) and is_minus_zero(y), -0.0),
        (lambda x, y: x == 0 and y == 0, 0.0),
        (lambda x, y: x == -y, 0.0),
    ],
    "subtract": [(lambda x, y: True, lambda x, y: x + -y)],
    "atan2": [
        either_nan,
        (lambda x, y: x > 0 and y == 0, pi / 2),
        (lambda x, y: is_plus_zero(x) and (y > 0 or is_plus_zero(y)), 0.0),
        (lambda x, y: is_plus_zero(x) and (y < 0 or is_minus_zero(y)), pi),
        (lambda x, y: is_minus_zero(x) and (y > 0 or is_plus_zero(y)), -0.0),
        (lambda x, y: is_minus_zero(x) and (y < 0 or is_minus_zero(y)), -pi),
        (lambda x, y: x < 0 and y == 0, -pi / 2),
        (lambda x, y: x > 0 and is_finite(x) and y == inf, 0.0),
        (lambda x, y: x > 0 and is_finite(x) and y == -inf, pi),
        (lambda x, y: x < 0 and is_finite(x) and y == inf, -0.0),
        (lambda x, y: x < 0 and is_finite(x) and y == -inf, -pi),
        (lambda x, y: x == inf and is_finite(y), pi / 2),
        (lambda x, y: x == -inf and is_finite(y), -pi / 2),
        (lambda x, y: x == inf and y == inf, pi / 4),
        (lambda x, y: x == inf and y == -inf, 3 * pi / 4),
        (lambda x, y: x == -inf and y == inf, -pi / 4),
        (lambda x, y: x == -inf and y == -inf, -3 * pi / 4),
    ],
    "copysign": [(lambda x, y: not is_nan(x) and not is_nan(y), lambda x, y: -abs(x) if np.signbit(y) else abs(x))],
    "divide": [
        either_nan,
        (lambda x, y: abs(x) == inf and abs(y) == inf, nan),
        (lambda x, y: x == 0 and y == 0, nan),
        (lambda x, y: x == 0, lambda x, y: np.copysign(0.0, np.copysign(1, x) * np.copysign(1, y))),
        (lambda x, y: y == 0, lambda x, y: np.copysign(inf, np.copysign(1, x) * np.copysign(1, y))),
        (lambda x, y: abs(x) == inf, lambda x, y: np.copysign(inf, np.copysign(1, x) * np.copysign(1, y))),
        (lambda x, y: abs(y) == inf, lambda x, y: np.copysign(0.0, np.copysign(1, x) * np.copysign(1, y))),
    ],
    "equal": [either_nan[:1] + (False,), (lambda x, y: abs(x) == inf or abs(y) == inf, lambda x, y: x == y),
              (lambda x, y: x == 0 and y == 0, True)],
    "floor_divide": [
        either_nan,
        (lambda x, y: abs(x) == inf and abs(y) == inf, nan),
        (lambda x, y: x == 0 and y == 0, nan),
        (lambda x, y: is_plus_zero(x) and y > 0, 0.0),
        (lambda x, y: is_minus_zero(x) and y > 0, -0.0),
        (lambda x, y: is_plus_zero(x) and y < 0, -0.0),
        (lambda x, y: is_minus_zero(x) and y < 0, 0.0),
        (lambda x, y: x > 0 and is_plus_zero(y), inf),
        (lambda x, y: x > 0 and is_minus_zero(y), -inf),
        (lambda x, y: x < 0 and is_plus_zero(y), -inf),
        (lambda x, y: x < 0 and is_minus_zero(y), inf),
        (lambda x, y: x == inf and y > 0, inf),
        (lambda x, y: x == inf and y < 0, -inf),
        (lambda x, y: x == -inf and y > 0, -inf),
        (lambda x, y: x == -inf and y < 0, inf),
        (lambda x, y: x > 0 and y == inf, 0.0),
        (lambda x, y: x > 0 and y == -inf, -1.0),
        (lambda x, y: x < 0 and y == inf, -1.0),
        (lambda x, y: x < 0 and y == -inf, 0.0),
    ],
    "hypot": [
        (lambda x, y: abs(x) == inf or abs(y) == inf, inf),
        either_nan,
        (lambda x, y: x == 0, lambda x, y: abs(y)),
        (lambda x, y: y == 0, lambda x, y: abs(x)),
    ],
    "logaddexp": [either_nan, (lambda x, y: x == inf or y == inf, inf)],
    "maximum": [either_nan],
    "minimum": [either_nan],
    "multiply": [
        either_nan,
        (lambda x, y: abs(x) == inf and y == 0, nan),
        (lambda x, y: x == 0 and abs(y) == inf, nan),
        (lambda x, y: abs(x) == inf or abs(y) == inf, lambda x, y: np.copysign(inf, np.copysign(1, x) * np.copysign(1, y))),
    ],
    "nextafter": [either_nan, (lambda x, y: x == y, lambda x, y: y)],
    "pow": [
        (lambda x, y: x != 1 and is_nan(y), nan),
        (lambda x, y: y == 0, 1.0),
        (lambda x, y: is_nan(x) and y != 0, nan),
        (lambda x, y: abs(x) > 1 and y == inf, inf),
        (lambda x, y: abs(x) > 1 and y == -inf, 0.0),
        (lambda x, y: abs(x) == 1 and abs(y) == inf, 1.0),
        (lambda x, y: x == 1 and not is_nan(y), 1.0),
        (lambda x, y: abs(x) < 1 and y == inf, 0.0),
        (lambda x, y: abs(x) < 1 and y == -inf, inf),
        (lambda x, y: x == inf and y > 0, inf),
        (lambda x, y: x == inf and y < 0, 0.0),
        (lambda x, y: x == -inf and y > 0 and is_odd(y), -inf),
        (lambda x, y: x == -inf and y > 0 and not is_odd(y), inf),
        (lambda x, y: x == -inf and y < 0 and is_odd(y), -0.0),
        (lambda x, y: x == -inf and y < 0 and not is_odd(y), 0.0),
        (lambda x, y: is_plus_zero(x) and y > 0, 0.0),
        (lambda x, y: is_plus_zero(x) and y < 0, inf),
        (lambda x, y: is_minus_zero(x) and y > 0 and is_odd(y), -0.0),
        (lambda x, y: is_minus_zero(x) and y > 0 and not is_odd(y), 0.0),
        (lambda x, y: is_minus_zero(x) and y < 0 and is_odd(y), -inf),
        (lambda x, y: is_minus_zero(x) and y < 0 and not is_odd(y), inf),
        (lambda x, y: x < 0 and is_finite(x) and is_finite(y) and not is_integer(y), nan),
    ],
    "remainder": [
        either_nan,
        (lambda x, y: abs(x) == inf, nan),
        (lambda x, y: x == 0 and y == 0, nan),
        (lambda x, y: x == 0 and y > 0, 0.0),
        (lambda x, y: x == 0 and y < 0, -0.0),
        (lambda x, y: y == 0, nan),
        (lambda x, y: x > 0 and y == inf, lambda x, y: x),
        (lambda x, y: x > 0 and y == -inf, lambda x, y: y),
        (lambda x, y: x < 0 and y == inf, lambda x, y: y),
        (lambda x, y: x < 0 and y == -inf, lambda x, y: x),
    ],
}
for comparison in ["less", "less_equal", "greater", "greater_equal"]:
    BINARY[comparison] = [either_nan[:1] + (False,)]
BINARY["not_equal"] = [either_nan[:1] + (True,)]

DIFFERS = {
    "floor_divide": "of an infinity by a finite number NumPy gives nan",
    "pow": "of -inf to the power 0.5 NumPy gives nan",
}
ZEROS = ("maximum", "minimum")  # which of two zeros it is, the standard leaves open


def same(a, b):
    return bool(a == b and np.signbit(a) == np.signbit(b) or is_nan(a) and is_nan(b))


def expected(name, rules, *operands):
    theirs = getattr(np, NUMPY.get(name, name))(*operands)
    for holds, result in rules:
        if holds(*operands):
            ours = result(*operands) if callable(result) else result
            assert name in DIFFERS or same(np.float64(ours), np.float64(theirs)), (name, operands, ours, theirs)
            return ours
    return theirs


def special():
    for name, rules in UNARY.items():
        s = Script(name)
        s.lines = [f"# The special cases of `{name}` in the array API standard: see special_cases.py."]
        s.name = "special_cases_" + name
        for dtype in FLOATS:
            x = np.array(SPECIAL, DTYPES[dtype])
            results = [expected(name, rules, np.float64(v)) for v in x]
            s.case(f"{name}({lit(x)})", typed(results, dtype), ulps=4)
        s.write()
    for name, rules in BINARY.items():
        s = Script(name)
        s.lines = [f"# The special cases of `{name}` in the array API standard: see special_cases.py."]
        s.name = "special_cases_" + name
        for dtype in FLOATS:
            x = np.array(SPECIAL, DTYPES[dtype])
            kept = x[(x != 0) | ~np.signbit(x)] if name in ZEROS else x
            if name == "nextafter":
                results = np.array([[nextafter(rules, a, b) for b in kept] for a in kept])
            else:
                results = [[expected(name, rules, np.float64(a), np.float64(b)) for b in kept] for a in kept]
            s.case(f"{name}({s.let(kept)}[:, none], {lit(kept)}[none, :])", typed(results, dtype), ulps=4)
        s.write()


def nextafter(rules, a, b):
    """In the element type itself: the next number of f32 is another than that of f64."""
    for holds, result in rules:
        if holds(a, b):
            return result(a, b) if callable(result) else result
    return np.nextafter(a, b)


def typed(results, dtype):
    results = np.array(results)
    return results if results.dtype == bool else results.astype(DTYPES[dtype])


if __name__ == "__main__":
    special()
>>>>>>> d784be6 (The array API standard as a list, its special cases for real numbers, asarray and signbit)

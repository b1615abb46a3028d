"""Writes the tables of special cases of the array API standard 2024.12 for real numbers: a script for each function in
resources/prelude, in the form that prelude_cases.py describes.

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
        s.lines = [f"# The special cases of `{name}` in the array API standard: see real_special_cases.py."]
        s.name = "special_cases_" + name
        for dtype in FLOATS:
            x = np.array(SPECIAL, DTYPES[dtype])
            results = [expected(name, rules, np.float64(v)) for v in x]
            s.case(f"{name}({lit(x)})", typed(results, dtype), ulps=4)
        s.write()
    for name, rules in BINARY.items():
        s = Script(name)
        s.lines = [f"# The special cases of `{name}` in the array API standard: see real_special_cases.py."]
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

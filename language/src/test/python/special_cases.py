"""Cases for the special functions, by SciPy 1.17, and by mpmath for lgamma and polygamma."""

import math

import mpmath
import numpy as np
import scipy.special

from cases import *

mpmath.mp.dps = 40
rng = np.random.default_rng(7)
SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0]
SHAPES = [(), (0,), (1,), (2, 0, 3), (1, 3), (2, 3)]


def cases_of(op, f, values, ulps, absolute=0.0):
    cases = []
    for dtype in FLOATS:
        for x in [rounded(values, dtype)] + [rounded(rng.uniform(0.1, 0.9, s), dtype) for s in SHAPES]:
            y = rounded(f(widened(x)), dtype)
            cases.append(case(op, [x], [y], 1 if dtype == "f32" else ulps, absolute))
    return cases


def exactly(f):
    """Each element by mpmath, in 40 digits."""
    return lambda x: np.array([f(float(v)) for v in np.ravel(x)], float).reshape(np.shape(x))


def lgamma(x):
    if math.isnan(x) or math.isinf(x):
        return abs(x)
    return math.inf if x <= 0 and x == int(x) else float(mpmath.log(abs(mpmath.gamma(x))))


def polygamma(order):
    def f(x):
        if x == math.inf:
            return math.inf if order == 0 else math.copysign(0.0, (-1) ** (order + 1))
        if not math.isfinite(x):
            return math.nan
        if x <= 0 and x == int(x):
            if order % 2:
                return math.inf
            return math.nan if x else math.copysign(math.inf, -x)
        return float(mpmath.polygamma(order, x))
    return exactly(f)


REAL = SPECIAL + [0.5, -0.5, 2.0, -2.0, 3.5, -3.5, 5.0, 1e-10, 1e-300, 10.0, 26.0, -26.0, 100.0] + list(rng.normal(size=10))
write("erf", cases_of("erf", scipy.special.erf, REAL, 4))
write("erfc", cases_of("erfc", scipy.special.erfc, REAL, 8))
write("erfcx", cases_of("erfcx", scipy.special.erfcx, [v for v in REAL if v > -20 or v == -math.inf], 8))
UNIT = SPECIAL + [2.0, 0.5, -0.5, 1e-10, -1e-300, 0.999, -0.9999999] + list(rng.uniform(-1, 1, 12))
write("erfinv", cases_of("erfinv", lambda x: np.copysign(scipy.special.erfinv(x), x), UNIT, 8))  # SciPy loses the sign of -0
GAMMA = [v for v in SPECIAL if v != -math.inf] + [2.0, 0.5, 1e-10, 1.5, 2.5, 20.25, 100.0, 1e6, 1e15, 1.0001, 1.9999,
         -0.5, -1.5, -2.25, -10.75, -100.5] + list(rng.uniform(0, 5, 10))
write("lgamma", cases_of("lgamma", exactly(lgamma), GAMMA, 16, 4e-15))
write("polygamma", [c for n in range(5) for c in cases_of(f"polygamma{{order: {n}}}", polygamma(n), GAMMA, 32, 1e-13 if n == 0 else 0.0)])

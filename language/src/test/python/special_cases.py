"""Cases for the special functions, by SciPy 1.17, and by mpmath for those where SciPy loses digits."""

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


def log_ndtr_slope(order):
    """Taylor's coefficients, with enough digits for what cancels."""
    def f(x):
        if not math.isfinite(x):
            return x if math.isnan(x) else 0.0 if x == math.inf or order > 2 else math.inf if order == 1 else -1.0
        mpmath.mp.dps = 120
        slope = lambda t: mpmath.npdf(t) / mpmath.ncdf(t)
        now = [slope(mpmath.mpf(x))]
        for k in range(order - 1):
            rest = [now[k - i] + (x if k == i else 1 if k == i + 1 else 0) for i in range(k + 1)]
            now.append(-sum(now[i] * rest[i] for i in range(k + 1)) / (k + 1))
        mpmath.mp.dps = 60
        return now[-1] * mpmath.factorial(order - 1)
    return exactly(f)


write("log_ndtr_slope", [c for n in range(1, 5) for c in cases_of(f"log_ndtr_slope{{order: {n}}}", log_ndtr_slope(n),
      NORMAL + [-100.0, -1e4], 32, 1e-14 if n > 1 else 0.0)])
UNIT = SPECIAL + [2.0, 0.5, -0.5, 1e-10, -1e-300, 0.999, -0.9999999] + list(rng.uniform(-1, 1, 12))
write("erfinv", cases_of("erfinv", lambda x: np.copysign(scipy.special.erfinv(x), x), UNIT, 8))  # SciPy loses the sign of -0
GAMMA = [v for v in SPECIAL if v != -math.inf] + [2.0, 0.5, 1e-10, 1.5, 2.5, 20.25, 100.0, 1e6, 1e15, 1.0001, 1.9999,
         -0.5, -1.5, -2.25, -10.75, -100.5] + list(rng.uniform(0, 5, 10))
write("lgamma", cases_of("lgamma", exactly(lgamma), GAMMA + [-1.0000005, -0.9999995, -2.000001], 16, 4e-15))
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

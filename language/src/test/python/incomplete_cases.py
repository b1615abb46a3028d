"""Cases for the incomplete gamma and beta functions and what their derivatives are made of, by mpmath."""

import itertools
import math

import mpmath
import numpy as np
import scipy.special

from cases import FLOATS, case, rounded, widened, write

mpmath.mp.dps = 400
inf, nan = math.inf, math.nan


def elements(f, *operands):
    operands = np.broadcast_arrays(*(widened(x) for x in operands))
    values = [float(f(*(float(v) for v in each))) for each in zip(*(np.ravel(o) for o in operands))]
    return np.array(values, float).reshape(operands[0].shape)


def cases_of(op, f, points, ulps, absolute=0.0, dtypes=FLOATS):
    cases = []
    for dtype in dtypes:
        columns = [rounded(np.array(c, float), dtype) for c in zip(*points)]
        for operands in [columns, [c[:1] for c in columns], [c[0] for c in columns], [c[:0].reshape(0, 2) for c in columns],
                         [c[:2].reshape(2, 1) for c in columns]]:
            result = rounded(elements(f, *operands), dtype)
            cases.append(case(op, operands, [result], 2 if dtype == "f32" else ulps, absolute))
    return cases


def lower(a, x):
    """The lower regularized incomplete gamma function by its series, DLMF 8.11.4."""
    a, x = mpmath.mpf(a), mpmath.mpf(x)
    total = term = mpmath.mpf(1)
    k = 1
    while term > total * mpmath.mpf(10) ** -mpmath.mp.dps:
        term *= x / (a + k)
        total += term
        k += 1
    return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1)) * total


def density(a, x):
    """x times the density of the gamma distribution."""
    return mpmath.exp(mpmath.mpf(a) * mpmath.log(x) - x - mpmath.loggamma(a))


def gammainc(upper):
    limit = scipy.special.gammaincc if upper else scipy.special.gammainc

    def f(a, x):
        if not (0 < a < inf and 0 < x < inf):
            return limit(a, x)
        return 1 - lower(a, x) if upper else lower(a, x)
    return f


EDGES = [(0, 1), (0, 0), (1, 0), (1, inf), (inf, 1), (inf, inf), (-1, 1), (1, -1), (nan, 1), (1, nan), (0, inf)]
PLACES = [(a, a * r) for a in [0.5, 1.0, 2.5, 10.0, 50.0, 170.3] for r in [1e-5, 0.1, 0.5, 0.9, 1.0, 1.1, 2.0, 5.0]]
PLACES += [(a, x) for a in [1e-8, 1e-3, 0.1] for x in [1e-100, 1e-5, 0.1, 0.9, 1.2, 3.0, 20.0]]
PLACES += [(999.5, 800.0), (999.5, 1000.4), (999.5, 1300.0), (5000.0, 4500.0), (5000.0, 4990.0), (5000.0, 5000.0), (5000.0, 5300.0)]
# The worst of a grid with `a` from 1e-6 to 1e6 and `x` from tail to tail: what a rounding of `a * log(x / a)` changes there.
FAR = [(544652.6588062502, 536593.3562554317), (913527.8133115635, 899647.0933849865), (356758.11216936744, 370836.6487770564),
       (95.0, 400.0), (1e6, 1e6), (3e-6, 2.0), (1e-6, 30.0)]
write("gammainc", [c for upper in [False, True] for name in [f"gammainc{{upper: {str(upper).lower()}}}"] for c in
      cases_of(name, gammainc(upper), EDGES + PLACES, 2000) + cases_of(name, gammainc(upper), FAR, 2e6, 0.0, ["f64"])])
write("gamma_density", cases_of("gamma_density", lambda a, x: density(a, x) / mpmath.mpf(x), [p for p in PLACES if p[1] > 1e-30], 2000)
      + cases_of("gamma_density", lambda a, x: 0.0 if a > 1 else 1.0 if a == 1 else inf, [(1, 0), (2.5, 0), (0.5, 0)], 0))


def ratio(order):
    def f(a, y):
        x = mpmath.exp(mpmath.mpf(y))
        return mpmath.diff(lambda a: lower(a, x), mpmath.mpf(a), order) / density(a, x)
    return f


LOGS = [(a, float(np.log(x))) for a, x in PLACES]
write("gammainc_ratio", [c for order in [1, 2, 3] for c in
      cases_of(f"gammainc_ratio{{order: {order}}}", ratio(order), LOGS, 2e4, 1e-12 if order > 1 else 0.0, ["f64"])])


def slope(order):
    def f(a, x):
        if not (0 < a < inf and 0 < x < inf):
            return 0 if 0 < a < inf and x >= 0 else nan
        return mpmath.diff(lambda a: lower(a, x), mpmath.mpf(a), order)
    return f


ENDS = [(1, 0), (2.5, 0), (1, inf), (0, 1), (inf, 1), (-1, 1), (nan, 1), (1, nan)]
write("gammainc_slope", [c for order in [1, 2, 3] for c in
      cases_of(f"gammainc_slope{{order: {order}}}", slope(order), ENDS + PLACES, 2e4, 1e-12 if order > 1 else 0.0, ["f64"])])


def quantile(a, u):
    """By Newton's method for the logarithm, from SciPy's number."""
    if not (0 < a < inf and 0 < u < 1):
        if not (a >= 0 and 0 <= u <= 1):
            return nan
        return -inf if a == 0 or u == 0 else inf
    y = (mpmath.log(u) + mpmath.loggamma(a + 1)) / a
    if y > -40:
        y = mpmath.log(scipy.special.gammaincinv(a, u))
    mpmath.mp.dps = 60
    for _ in range(6):
        x = mpmath.exp(y)
        y += (u - lower(a, x)) / density(a, x)
    mpmath.mp.dps = 400
    return y


SHARES = [(a, u) for a in [0.001, 0.1, 0.7, 1.0, 3.0, 40.0, 3000.0] for u in [1e-15, 1e-4, 0.1, 0.5, 0.6, 0.99, 1 - 2.0**-50]]
write("gamma_quantile", cases_of("gamma_quantile", quantile, SHARES + [(1, 0), (1, 1), (0, 0.5), (inf, 0.5), (-1, 0.5), (1, nan), (1, 1.5)],
      400, 1e-14, ["f64"]))


def below(a, b, x):
    """The regularized incomplete beta function by its series, DLMF 8.17.8."""
    a, b, x = mpmath.mpf(a), mpmath.mpf(b), mpmath.mpf(x)
    if x > 0.5:
        return 1 - below(b, a, 1 - x)
    total = term = mpmath.mpf(1)
    k = 0
    while abs(term) > total * mpmath.mpf(10) ** -mpmath.mp.dps:
        term *= x * (a + b + k) / (a + 1 + k)
        total += term
        k += 1
    return weight(a, b, x) / a * total


def weight(a, b, x):
    """x (1 - x) times the density of the beta distribution."""
    return mpmath.exp(a * mpmath.log(x) + b * mpmath.log1p(-x) + mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b))


def betainc(a, b, x):
    inside = 0 < a < inf and 0 < b < inf and 0 < x < 1
    return below(a, b, x) if inside else scipy.special.betainc(a, b, x)


def exact(f):
    return lambda a, b, x: f(mpmath.mpf(a), mpmath.mpf(b), mpmath.mpf(x))


mpmath.mp.dps = 200
EDGES = list(itertools.product([0, 1, inf], [0, 1, inf], [0, 0.5, 1])) + [(1, 1, -0.1), (1, 1, 1.1), (-1, 1, 0.5), (1, nan, 0.5), (nan, 1, 0.5), (1, 1, nan)]
PLACES = list(itertools.product([0.1, 1.0, 3.5, 40.0], [0.2, 1.0, 2.5, 90.0], [1e-10, 0.01, 0.3, 0.5, 0.8, 0.99]))
PLACES += [(1e-5, 1e-4, 0.95), (1e-5, 0.5, 0.01), (2.0, 1e-4, 0.999), (1000.0, 900.0, 0.5), (1000.0, 900.0, 0.6), (0.5, 300.0, 1e-4), (3000.0, 2.0, 0.999)]
write("betainc", cases_of("betainc", betainc, EDGES + PLACES, 4000))
write("beta_density", cases_of("beta_density", exact(lambda a, b, x: weight(a, b, x) / x / (1 - x)), PLACES, 4000))


def beta_slopes(order):
    """On the side where the series is short; what both sides add up to has no derivative."""
    def slope(j):
        def f(a, b, x):
            if x in (0, 1) or mpmath.isnan(a + b + x) or mpmath.isinf(a + b):
                return 0 if 0 < a < inf and 0 < b < inf and x in (0, 1) else nan
            side = below if x <= 0.5 else lambda a, b, x: -below(b, a, 1 - x)
            return mpmath.diff(lambda a, b: side(a, b, x), (a, b), (order - j, j))
        return exact(f)
    return [slope(j) for j in range(order + 1)]


def slopes_cases(order, points, ulps, absolute):
    columns = [np.array(c, float) for c in zip(*points)]
    results = [elements(f, *columns) for f in beta_slopes(order)]
    return [case(f"betainc_slopes{{order: {order}}}", columns, results, ulps, absolute)]


mpmath.mp.dps = 60
LARGE = [(1e4, 9e3, 0.53), (2e5, 3e5, 0.4), (3e6, 3e6, 0.5002)]
SMALL = [(1e-6, 1e3, 1e-5), (1e-6, 1e6, 3e-9), (1e-4, 1e5, 1e-10), (0.01, 1e6, 3e-7), (5e-4, 2.0, 1e-3), (1e-5, 0.5, 1e-4), (1e-9, 0.3, 0.01)]
BOUNDS = [(2.0, 3.0, 0.0), (2.0, 3.0, 1.0), (inf, 1.0, 0.5), (nan, 1.0, 0.5), (1.0, 1.0, nan)]
FEWER = PLACES[::3] + PLACES[-7:]
write("betainc_slopes", slopes_cases(1, PLACES + BOUNDS, 2e4, 1e-300) + slopes_cases(2, FEWER, 2e4, 1e-13)
      + slopes_cases(3, FEWER[::4], 2e4, 1e-12) + slopes_cases(1, LARGE, 2e6, 0.0)
      + slopes_cases(1, SMALL, 2e4, 0.0) + slopes_cases(2, SMALL[4:6], 2e6, 0.0))

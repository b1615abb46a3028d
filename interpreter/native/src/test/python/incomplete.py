"""The incomplete gamma and beta functions and what belongs to them, with mpmath, and where ExponentialsTest looks at them."""

import random

import mpmath


def below_gamma(a, x):
    """The lower regularized incomplete gamma function by its series (DLMF 8.11.4), with all digits that 1 minus it needs."""
    with mpmath.workprec(1200):
        total = term = mpmath.mpf(1)
        k = 1
        while term > total * mpmath.mpf(2) ** -1200:
            term *= x / (a + k)
            total += term
            k += 1
        return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1)) * total


def above_gamma(a, x):
    with mpmath.workprec(1200):
        return 1 - below_gamma(a, x)


def gamma_density(a, x):
    with mpmath.workprec(400):
        return mpmath.exp((a - 1) * mpmath.log(x) - x - mpmath.loggamma(a))


def log_beta(a, b):
    with mpmath.workprec(400):
        return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def below_beta(a, b, x):
    """The regularized incomplete beta function by its series (DLMF 8.17.8) on the side where it is short."""
    with mpmath.workprec(1200):
        if x > (a + 1) / (a + b + 2):
            return 1 - below_beta(b, a, 1 - x)
        total = term = mpmath.mpf(1)
        k = 0
        while term > total * mpmath.mpf(2) ** -1200:
            term *= x * (a + b + k) / (a + 1 + k)
            total += term
            k += 1
        return mpmath.exp(a * mpmath.log(x) + b * mpmath.log1p(-x) - mpmath.log(a) - log_beta(a, b)) * total


def beta_density(a, b, x):
    with mpmath.workprec(400):
        return mpmath.exp((a - 1) * mpmath.log(x) + (b - 1) * mpmath.log1p(-x) - log_beta(a, b))


def places_of_beta(count, least, most):
    """Parameters, and numbers from tail to tail."""
    points = []
    while len(points) < count:
        a, b = 10 ** random.uniform(least, most), 10 ** random.uniform(least, most)
        mean, width = a / (a + b), (a * b / (a + b + 1)) ** 0.5 / (a + b)
        x = random.choice([random.random(), mean + random.uniform(-1, 1) ** 3 * 30 * width, mean * random.random()])
        if 0 < x < 1 and -690 < a * mpmath.log(x / mean) + b * mpmath.log((1 - mpmath.mpf(x)) / (1 - mean)):
            points.append((a, b, x))
    return points


def places_of_gamma(count, most):
    """Parameters, and numbers from tail to tail."""
    pairs = []
    while len(pairs) < count:
        a = 10 ** random.uniform(-6, most)
        x = max(a + random.uniform(-1, 1) ** 3 * 30 * a**0.5 + random.expovariate(1), 1e-3 * random.random() * a)
        if -690 < a * mpmath.log(x / a) + a - x:
            pairs.append((a, x))
    return pairs


def slope_of_gamma(a, x):
    """The derivative of the lower function by its parameter."""
    with mpmath.workprec(500):
        return mpmath.diff(lambda a: below_gamma(a, x), a)


def ratio_of_gamma(a, y):
    x = mpmath.exp(y)
    return slope_of_gamma(a, x) / (x * gamma_density(a, x))


def quantile(a, u):
    """The logarithm of the number below which the share u lies, by bisection and Newton's method."""
    low, high = (mpmath.log(u) + mpmath.loggamma(a + 1)) / a - 1, mpmath.log(a + 40 * mpmath.sqrt(a) + 800)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if below_gamma(a, mpmath.exp(middle)) < u else (low, middle)
    y = (low + high) / 2
    for _ in range(4):
        x = mpmath.exp(y)
        y += (u - below_gamma(a, x)) / (x * gamma_density(a, x))
    return y


def slope_of_beta(which):
    def f(a, b, x):
        with mpmath.workprec(250):
            order = (1, 0) if which == 0 else (0, 1)
            if x <= (a + 1) / (a + b + 2):
                return mpmath.diff(lambda a, b: below_beta(a, b, x), (a, b), order)
            return -mpmath.diff(lambda a, b: below_beta(b, a, 1 - x), (a, b), order)

    return f


def erfcx(order):
    """By the recurrence of the derivatives (DLMF 7.18.7), with the digits that it loses."""

    def f(x):
        with mpmath.workprec(1200):
            before, now = mpmath.mpf(0), mpmath.exp(x * x) * mpmath.erfc(x)
            before, now = now, 2 * x * now - 2 / mpmath.sqrt(mpmath.pi)
            for n in range(1, order):
                before, now = now, 2 * x * now + 2 * n * before
            return now

    return f


def second_of_log_ndtr(x):
    with mpmath.workprec(1200):
        mills = mpmath.npdf(x) / mpmath.ncdf(x)
        return -mills * (x + mills)


def cases(count):
    def sizes(low, high, n):
        return [10 ** random.uniform(low, high) for _ in range(n * count)]

    def between(low, high, n):
        return [random.uniform(low, high) for _ in range(n * count)]

    pairs = zip(sizes(-300, 0, 100) + sizes(-3, 9, 200), sizes(-3, 9, 300))
    # Not so far in the tail that the derivatives there need more digits.
    few = [(a, x) for a, x in places_of_gamma(60 * count, 3) if -300 < a * mpmath.log(x / a) + a - x]
    return {
        "gammainc": (below_gamma, places_of_gamma(200 * count, 4.5)),
        "gammaincc": (above_gamma, places_of_gamma(200 * count, 4.5)),
        "gamma_density": (gamma_density, places_of_gamma(200 * count, 6)),
        "gammainc_slope": (slope_of_gamma, few),
        "gammainc_ratio": (ratio_of_gamma, [(a, float(mpmath.log(x))) for a, x in few]),
        "gamma_quantile": (quantile, list(zip(sizes(-2, 3, 60), between(0.001, 0.999, 60)))),
        "betainc": (below_beta, places_of_beta(150 * count, -1, 3.5)),
        "beta_density": (beta_density, places_of_beta(200 * count, -5, 6)),
        "betainc_slope_a": (slope_of_beta(0), places_of_beta(50 * count, -1, 2)),
        "betainc_slope_b": (slope_of_beta(1), places_of_beta(50 * count, -1, 2)),
        # Not where it is near 0.
        "lbeta": (log_beta, [p for p in pairs if abs(log_beta(*map(mpmath.mpf, p))) > 0.5]),
        "erfcx_1": (erfcx(1), between(-5, 6, 200) + sizes(0, 8, 100)),
        "erfcx_2": (erfcx(2), between(-5, 6, 200) + sizes(0, 8, 100)),
        "log_ndtr_slope_2": (second_of_log_ndtr, between(-30, 6, 300)),
    }

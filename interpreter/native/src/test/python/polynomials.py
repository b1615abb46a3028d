"""Prints the polynomials of the native backend's functions, each with the logarithm to base 2 of its largest error.

They interpolate in Chebyshev's points, which is within a bit of the best there is. The lowest power is the first.
Run in interpreter/native: python3 src/test/python/polynomials.py
"""

import mpmath
from mpmath import mpf

mpmath.mp.prec = 300
TINY = mpf(10) ** -40


def show(name, function, low, high, count):
    highest_first, error = mpmath.chebyfit(function, [mpf(low), mpf(high)], count, error=True)
    numbers = ", ".join(repr(float(c)) for c in reversed(highest_first))
    print(f"{name} (error 2**{mpmath.nstr(mpmath.log(error, 2), 4)}): {numbers}")


def odd(function):
    """(f(x)/x - 1)/x² by x²."""

    def of(square):
        x = mpmath.sqrt(max(square, TINY))
        return (function(x) / x - 1) / x**2

    return of


def cosine(square):
    square = max(square, TINY)
    return (mpmath.cos(mpmath.sqrt(square)) - 1 + square / 2) / square**2


def logarithm(square):
    s = mpmath.sqrt(max(square, TINY))
    return (2 * mpmath.atanh(s) - 2 * s - 2 * s**3 / 3) / s**5


def exponential(r):
    return (mpmath.exp(r) - 1 - r) / r**2 if abs(r) > TINY else mpf(0.5)


def rest_of_logarithm(f):
    return (mpmath.log1p(f) - f + f**2 / 2) / f**3 if abs(f) > TINY else mpf(1) / 3


def erf(square):
    x = mpmath.sqrt(max(square, TINY))
    return mpmath.erf(x) / x - 1


def log_of_erfc(x):
    return mpmath.log(mpmath.erfc(x))


def scaled(t):
    x = 4 * (1 + t) / (1 - t)
    if x > 1e4:
        return (1 + 2 * x) / (x * mpmath.sqrt(mpmath.pi)) * (1 - 1 / (2 * x**2) + 3 / (4 * x**4))
    return (1 + 2 * x) * mpmath.exp(x * x) * mpmath.erfc(x)


def log_gamma(shifted):
    x = shifted + mpf(1.75)
    for zero in (1, 2):
        if abs(x - zero) < mpf(10) ** -20:
            x += mpf(10) ** -30
    return mpmath.loggamma(x) / ((x - 1) * (x - 2))


def stirling(square):
    x = 1 / mpmath.sqrt(max(square, TINY))
    if x > mpf(10) ** 15:
        return mpf(1) / 12
    return (mpmath.loggamma(x) - (x - mpf(0.5)) * mpmath.log(x) + x - mpmath.log(2 * mpmath.pi) / 2) * x


def sine_of_turn(square):
    x = mpmath.sqrt(max(square, TINY))
    return mpmath.sin(mpmath.pi * x) / x


def temme(count, length):
    """The coefficients by powers of η of those of 1/aᵏ in the uniform expansion of the incomplete gamma functions.

    With m - log(1 + m) = η²/2 they are cₖ = c'ₖ₋₁/η + g/m from c₀ = 1/m - 1/η on, where g makes them finite at 0 (DLMF 8.12.10).
    """
    m = [mpf(0), mpf(1)]
    for n in range(2, length + 2):
        m.append((m[n - 1] - sum(m[i] * (n + 1 - i) * m[n + 1 - i] for i in range(2, n))) / (n + 1))
    inverse = [mpf(1)]
    for n in range(1, length):
        inverse.append(-sum(m[i + 1] * inverse[n - i] for i in range(1, n + 1)))
    series = [inverse[1:]]
    for _ in range(1, count):
        last = series[-1]
        g = -last[1]
        series.append([(n + 2) * last[n + 2] + g * inverse[n + 1] for n in range(len(last) - 2)])
    return series


def show_temme():
    for k, series in enumerate(temme(10, 70)):
        terms = next(n for n in range(1, 70) if fitted(series, n)[1] / mpf(20) ** k < mpf(2) ** -59)
        numbers = ", ".join(repr(float(c)) for c in reversed(fitted(series, terms)[0]))
        print(f"IncompleteGamma.TEMME[{k}]: {numbers}")


def fitted(series, terms):
    return mpmath.chebyfit(lambda x: mpmath.polyval(series[::-1], x), [mpf("-0.63"), mpf("0.45")], terms, error=True)


def main():
    eighth = (mpmath.pi / 4 * mpf(1.0001)) ** 2
    tangent = mpf(0.4142135623730951) ** 2
    half = mpmath.log(2) / 2 * mpf(1.0001)
    show("Exponentials.REST", exponential, -half, half, 11)
    show("SingleExponentials.REST", exponential, -half, half, 6)
    show("SingleExponentials.TANGENT", odd(mpmath.tanh), 0, 0.36, 5)
    show("SingleLogarithms.REST", rest_of_logarithm, -0.25, 0.5, 9)
    show("SingleErrorFunction.NEAR", erf, 0, 1, 7)
    show("SingleErrorFunction.FAR", log_of_erfc, 1, 4, 9)
    show("Trigonometry.SHORT_SINE", odd(mpmath.sin), 0, eighth, 4)
    show("Trigonometry.SHORT_COSINE", cosine, 0, eighth, 3)
    show("InverseTrigonometry.TANGENT", odd(mpmath.atan), 0, tangent, 12)
    show("InverseTrigonometry.SHORT_TANGENT", odd(mpmath.atan), 0, tangent, 6)
    show("InverseTrigonometry.SINE", odd(mpmath.asin), 0, 0.25, 13)
    show("InverseTrigonometry.SHORT_SINE", odd(mpmath.asin), 0, 0.25, 7)
    show("Hyperbolic.SINE", odd(mpmath.sinh), 0, 1, 7)
    show("Hyperbolic.INVERSE_SINE", odd(mpmath.asinh), 0, 0.125, 10)
    show("Hyperbolic.INVERSE_TANGENT", odd(mpmath.atanh), 0, 0.0625, 9)
    show("Power.LOGARITHM", logarithm, 0, 0.02944, 8)
    show("ErrorFunction.NEAR", erf, 0, 1, 13)
    show("ErrorFunction.SCALED", scaled, -1, 0.9999999, 26)
    show("LogGamma.MIDDLE", log_gamma, -0.75, 0.75, 25)
    show("LogGamma.STIRLING", stirling, 0, mpf(1) / 64, 6)
    show("LogGamma.SINE", sine_of_turn, 0, 0.25, 9)
    show_temme()


main()

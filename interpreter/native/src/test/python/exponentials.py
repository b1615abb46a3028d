"""Makes the numbers of ExponentialsTest with mpmath: x, the double next to f(x), what is left.

Run in interpreter/native: python3 src/test/python/exponentials.py
"""

import random
from pathlib import Path

import mpmath

mpmath.mp.prec = 200
FOLDER = Path(__file__).parent.parent / "resources" / "exponentials"


def between(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def sizes(low, high, count):
    """Powers of 10, of both signs."""
    return [random.choice([-1, 1]) * 10 ** random.uniform(low, high) for _ in range(count)]


def positive(numbers):
    return [abs(x) for x in numbers]


def ndtri(p):
    """From a float, by Newton's method with the digits that are asked for."""
    if p > 0.5:
        return -ndtri(1 - p)
    x = mpmath.mpf(-1)
    if p < 0.1:
        x = -mpmath.sqrt(-2 * mpmath.log(p))
    for _ in range(60):
        step = (mpmath.log(mpmath.ncdf(x)) - mpmath.log(p)) * mpmath.ncdf(x) / mpmath.npdf(x)
        x -= step
        if abs(step) < abs(x) * mpmath.mpf(2) ** -120:
            break
    return x


def erfcx(x):
    return mpmath.exp(x * x) * mpmath.erfc(x)


def log_ndtr(x):
    return mpmath.log(mpmath.ncdf(x)) if x < 0 else mpmath.log1p(-mpmath.ncdf(-x))


def main():
    random.seed(1)
    cases = {
        # Where the result is no normal number, a unit in its last place says nothing.
        "exp": (mpmath.exp, between(-708, 709.7, 200) + between(-1, 1, 200) + sizes(-20, 2, 100)),
        "expm1": (mpmath.expm1, between(-40, 709, 200) + between(-1.5, 1.5, 200) + sizes(-300, 0, 100)),
        "tanh": (mpmath.tanh, between(-20, 20, 200) + between(-1, 1, 200) + sizes(-300, 0, 100)),
        "log": (mpmath.log, between(0.5, 2, 200) + positive(sizes(-300, 300, 200)) + [5e-324, 1e-310]),
        "log1p": (mpmath.log1p, between(-0.999999, 2, 200) + sizes(-300, -1e-9, 200) + positive(sizes(0, 300, 100))),
        "erfcx": (erfcx, between(-26, 30, 200) + between(-1, 3, 200) + positive(sizes(1, 100, 100))),
        "log_ndtr": (log_ndtr, between(-40, 8, 300) + between(-1, 1, 100) + [-x for x in positive(sizes(1, 100, 100))]),
        "ndtri": (ndtri, between(0, 1, 300) + positive(sizes(-300, -1, 200))),
        # Above 0, and not near 1.46, where it is 0 and loses digits.
        "digamma": (mpmath.digamma, between(0.01, 1.2, 200) + between(1.8, 30, 200) + positive(sizes(-300, 300, 100))),
    }
    for name, (function, numbers) in cases.items():
        lines = []
        for x in numbers:
            exact = function(mpmath.mpf(x))
            near = float(exact)
            lines.append(f"{x!r} {near!r} {float(exact - mpmath.mpf(near))!r}\n")
        (FOLDER / f"{name}.txt").write_text("".join(lines))


main()

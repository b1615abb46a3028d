"""Makes the numbers of ExponentialsTest with mpmath: x (and y), the double next to f(x), what is left.

Run in interpreter/native: python3 src/test/python/exponentials.py [COUNT [FOLDER]], with COUNT times as many points in
FOLDER for the errors that docs/backends.md lists, which ExponentialsTest prints with -Dpoints=FOLDER.
"""

import random
import sys
from pathlib import Path

import mpmath

import incomplete

mpmath.mp.prec = 200
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1
ONLY = sys.argv[3].split(",") if len(sys.argv) > 3 else None
FOLDER = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "resources" / "exponentials"


def between(low, high, count):
    return [random.uniform(low, high) for _ in range(count * COUNT)]


def sizes(low, high, count):
    """Powers of 10, of both signs."""
    return [random.choice([-1, 1]) * 10 ** random.uniform(low, high) for _ in range(count * COUNT)]


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


def quarters(count):
    """Next to multiples of a quarter turn, where digits cancel."""
    return [float(mpmath.nint(random.uniform(-1e9, 1e9)) * mpmath.pi / 2) for _ in range(count * COUNT)]


def powers(count):
    """Pairs whose power is a normal number."""
    pairs = []
    for x in between(0, 20, count) + positive(sizes(-300, 300, count)) + [1 + d for d in sizes(-12, -1, count)]:
        most = min(abs(708 / mpmath.log(x)), 1e300)
        pairs.append((x, random.uniform(-float(most), float(most))))
    return pairs


def points(count):
    near = [(y, x) for y, x in zip(between(-3, 3, count), between(-3, 3, count))]
    return near + [(y, y * z) for y, z in zip(sizes(-140, 140, count), sizes(-3, 3, count))]


def log_gamma(x):
    return mpmath.log(abs(mpmath.gamma(x))) if abs(x) < 3 else mpmath.loggamma(x).real


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
    turns = between(-4, 4, 150) + sizes(-300, 9, 150) + quarters(100)
    one = between(-1, 1, 200) + sizes(-300, 0, 100)
    all_sizes = between(-3, 3, 200) + sizes(-300, 300, 100) + sizes(-3, 3, 100)
    functions = {
        # The last ones are the worst of 400,000 random numbers.
        "sin": (mpmath.sin, turns + [-0.81436549365993915, 1e300, 2.0**32, 4294967297.5]),
        "cos": (mpmath.cos, turns + [0.76644561041285453, 1e300, 2.0**32, 4294967297.5]),
        "tan": (mpmath.tan, turns + [2.3718466665255784, -150550.64007409723]),
        "asin": (mpmath.asin, one + [1 - abs(x) for x in sizes(-15, -1, 100)] + [0.50863097150734582]),
        "acos": (mpmath.acos, one + [1 - abs(x) for x in sizes(-15, -1, 100)] + [0.54610365523797744]),
        "atan": (mpmath.atan, all_sizes + [-0.43596268472054428]),
        "atan2": (mpmath.atan2, points(150) + [(-1.9889058885090243e65, 4.1161156138714132e65)]),
        "sinh": (mpmath.sinh, between(-3, 3, 200) + between(-710, 710, 100) + sizes(-300, 0, 100) + [-1.4256310393933784]),
        "cosh": (mpmath.cosh, between(-3, 3, 200) + between(-710, 710, 100) + sizes(-300, 0, 100) + [-2.4680194278557055]),
        "asinh": (mpmath.asinh, all_sizes + [-0.46912667953157605]),
        "acosh": (mpmath.acosh, between(1, 3, 200) + [1 + abs(x) for x in sizes(-14, 0, 100)] + positive(sizes(0, 300, 100)) + [1.5392887785301901]),
        "atanh": (mpmath.atanh, one + [1 - abs(x) for x in sizes(-15, -1, 100)] + [-0.45092001951858196]),
        "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), between(-8, 8, 200) + sizes(-307, 300, 200) + [-1.4416795684722938e-231]),
        "log2": (lambda x: mpmath.log(x) / mpmath.log(2), between(0.5, 2, 200) + positive(sizes(-300, 300, 200)) + [1.4061653155015925, 8.0, 5e-324]),
        "log10": (mpmath.log10, between(0.5, 2, 200) + positive(sizes(-300, 300, 200)) + [1.3305762857437402, 1000.0, 1e15]),
        "pow": (mpmath.power, powers(150) + [(1.4096093820513753, -1779.5067798024822)]),
        "hypot": (mpmath.hypot, points(150) + [(1.3459622607162866e177, -1.0455380153645156e177)]),
        "erf": (mpmath.erf, between(-6, 6, 200) + between(-1.2, 1.2, 100) + sizes(-300, 0, 100) + [1.0676630995250926, 0.98784003697236145]),
        "erfc": (mpmath.erfc, between(-6, 26, 300) + between(-1, 1, 100) + sizes(-300, 0, 50)),
        "ndtr": (mpmath.ncdf, between(-37, 8, 300) + between(-1, 1, 100) + sizes(-300, 0, 50)),
        # Below 0 not near its zeros, which are there between whole numbers from -2 on.
        "lgamma": (log_gamma, between(0, 20, 200) + positive(sizes(-300, 300, 100)) + between(-1.9, 0, 100) + [1 + x for x in sizes(-10, -1, 50)] + [2 + x for x in sizes(-10, -1, 50)] + [2.4389376737717789]),
    }
    for name, (function, numbers) in (cases | functions | incomplete.cases(COUNT)).items():
        lines = []
        for x in numbers if ONLY is None or name in ONLY else []:
            given = x if isinstance(x, tuple) else (x,)
            exact = function(*map(mpmath.mpf, given))
            near = float(exact)
            given = " ".join(map(repr, given))
            lines.append(f"{given} {near!r} {float(exact - mpmath.mpf(near))!r}\n")
        if lines:
            (FOLDER / f"{name}.txt").write_text("".join(lines))


main()

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


def main():
    random.seed(1)
    cases = {
        # Where the result is no normal number, a unit in its last place says nothing.
        "exp": (mpmath.exp, between(-708, 709.7, 200) + between(-1, 1, 200) + sizes(-20, 2, 100)),
        "expm1": (mpmath.expm1, between(-40, 709, 200) + between(-1.5, 1.5, 200) + sizes(-300, 0, 100)),
        "tanh": (mpmath.tanh, between(-20, 20, 200) + between(-1, 1, 200) + sizes(-300, 0, 100)),
        "log": (mpmath.log, between(0.5, 2, 200) + positive(sizes(-300, 300, 200)) + [5e-324, 1e-310]),
        "log1p": (mpmath.log1p, between(-0.999999, 2, 200) + sizes(-300, -1e-9, 200) + positive(sizes(0, 300, 100))),
    }
    for name, (function, numbers) in cases.items():
        lines = []
        for x in numbers:
            exact = function(mpmath.mpf(x))
            near = float(exact)
            lines.append(f"{x!r} {near!r} {float(exact - mpmath.mpf(near))!r}\n")
        (FOLDER / f"{name}.txt").write_text("".join(lines))


main()

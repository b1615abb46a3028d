"""Makes the numbers of ComplexFunctionsTest with mpmath: the parts of what is given, and of both parts of the result the double next to it and what is left.

Run in interpreter/native: python3 src/test/python/complex_functions.py [COUNT [FOLDER]], with COUNT times as many points in
FOLDER for the errors that docs/backends.md lists, which ComplexFunctionsTest prints with -Dpoints=FOLDER.
"""

import random
import sys
from pathlib import Path

import mpmath

mpmath.mp.prec = 1200
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1
FOLDER = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "resources" / "complex"


def size(low, high):
    return random.choice([-1, 1]) * 10 ** random.uniform(low, high)


def near(centre):
    return complex(centre.real + size(-12, -1), centre.imag + size(-12, -1))


def plane(most):
    """In the middle, near the branch points, about the circle of radius 1, and of all sizes up to a power of 10."""
    points = []
    for _ in range(40 * COUNT):
        turn = complex(mpmath.expjpi(random.uniform(-1, 1)))
        points += [complex(random.uniform(-3, 3), random.uniform(-3, 3)), near(random.choice([1, -1, 1j, -1j])),
                   turn * (1 + size(-15, -2)), complex(size(-most, most), size(-most, most)), complex(size(-8, 0), size(-8, 0))]
    return points


def strip(width):
    """As far as exponentials are finite."""
    return plane(1.5) + [complex(random.uniform(-width, width), random.uniform(-30, 30)) for _ in range(100 * COUNT)]


def turned(points):
    return [z * 1j for z in points]


def direction(z):
    return z / abs(z)


def main():
    random.seed(1)
    everywhere = plane(150)
    along = strip(700)
    functions = {
        "exp": (mpmath.exp, along), "expm1": (mpmath.expm1, along), "sinh": (mpmath.sinh, along), "cosh": (mpmath.cosh, along),
        "tanh": (mpmath.tanh, strip(300)), "sin": (mpmath.sin, turned(along)), "cos": (mpmath.cos, turned(along)),
        "tan": (mpmath.tan, turned(strip(300))), "log": (mpmath.log, everywhere), "log1p": (lambda z: mpmath.log(1 + z), plane(150)),
        "log2": (lambda z: mpmath.log(z) / mpmath.log(2), everywhere), "log10": (lambda z: mpmath.log(z) / mpmath.log(10), everywhere),
        "sqrt": (mpmath.sqrt, everywhere), "sign": (direction, everywhere), "asin": (mpmath.asin, everywhere),
        "acos": (mpmath.acos, everywhere), "atan": (mpmath.atan, plane(100)), "asinh": (mpmath.asinh, everywhere),
        "acosh": (mpmath.acosh, everywhere), "atanh": (mpmath.atanh, plane(100)),
    }
    FOLDER.mkdir(exist_ok=True)
    exponents = [complex(random.uniform(-3, 3), random.choice([0, random.uniform(-3, 3)])) for _ in range(200 * COUNT)]
    bases = [complex(random.uniform(-3, 3), random.uniform(-3, 3)) for _ in range(200 * COUNT)]
    whole = [(z, complex(random.randint(-20, 20))) for z in bases[::2]]
    functions["pow"] = (mpmath.power, list(zip(bases, exponents)) + whole)
    for name, (function, points) in functions.items():
        lines = []
        for point in points:
            given = point if isinstance(point, tuple) else (point,)
            exact = mpmath.mpc(function(*map(mpmath.mpc, given)))
            near = complex(exact)
            rest = complex(exact - mpmath.mpc(near))
            numbers = " ".join(f"{z.real!r} {z.imag!r}" for z in given)
            lines.append(f"{numbers} {near.real!r} {rest.real!r} {near.imag!r} {rest.imag!r}\n")
        (FOLDER / f"{name}.txt").write_text("".join(lines))


main()

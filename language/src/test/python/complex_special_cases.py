"""Writes resources/complex/special_cases.txt: the special cases of elementwise functions of complex numbers in the
array API standard 2024.12 (those of C99, Annex G), with its symmetries written out. Run this file.

A line is "FUNCTION RE IM -> RE IM"; in the results "+-" before inf or 0 says that the standard leaves the sign open.
Nothing is computed by NumPy here, which differs in places: abs(complex(nan, inf)) is inf in the standard too, but
sign(complex(inf, nan)) is nan there.
"""

import math
import pathlib

OUT = pathlib.Path(__file__).parent.parent / "resources" / "complex" / "special_cases.txt"
inf, nan, pi = math.inf, math.nan, math.pi
FINITE = [-2.5, -1.0, -0.0, 0.0, 0.5, 3.0]
POSITIVE = [0.5, 3.0]
NONZERO = [-2.5, -1.0, 0.5, 3.0]
ZEROS = [0.0, -0.0]
INFS = [inf, -inf]


class Open:
    """A number of which the sign is not specified."""

    def __init__(self, size):
        self.size = size


def cis(size, b):
    def times(x):
        return math.copysign(size, x) if size in (0.0, inf) else size * x

    return times(math.cos(b)), times(math.sin(b))


table = {}


def rule(name, res, ims, f):
    """The rule for all parts in the lists; where one was given before, that one holds."""
    for re in res if isinstance(res, list) else [res]:
        for im in ims if isinstance(ims, list) else [ims]:
            key = (name, repr(re), repr(im))
            table.setdefault(key, (name, re, im, f(re, im) if callable(f) else f))


def acos():
    n = "acos"
    rule(n, ZEROS, 0.0, (pi / 2, -0.0))
    rule(n, ZEROS, nan, (pi / 2, nan))
    rule(n, FINITE, inf, (pi / 2, -inf))
    rule(n, NONZERO, nan, (nan, nan))
    rule(n, -inf, POSITIVE, (pi, -inf))
    rule(n, inf, POSITIVE, (0.0, -inf))
    rule(n, -inf, inf, (3 * pi / 4, -inf))
    rule(n, inf, inf, (pi / 4, -inf))
    rule(n, INFS, nan, (nan, Open(inf)))
    rule(n, nan, FINITE, (nan, nan))
    rule(n, nan, inf, (nan, -inf))
    rule(n, nan, nan, (nan, nan))


def acosh():
    n = "acosh"
    rule(n, ZEROS, 0.0, (0.0, pi / 2))
    rule(n, FINITE, inf, (inf, pi / 2))
    rule(n, NONZERO, nan, (nan, nan))
    rule(n, 0.0, nan, (nan, Open(pi / 2)))
    rule(n, -inf, POSITIVE, (inf, pi))
    rule(n, inf, POSITIVE, (inf, 0.0))
    rule(n, -inf, inf, (inf, 3 * pi / 4))
    rule(n, inf, inf, (inf, pi / 4))
    rule(n, INFS, nan, (inf, nan))
    rule(n, nan, FINITE, (nan, nan))
    rule(n, nan, inf, (inf, nan))
    rule(n, nan, nan, (nan, nan))


def asinh():
    n = "asinh"
    rule(n, 0.0, 0.0, (0.0, 0.0))
    rule(n, POSITIVE, inf, (inf, pi / 2))
    rule(n, FINITE, nan, (nan, nan))
    rule(n, inf, POSITIVE, (inf, 0.0))
    rule(n, inf, inf, (inf, pi / 4))
    rule(n, inf, nan, (inf, nan))
    rule(n, nan, 0.0, (nan, 0.0))
    rule(n, nan, NONZERO, (nan, nan))
    rule(n, nan, inf, (Open(inf), nan))
    rule(n, nan, nan, (nan, nan))


def atanh():
    n = "atanh"
    rule(n, 0.0, 0.0, (0.0, 0.0))
    rule(n, 0.0, nan, (0.0, nan))
    rule(n, 1.0, 0.0, (inf, 0.0))
    rule(n, POSITIVE, inf, (0.0, pi / 2))
    rule(n, NONZERO, nan, (nan, nan))
    rule(n, inf, POSITIVE, (0.0, pi / 2))
    rule(n, inf, inf, (0.0, pi / 2))
    rule(n, inf, nan, (0.0, nan))
    rule(n, nan, FINITE, (nan, nan))
    rule(n, nan, inf, (Open(0.0), pi / 2))
    rule(n, nan, nan, (nan, nan))


def cosh():
    n = "cosh"
    rule(n, 0.0, 0.0, (1.0, 0.0))
    rule(n, 0.0, inf, (nan, Open(0.0)))
    rule(n, 0.0, nan, (nan, Open(0.0)))
    rule(n, NONZERO, inf, (nan, nan))
    rule(n, NONZERO, nan, (nan, nan))
    rule(n, inf, 0.0, (inf, 0.0))
    rule(n, inf, NONZERO, lambda a, b: cis(inf, b))
    rule(n, inf, inf, (Open(inf), nan))
    rule(n, inf, nan, (inf, nan))
    rule(n, nan, ZEROS, (nan, Open(0.0)))
    rule(n, nan, NONZERO + INFS, (nan, nan))
    rule(n, nan, nan, (nan, nan))


def sinh():
    n = "sinh"
    rule(n, 0.0, 0.0, (0.0, 0.0))
    rule(n, 0.0, inf, (Open(0.0), nan))
    rule(n, 0.0, nan, (Open(0.0), nan))
    rule(n, POSITIVE, inf, (nan, nan))
    rule(n, POSITIVE, nan, (nan, nan))
    rule(n, inf, 0.0, (inf, 0.0))
    rule(n, inf, POSITIVE, lambda a, b: cis(inf, b))
    rule(n, inf, inf, (Open(inf), nan))
    rule(n, inf, nan, (Open(inf), nan))
    rule(n, nan, 0.0, (nan, 0.0))
    rule(n, nan, NONZERO + INFS, (nan, nan))
    rule(n, nan, nan, (nan, nan))


def tanh():
    n = "tanh"
    rule(n, 0.0, 0.0, (0.0, 0.0))
    rule(n, NONZERO, inf, (nan, nan))
    rule(n, 0.0, inf, (0.0, nan))
    rule(n, NONZERO, nan, (nan, nan))
    rule(n, 0.0, nan, (0.0, nan))
    rule(n, inf, 0.5, (1.0, 0.0))
    rule(n, inf, inf, (1.0, Open(0.0)))
    rule(n, inf, nan, (1.0, Open(0.0)))
    rule(n, nan, 0.0, (nan, 0.0))
    rule(n, nan, NONZERO + INFS, (nan, nan))
    rule(n, nan, nan, (nan, nan))


def exp():
    n = "exp"
    rule(n, ZEROS, 0.0, (1.0, 0.0))
    rule(n, FINITE, inf, (nan, nan))
    rule(n, FINITE, nan, (nan, nan))
    rule(n, inf, 0.0, (inf, 0.0))
    rule(n, -inf, FINITE, lambda a, b: cis(0.0, b))
    rule(n, inf, NONZERO, lambda a, b: cis(inf, b))
    rule(n, -inf, inf, (Open(0.0), Open(0.0)))
    rule(n, inf, inf, (Open(inf), nan))
    rule(n, -inf, nan, (Open(0.0), Open(0.0)))
    rule(n, inf, nan, (Open(inf), nan))
    rule(n, nan, 0.0, (nan, 0.0))
    rule(n, nan, NONZERO + INFS, (nan, nan))
    rule(n, nan, nan, (nan, nan))


def expm1():
    n = "expm1"
    rule(n, ZEROS, 0.0, lambda a, b: (Open(0.0), 0.0))
    rule(n, FINITE, inf, (nan, nan))
    rule(n, FINITE, nan, (nan, nan))
    rule(n, inf, 0.0, (inf, 0.0))
    rule(n, -inf, FINITE, lambda a, b: (-1.0, cis(0.0, b)[1]))
    rule(n, inf, NONZERO, lambda a, b: cis(inf, b))
    rule(n, -inf, inf, (-1.0, Open(0.0)))
    rule(n, inf, inf, (Open(inf), nan))
    rule(n, -inf, nan, (-1.0, Open(0.0)))
    rule(n, inf, nan, (Open(inf), nan))
    rule(n, nan, 0.0, (nan, 0.0))
    rule(n, nan, NONZERO + INFS, (nan, nan))
    rule(n, nan, nan, (nan, nan))


def logarithms():
    for n, base in [("log", 1.0), ("log2", math.log(2)), ("log10", math.log(10)), ("log1p", 1.0)]:
        if n == "log1p":
            rule(n, -1.0, 0.0, (-inf, 0.0))
        else:
            rule(n, -0.0, 0.0, (-inf, pi / base))
            rule(n, 0.0, 0.0, (-inf, 0.0))
        rule(n, FINITE, inf, (inf, pi / 2 / base))
        rule(n, FINITE, nan, (nan, nan))
        rule(n, -inf, POSITIVE, (inf, pi / base))
        rule(n, inf, POSITIVE, (inf, 0.0))
        rule(n, -inf, inf, (inf, 3 * pi / 4 / base))
        rule(n, inf, inf, (inf, pi / 4 / base))
        rule(n, INFS, nan, (inf, nan))
        rule(n, nan, FINITE, (nan, nan))
        rule(n, nan, inf, (inf, nan))
        rule(n, nan, nan, (nan, nan))


def sqrt():
    n = "sqrt"
    rule(n, ZEROS, 0.0, (0.0, 0.0))
    rule(n, FINITE + INFS + [nan], inf, (inf, inf))
    rule(n, FINITE, nan, (nan, nan))
    rule(n, -inf, POSITIVE, (0.0, inf))
    rule(n, inf, POSITIVE, (inf, 0.0))
    rule(n, -inf, nan, (nan, Open(inf)))
    rule(n, inf, nan, (inf, nan))
    rule(n, nan, FINITE + [nan], (nan, nan))


def parts():
    for a in INFS:
        for b in FINITE + INFS + [nan]:
            rule("abs", a, b, (inf, 0.0))
            rule("abs", b, a, (inf, 0.0))
    rule("abs", nan, FINITE + [nan], (nan, 0.0))
    rule("abs", FINITE, nan, (nan, 0.0))
    rule("abs", ZEROS, ZEROS, (0.0, 0.0))
    rule("sign", ZEROS, ZEROS, (Open(0.0), Open(0.0)))
    rule("sign", nan, FINITE + INFS + [nan], (nan, nan))
    rule("sign", FINITE + INFS, nan, (nan, nan))
    everything = FINITE + INFS + [nan]
    rule("real", everything, everything, lambda a, b: (a, 0.0))
    rule("imag", everything, everything, lambda a, b: (b, 0.0))
    rule("conj", everything, everything, lambda a, b: (a, -b))


def negated(x):
    return x if isinstance(x, Open) else -x


def mirror():
    """f(conj(z)) = conj(f(z)), and f(-z) = -f(z) of odd functions, f(z) of even ones."""
    conjugate = ["acos", "acosh", "asinh", "atanh", "cosh", "sinh", "tanh", "exp", "expm1", "log", "log1p", "log2", "log10", "sqrt"]
    for n, a, b, (re, im) in list(table.values()):
        if n in conjugate:
            rule(n, a, -b, (re, negated(im)))
    for n, a, b, (re, im) in list(table.values()):
        if n in ("asinh", "atanh", "sinh", "tanh"):
            rule(n, -a, -b, (negated(re), negated(im)))
        if n == "cosh":
            rule(n, -a, -b, (re, im))


def rotated():
    """asin(z) = -i asinh(iz), and so on: with z = a + bi, iz = -b + ai."""
    for n, a, b, (re, im) in list(table.values()):
        circular = {"asinh": "asin", "atanh": "atan", "sinh": "sin", "tanh": "tan"}.get(n)
        if circular:
            rule(circular, b, -a, (im, negated(re)))
        if n == "cosh":
            rule("cos", b, -a, (re, im))


def text(x):
    return "+-" + repr(x.size) if isinstance(x, Open) else repr(x)


if __name__ == "__main__":
    for family in (acos, acosh, asinh, atanh, cosh, sinh, tanh, exp, expm1, logarithms, sqrt, parts, mirror, rotated):
        family()
    OUT.parent.mkdir(exist_ok=True)
    lines = [f"{n} {a!r} {b!r} -> {text(re)} {text(im)}" for n, a, b, (re, im) in table.values()]
    OUT.write_text("\n".join(lines) + "\n")

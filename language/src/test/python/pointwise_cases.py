"""Cases for the elementwise operations."""

import math

import numpy as np

from cases import *

rng = np.random.default_rng(1)
INF, NAN = math.inf, math.nan
SPECIAL = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0]
PLAIN = [0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3.0, 8.0, -7.25, 1e-3, -1e-3, 1e-12, 20.0, -20.0, 100.0, 1e10]
LARGE = {"f32": [1e30, -1e30, 1e-30, 1e-42], "f64": [1e300, -1e300, 1e-300, 5e-324]}
SPECIAL_COMPLEX = [np.array(complex(a, b)) for a in SPECIAL for b in SPECIAL]
SHAPES = [(), (0,), (1,), (2, 0, 3), (1, 3), (2, 3)]
ULPS = {"f64": 4, "f32": 1}  # an f32 is a rounded double: next to never off at all

FLOAT_FUNCTIONS = {
    "sqrt": np.sqrt, "exp": np.exp, "expm1": np.expm1, "log": np.log, "log1p": np.log1p, "log2": np.log2,
    "log10": np.log10, "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos,
    "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "asinh": np.arcsinh,
    "acosh": np.arccosh, "atanh": np.arctanh,
}
EXACT_FUNCTIONS = {
    "negative": np.negative, "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "trunc": np.trunc,
    "round": np.round, "conj": np.conj, "real": np.real, "imag": np.imag,
}
QUESTIONS = {"isnan": np.isnan, "isinf": np.isinf, "isfinite": np.isfinite}
HAVE_COMPLEX = {"negative", "abs", "sign", "round", "conj", "real", "imag"}


def floats(dtype):
    return rounded(SPECIAL + PLAIN + LARGE[dtype] + list(rng.normal(size=12)), dtype)


def ints(dtype):
    info = np.iinfo(DTYPES[dtype])
    edges = [info.min, info.min + 1, info.max, info.max - 1, 0, 1, 2, 7]
    edges += [-1, -2, -7] if info.min else [info.max // 2, info.max // 2 + 1]
    return np.concatenate([np.array(edges, DTYPES[dtype]), any_int(dtype, 12)])


def any_int(dtype, shape):
    info = np.iinfo(DTYPES[dtype])
    return rng.integers(info.min, info.max, shape, DTYPES[dtype], endpoint=True)


def complexes(dtype):
    z = [complex(a, b) for a in (0.0, -0.0, 1.5, -1.5, 0.3, -0.3) for b in (0.0, -0.0, 2.5, -2.5, 0.4, -0.4)]
    return rounded(z + list(rng.normal(size=20) + 1j * rng.normal(size=20)), dtype)


def inputs(dtype):
    make = ints if dtype in INTS else complexes if dtype in COMPLEX else floats
    yield make(dtype)
    for shape in SHAPES:
        yield some(dtype, shape)


def some(dtype, shape):
    if dtype == "bool":
        return rng.random(shape) < 0.5
    if dtype in INTS:
        return any_int(dtype, shape)
    x = rng.normal(size=shape)
    return rounded(x + 1j * rng.normal(size=shape) if dtype in COMPLEX else x, dtype)


def special_value(name, f, z):
    """The standard's tables say of expm1 and log1p what C99 says of exp and log; NumPy differs."""
    if name == "expm1":
        e = np.exp(z)
        return np.array(complex(e.real - 1, e.imag))
    if name == "log1p":
        return np.log(np.array(complex(z.real + 1, z.imag)))
    return f(z)


def unary():
    for name, f in FLOAT_FUNCTIONS.items():
        cases = []
        for dtype in FLOATS + COMPLEX:
            for x in inputs(dtype):
                ulps = 16 if dtype == "c128" else ULPS.get(dtype, 2)
                y = np.array(f(widened(x)))
                if name == "expm1" and dtype in COMPLEX:
                    y.real += 0.0  # by the standard +0, where NumPy has -0
                cases.append(case(name, [x], [rounded(y, dtype)], ulps))
        for z in SPECIAL_COMPLEX:
            # C99 Annex G leaves the sign of a part open in some of these.
            if name not in ("acos", "atan", "cos", "cosh", "sin", "sinh") or not np.isnan(z + f(z)):
                cases.append(case(name, [z], [special_value(name, f, z)], 4))
        write(name, cases)
    for name, f in EXACT_FUNCTIONS.items():
        cases = []
        for dtype in INTS + FLOATS + (COMPLEX if name in HAVE_COMPLEX else []):
            for x in inputs(dtype):
                part = {"c64": "f32", "c128": "f64"}.get(dtype, dtype)
                to = part if name in ("abs", "real", "imag") else dtype
                inexact = name in ("abs", "sign") and dtype in COMPLEX
                cases.append(case(name, [x], [rounded(f(widened(x)), to)], 2 if inexact else 0))
        write(name, cases)
    for name, f in QUESTIONS.items():
        special = np.array([complex(a, b) for a in SPECIAL for b in SPECIAL])
        more = [rounded(special, d) for d in COMPLEX]
        write(name, [case(name, [x], [f(x)]) for d in INTS + FLOATS + COMPLEX for x in inputs(d)]
              + [case(name, [x], [f(x)]) for x in more])
    bits = [x for d in INTS for x in inputs(d)] + [some("bool", s) for s in SHAPES + [(8,)]]
    write("bitwise_invert", [case("bitwise_invert", [x], [np.invert(x)]) for x in bits])


def log2_of_powers():
    """All of them are exact."""
    x = 2.0 ** np.arange(-1074, 1024)
    return case("log2", [x], [np.arange(-1074.0, 1024.0)])


def pairs(dtype):
    if dtype in FLOATS:
        v = rounded(SPECIAL + [2.5, -2.5, 3.0, -3.0, 0.5, 1e-3, 1e10] + LARGE[dtype], dtype)
    elif dtype in COMPLEX:
        v = rounded([0.5 + 1j, -1.5 + 0.25j, 2 - 3j, -1 - 1j, 3.0, 2j], dtype)
    else:
        v = np.unique(ints(dtype)[:11])
    x, y = np.meshgrid(v, v)
    yield x.ravel(), y.ravel()
    for shape in SHAPES:
        yield some(dtype, shape), some(dtype, shape)


def binary(name, f, dtypes, ulps=0, keep=None, fix=None, result=None):
    cases = []
    for dtype in dtypes:
        for x, y in pairs(dtype):
            if keep is not None:
                ok = keep(x, y)
                if x.ndim == 0 or not np.all(ok):
                    x, y = np.atleast_1d(x)[np.atleast_1d(ok)], np.atleast_1d(y)[np.atleast_1d(ok)]
            z = f(widened(x), widened(y))
            z = fix(widened(x), widened(y), z) if fix and dtype in FLOATS else z
            z = rounded(z, result or dtype)
            allowed = 0 if dtype in INTS or result else min(ulps, 1) if dtype == "f32" else ulps
            cases.append(case(name, [x, y], [z], 8 if dtype in COMPLEX and not result else allowed))
    write(name, cases)


def not_zero(x, y):
    return (y != 0) | (y.dtype.kind == "f")


def infinite_quotient(x, y, z):
    """The standard, unlike NumPy: an infinite number divided by a finite one is infinite."""
    return np.where(np.isinf(x) & np.isfinite(y), x / y, z)


def zeros_in_order(least):
    """Of -0 and +0, which NumPy does not tell apart, -0 is the lesser."""
    def fix(x, y, z):
        negative = (np.signbit(x) | np.signbit(y)) if least else (np.signbit(x) & np.signbit(y))
        return np.where((x == 0) & (y == 0), np.where(negative, -0.0, 0.0), z)
    return fix


def arithmetic():
    every = INTS + FLOATS + COMPLEX
    binary("add", np.add, every)
    binary("subtract", np.subtract, every)
    binary("multiply", np.multiply, every)
    binary("divide", np.divide, FLOATS + COMPLEX, keep=lambda x, y: (x != y) | (x.dtype.kind == "f"))
    binary("floor_divide", np.floor_divide, INTS + FLOATS, keep=not_zero, fix=infinite_quotient)
    binary("remainder", np.remainder, INTS + FLOATS, keep=not_zero)
    binary("pow", np.power, FLOATS + COMPLEX, 4)
    binary("atan2", np.arctan2, FLOATS, 2)
    binary("hypot", np.hypot, FLOATS, 2)
    binary("minimum", np.minimum, INTS + FLOATS, fix=zeros_in_order(True))
    binary("maximum", np.maximum, INTS + FLOATS, fix=zeros_in_order(False))
    binary("copysign", np.copysign, FLOATS)
    binary("logaddexp", np.logaddexp, FLOATS, 4)
    binary("logaddexp_slope", lambda x, y: np.where(x == y, 0.5, 1 / (1 + np.exp(y - x))), FLOATS, 4)
    cases = [case("nextafter", [x, y], [np.nextafter(x, y)]) for d in FLOATS for x, y in pairs(d)]
    write("nextafter", cases)


def int_powers():
    """Added to those of floats."""
    cases = []
    for dtype in INTS:
        x = ints(dtype)
        for exponent in 0, 1, 2, 3, 5, 63, 100:
            y = np.full_like(x, exponent)
            cases.append(case("pow", [x, y], [np.power(x, y)]))
    return cases


def comparisons():
    for name in "less", "less_equal", "greater", "greater_equal":
        binary(name, getattr(np, name), INTS + FLOATS, result="bool")
    for name in "equal", "not_equal":
        f = getattr(np, name)
        cases = [case(name, [x, y], [f(x, y)]) for d in INTS + FLOATS + COMPLEX for x, y in pairs(d)]
        v = np.array([complex(a, b) for a in (NAN, INF, 0.0, -0.0, 1.0) for b in (NAN, -INF, 0.0, -0.0)])
        x, y = (a.ravel() for a in np.meshgrid(v, v))
        cases.append(case(name, [x, y], [f(x, y)]))
        for shape in SHAPES + [(9,)]:
            x, y = some("bool", shape), some("bool", shape)
            cases.append(case(name, [x, y], [f(x, y)]))
        write(name, cases)


def bitwise():
    for name in "and", "or", "xor":
        f = getattr(np, "bitwise_" + name)
        ops = [(x, y) for d in INTS for x, y in pairs(d)]
        ops += [(some("bool", s), some("bool", s)) for s in SHAPES + [(9,)]]
        write("bitwise_" + name, [case("bitwise_" + name, [x, y], [f(x, y)]) for x, y in ops])
    for name, f in ("left_shift", np.left_shift), ("right_shift", np.right_shift):
        cases = []
        for dtype in INTS:
            x, y = pairs_for_shift(dtype)
            cases.append(case(name, [x, y], [f(x, y)]))
            for shape in SHAPES:
                x, y = some(dtype, shape), rng.integers(0, 8, shape).astype(DTYPES[dtype])
                cases.append(case(name, [x, y], [f(x, y)]))
        write(name, cases)


def pairs_for_shift(dtype):
    width = 8 * np.dtype(DTYPES[dtype]).itemsize
    places = [0, 1, 3, width // 2, width - 1, width, width + 1, 100]
    places += [-1, -100] if dtype[0] == "i" else []
    x, y = np.meshgrid(ints(dtype)[:11], np.array(places, DTYPES[dtype]))
    return x.ravel(), y.ravel()


def selections():
    cases = []
    for dtype in DTYPES:
        for shape in SHAPES + [(9,)]:
            c, x, y = some("bool", shape), some(dtype, shape), some(dtype, shape)
            cases.append(case("select", [c, x, y], [np.where(c, x, y)]))
    write("select", cases)
    cases = []
    for dtype, to in ("f32", "c64"), ("f64", "c128"):
        for re, im in pairs(dtype):
            z = np.empty(re.shape, DTYPES[to])
            z.real, z.imag = re, im
            cases.append(case("complex", [re, im], [z]))
    write("complex", cases)


def saturated(x, dtype):
    info = np.iinfo(DTYPES[dtype])
    def one(v):
        v = float(v)
        return 0 if v != v else info.max if v >= info.max else info.min if v <= info.min else int(v)
    return np.array([one(v) for v in x.flat], DTYPES[dtype]).reshape(x.shape)


def casts():
    cases = []
    for source in DTYPES:
        for to in DTYPES:
            if source in COMPLEX and to not in COMPLEX + ["bool"]:
                continue
            for shape in [None] + SHAPES:
                x = some(source, shape if shape is not None else (5,))
                if shape is None and source in FLOATS:
                    more = [127.9, -128.9, 255.5, 256.0, 3e9, -3e9, 1e19, 2.0**63, 2.0**64, -0.9]
                    x = np.concatenate([floats(source), rounded(more, source)])
                elif shape is None and source != "bool":
                    x = complexes(source) if source in COMPLEX else ints(source)
                if to in INTS and source in FLOATS:
                    y = saturated(x, to)
                else:
                    y = x.astype(DTYPES[to])
                cases.append(case(f"cast{{element: {to}}}", [x], [y]))
    write("cast", cases)


def append(name, cases):
    path = RESOURCES / (name + ".json")
    write(name, json.loads(path.read_text()) + cases)


unary()
append("log2", [log2_of_powers()])
arithmetic()
append("pow", int_powers())
comparisons()
bitwise()
selections()
casts()


def cbrt():
    write("cbrt", [case("cbrt", [x], [rounded(np.cbrt(widened(x)), dtype)], ULPS[dtype])
                   for dtype in FLOATS for x in inputs(dtype)])


cbrt()
binary("multiply_no_nan", lambda x, y: np.where(x == 0, np.zeros_like(x), x * y), FLOATS + COMPLEX)

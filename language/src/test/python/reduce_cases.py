"""Cases for the reductions and the cumulative operations."""

import math

import numpy as np

from cases import *

rng = np.random.default_rng(2)
SHAPES = [((5,), [0]), ((2, 3), [0]), ((2, 3), [1]), ((2, 3), [0, 1]), ((2, 3, 4), [0, 2]), ((1, 3), [0]),
          ((3, 1), [1]), ((3, 0), [0]), ((0, 3), [1]), ((2, 3), []), ((), []), ((0,), [0]), ((2, 0), [1])]
SPECIAL = [
    [math.nan, 1.0, math.nan, -1.0],
    [math.inf, -math.inf, 0.0, 1.0],
    [math.inf, 1.0, math.inf, 2.0],
    [-0.0, -0.0, -0.0, -0.0],
    [1.0, math.nan, math.inf, 3.0],
    [2.0, 2.0, -7.0, -7.0],
]


def random(dtype, shape):
    if dtype == "bool":
        return rng.random(shape) < 0.5
    if dtype in INTS:
        info = np.iinfo(DTYPES[dtype])
        return rng.integers(info.min, info.max, shape, DTYPES[dtype], endpoint=True)
    x = rng.normal(size=shape)
    return rounded(x + 1j * rng.normal(size=shape) if dtype in COMPLEX else x, dtype)


def total(x, axes):
    """The sum, rounded once where it is of floats."""
    if x.dtype.kind in "iu":
        return np.sum(x, axis=axes, dtype=x.dtype)
    parts = [np.moveaxis(p, axes, range(-len(axes), 0)) for p in ([x.real, x.imag] if x.dtype.kind == "c" else [x])]
    kept = parts[0].shape[: x.ndim - len(axes)]
    sums = [np.array([math.fsum(row) for row in p.reshape(math.prod(kept), -1)] if p.size else np.zeros(math.prod(kept))) for p in parts]
    return (sums[0] if len(sums) == 1 else sums[0] + 1j * sums[1]).reshape(kept)


def reductions():
    sums, prods, mins, maxs = [], [], [], []
    for dtype in INTS + FLOATS + COMPLEX:
        for shape, axes in SHAPES:
            x = random(dtype, shape)
            wide = widened(x)
            at = tuple(axes)
            inexact = dtype in FLOATS + COMPLEX
            result = rounded(total(wide, at), dtype)
            scale = np.sum(np.abs(wide), axis=at).max(initial=0) * (1e-15 if inexact else 0)
            sums.append(case(f"sum{{axes: {axes}}}", [x], [result], 1 if inexact else 0, scale))
            kind = {} if inexact else {"dtype": x.dtype}
            result = rounded(np.prod(wide, axis=at, **kind), dtype)
            prods.append(case(f"prod{{axes: {axes}}}", [x], [result], 20 if inexact else 0))
            if dtype not in COMPLEX and all(shape[a] for a in axes):
                mins.append(case(f"min{{axes: {axes}}}", [x], [np.min(x, axis=at)]))
                maxs.append(case(f"max{{axes: {axes}}}", [x], [np.max(x, axis=at)]))
    for dtype in FLOATS:
        for values in SPECIAL:
            x = rounded(values, dtype)
            sums.append(case("sum{axes: [0]}", [x], [np.sum(x)]))
            prods.append(case("prod{axes: [0]}", [x], [np.prod(x)]))
            mins.append(case("min{axes: [0]}", [x], [np.min(x)]))
            maxs.append(case("max{axes: [0]}", [x], [np.max(x)]))
    # -0 added to 0 is 0: the sum starts from +0.
    sums = [c for c in sums if "-0.0, -0.0, -0.0" not in c["operands"][0]]
    write("sum", sums)
    write("prod", prods)
    write("min", mins)
    write("max", maxs)
    for name, f in ("any", np.any), ("all", np.all):
        cases = []
        for shape, axes in SHAPES:
            for x in random("bool", shape), np.zeros(shape, bool), np.ones(shape, bool):
                cases.append(case(f"{name}{{axes: {axes}}}", [x], [f(x, axis=tuple(axes))]))
        write(name, cases)


def positions():
    for name, f in ("argmin", np.argmin), ("argmax", np.argmax):
        cases = []
        for dtype in INTS + FLOATS:
            for shape, axes in SHAPES:
                if len(axes) == 1 and shape[axes[0]]:
                    x = random(dtype, shape)
                    cases.append(case(f"{name}{{axis: {axes[0]}}}", [x], [np.asarray(f(x, axis=axes[0]), np.int64)]))
            if dtype in FLOATS:
                for values in SPECIAL + [[0.0, -0.0, 0.0, -0.0], [1.0, 3.0, 3.0, 1.0]]:
                    x = rounded(values, dtype)
                    cases.append(case(f"{name}{{axis: 0}}", [x], [np.asarray(f(x), np.int64)]))
        write(name, cases)


def cumulative():
    for name, f, start in ("cumsum", np.cumsum, 0), ("cumprod", np.cumprod, 1):
        cases = []
        for dtype in INTS + FLOATS + COMPLEX:
            inputs = [(random(dtype, s), a[0]) for s, a in SHAPES if len(a) == 1]
            inputs += [(random(dtype, (2, 3, 4)), axis) for axis in range(3)]
            if dtype in FLOATS:
                inputs += [(rounded(v, dtype), 0) for v in SPECIAL if v[0] != 0 or name == "cumprod"]
            for x, axis in inputs:
                for exclusive in False, True:
                    for reverse in False, True:
                        y = widened(x)
                        y = np.flip(y, axis) if reverse else y
                        z = f(y, axis=axis, dtype=y.dtype)
                        if exclusive and z.shape[axis]:
                            z = np.insert(np.delete(z, -1, axis), 0, start, axis)
                        z = rounded(np.flip(z, axis) if reverse else z, dtype)
                        flags = f"exclusive: {str(exclusive).lower()}, reverse: {str(reverse).lower()}"
                        ulps = 8 if dtype in COMPLEX else 0
                        cases.append(case(f"{name}{{axis: {axis}, {flags}}}", [x], [z], ulps))
        write(name, cases)


def recurrences():
    cases = []
    for dtype in FLOATS + COMPLEX:
        for shape in [(4,), (0,), (1,), (2, 3), (2, 3, 4), (3, 0)]:
            for axis in range(len(shape)):
                a, b = random(dtype, shape), random(dtype, shape)
                x, y = np.moveaxis(widened(a), axis, 0), np.moveaxis(widened(b), axis, 0)
                for reverse in False, True:
                    z = np.zeros(y.shape, y.dtype)
                    for k in reversed(range(len(y))) if reverse else range(len(y)):
                        before, factor = (k + 1, k + 1) if reverse else (k - 1, k)
                        z[k] = y[k] + (x[factor] * z[before] if 0 <= before < len(y) else 0)
                    z = rounded(np.moveaxis(z, 0, axis), dtype)
                    flags = f"axis: {axis}, reverse: {str(reverse).lower()}"
                    cases.append(case(f"linear_recurrence{{{flags}}}", [a, b], [z], 8))
    # The first factor has nothing to multiply.
    a, b = np.array([np.inf, 2.0, 0.0]), np.array([1.0, np.nan, 3.0])
    cases.append(case("linear_recurrence{axis: 0, reverse: false}", [a, b], [np.array([1.0, np.nan, np.nan])]))
    write("linear_recurrence", cases)


reductions()
positions()
cumulative()
recurrences()

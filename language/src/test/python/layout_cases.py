"""Cases for the operations that move, repeat or leave out elements."""

import numpy as np

from cases import *

rng = np.random.default_rng(3)


def some(dtype, shape):
    if dtype == "bool":
        return rng.random(shape) < 0.5
    if dtype in INTS:
        info = np.iinfo(DTYPES[dtype])
        return rng.integers(info.min, info.max, shape, DTYPES[dtype], endpoint=True)
    x = rng.normal(size=shape)
    return rounded(x + 1j * rng.normal(size=shape) if dtype in COMPLEX else x, dtype)


def every(shape, op, f):
    """A case for each element type."""
    return [case(op, [x], [f(x)]) for x in (some(d, shape) for d in DTYPES)]


def one(shape, op, f):
    x = some("f64", shape)
    return [case(op, [x], [f(x)])]


def broadcasts():
    cases = every((3,), "broadcast{shape: [2, 3], axes: [1]}", lambda x: np.broadcast_to(x, (2, 3)))
    shapes = [((), (2, 3), []), ((3,), (3, 2), [0]), ((1, 3), (2, 3), [0, 1]), ((2, 1), (2, 0), [0, 1]),
              ((0,), (2, 0), [1]), ((1,), (0,), [0]), ((2, 3), (2, 4, 3), [0, 2]), ((1, 1), (1, 1), [0, 1])]
    for source, to, axes in shapes:
        aligned = [1] * len(to)
        for axis, size in zip(axes, source):
            aligned[axis] = size
        cases += one(source, f"broadcast{{shape: {list(to)}, axes: {axes}}}",
                     lambda x: np.broadcast_to(x.reshape(aligned), to))
    write("broadcast", cases)


def reshapes():
    cases = every((2, 3), "reshape{shape: [3, 2]}", lambda x: x.reshape(3, 2))
    for source, to in [((), (1, 1)), ((1,), ()), ((0, 3), (2, 0)), ((2, 3, 4), (6, 4)), ((4,), (2, 1, 2))]:
        cases += one(source, f"reshape{{shape: {list(to)}}}", lambda x: x.reshape(to))
    write("reshape", cases)


def transposes():
    cases = every((2, 3), "transpose{axes: [1, 0]}", lambda x: x.T)
    for shape, axes in [((), []), ((3,), [0]), ((2, 3, 4), [2, 0, 1]), ((2, 3, 4), [0, 2, 1]), ((0, 3), [1, 0]), ((1, 3), [1, 0])]:
        cases += one(shape, f"transpose{{axes: {axes}}}", lambda x: x.transpose(axes))
    write("transpose", cases)


def flips():
    cases = every((4,), "flip{axes: [0]}", lambda x: x[::-1])
    for shape, axes in [((2, 3), []), ((2, 3), [1]), ((2, 3), [0, 1]), ((2, 3, 4), [0, 2]), ((0, 3), [0]), ((1, 3), [1])]:
        cases += one(shape, f"flip{{axes: {axes}}}", lambda x: np.flip(x, axes))
    write("flip", cases)


def slices():
    cases = every((7,), "slice{starts: [1], lengths: [3], steps: [2]}", lambda x: x[1:6:2])
    for shape, parts in [((), []), ((5,), [(0, 0, 1)]), ((5,), [(5, 0, 1)]), ((5,), [(4, 1, 3)]), ((0,), [(0, 0, 1)]),
                         ((4, 5), [(1, 2, 1), (0, 3, 2)]), ((4, 0), [(3, 1, 1), (0, 0, 1)]), ((1, 3), [(0, 1, 1), (2, 1, 1)])]:
        index = tuple(slice(s, s + (n - 1) * step + 1 if n else s, step) for s, n, step in parts)
        starts, lengths, steps = ([p[i] for p in parts] for i in range(3))
        cases += one(shape, f"slice{{starts: {starts}, lengths: {lengths}, steps: {steps}}}", lambda x: x[index])
    write("slice", cases)


def pads():
    def padded(x, low, high, interior):
        sizes = [l + n + (n - 1) * i + h for n, l, h, i in zip(x.shape, low, high, interior)]
        y = np.zeros(sizes, x.dtype)
        if x.size:
            y[tuple(slice(l, l + (n - 1) * (i + 1) + 1, i + 1) for n, l, i in zip(x.shape, low, interior))] = x
        return y

    cases = every((3,), "pad{low: [1], high: [2], interior: [1]}", lambda x: padded(x, [1], [2], [1]))
    for shape, low, high, interior in [((), [], [], []), ((3,), [0], [0], [0]), ((0,), [2], [1], [0]), ((1,), [1], [0], [3]),
                                       ((2, 3), [1, 0], [0, 2], [0, 1]), ((0, 3), [1, 0], [0, 2], [0, 1])]:
        cases += one(shape, f"pad{{low: {low}, high: {high}, interior: {interior}}}",
                     lambda x: padded(x, low, high, interior))
    write("pad", cases)


def concats():
    cases = []
    for dtype in DTYPES:
        x, y = some(dtype, (2,)), some(dtype, (3,))
        cases.append(case("concat{axis: 0, count: 2}", [x, y], [np.concatenate([x, y])]))
    for axis, shapes in [(0, [(2, 3)]), (1, [(2, 3), (2, 0), (2, 1)]), (0, [(0, 3), (1, 3)]), (2, [(2, 1, 2), (2, 1, 3)])]:
        parts = [some("f64", s) for s in shapes]
        cases.append(case(f"concat{{axis: {axis}, count: {len(parts)}}}", parts, [np.concatenate(parts, axis)]))
    write("concat", cases)


def coercions():
    cases = []
    for dtype in DTYPES:
        for shape in (), (0,), (2, 3):
            x = some(dtype, shape)
            declared = dtype + (str(list(shape)) if shape else "")
            cases.append(case(f"coerce{{type: {declared}, binds: []}}", [x], [x]))
    write("coerce", cases)


broadcasts()
reshapes()
transposes()
flips()
slices()
pads()
concats()
coercions()

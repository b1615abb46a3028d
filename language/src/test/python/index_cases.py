"""Cases for reading and writing at computed positions."""

import numpy as np

from cases import *

rng = np.random.default_rng(5)


def some(dtype, shape):
    if dtype == "bool":
        return rng.random(shape) < 0.5
    x = rng.integers(0, 100, shape)
    return rounded(x + 1j * rng.integers(0, 100, shape) if dtype in COMPLEX else x, dtype)


def places(size, shape, dtype="i64"):
    """Indices, of which those of signed types are counted from the end in part."""
    low = 0 if dtype[0] == "u" else -size
    return rng.integers(low, size, shape).astype(DTYPES[dtype])


def gathers():
    cases = []
    for dtype in DTYPES:
        x, i = some(dtype, (5,)), places(5, (3,))
        cases.append(case("gather{batch: 0, count: 1}", [x, i], [x[i]]))
    for index in INTS:
        x, i = some("f64", (5, 2)), places(5, (2, 3), index)
        cases.append(case("gather{batch: 0, count: 1}", [x, i], [x[i]]))
    for shape, taken in [((4, 3), ()), ((4, 3), (0,)), ((4, 0), (2,)), ((1, 3), (2, 1)), ((0, 3), (0,))]:
        x = some("f64", shape)
        i = places(max(shape[0], 1), taken)
        cases.append(case("gather{batch: 0, count: 1}", [x, i], [x[i]]))
    x, i, j = some("f64", (4, 3, 2)), places(4, (5,)), places(3, (5,))
    cases.append(case("gather{batch: 0, count: 2}", [x, i, j], [x[i, j]]))
    x, i = some("f64", (2, 4, 3)), places(4, (2, 5))
    cases.append(case("gather{batch: 1, count: 1}", [x, i], [np.stack([x[b][i[b]] for b in range(2)])]))
    write("gather", cases)


def scatters():
    cases = []

    def added(shape, indices, updates):
        y = np.zeros(shape, updates.dtype)
        np.add.at(y, indices, updates)
        return y

    for dtype in INTS + FLOATS + COMPLEX:
        u, i = some(dtype, (6,)), places(4, (6,))
        cases.append(case("scatter_add{batch: 0, count: 1, axes: [4]}", [u, i], [added((4,), i, u)]))
    for updates, to in [((2, 3), (4, 3)), ((0, 3), (4, 3)), ((2, 0), (4, 0)), ((1, 3), (1, 3)), ((0, 3), (0, 3))]:
        u, i = some("f64", updates), places(max(to[0], 1), updates[:1])
        cases.append(case(f"scatter_add{{batch: 0, count: 1, axes: [{to[0]}]}}", [u, i], [added(to, i, u)]))
    u, i, j = some("f64", (7, 2)), places(4, (7,)), places(3, (7,))
    cases.append(case("scatter_add{batch: 0, count: 2, axes: [4, 3]}", [u, i, j], [added((4, 3, 2), (i, j), u)]))
    u, i = some("f64", (2, 5, 3)), places(4, (2, 5))
    expected = np.stack([added((4, 3), i[b], u[b]) for b in range(2)])
    cases.append(case("scatter_add{batch: 1, count: 1, axes: [4]}", [u, i], [expected]))
    write("scatter_add", cases)


def nonzeros():
    cases = []
    for dtype in DTYPES:
        for shape in (8,), (0,), (3, 4), (2, 3, 2), (1, 0):
            x = rounded(rng.integers(0, 2, shape), dtype)
            cases.append(case("nonzero{count: ?count}", [x], [i.astype(np.int64) for i in np.nonzero(x)]))
    for dtype in FLOATS:
        x = rounded([0.0, -0.0, np.nan, np.inf, 1e-30, 0.0], dtype)
        cases.append(case("nonzero{count: ?count}", [x], [i.astype(np.int64) for i in np.nonzero(x)]))
    write("nonzero", cases)


def repeated():
    cases = []
    for counts in [[2, 0, 1], [], [0], [5], [0, 0, 3, 1]]:
        counts = np.array(counts, np.int64)
        cases.append(case("repeated_places{count: ?count}", [counts], [np.repeat(np.arange(len(counts)), counts)]))
    write("repeated_places", cases)


gathers()
scatters()
nonzeros()
repeated()


def last_writes():
    """The number of the last write to each place, by NumPy's assignment, where the last one counts."""
    cases = []
    for positions, size in [([0, 2, 0], 3), ([], 2), ([1], 1 + 1), ([0, 0, 0, 0], 1), ([4, 3, 4, 1], 6)]:
        positions = np.array(positions, np.int64)
        last = np.full(size, -1, np.int64)
        for number, place in enumerate(positions):
            last[place] = number
        cases.append(case(f"last_write{{batch: 0, size: {size}}}", [positions], [last]))
    write("last_write", cases)


last_writes()

"""Cases for sorting."""

import numpy as np

from cases import *

rng = np.random.default_rng(4)
SHAPES = [((7,), 0), ((0,), 0), ((1,), 0), ((3, 4), 0), ((3, 4), 1), ((2, 0), 1), ((2, 0), 0), ((2, 3, 4), 1)]


def some(dtype, shape):
    """Few different values, so that there are ties."""
    if dtype == "bool":
        return rng.random(shape) < 0.5
    if dtype in INTS:
        info = np.iinfo(DTYPES[dtype])
        values = np.array([info.min, info.max, 0, 1, 5], DTYPES[dtype])
        return values[rng.integers(0, 5, shape)]
    values = np.array([np.nan, np.inf, -np.inf, 1.5, -2.25, 3.0, 0.5])
    x = values[rng.integers(0, 7, shape)]
    if dtype in COMPLEX:
        x = values[rng.integers(3, 7, shape)] + 1j * values[rng.integers(3, 7, shape)]
    return rounded(x, dtype)


def order(x, axis, descending):
    """Equal elements keep their order, and nan is last, in descending order too."""
    if not descending:
        return np.argsort(x, axis=axis, kind="stable")
    _, rank = np.unique(x, return_inverse=True)
    key = np.where(np.isnan(x), 1, -rank.reshape(x.shape))
    return np.argsort(key, axis=axis, kind="stable")


sorts, argsorts = [], []
for dtype in DTYPES:
    for shape, axis in SHAPES:
        for descending in False, True:
            x = some(dtype, shape)
            indices = order(x, axis, descending)
            parameters = f"{{axis: {axis}, descending: {str(descending).lower()}}}"
            sorts.append(case("sort" + parameters, [x], [np.take_along_axis(x, indices, axis)]))
            argsorts.append(case("argsort" + parameters, [x], [indices.astype(np.int64)]))
write("sort", sorts)
write("argsort", argsorts)

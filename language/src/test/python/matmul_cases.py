"""Cases for the product of matrices."""

import numpy as np

from cases import *

rng = np.random.default_rng(6)
SHAPES = [((2, 3), (3, 4)), ((1, 1), (1, 1)), ((2, 0), (0, 3)), ((0, 2), (2, 3)), ((2, 3), (3, 0)), ((1, 5), (5, 1)),
          ((2, 2, 3), (2, 3, 2)), ((2, 1, 2, 2), (2, 1, 2, 2)), ((0, 2, 3), (0, 3, 2))]

cases = []
for dtype in INTS + FLOATS + COMPLEX:
    for left, right in SHAPES:
        if dtype in INTS:
            info = np.iinfo(DTYPES[dtype])
            a, b = (rng.integers(info.min, info.max, s, DTYPES[dtype], endpoint=True) for s in (left, right))
            cases.append(case("matmul", [a, b], [a @ b]))
        else:
            a, b = (rng.normal(size=s) + (1j * rng.normal(size=s) if dtype in COMPLEX else 0) for s in (left, right))
            a, b = rounded(a, dtype), rounded(b, dtype)
            cases.append(case("matmul", [a, b], [rounded(widened(a) @ widened(b), dtype)], 1, 1e-14))
for dtype in FLOATS:
    a = rounded([[1, np.nan], [np.inf, 1], [-np.inf, 2], [0, 0]], dtype)
    b = rounded([[1.0, 0.0], [2.0, 3.0]], dtype)
    cases.append(case("matmul", [a, b], [a @ b]))
write("matmul", cases)

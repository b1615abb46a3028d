"""Cases for eigenvalues and vectors of matrices that need not be symmetric, with the numbers of NumPy: eig.json, and
the scripts eig.tgraph and eigvals.tgraph of resources/prelude. Run this file.

The eigenvalues are in the order of class Eigen and the vectors turned as class Direction says.
"""

import numpy as np

from cases import COMPLEX, DTYPES, FLOATS, case, rounded, widened, write
from linalg_cases import directed
from prelude_cases import Script as Plain
from prelude_cases import lit

rng = np.random.default_rng(19)
WIDE = {"f32": "c64", "f64": "c128", "c64": "c64", "c128": "c128"}


class Script(Plain):
    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers that NumPy gives: see eig_cases.py."]


def random(dtype, *shape):
    x = rng.normal(size=shape).round(3)
    return rounded(x + 1j * rng.normal(size=shape).round(3) if dtype in COMPLEX else x, dtype)


def eig(a):
    w, v = np.linalg.eig(np.asarray(a))
    w, v = w.astype(np.complex128), v.astype(np.complex128)
    # Real parts of conjugate pairs are equal; those of others are not.
    order = np.lexsort((w.imag, w.real.round(12)), axis=-1)
    w = np.take_along_axis(w, order, -1)
    v = np.take_along_axis(v, order[..., None, :], -1)
    (v,) = directed(v)
    return w, v


def near(dtype, *results):
    size = max(np.abs(r).max(initial=0) for r in results)
    return float(max(size * (2e-6 if WIDE[dtype] == "c64" else 2e-12), 1e-300))


def operations():
    cases = []
    for dtype in FLOATS + COMPLEX:
        for batch in [(), (2,), (0,)]:
            for n in [0, 1, 2, 3, 4, 7]:
                a = random(dtype, *batch, n, n)
                if a.size:
                    w, v = eig(widened(a))
                else:
                    w, v = np.zeros((*batch, n), np.complex128), np.zeros((*batch, n, n), np.complex128)
                cases.append(case("eig", [a], [rounded(w, WIDE[dtype]), rounded(v, WIDE[dtype])], 0, near(dtype, w, v)))
    rotation = np.array([[0.0, 1.0], [-1.0, 0.0]])
    w, v = eig(rotation)
    cases.append(case("eig", [rotation], [w, v], 0, 1e-15))
    cyclic = np.roll(np.eye(5), 1, axis=1)
    w, v = eig(cyclic)
    cases.append(case("eig", [cyclic], [w, v], 0, 1e-14))
    diagonal = np.diag([3.0, -1.0, 2.0])
    cases.append(case("eig", [diagonal], [np.array([-1, 2, 3]) + 0j, np.eye(3)[:, [1, 2, 0]] + 0j]))
    badly = np.array([[1.0, 1e8, 0.0], [1e-8, 2.0, 1e8], [0.0, 1e-8, 4.0]])
    exact = np.array([[1.0, 1.0, 0.0], [1.0, 2.0, 1.0], [0.0, 1.0, 4.0]])
    s = np.diag([1.0, 1e-8, 1e-16])
    w = np.linalg.eigvalsh(exact)
    v = s @ np.linalg.eigh(exact)[1]
    v /= np.linalg.norm(v, axis=0)
    cases.append(case("eig", [badly], [w + 0j, directed(v)[0] + 0j], 0, 1e-14))
    for bad in (np.nan, np.inf):
        a = np.array([[1.0, bad], [0.0, 1.0]])
        nan = np.full((2, 2), complex(np.nan, np.nan))
        cases.append(case("eig", [a], [nan[0], nan]))
    write("eig", cases)


def functions():
    s, t = Script("eig"), Script("eigvals")
    for dtype in FLOATS + COMPLEX:
        for shape in [(1, 1), (3, 3), (2, 2, 2)]:
            a = random(dtype, *shape)
            w, v = eig(widened(a))
            s.case(f"eig({lit(a)})", rounded(w, WIDE[dtype]), rounded(v, WIDE[dtype]), ulps=4, absolute=near(dtype, w, v))
            t.case(f"eigvals({lit(a)})", rounded(w, WIDE[dtype]), ulps=4, absolute=near(dtype, w))
        t.case(f"eigvals(zeros((0, 0), dtype={dtype}))", np.zeros(0, DTYPES[WIDE[dtype]]))
    # Defective matrices have eigenvalues, if not as many vectors.
    t.case("eigvals([[0.0, 1.0], [0.0, 0.0]])", np.zeros(2, np.complex128), absolute=1e-15)
    t.case("eigvals([[2.0, 1.0], [0.0, 2.0]])", np.full(2, 2 + 0j), ulps=4)
    s.write()
    t.write()


if __name__ == "__main__":
    operations()
    functions()

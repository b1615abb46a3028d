"""Cases of structures as vectors and of asserted conditions: run this file.

Scripts for `ravel` and `unravel` in the notation of prelude_cases.py, and cases of the operation
`require` in that of cases.py. Made with NumPy 2.4.
"""

import numpy as np

from cases import DTYPES, case, write
from prelude_cases import Script, lit


class Own(Script):
    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers that NumPy gives: see structure_cases.py."]


def ravel():
    s = Own("ravel")
    for dtype in DTYPES:
        a, b = np.arange(6).reshape(2, 3).astype(DTYPES[dtype]), np.array([2, 0, 1]).astype(DTYPES[dtype])
        s.case(f"ravel({lit(a)})", np.ravel(a))
        s.case(f"ravel(({lit(a)}, {{w: {lit(b)}}}))", np.concatenate([np.ravel(a), b]))
    s.case("ravel(2.5)", np.array([2.5]))
    s.case("ravel({b: 1.0, a: ([[nan, -0.0]], inf)})", np.array([1.0, np.nan, -0.0, np.inf]))
    s.case("ravel((f32([1.0, 2.0]), 3.0, zeros((0, 2))))", np.array([1.0, 2.0, 3.0]))
    s.case("ravel(())", np.zeros(0))
    s.case("ravel(zeros((2, 0, 3)))", np.zeros(0))
    s.case("grad(p -> sum(ravel(p) * [1.0, 2.0, 3.0]))({w: [5.0, 6.0], b: 7.0})", np.array([1.0, 2.0]), np.float64(3))
    s.case("vmap(ravel)(zeros((2, 3, 1)))", np.zeros((2, 3)))
    s.write()


def unravel():
    s = Own("unravel")
    for dtype in DTYPES:
        a = np.arange(6).astype(DTYPES[dtype])
        like = f"{{w: zeros((2, 2), dtype={dtype}), b: (zeros(1, dtype={dtype}), zeros((), dtype={dtype}))}}"
        s.case(f"unravel({lit(a)}, {like})", a[:4].reshape(2, 2), a[4:5], a[5])
    s.case("unravel([1.0, 2.5], (f32(0.0), 0.0))", np.float32(1), np.float64(2.5))
    s.case("unravel(f32([1.0, 2.5]), (complex(0.0, 0.0), 0.0))", np.complex128(1), np.float64(2.5))
    s.case("unravel(zeros(0), zeros((2, 0)))", np.zeros((2, 0)))
    s.case("unravel([-0.0], {x: 1.0})", np.float64(-0.0))
    s.case("grad(v -> unravel(v, (1.0, [1.0, 1.0])).1[1] ** 2)([1.0, 2.0, 3.0])", np.array([0.0, 0.0, 6.0]))
    s.write()


def tree_map():
    s = Own("tree_map")
    s.case("tree_map(a -> 2 * a, {w: [1.0, nan], b: (3, f32(-0.0))})", np.array([2.0, np.nan]), np.int64(6), np.float32(-0.0))
    s.case("tree_map((a, b) -> a - b, ([1.0, 2.0], {x: 5}), ([0.5, 0.5], {x: 1}))", np.array([0.5, 1.5]), np.int64(4))
    s.case("tree_map(sum, (zeros((0, 3)), ones((1, 2))))", np.float64(0), np.float64(2))
    s.case("tree_map(a -> (a, a + 1), 1.5)", np.float64(1.5), np.float64(2.5))
    s.case("grad(p -> sum(ravel(tree_map(a -> a ** 2, p))))({w: [1.0, 2.0], b: 3.0})", np.array([2.0, 4.0]), np.float64(6))
    s.case("vmap(p -> tree_map(a -> a + 1.0, p))((zeros((2, 1)), ones(2)))", np.ones((2, 1)), np.full(2, 2.0))
    s.write()


def requirements():
    cases = []
    for dtype in DTYPES:
        for shape in (), (0,), (2, 3):
            x = np.ones(shape).astype(DTYPES[dtype])
            cases.append(case('require{message: "no"}', [x, np.array(True)], [x]))
    x = np.array([np.nan, -0.0, np.inf])
    cases.append(case('require{message: "no"}', [x, np.ones((2, 0), bool)], [x]))
    cases.append(case('require{message: "no"}', [x, np.ones((2, 2), bool)], [x]))
    write("require", cases)


ravel()
unravel()
tree_map()
requirements()

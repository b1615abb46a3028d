"""Cases for least squares and exponentials of matrices, and scripts for the functions made of them, with the
numbers of NumPy and SciPy, in the forms that cases.py and prelude_cases.py describe. Run this file.

The derivatives of exponentials are those of scipy.linalg.expm_frechet.
"""

import numpy as np
import scipy.linalg

from cases import COMPLEX, DTYPES, FLOATS, case, rounded, text, widened, write
from prelude_cases import Script as Plain
from prelude_cases import lit

FLOATING = FLOATS + COMPLEX
rng = np.random.default_rng(11)


class Script(Plain):
    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers that NumPy and SciPy give: see least_squares_cases.py."]


def part(dtype):
    return {"c64": "f32", "c128": "f64"}.get(dtype, dtype)


def random(dtype, *shape):
    x = rng.normal(size=shape).round(3)
    return rounded(x + 1j * rng.normal(size=shape).round(3) if dtype in COMPLEX else x, dtype)


def deficient(dtype, m, n, rank):
    return rounded(widened(random(dtype, m, rank)) @ widened(random(dtype, rank, n)), dtype)


def near(*results):
    size = max((np.abs(r[np.isfinite(r)]).max(initial=0) for r in map(np.asarray, results)), default=0)
    single = any(np.asarray(r).dtype in (np.float32, np.complex64) for r in results)
    return max(size * (5e-6 if single else 2e-12), 1e-300)


def close(op, operands, results):
    return case(op, operands, results, 0, near(*results))


SHAPES = [(3, 3), (4, 2), (2, 4), (1, 1), (5, 1), (1, 3)]


def least_squares():
    cases = []
    for dtype in FLOATING:
        for m, n in SHAPES:
            for rank in sorted({min(m, n), 1}):
                a = random(dtype, m, n) if rank == min(m, n) else deficient(dtype, m, n, rank)
                # Of a matrix that is rounded to single precision, what was rounded is no rank.
                tolerance = 1e-5 if part(dtype) == "f32" else 1e-12
                for k in (1, 2, 0):
                    b = random(dtype, m, k)
                    x = np.linalg.pinv(widened(a), rcond=tolerance) @ widened(b)
                    rtol = rounded(np.array([[tolerance]]), part(dtype))
                    cases.append(close("least_squares", [a, b, rtol], [rounded(x, dtype)]))
        a, b = random(dtype, 2, 4, 3), random(dtype, 2, 4, 2)
        rtol = np.full((2, 1, 1), 1e-5, DTYPES[part(dtype)])
        cases.append(close("least_squares", [a, b, rtol], [rounded(np.linalg.pinv(widened(a)) @ widened(b), dtype)]))
        for m, n, k in [(0, 3, 2), (3, 0, 2), (0, 0, 1)]:
            a, b = random(dtype, m, n), random(dtype, m, k)
            rtol = np.full((1, 1), 1e-5, DTYPES[part(dtype)])
            cases.append(case("least_squares", [a, b, rtol], [np.zeros((n, k), DTYPES[dtype])]))
    rtol = np.array([[0.4]])
    a = np.diag([4.0, 2.0, 1.0])
    cases.append(case("least_squares", [a, np.eye(3), rtol], [np.diag([0.25, 0.5, 0.0])], 0, 1e-15))
    bad = np.array([[1.0, np.nan], [0.0, 1.0]])
    cases.append(case("least_squares", [bad, np.eye(2), rtol], [np.full((2, 2), np.nan)]))
    write("least_squares", cases)


def exponentials():
    cases, derivatives = [], []
    for dtype in FLOATING:
        for n in (0, 1, 2, 3, 5):
            for scale in (1e-3, 0.1, 0.6, 1.5, 20.0):
                a = rounded(widened(random(dtype, n, n)) * scale / max(n, 1), dtype)
                e = random(dtype, n, n)
                result = scipy.linalg.expm(widened(a)) if n else a
                cases.append(close("expm", [a], [rounded(result, dtype)]))
                along = scipy.linalg.expm_frechet(widened(a), widened(e), compute_expm=False) if n else a
                derivatives.append(close("expm_derivative", [a, e], [rounded(along, dtype)]))
        a, e = random(dtype, 2, 3, 3), random(dtype, 2, 3, 3)
        cases.append(close("expm", [a], [rounded(scipy.linalg.expm(widened(a)), dtype)]))
        both = [scipy.linalg.expm_frechet(x, y, compute_expm=False) for x, y in zip(widened(a), widened(e))]
        derivatives.append(close("expm_derivative", [a, e], [rounded(np.stack(both), dtype)]))
        derivatives.append(case("expm_derivative", [a, np.zeros_like(a)], [np.zeros_like(a)]))
    cases.append(case("expm", [np.zeros((2, 2))], [np.eye(2)]))
    cases.append(case("expm", [np.diag([1.0, -1000.0, 0.0])], [np.diag([np.e, 0.0, 1.0])], 0, 1e-12))
    cases.append(case("expm", [np.array([[0.0, 1e6], [0.0, 0.0]])], [np.array([[1.0, 1e6], [0.0, 1.0]])], 0, 1e-6))
    for bad in (np.nan, np.inf):
        cases.append(case("expm", [np.array([[1.0, bad], [0.0, 1.0]])], [np.full((2, 2), np.nan)]))
    e = np.array([[0.0, 1.0], [2.0, 3.0]])
    for scale in (1e-200, 1e200):
        derivatives.append(case("expm_derivative", [np.zeros((2, 2)), scale * e], [scale * e], 8))
    write("expm", cases)
    write("expm_derivative", derivatives)


def one(s, call, *results):
    absolute = near(*[r for r in results if np.asarray(r).dtype.kind in "fc"])
    s.case(call, *results, ulps=4, absolute=absolute)


def functions():
    s = Script("lstsq")
    for dtype in FLOATING:
        for m, n in SHAPES:
            for b in [random(dtype, m), random(dtype, m, 2)]:
                for rank in sorted({min(m, n), 1}):
                    a = random(dtype, m, n) if rank == min(m, n) else deficient(dtype, m, n, rank)
                    tolerance = 1e-5 if part(dtype) == "f32" else 1e-12
                    x, _, found, values = np.linalg.lstsq(widened(a), widened(b), rcond=tolerance)
                    assert found == rank
                    residuals = (np.abs(widened(a) @ x - widened(b)) ** 2).sum(0)
                    one(s, f"lstsq({lit(a)}, {lit(b)}, rcond={tolerance})", rounded(x, dtype), rounded(residuals, part(dtype)),
                        np.int64(rank), rounded(values, part(dtype)))
    a, b = random("f64", 4, 2), random("f64", 4)
    x, residuals, rank, values = np.linalg.lstsq(a, b)
    one(s, f"lstsq({lit(a)}, {lit(b)})", x, residuals[0], np.int64(rank), values)
    a, b = random("f64", 2, 3, 2), random("f64", 2, 3, 1)
    both = [np.linalg.lstsq(m, v) for m, v in zip(a, b)]
    one(s, f"lstsq({lit(a)}, {lit(b)})", *[np.stack([np.asarray(r[i]) for r in both]).astype(t)
                                          for i, t in enumerate([np.float64, np.float64, np.int64, np.float64])])
    s.write()
    p, r, c, e = Script("pinv"), Script("matrix_rank"), Script("cond"), Script("expm")
    for dtype in FLOATING:
        for m, n in SHAPES:
            a = random(dtype, m, n)
            one(p, f"pinv({lit(a)})", rounded(np.linalg.pinv(widened(a)), dtype))
            r.case(f"matrix_rank({lit(a)})", np.int64(np.linalg.matrix_rank(widened(a))))
            one(c, f"cond({lit(a)})", rounded(np.linalg.cond(widened(a)), part(dtype)))
            a = deficient(dtype, m, n, 1)
            one(p, f"pinv({lit(a)}, rtol=1e-4)", rounded(np.linalg.pinv(widened(a), rcond=1e-4), dtype))
            r.case(f"matrix_rank({lit(a)})", np.int64(1))
        a = random(dtype, 2, 3, 3)
        one(p, f"pinv({lit(a)})", rounded(np.linalg.pinv(widened(a)), dtype))
        r.case(f"matrix_rank({lit(a)})", np.linalg.matrix_rank(widened(a)))
        one(c, f"cond({lit(a)})", rounded(np.linalg.cond(widened(a)), part(dtype)))
        one(e, f"expm({lit(a)})", rounded(scipy.linalg.expm(widened(a)), dtype))
        for norm in ["1", "inf", "-1", "-inf", "2", "-2", '"fro"', '"nuc"']:
            p2 = {"inf": np.inf, "-inf": -np.inf}.get(norm) or (norm.strip('"') if '"' in norm else int(norm))
            one(c, f"cond({lit(a)}, {norm})", rounded(np.linalg.cond(widened(a), p2), part(dtype)))
        r.case(f"matrix_rank(zeros((2, 3), dtype={dtype}))", np.int64(0))
        r.case(f"matrix_rank(zeros((0, 3), dtype={dtype}))", np.int64(0))
        r.case(f"matrix_rank(zeros((2, 0, 3), dtype={dtype}))", np.array([0, 0]))
        p.case(f"pinv(zeros((0, 3), dtype={dtype}))", np.zeros((3, 0), DTYPES[dtype]))
        p.case(f"pinv(zeros((3, 0), dtype={dtype}))", np.zeros((0, 3), DTYPES[dtype]))
        p.case(f"pinv(zeros((2, 3), dtype={dtype}))", np.zeros((3, 2), DTYPES[dtype]))
        e.case(f"expm(zeros((1, 1), dtype={dtype}))", np.ones((1, 1), DTYPES[dtype]))
        e.case(f"expm(zeros((0, 0), dtype={dtype}))", np.zeros((0, 0), DTYPES[dtype]))
    a = np.diag([4.0, 2.0, 1.0])
    r.case(f"matrix_rank({lit(a)}, rtol=0.3)", np.int64(2))
    r.case(f"matrix_rank({lit(np.stack([a, a]))}, rtol=[0.3, 0.6])", np.array([2, 1]))
    p.case(f"pinv({lit(np.stack([a, a]))}, rtol=[0.3, 0.6])",
           np.stack([np.diag([0.25, 0.5, 0.0]), np.diag([0.25, 0.0, 0.0])]), ulps=4)
    c.case("cond([[1.0, 0.0], [0.0, 0.0]])", np.float64(np.inf))
    e.case("expm([[nan, 0.0], [0.0, 1.0]])", np.full((2, 2), np.nan))
    for s in (p, r, c, e):
        s.write()
    s = Script("block_diag")
    for dtype in FLOATING + ["i64", "u8"]:
        x, y = (np.arange(1, 7).reshape(2, 3).astype(DTYPES[dtype]), np.array([[7], [8]], DTYPES[dtype]))
        s.case(f"block_diag({lit(x)}, {lit(y)}, {lit(x)})", scipy.linalg.block_diag(x, y, x))
        s.case(f"block_diag({lit(x)})", x)
        empty = np.zeros((0, 2), DTYPES[dtype])
        s.case(f"block_diag({lit(empty)}, {lit(y)})", scipy.linalg.block_diag(empty, y))
    s.case("block_diag([[1, 2]], [[2.5]])", np.array([[1, 2, 0], [0, 0, 2.5]]))
    s.write()


if __name__ == "__main__":
    least_squares()
    exponentials()
    functions()

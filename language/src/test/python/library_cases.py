"""Writes scripts that call the functions of stdlib/arrays.tgraph and stdlib/special.tgraph, and others that NumPy has beyond the
standard, with the numbers of NumPy, SciPy or mpmath.

The form is that of prelude_cases.py. Made with NumPy 2.4, SciPy 1.17 and mpmath 1.3: run this file.
"""

import mpmath
import numpy as np
import scipy.special as sp

from cases import DTYPES, INTS, widened
from prelude_cases import FLOATS, SPECIAL, Script, inf, lit, nan, rounded, sample

mpmath.mp.dps = 40


class Numbers(Script):
    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers of NumPy, SciPy and mpmath: see library_cases.py."]


def flag(b):
    return str(b).lower()


def exact(f, x):
    """A function of mpmath, of each element."""
    x = np.asarray(x, float)
    return np.array([float(f(mpmath.mpf(float(v)))) for v in x.ravel()]).reshape(x.shape)


def unary(name, f, values, ulps=4, absolute=0.0):
    s = Numbers(name)
    for dtype in FLOATS:
        for x in [np.array(values, DTYPES[dtype]), np.zeros((0, 2), DTYPES[dtype]), np.array([[values[0]]], DTYPES[dtype])]:
            small = absolute and (absolute if dtype == "f64" else 1e-7)
            s.case(f"{name}({lit(x)})", rounded(f(widened(x)), dtype), ulps=ulps, absolute=small)
    return s


def binary(name, f, left, right, ulps=4):
    s = Numbers(name)
    for dtype in FLOATS:
        x, y = np.array(left, DTYPES[dtype])[:, None], np.array(right, DTYPES[dtype])[None, :]
        s.case(f"{name}({lit(x)}, {lit(y)})", rounded(f(widened(x), widened(y)), dtype), ulps=ulps)
        e = np.zeros((0, 2), DTYPES[dtype])
        s.case(f"{name}({lit(e)}, 1.0)", e)
    return s


def elementwise():
    unary("sinc", lambda x: np.where(np.isinf(x), nan, exact(lambda v: mpmath.sincpi(v) if mpmath.isfinite(v) else mpmath.nan, x)),
          [0.0, -0.0, 1e-300, 1e-9, 0.003, 0.0032, 0.5, -1.5, 2.25, 7.3, inf, nan], 8, 2e-16).write()
    unary("exp2", np.exp2, SPECIAL + [-1080.0, 1023.0, 1024.0]).write()
    unary("deg2rad", np.deg2rad, SPECIAL + [180.0, 360.0], 2).write()
    unary("rad2deg", np.rad2deg, SPECIAL, 2).write()
    unary("isposinf", np.isposinf, SPECIAL).write()
    unary("isneginf", np.isneginf, SPECIAL).write()
    s = Numbers("nan_to_num")
    for dtype in FLOATS:
        x = np.array(SPECIAL, DTYPES[dtype])
        s.case(f"nan_to_num({lit(x)})", np.nan_to_num(x))
        s.case(f"nan_to_num({lit(x)}, nan=7.0, posinf=1.0, neginf=-2.0)", np.nan_to_num(x, nan=7.0, posinf=1.0, neginf=-2.0))
        s.case(f"nan_to_num(zeros((0,), dtype={dtype}))", np.zeros(0, DTYPES[dtype]))
    z = np.array([complex(nan, inf), complex(-inf, 1), 2j])
    s.case(f"nan_to_num({lit(z)})", np.nan_to_num(z))
    s.write()
    s = Numbers("modf")
    for dtype in FLOATS:
        x = np.array(SPECIAL + [-3.75, 1e300 if dtype == "f64" else 1e30], DTYPES[dtype])
        s.case(f"modf({lit(x)})", *np.modf(x))
    s.write()
    s = Numbers("angle")
    for dtype in FLOATS:
        x = np.array([-2.0, -0.0, 0.0, 3.0, nan, inf, -inf], DTYPES[dtype])
        s.case(f"angle({lit(x)})", rounded(np.angle(x), dtype), ulps=1)
    z = np.array([1 + 1j, -1 + 0j, complex(-1, -0.0), -1j, 0j, complex(inf, -inf)])
    s.case(f"angle({lit(z)})", np.angle(z), ulps=1)
    s.case(f"angle({lit(z.astype(np.complex64))}, deg=true)", np.angle(z, deg=True).astype(np.float32), ulps=1)
    s.write()
    for name, f in {"fmax": np.fmax, "fmin": np.fmin}.items():
        s = binary(name, f, [nan, -inf, 1.0, 2.5], [nan, inf, 1.0, -3.0], 0)
        s.case(f"{name}([1, 5], [3, 2])", f([1, 5], [3, 2]))
        s.write()
    s = binary("heaviside", np.heaviside, [-inf, -1.0, -0.0, 0.0, 2.0, inf, nan], [0.5, nan, -1.0], 0)
    s.write()
    s = binary("fmod", np.fmod, [-7.5, 7.5, -0.0, 0.0, 6.0, -6.0, inf, nan, 1e17], [2.0, -2.0, 0.3, inf, nan, 0.0], 0)
    for dtype in INTS:
        low = 0 if dtype[0] == "u" else -7
        x, y = np.array([low, 7, 6, 0], DTYPES[dtype]), np.array([3, 3, 2, 5], DTYPES[dtype])
        s.case(f"fmod({lit(x)}, {lit(y)})", np.fmod(x, y))
    s.case("fmod([-7, 7], [3, -3])", np.fmod([-7, 7], [3, -3]))
    s.write()
    s = Numbers("divmod")
    x, y = np.array([-7, 7, -6, 0]), np.array([3, -3, 2, 5])
    s.case(f"divmod({lit(x)}, {lit(y)})", *np.divmod(x, y))
    s.case(f"divmod({lit(x + 0.5)}, {lit(y * 1.0)})", *np.divmod(x + 0.5, y))
    s.write()
    for name, f in {"gcd": np.gcd, "lcm": np.lcm}.items():
        s = Numbers(name)
        for dtype in INTS:
            x, y = np.array([[12], [0], [7]], DTYPES[dtype]), np.array([8, 0, 7], DTYPES[dtype])
            s.case(f"{name}({lit(x)}, {lit(y)})", f(x, y))
        s.case(f"{name}([-12, 18], [8, -27])", f([-12, 18], [8, -27]))
        s.case(f"{name}(12, 18)", f(np.int64(12), 18))
        s.case(f"{name}(zeros((0,), dtype=i64), 3)", np.zeros(0, np.int64))
        s.write()


def reductions():
    matrices = [np.array([[1.0, nan, -0.0, 2.0], [inf, nan, 0.5, -3.0], [-inf, nan, 7.0, nan]]), np.array([[3.0, 1.0]]),
                np.array([[2.0], [5.0]])]
    for name in ["nanargmax", "nanargmin"]:
        s = Numbers(name)
        for dtype in FLOATS:
            for x in matrices:
                x = x.astype(DTYPES[dtype])
                s.case(f"{name}({lit(x)})", np.int64(getattr(np, name)(x)))
                s.case(f"{name}({lit(x)}, axis=1, keepdims=true)", getattr(np, name)(x, axis=1, keepdims=True))
        s.write()
    for name in ["nancumsum", "nancumprod"]:
        s = Numbers(name)
        for dtype in FLOATS:
            for x in matrices + [np.zeros((0, 2))]:
                x = np.abs(x).astype(DTYPES[dtype])
                s.case(f"{name}({lit(x)}, axis=0)", rounded(getattr(np, name)(widened(x), axis=0), dtype), ulps=2)
        s.write()
    for name, f in {"cummax": np.maximum.accumulate, "cummin": np.minimum.accumulate}.items():
        s = Numbers(name)
        for dtype in FLOATS:
            for x in matrices + [np.zeros((0, 2)), np.zeros((2, 0))]:
                x = x.astype(DTYPES[dtype])
                s.case(f"{name}({lit(x)}, axis=0)", f(x, axis=0))
                s.case(f"{name}({lit(x)})", f(x, axis=1))
        for dtype in INTS:
            x = np.array([3, 1, 4, 1, 5], DTYPES[dtype])
            s.case(f"{name}({lit(x)})", f(x))
        s.write()
    methods = ["linear", "lower", "higher", "midpoint", "nearest", "weibull", "hazen", "median_unbiased", "normal_unbiased"]
    lines = np.array([[4.0, nan, 1.0, 2.5], [nan, nan, 7.0, nan], [nan, nan, nan, nan], [3.0, 1.0, 2.0, 5.0]])
    for name, f, whole in [("nanquantile", np.nanquantile, 1.0), ("nanpercentile", np.nanpercentile, 100.0)]:
        s = Numbers(name)
        for dtype in FLOATS:
            x = lines.astype(DTYPES[dtype])
            q = np.array([0.0, 0.25, 0.6, 1.0], DTYPES[dtype]) * DTYPES[dtype](whole)
            near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-14)
            for method in methods:
                s.case(f'{name}({lit(x)}, {lit(q)}, axis=1, method="{method}")',
                       rounded(f(widened(x), widened(q), axis=1, method=method), dtype), **near)
            s.case(f"{name}({lit(x)}, {0.5 * whole})", rounded(f(widened(x), 0.5 * whole), dtype), **near)
            s.case(f"{name}({lit(x)}, {0.5 * whole}, axis=(0, 1), keepdims=true)",
                   rounded(f(widened(x), 0.5 * whole, keepdims=True), dtype), **near)
        s.case(f"{name}(zeros((0, 2)), {0.5 * whole}, axis=0)", np.full(2, nan))
        s.write()
    s = Numbers("nanmedian")
    for dtype in FLOATS:
        x = np.concatenate([lines, [[inf, inf, nan, 0.0], [-inf, inf, nan, nan], [inf, inf, nan, nan]]]).astype(DTYPES[dtype])
        s.case(f"nanmedian({lit(x)}, axis=1)", np.nanmedian(x, axis=1))
        s.case(f"nanmedian({lit(x[:4])}, axis=0, keepdims=true)", np.nanmedian(x[:4], axis=0, keepdims=True))
        s.case(f"nanmedian({lit(x)})", np.nanmedian(x))
        s.case(f"nanmedian(zeros((0, 2), dtype={dtype}), axis=0)", np.full(2, nan, DTYPES[dtype]))
    s.write()


def layout():
    m, cube = np.arange(6).reshape(2, 3), np.arange(24.0).reshape(2, 3, 4)
    s = Numbers("rot90")
    for k in range(-2, 5):
        s.case(f"rot90({lit(m)}, k={k})", np.rot90(m, k))
        s.case(f"rot90({lit(cube)}, k={k}, axes=(2, 0))", np.rot90(cube, k, (2, 0)))
    s.case("rot90(zeros((0, 2)))", np.zeros((2, 0)))
    s.write()
    for name, f in {"fliplr": np.fliplr, "flipud": np.flipud}.items():
        s = Numbers(name)
        for x in [m, cube, np.zeros((0, 2)), np.array([[True, False]])]:
            s.case(f"{name}({lit(x)})", f(x))
        s.write()
    for name, f in {"atleast_1d": np.atleast_1d, "atleast_2d": np.atleast_2d}.items():
        s = Numbers(name)
        for x in [np.float64(2), np.array([1, 2]), m, np.zeros(0)]:
            s.case(f"{name}({lit(x)})", f(x))
        s.write()
    s = Numbers("diag")
    for k in [-2, 0, 1]:
        for x in [np.array([1, 2]), np.array([1.5, inf, nan], np.float32), np.zeros(0), m, np.array([1 + 2j])]:
            if x.ndim == 1 or k > -2:
                s.case(f"diag({lit(x)}, k={k})", np.diag(x, k))
    s.write()
    s = Numbers("diagflat")
    s.case(f"diagflat({lit(m)})", np.diagflat(m))
    s.case(f"diagflat({lit(m[0])}, k=-1)", np.diagflat(m[0], -1))
    s.write()
    s = Numbers("vander")
    for x in [np.array([1, -2, 3]), np.array([0.5, 0.0, 2.0]), np.array([3.0], np.float32), np.zeros(0)]:
        s.case(f"vander({lit(x)})", np.vander(x).astype(x.dtype), ulps=2)
        s.case(f"vander({lit(x)}, n=2, increasing=true)", np.vander(x, 2, increasing=True).astype(x.dtype), ulps=2)
    s.write()
    s = Numbers("logspace")
    s.case("logspace(0.0, 2.0, num=5)", np.logspace(0, 2, 5), ulps=4)
    s.case("logspace(1, 3, num=3, endpoint=false, base=2.0)", np.logspace(1, 3, 3, endpoint=False, base=2.0), ulps=4)
    s.case("logspace(0.0, 2.0, num=1)", np.logspace(0, 2, 1))
    s.write()
    s = Numbers("geomspace")
    s.case("geomspace(1.0, 1000.0, num=4)", np.geomspace(1, 1000, 4), ulps=4)
    s.case("geomspace(-2.0, -0.5, num=5, endpoint=false)", np.geomspace(-2, -0.5, 5, endpoint=False), ulps=4)
    s.write()
    s = Numbers("argwhere")
    t = Numbers("flatnonzero")
    for x in [m, m > 2, np.array([0.0, nan, -0.0]), np.zeros((0, 2))]:
        s.case(f"argwhere({lit(x)})", np.argwhere(x))
        t.case(f"flatnonzero({lit(x)})", np.flatnonzero(x))
    s.write()
    t.write()
    for name, f in {"tril_indices": np.tril_indices, "triu_indices": np.triu_indices}.items():
        s = Numbers(name)
        for n, k, cols in [(3, 0, None), (3, 1, None), (2, -1, 4), (0, 0, None)]:
            more = f", m={cols}" if cols else ""
            s.case(f"{name}({n}, k={k}{more})", *f(n, k, cols))
        s.write()
    for name, f in {"vstack": np.vstack, "hstack": np.hstack, "column_stack": np.column_stack, "dstack": np.dstack}.items():
        s = Numbers(name)
        for a, b in [(np.array([1, 2]), np.array([3, 4])), (m, m + 1), (m * 1.0, m * 2.5), (np.zeros((2, 0)), m * 1.0)]:
            if name in ("vstack", "dstack") and a.shape != b.shape:
                continue
            s.case(f"{name}(({lit(a)}, {lit(b)}))", f((a, b)))
        if name == "hstack":
            s.case("hstack((1.5, [2.5, 3.5]))", np.array([1.5, 2.5, 3.5]))
        if name == "column_stack":
            s.case(f"column_stack(([7, 8], {lit(m)}))", np.column_stack(([7, 8], m)))
        s.write()
    s = Numbers("select")
    x = np.array([-2.0, -0.5, 0.0, 3.0, nan])
    s.case(f"select(({lit(x)} < -1.0, {lit(x)} > 1.0), (-1.0, {lit(x)} * 2.0), default={lit(x)})",
           np.select([x < -1, x > 1], [-1.0, x * 2], x))
    s.case("select((true, [false, true]), ([1, 2], 3))", np.array([1, 2]))
    s.case("select(([false, true], true), ([1, 2], [[3], [4]]))", np.array([[3, 2], [4, 2]]))
    s.write()
    s = Numbers("lexsort")
    a, b = np.array([1, 2, 1, 2, 0]), np.array([0.5, 0.5, -1.0, nan, 0.5])
    s.case(f"lexsort(({lit(a)}, {lit(b)}))", np.lexsort((a, b)))
    s.case(f"lexsort(({lit(b)}, {lit(a)}))", np.lexsort((b, a)))
    s.case("lexsort((zeros(0), zeros(0)))", np.zeros(0, np.int64))
    s.write()
    s = Numbers("unravel_index")
    s.case("unravel_index([[5, 0], [11, 7]], (3, 4))", *np.unravel_index(np.array([[5, 0], [11, 7]]), (3, 4)))
    s.case("unravel_index(17, (2, 3, 4))", *[np.int64(i) for i in np.unravel_index(17, (2, 3, 4))])
    s.case("unravel_index(zeros((0,), dtype=i64), (2, 3))", np.zeros(0, np.int64), np.zeros(0, np.int64))
    s.write()
    s = Numbers("ravel_multi_index")
    s.case("ravel_multi_index(([0, 2], [3, 1]), (3, 4))", np.ravel_multi_index(([0, 2], [3, 1]), (3, 4)))
    s.case("ravel_multi_index((1, [0, 2], 3), (2, 3, 4))", np.array([15, 23]))
    s.write()
    s = Numbers("repeated")
    for x, n in [(np.array([1.5, 2.5, 3.5]), [2, 0, 1]), (np.array([True, False]), [0, 0]), (np.zeros(0), [])]:
        n = np.array(n, np.int64)
        s.case(f"repeat({lit(x)}, {lit(n)})", np.repeat(x, n))
    s.case(f"repeat({lit(m)}, [1, 0, 2], axis=1)", np.repeat(m, [1, 0, 2], axis=1))
    s.case(f"repeat({lit(m)}, u8([3, 1]), axis=0)", np.repeat(m, [3, 1], axis=0))
    s.write()


def sets():
    pairs = [(np.array(a, DTYPES[t]), np.array(b, DTYPES[t])) for t in ["i64", "u8", "f32"] for a, b in [([3, 1, 3], [2, 3]), ([1], [1])]]
    pairs += [(np.zeros(0), np.array([2.0, 1.0])), (np.array([1.0, inf, -0.0]), np.array([inf, 5.0]))]
    for name in ["union1d", "intersect1d", "setdiff1d", "setxor1d"]:
        s = Numbers(name)
        for a, b in pairs:
            s.case(f"{name}({lit(a)}, {lit(b)})", getattr(np, name)(a, b))
        s.write()


def polynomials():
    m, cube = np.arange(6.0).reshape(2, 3), np.arange(24.0).reshape(4, 2, 3)
    s = Numbers("inner")
    s.case(f"inner({lit(m)}, {lit(m + 1)})", np.inner(m, m + 1))
    s.case(f"inner([1, 2], [3, 4])", np.int64(11))
    s.write()
    s = Numbers("matvec")
    t = Numbers("vecmat")
    for a, x, y in [(m, np.array([1.0, 2.0, -1.0]), np.array([2.0, 1.0])), (cube, np.ones((4, 3)), np.ones((1, 2))),
                    (np.zeros((2, 0)), np.zeros(0), np.zeros(2)), (m + 1j, np.array([1j, 2, 3]), np.array([1j, 1.0]))]:
        s.case(f"matvec({lit(a)}, {lit(x)})", np.matvec(a, x))
        t.case(f"vecmat({lit(y)}, {lit(a)})", np.vecmat(y, a))
    s.write()
    t.write()
    s = Numbers("polyfit")
    x = np.array([-1.0, 0.0, 1.0, 2.0, 4.0])
    y = np.array([2.0, 1.0, 0.5, 3.0, 9.0])
    for deg in [0, 1, 3]:
        s.case(f"polyfit({lit(x)}, {lit(y)}, {deg})", np.polyfit(x, y, deg), ulps=64, absolute=1e-13)
    s.case(f"polyfit({lit(x)}, {lit(np.stack([y, 2 * y], axis=1))}, 2)", np.polyfit(x, np.stack([y, 2 * y], axis=1), 2), ulps=64, absolute=1e-13)
    s.write()
    s = Numbers("polymul")
    s.case("polymul([1, 2], [1, -1, 3])", np.polymul([1, 2], [1, -1, 3]))
    s.write()
    s = Numbers("polyder")
    s.case("polyder([1.0, 2.0, 3.0])", np.polyder([1.0, 2.0, 3.0]))
    s.case("polyder(f32([5.0]))", np.zeros(0, np.float32))
    s.write()
    s = Numbers("polyint")
    s.case("polyint([3.0, 2.0])", np.polyint([3.0, 2.0]))
    s.case("polyint([3.0, 2.0], k=5.0)", np.polyint([3.0, 2.0], k=5.0))
    s.case("polyint(zeros(0))", np.zeros(1))
    s.write()
    s = Numbers("roots")
    for p in [[1.0, -3.0, 2.0], [1.0, 0.0, 1.0], [2.0, -4.0], [1.0, -6.0, 11.0, -6.0]]:
        found = np.roots(p).astype(complex)
        found = found[np.lexsort((found.imag, found.real))]
        s.case(f"roots({lit(np.array(p))})", found, ulps=256, absolute=1e-13)
    s.write()


def signals():
    s = Numbers("unwrap")
    p = np.array([[0.0, 3.0, 6.5, 0.2, -7.0], [1.0, 1.0 + np.pi, 1.0, 1.0 - np.pi, 20.0]])
    for dtype in FLOATS:
        # Half a period is no number of 32 bits.
        x = p.astype(DTYPES[dtype])[: 1 if dtype == "f32" else 2]
        near = dict(ulps=8, absolute=4e-6 if dtype == "f32" else 1e-14)
        s.case(f"unwrap({lit(x)})", rounded(np.unwrap(widened(x)), dtype), **near)
        s.case(f"unwrap({lit(x)}, axis=0)", rounded(np.unwrap(widened(x), axis=0), dtype), **near)
        s.case(f"unwrap({lit(x)}, discont=5.0)", rounded(np.unwrap(widened(x), discont=5.0), dtype), **near)
        s.case(f"unwrap({lit(x)}, period=4.0)", rounded(np.unwrap(widened(x), period=4.0), dtype), **near)
    s.case("unwrap([2.5])", np.array([2.5]))
    s.write()
    for name in ["hanning", "hamming", "blackman", "bartlett"]:
        s = Numbers(name)
        for m in [0, 1, 2, 5, 8]:
            s.case(f"{name}({m})", getattr(np, name)(m), ulps=4, absolute=1e-15)
        s.write()
    s = Numbers("kaiser")
    for m in [0, 1, 2, 5, 8]:
        s.case(f"kaiser({m}, 14.0)", np.kaiser(m, 14.0), ulps=8)
        s.case(f"kaiser({m}, 0)", np.kaiser(m, 0.0))
    s.write()
    x = sample("f64", 2, 3, 4)
    z = x + 1j * sample("f64", 2, 3, 4, seed=1)
    for name, f, of in [("fft2", np.fft.fft2, z), ("ifft2", np.fft.ifft2, z), ("rfft2", np.fft.rfft2, x), ("irfft2", np.fft.irfft2, z)]:
        s = Numbers("fft." + name)
        s.case(f"fft.{name}({lit(of)})", f(of), ulps=16, absolute=1e-14)
        s.case(f'fft.{name}({lit(of)}, s=(2, 6), axes=(0, 1), norm="ortho")', f(of, s=(2, 6), axes=(0, 1), norm="ortho"), ulps=16, absolute=1e-14)
        s.write()


def special():
    n = np.array([[-1, 0, 1, 5], [18, 20, 170, 171]])
    s = Numbers("factorial")
    s.case(f"factorial({lit(n)})", sp.factorial(n), ulps=16)
    s.case("factorial(u8([0, 3]))", np.array([1.0, 6.0]))
    s.case("factorial(5)", np.float64(120))
    s.write()
    ns, ks = np.array([[0], [1], [5], [52], [100], [170], [171], [1000], [10**6]]), np.array([-1, 0, 1, 2, 5, 19, 50, 400])
    for name, f in {"comb": lambda n, k: mpmath.binomial(n, k), "perm": lambda n, k: mpmath.fprod(n - i for i in range(k))}.items():
        s = Numbers(name)
        wanted = np.array([[float(f(int(a), int(b))) if 0 <= b <= a else 0.0 for b in ks] for a in ns[:, 0]])
        for i, row in enumerate(ns[:, 0]):
            s.case(f"{name}({row}, {lit(ks)})", wanted[i], ulps=32 if row <= 170 else 40000)
        s.case(f"{name}({lit(ns[:3])}, {lit(ks[:4])})", wanted[:3, :4])
        s.case(f"{name}(5, 2)", np.float64(f(5, 2)))
        s.write()
    s = Numbers("multigammaln")
    a = np.array([[2.5, 10.0], [300.25, 4.0]])
    for d in [1, 2, 4]:
        s.case(f"multigammaln({lit(a)}, {d})", sp.multigammaln(a, d), ulps=16)
    s.case("multigammaln(f32(4.5), 3)", np.float32(sp.multigammaln(4.5, 3)), ulps=4)
    s.write()
    unary("erfcinv", sp.erfcinv, [0.0, 1e-300, 1e-10, 0.3, 1.0, 1.5, 2.0, -0.1, 2.1, nan], 16, 1e-16).write()
    unary("exprel", sp.exprel, SPECIAL + [1e-10, 700.0], 4).write()
    unary("cosm1", sp.cosm1, [v for v in SPECIAL if v != 0.0] + [0.0] + [1e-10, 3.0], 4).write()
    binary("rel_entr", sp.rel_entr, [0.0, 0.5, 2.0, -1.0, nan], [0.0, 0.5, 3.0, -1.0, nan], 4).write()
    binary("kl_div", lambda x, y: np.where(np.isnan(x + y), nan, sp.kl_div(x, y)), [0.0, 0.5, 2.0, -1.0, nan], [0.5, 3.0, -1.0, nan], 16).write()
    binary("boxcox", sp.boxcox, [0.0, 0.5, 1.0, 3.0, nan], [0.0, 1.0, -2.0, 1e-9], 8).write()
    binary("boxcox1p", sp.boxcox1p, [-0.5, 0.0, 1e-12, 3.0, nan], [0.0, 1.0, -2.0, 1e-9], 8).write()
    binary("inv_boxcox", sp.inv_boxcox, [0.25, 0.0, -0.25, nan], [0.0, 1.0, -2.0, 1e-9], 8).write()
    binary("inv_boxcox1p", sp.inv_boxcox1p, [0.25, 0.0, -0.25, nan], [0.0, 1.0, -2.0, 1e-9], 8).write()
    s = binary("gammaincinv", sp.gammaincinv, [0.5, 1.0, 2.5, 30.0, 1000.0, -1.0, nan], [0.0, 1e-30, 0.1, 0.5, 0.999, 1.0, -0.5, 1.5, nan], 512)
    s.case("gammaincinv([0.0, inf], 0.5)", np.full(2, nan))
    s.write()


elementwise()
reductions()
layout()
sets()
polynomials()
signals()
special()

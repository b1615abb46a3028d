"""Writes scripts that call the functions of statistics and learning, with the numbers of NumPy and PyTorch.

The form is that of prelude_cases.py. Made with NumPy 2.4 and torch 2.13 (`pip install torch`): run this file.
"""

import numpy as np
import torch
import torch.nn.functional as F

from cases import DTYPES, INTS, widened
from prelude_cases import FLOATS, Script, inf, lit, nan, rounded, sample

REALS = INTS + FLOATS


class Numbers(Script):
    def __init__(self, name):
        super().__init__(name)
        self.lines = [f"# `{name}`, with the numbers of NumPy and PyTorch: see statistics_cases.py."]


def searching():
    s = Numbers("searchsorted")
    for dtype in REALS:
        x = np.array([1, 2, 2, 5, 9], DTYPES[dtype])
        v = np.array([[0, 2, 3], [9, 10, 1]], DTYPES[dtype])
        for side in ["left", "right"]:
            s.case(f'searchsorted({lit(x)}, {lit(v)}, side="{side}")', np.searchsorted(x, v, side))
    x = np.array([-inf, -1.0, 0.0, 0.0, 2.0, inf, nan])
    v = np.array([-inf, -0.0, 0.0, 1.0, inf, nan])
    for side in ["left", "right"]:
        s.case(f'searchsorted({lit(x)}, {lit(v)}, side="{side}")', np.searchsorted(x, v, side))
    y = np.array([3, 1, 2])
    s.case(f"searchsorted({lit(y)}, 2, sorter=argsort({lit(y)}))", np.searchsorted(y, 2, sorter=np.argsort(y)))
    s.case("searchsorted(zeros(0), [1.0, 2.0])", np.array([0, 0]))
    s.case("searchsorted([1.0, 2.0], zeros((0, 3)))", np.zeros((0, 3), np.int64))
    s.write()
    s = Numbers("digitize")
    for dtype in FLOATS + ["i32", "u8"]:
        x = np.array([0, 1, 2, 3, 7, 10], DTYPES[dtype])
        for bins in [np.array([1, 3, 7], DTYPES[dtype]), np.array([7, 3, 1], DTYPES[dtype]), np.array([2], DTYPES[dtype])]:
            for right in [False, True]:
                s.case(f"digitize({lit(x)}, {lit(bins)}, right={str(right).lower()})", np.digitize(x, bins, right))
    s.case("digitize(2.5, [1.0, 2.0, 3.0])", np.int64(2))
    s.write()
    s = Numbers("isin")
    for dtype in REALS:
        x, t = np.array([[1, 5], [2, 7]], DTYPES[dtype]), np.array([7, 1, 1], DTYPES[dtype])
        s.case(f"isin({lit(x)}, {lit(t)})", np.isin(x, t))
        s.case(f"isin({lit(x)}, {lit(t)}, invert=true)", np.isin(x, t, invert=True))
    x, t = np.array([nan, -0.0, 1.0, inf]), np.array([nan, 0.0, inf])
    s.case(f"isin({lit(x)}, {lit(t)})", np.isin(x, t))
    s.case(f"isin({lit(x)}, zeros(0))", np.isin(x, []))
    s.case("isin([true, false], [false])", np.array([False, True]))
    z = np.array([1 + 2j, 1 - 2j, 3j])
    s.case(f"isin({lit(z)}, {lit(z[1:])})", np.isin(z, z[1:]))
    s.write()


def unique():
    data = [np.array([[3, 1], [2, 1]], DTYPES[t]) for t in REALS]
    data += [np.array([True, False, True]), np.array([2.5, nan, -0.0, 0.0, inf, nan, -inf]), np.zeros((0, 2)), np.float64(3),
             np.array([1 + 2j, 1 - 2j, 1 + 2j, 0]), np.array([1 + 2j, 1 - 2j, 1 + 2j, 0], np.complex64)]
    scripts = [Numbers("unique_" + n) for n in ["values", "counts", "inverse", "all"]]
    for x in data:
        values, indices, inverse, counts = np.unique(x, return_index=True, return_inverse=True, return_counts=True, equal_nan=False)
        inverse = inverse.reshape(x.shape)
        results = [(values,), (values, counts), (values, inverse), (values, indices, inverse, counts)]
        for s, result in zip(scripts, results):
            s.case(f"{s.name}({lit(x)})", *result)
    for s in scripts:
        s.write()


AXES = [("", None), (", axis=0", 0), (", axis=-1", -1), (", axis=(0, 1)", (0, 1))]


def quantiles():
    methods = ["linear", "lower", "higher", "midpoint", "nearest", "weibull", "hazen", "median_unbiased", "normal_unbiased"]
    qs = np.array([0.0, 0.3, 0.5, 0.625, 1.0])
    for name, f, scale in [("quantile", np.quantile, 1.0), ("percentile", np.percentile, 100.0)]:
        s = Numbers(name)
        for dtype in FLOATS:
            x = sample(dtype, 4, 5)
            v = s.let(x)
            near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-14)
            for words, axis in AXES:
                q = lit((qs * scale).astype(DTYPES[dtype]))
                shares = widened((qs * scale).astype(DTYPES[dtype]))
                s.case(f"{name}({v}, {q}{words})", rounded(f(widened(x), shares, axis=axis), dtype), **near)
                s.case(f"{name}({v}, {scale / 4}{words}, keepdims=true)",
                       rounded(f(widened(x), scale / 4, axis=axis, keepdims=True), dtype), **near)
            for method in methods:
                s.case(f'{name}({v}, {q}, axis=1, method="{method}")', rounded(f(widened(x), shares, axis=1, method=method), dtype),
                       **near)
            x = np.array([[1.0, nan, 2.0], [inf, 1.0, 0.0], [-inf, -0.0, 1.0]], DTYPES[dtype])
            s.case(f"{name}({lit(x)}, {scale / 4}, axis=1)", rounded(f(widened(x), scale / 4, axis=1), dtype))
            s.case(f"{name}({lit(x[:1, :1])}, {scale / 4}, axis=1)", rounded(f(widened(x[:1, :1]), scale / 4, axis=1), dtype))
            s.case(f"{name}({lit(np.zeros((0, 3), DTYPES[dtype]))}, {scale / 4}, axis=1)", np.zeros(0, DTYPES[dtype]))
        s.case(f"{name}(2.0, {scale / 2})", np.float64(2))
        s.case(f"{name}(zeros(0), {scale / 2})", np.float64(nan))
        s.case(f"{name}([1.0, 2.0], [{2 * scale}, -1.0, {scale}])", np.array([nan, nan, 2.0]))
        s.write()
    s = Numbers("median")
    for dtype in FLOATS:
        for x in [sample(dtype, 4, 5), sample(dtype, 3, 1), np.array([[1.0, nan], [inf, inf], [-0.0, 2.0]], DTYPES[dtype])]:
            v = s.let(x)
            for words, axis in AXES:
                for keepdims in [False, True]:
                    keep = ", keepdims=true" if keepdims else ""
                    s.case(f"median({v}{words}{keep})", rounded(np.median(widened(x), axis=axis, keepdims=keepdims), dtype))
    s.case("median(zeros(0))", np.float64(nan))
    s.case("median(zeros((3, 0)), axis=1)", np.full(3, nan))
    s.write()


def histograms():
    s = Numbers("histogram")
    x = np.array([0.5, 1.0, 1.5, 2.0, 2.0, 3.5, 4.0, -1.0])
    weights = np.array([1.0, 2.0, 0.5, 1.0, 1.0, 2.0, 3.0, 1.0])
    for dtype in FLOATS:
        v, w = s.let(x.astype(DTYPES[dtype])), s.let(weights.astype(DTYPES[dtype]))
        near = dict(ulps=4)
        for words, kw in [("", {}), (", bins=4", {"bins": 4}), (", 3, range=(0.0, 4.0)", {"bins": 3, "range": (0.0, 4.0)}),
                          (", bins=1", {"bins": 1}), (", 2, range=(2.0, 2.0)", {"bins": 2, "range": (2.0, 2.0)})]:
            counts, edges = np.histogram(x, **kw)
            s.case(f"histogram({v}{words})", counts, edges.astype(DTYPES[dtype]), **near)
            counts, edges = np.histogram(x, weights=weights, **kw)
            s.case(f"histogram({v}{words}, weights={w})", counts.astype(DTYPES[dtype]), edges.astype(DTYPES[dtype]), **near)
            counts, edges = np.histogram(x, density=True, **kw)
            s.case(f"histogram({v}{words}, density=true)", counts.astype(DTYPES[dtype]), edges.astype(DTYPES[dtype]), **near)
        for bins in [np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 1.5])]:
            counts, edges = np.histogram(x, bins)
            s.case(f"histogram({v}, {lit(bins.astype(DTYPES[dtype]))})", counts, edges.astype(DTYPES[dtype]))
    for dtype in INTS:
        y = np.array([1, 2, 1, 7, 3], DTYPES[dtype])
        s.case(f"histogram({lit(y)}, bins=3)", *np.histogram(y, bins=3), ulps=4)
    s.case("histogram([nan, 1.0, inf, -inf], [0.0, 1.0, 2.0])", np.array([0, 1]), np.array([0.0, 1.0, 2.0]))
    s.case("histogram(zeros(0), bins=2)", *np.histogram([], bins=2))
    s.case("histogram([[1.0, 2.0], [3.0, 4.0]], bins=2)", *np.histogram([[1.0, 2.0], [3.0, 4.0]], bins=2))
    s.write()
    s = Numbers("bincount")
    for dtype in INTS:
        x = np.array([0, 1, 1, 3], DTYPES[dtype])
        s.case(f"bincount({lit(x)}, 5)", np.bincount(x.astype(np.int64), minlength=5))
    for dtype in FLOATS:
        w = np.array([0.5, 1.0, 2.0, 4.0], DTYPES[dtype])
        s.case(f"bincount([0, 1, 1, 3], 4, weights={lit(w)})", rounded(np.bincount([0, 1, 1, 3], w), dtype))
    s.case("bincount(i64(zeros(0)), 2)", np.array([0, 0]))
    s.write()


def segments():
    ids = np.array([2, 0, 2, 1, 0])

    def by_segment(x, f, start):
        out = np.full((4,) + x.shape[1:], start, x.dtype)
        for i in range(4):
            if (ids == i).any():
                out[i] = f(x[ids == i], axis=0)
        return out

    limits = {"segment_sum": lambda t: 0, "segment_mean": lambda t: nan,
              "segment_max": lambda t: -inf if t in FLOATS else np.iinfo(DTYPES[t]).min,
              "segment_min": lambda t: inf if t in FLOATS else np.iinfo(DTYPES[t]).max}
    functions = {"segment_sum": np.sum, "segment_mean": np.mean, "segment_max": np.max, "segment_min": np.min}
    for name, f in functions.items():
        s = Numbers(name)
        for dtype in FLOATS if name == "segment_mean" else REALS:
            x = (sample(dtype, 5, 2) if dtype in FLOATS else np.arange(10).reshape(5, 2).astype(DTYPES[dtype]))
            for y in [x, x[:, 0]]:
                s.case(f"{name}({lit(y)}, {lit(ids)}, 4)", rounded(by_segment(widened(y), f, limits[name](dtype)), dtype)
                       if dtype in FLOATS else by_segment(y, lambda a, axis: f(a, axis=axis).astype(a.dtype), limits[name](dtype)),
                       ulps=4, absolute=1e-7 if dtype == "f32" else 1e-15)
        if name in ("segment_max", "segment_min"):
            y = np.array([nan, 1.0, 2.0, -0.0, inf])
            s.case(f"{name}({lit(y)}, {lit(ids)}, 4)", by_segment(y, f, limits[name]("f64")))
        s.case(f"{name}(zeros((0, 2)), i32(zeros(0)), 3)", np.full((3, 2), np.float64(limits[name]("f64"))))
        s.write()


def ranks():
    s = Numbers("top_k")
    for dtype in REALS:
        x = np.array([[3, 1, 4, 1], [5, 9, 2, 6]], DTYPES[dtype])
        for axis in [0, 1, -1]:
            k = 2
            order = np.argsort(-x.astype(np.float64), axis=axis, kind="stable")
            places = np.take(order, range(k), axis=axis)
            s.case(f"top_k({lit(x)}, {k}, axis={axis})", np.take_along_axis(x, places, axis), places)
    s.case("top_k([1.0, nan, 3.0, inf], 3)", np.array([inf, 3.0, 1.0]), np.array([3, 2, 0]))
    s.case("top_k([1.0, 2.0], 0)", np.zeros(0), np.zeros(0, np.int64))
    s.write()
    s = Numbers("one_hot")
    for dtype in INTS:
        x = np.array([0, 2, 5], DTYPES[dtype])
        s.case(f"one_hot({lit(x)}, 3)", (x[:, None] == np.arange(3)).astype(np.float64))
    x = np.array([[0, 2], [-1, 1]])
    s.case(f"one_hot({lit(x)}, 3, axis=0)", np.moveaxis((x[..., None] == np.arange(3)).astype(np.float64), -1, 0))
    s.case(f"one_hot({lit(x)}, 3, axis=1, dtype=i8)", np.moveaxis((x[..., None] == np.arange(3)).astype(np.int8), -1, 1))
    s.case("one_hot(1, 3, dtype=bool)", np.array([False, True, False]))
    s.write()


def averages():
    s = Numbers("average")
    for dtype in FLOATS:
        x, w = sample(dtype, 3, 4), np.abs(sample(dtype, 3, 4, seed=1)) + DTYPES[dtype](0.5)
        near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-15)
        v, u = s.let(x), s.let(w)
        for words, axis in AXES:
            s.case(f"average({v}{words})", rounded(np.average(widened(x), axis), dtype), **near)
            s.case(f"average({v}{words}, weights={u})", rounded(np.average(widened(x), axis, widened(w)), dtype), **near)
        s.case(f"average({v}, axis=1, weights={lit(w[0])})", rounded(np.average(widened(x), 1, widened(w[0])), dtype), **near)
        s.case(f"average({v}, axis=0, weights={lit(w[:, 0])}, keepdims=true)",
               rounded(np.average(widened(x), 0, widened(w[:, 0]), keepdims=True), dtype), **near)
    s.write()
    s = Numbers("ptp")
    for dtype in REALS:
        x = np.array([[3, 1, 4], [1, 5, 9]], DTYPES[dtype])
        s.case(f"ptp({lit(x)})", np.ptp(x))
        s.case(f"ptp({lit(x)}, axis=0, keepdims=true)", np.ptp(x, axis=0, keepdims=True))
    s.case("ptp([1.0, nan])", np.float64(nan))
    s.write()
    functions = {"nansum": np.nansum, "nanprod": np.nanprod, "nanmax": np.nanmax, "nanmin": np.nanmin, "nanmean": np.nanmean,
                 "nanvar": np.nanvar, "nanstd": np.nanstd}
    for name, f in functions.items():
        s = Numbers(name)
        for dtype in FLOATS:
            near = dict(ulps=16, absolute=1e-6 if dtype == "f32" else 1e-15)
            for x in [sample(dtype, 3, 4), np.array([[1.0, nan, -2.0], [nan, nan, nan], [5.0, 0.25, 3.0]], DTYPES[dtype])]:
                v = s.let(x)
                for words, axis in AXES:
                    for keepdims in [False, True]:
                        keep = ", keepdims=true" if keepdims else ""
                        s.case(f"{name}({v}{words}{keep})", rounded(f(widened(x), axis=axis, keepdims=keepdims), dtype), **near)
                if name in ("nanvar", "nanstd"):
                    s.case(f"{name}({v}, axis=1, correction=1)", rounded(f(widened(x), axis=1, ddof=1), dtype), **near)
        s.write()


def correlations():
    s, c = Numbers("cov"), Numbers("corrcoef")
    for dtype in FLOATS:
        x, y = sample(dtype, 3, 5), sample(dtype, 2, 5, seed=1)
        near = dict(ulps=32, absolute=1e-6 if dtype == "f32" else 1e-14)
        v, u = s.let(x), s.let(y)
        for words, kw in [("", {}), (", bias=true", {"bias": True}), (", ddof=0", {"ddof": 0}), (", ddof=2", {"ddof": 2})]:
            s.case(f"cov({v}{words})", rounded(np.cov(widened(x), **kw), dtype), **near)
        s.case(f"cov({v}, {u})", rounded(np.cov(widened(x), widened(y)), dtype), **near)
        s.case(f"cov({lit(x.T)}, rowvar=false)", rounded(np.cov(widened(x)), dtype), **near)
        s.case(f"cov({lit(x[0])}, {lit(x[1])})", rounded(np.cov(widened(x[0]), widened(x[1])), dtype), **near)
        s.case(f"cov({lit(x[0])})", rounded(np.cov(widened(x[0])), dtype), **near)
        c.case(f"corrcoef({lit(x)})", rounded(np.corrcoef(widened(x)), dtype), **near)
        c.case(f"corrcoef({lit(x)}, {lit(y)})", rounded(np.corrcoef(widened(x), widened(y)), dtype), **near)
        c.case(f"corrcoef({lit(x.T)}, rowvar=false)", rounded(np.corrcoef(widened(x)), dtype), **near)
        c.case(f"corrcoef({lit(x[0])})", rounded(np.corrcoef(widened(x[0])), dtype), **near)
    z = sample("f64", 2, 4) + 1j * sample("f64", 2, 4, seed=1)
    s.case(f"cov({lit(z)})", np.cov(z), ulps=32, absolute=1e-14)
    c.case(f"corrcoef({lit(z)})", np.corrcoef(z), ulps=32, absolute=1e-14)
    s.case("cov([1.0])", np.float64(nan))
    c.case("corrcoef([[1.0, 1.0], [1.0, 2.0]])", np.corrcoef([[1.0, 1.0], [1.0, 2.0]]))
    s.write()
    c.write()
    for name, f in [("convolve", np.convolve), ("correlate", np.correlate)]:
        s = Numbers(name)
        for dtype in REALS + ["c64", "c128"]:
            for n, m in [(5, 3), (2, 4), (4, 4), (3, 1), (4, 2), (2, 5)]:
                a, v = (np.arange(n) + 1).astype(DTYPES[dtype]), (np.arange(m) * 2 % 3 + 1).astype(DTYPES[dtype])
                if dtype in ("c64", "c128"):
                    a, v = a + 1j, (v * 1j + 2).astype(DTYPES[dtype])
                for mode in ["full", "same", "valid"]:
                    s.case(f'{name}({lit(a.astype(DTYPES[dtype]))}, {lit(v)}, "{mode}")',
                           np.asarray(f(a, v, mode)).astype(DTYPES[dtype]), ulps=4)
            if dtype in REALS:
                s.case(f"{name}({lit(a)}, {lit(v)})", f(a, v), ulps=4)
        s.write()


def points():
    s = Numbers("interp")
    for dtype in FLOATS:
        xp, fp = np.array([-1.0, 0.0, 2.0, 3.0], DTYPES[dtype]), np.array([1.0, 3.0, -2.0, 0.5], DTYPES[dtype])
        x = np.array([[-2.0, -1.0, -0.5], [1.0, 2.0, 2.75], [3.0, 4.0, nan], [inf, -inf, 0.0]], DTYPES[dtype])
        v = s.let(x)
        s.case(f"interp({v}, {lit(xp)}, {lit(fp)})", rounded(np.interp(widened(x), widened(xp), widened(fp)), dtype), ulps=4)
        s.case(f"interp({v}, {lit(xp)}, {lit(fp)}, left=-7.0, right=nan)",
               rounded(np.interp(widened(x), widened(xp), widened(fp), -7.0, nan), dtype), ulps=4)
        y = x[:2]  # for one point NumPy's value at nan is that of the point
        s.case(f"interp({lit(y)}, {lit(xp[:1])}, {lit(fp[:1])})", rounded(np.interp(widened(y), widened(xp[:1]), widened(fp[:1])), dtype))
        g = np.array([inf, 1.0, 1.0, -inf], DTYPES[dtype])
        s.case(f"interp({v}, {lit(xp)}, {lit(g)})", rounded(np.interp(widened(x), widened(xp), widened(g)), dtype), ulps=4)
    s.case("interp(0.25, [0.0, 1.0], [10.0, 20.0])", np.float64(12.5))
    s.write()
    s = Numbers("trapezoid")
    for dtype in FLOATS:
        y, x = sample(dtype, 3, 4), np.array([0.0, 0.5, 1.5, 4.0], DTYPES[dtype])
        near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-15)
        s.case(f"trapezoid({lit(y)})", rounded(np.trapezoid(widened(y)), dtype), **near)
        s.case(f"trapezoid({lit(y)}, dx=0.25, axis=0)", rounded(np.trapezoid(widened(y), dx=0.25, axis=0), dtype), **near)
        s.case(f"trapezoid({lit(y)}, {lit(x)})", rounded(np.trapezoid(widened(y), widened(x)), dtype), **near)
        s.case(f"trapezoid({lit(y)}, {lit(y * y)})", rounded(np.trapezoid(widened(y), widened(y * y)), dtype), **near)
        s.case(f"trapezoid({lit(y[0, :1])})", np.zeros((), DTYPES[dtype]))
    s.case("trapezoid(zeros((2, 0)))", np.zeros(2))
    s.write()
    s = Numbers("gradient")
    for dtype in FLOATS:
        y = sample(dtype, 3, 4)
        near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-15)
        s.case(f"gradient({lit(y)})", *[rounded(g, dtype) for g in np.gradient(widened(y))], **near)
        s.case(f"gradient({lit(y)}, 0.5, axis=1)", rounded(np.gradient(widened(y), 0.5, axis=1), dtype), **near)
        s.case(f"gradient({lit(y[0, :2])})", rounded(np.gradient(widened(y[0, :2])), dtype), **near)
    s.write()
    s = Numbers("polyval")
    for dtype in FLOATS:
        p, x = np.array([1.5, -2.0, 0.25], DTYPES[dtype]), np.array([[0.0, 1.0], [inf, nan]], DTYPES[dtype])
        s.case(f"polyval({lit(p)}, {lit(x)})", rounded(np.polyval(widened(p), widened(x)), dtype), ulps=4)
    s.case("polyval([2, 3], [4, 5])", np.array([11, 13]))
    s.case("polyval(zeros(0), [4.0, 5.0])", np.zeros(2))
    z = np.array([1 + 2j, -1j])
    s.case(f"polyval([1.0, 0.5], {lit(z)})", np.polyval([1.0, 0.5], z))
    s.write()
    s = Numbers("pad")
    for dtype in DTYPES:
        x = np.array([[1, 0, 1]] if dtype == "bool" else [[1, 2, 3], [4, 5, 6]], DTYPES[dtype])
        for words, width in [("1", 1), ("(1, 2)", (1, 2)), ("((0, 1), (2, 0))", ((0, 1), (2, 0)))]:
            s.case(f"pad({lit(x)}, {words})", np.pad(x, width))
            for mode in ["edge", "reflect", "symmetric", "wrap"]:
                s.case(f'pad({lit(x)}, {words}, mode="{mode}")', np.pad(x, width, mode))
    s.case("pad([1.0, 2.0], 2, constant_values=nan)", np.pad([1.0, 2.0], 2, constant_values=nan))
    for mode in ["edge", "reflect", "symmetric", "wrap"]:
        s.case(f'pad([1.0, -0.0, 3.0], (7, 8), "{mode}")', np.pad([1.0, -0.0, 3.0], (7, 8), mode))
        s.case(f'pad([5.0], 3, "{mode}")', np.pad([5.0], 3, mode))
    s.case("pad(zeros((0, 1)), 1)", np.zeros((2, 3)))
    s.write()


def types():
    """Of element types nothing is computed: what the functions give is used, or is a flag."""
    kinds = {"bool": "bool", "signed integer": "i8 i16 i32 i64", "unsigned integer": "u8 u16 u32 u64", "real floating": "f32 f64",
             "complex floating": "c64 c128", "integral": " ".join(INTS), "numeric": " ".join(list(DTYPES)[1:])}
    s = Numbers("isdtype")
    for dtype in DTYPES:
        for kind, members in kinds.items():
            s.case(f'isdtype({dtype}, "{kind}")', np.bool_(dtype in members.split()))
    s.case('isdtype(f32, ("bool", "integral"))', np.bool_(False))
    s.case("isdtype(f32, (f64, f32))", np.bool_(True))
    s.case("isdtype([1.0].dtype, f64)", np.bool_(True))
    s.write()
    s, r = Numbers("can_cast"), Numbers("result_type")
    for a in DTYPES:
        for b in DTYPES:
            across = {DTYPES[a]().dtype.kind, DTYPES[b]().dtype.kind}
            together = across <= {"i", "u"} or across <= {"f", "c"} or len(across) == 1
            both = np.promote_types(DTYPES[a], DTYPES[b])
            together &= not (across == {"i", "u"} and both.kind == "f")
            s.case(f"can_cast({a}, {b})", np.bool_(together and both == DTYPES[b]))
            if together and a != "bool":
                r.case(f"ones(2, dtype=result_type({a}, {b}))", np.ones(2, both))
    s.case("can_cast([1.0], f64)", np.bool_(True))
    r.case("ones((), dtype=result_type(f32([1.0]), 2))", np.float32(1))
    r.case("ones((), dtype=result_type(1, 2.0))", np.float64(1))
    s.write()
    r.write()
    s = Numbers("finfo")
    for dtype in FLOATS:
        for field in ["eps", "max", "min", "smallest_normal"]:
            s.case(f"f64(finfo({dtype}).{field})", np.float64(getattr(np.finfo(DTYPES[dtype]), field)))
            s.case(f"{dtype}(finfo({dtype}).{field})", getattr(np.finfo(DTYPES[dtype]), field))
        s.case(f"finfo(ones(2, dtype={dtype})).bits", np.int64(np.finfo(DTYPES[dtype]).bits))
        s.case(f"ones((), dtype=finfo({'c64' if dtype == 'f32' else 'c128'}).dtype)", DTYPES[dtype](1))
    s.write()
    s = Numbers("iinfo")
    for dtype in INTS:
        for field in ["max", "min"]:
            s.case(f"{dtype}(iinfo({dtype}).{field})", DTYPES[dtype](getattr(np.iinfo(DTYPES[dtype]), field)))
        s.case(f"iinfo({dtype}).bits", np.int64(np.iinfo(DTYPES[dtype]).bits))
    s.write()


def tensor(x):
    return torch.from_numpy(widened(x).copy())


def convolutions():
    s = Numbers("conv1d")
    for dtype in FLOATS:
        near = dict(ulps=32, absolute=1e-5 if dtype == "f32" else 1e-14)
        x, w, b = sample(dtype, 2, 4, 9), sample(dtype, 6, 4, 3, seed=1), sample(dtype, 6, seed=2)
        v, u = s.let(x), s.let(w)
        for stride, padding, dilation in [(1, 0, 1), (2, 1, 1), (3, 2, 2), (1, "same", 1), (1, "same", 2), (1, "valid", 3), (4, 0, 1)]:
            words = f'"{padding}"' if isinstance(padding, str) else padding
            s.case(f"conv1d({v}, {u}, stride={stride}, padding={words}, dilation={dilation})",
                   rounded(F.conv1d(tensor(x), tensor(w), None, stride, padding, dilation).numpy(), dtype), **near)
        for groups in [2, 4]:
            g = sample(dtype, 8, 4 // groups, 3, seed=3)
            s.case(f"conv1d({v}, {lit(g)}, groups={groups})",
                   rounded(F.conv1d(tensor(x), tensor(g), groups=groups).numpy(), dtype), **near)
        s.case(f"conv1d({v}, {u}, {lit(b)})", rounded(F.conv1d(tensor(x), tensor(w), tensor(b)).numpy(), dtype), **near)
        s.case(f"conv1d({v}[0], {u}, {lit(b)})", rounded(F.conv1d(tensor(x[0]), tensor(w), tensor(b)).numpy(), dtype), **near)
        s.case(f"conv1d({v}[:0], {u})", np.zeros((0, 6, 7), DTYPES[dtype]))
    x, w = np.arange(10).reshape(1, 2, 5), np.array([[[1, 0], [2, -1]]])
    s.case(f"conv1d({lit(x)}, {lit(w)})", F.conv1d(torch.from_numpy(x), torch.from_numpy(w)).numpy())
    s.case(f"conv1d({lit(x)}, {lit(w)}, stride=2, padding=\"same\")",
           F.conv1d(F.pad(torch.from_numpy(x), (0, 1)), torch.from_numpy(w), stride=2).numpy())
    s.write()
    s = Numbers("conv2d")
    for dtype in FLOATS:
        near = dict(ulps=32, absolute=1e-5 if dtype == "f32" else 1e-14)
        x, w, b = sample(dtype, 1, 2, 5, 6), sample(dtype, 4, 2, 3, 2, seed=1), sample(dtype, 4, seed=2)
        v, u = s.let(x), s.let(w)
        for stride, padding, dilation in [(1, 0, 1), ((2, 1), 1, 1), (2, (1, 2), (1, 2)), (1, "same", 1), (1, "valid", 2)]:
            words = f'"{padding}"' if isinstance(padding, str) else padding
            s.case(f"conv2d({v}, {u}, stride={stride}, padding={words}, dilation={dilation})",
                   rounded(F.conv2d(tensor(x), tensor(w), None, stride, padding, dilation).numpy(), dtype), **near)
        g = sample(dtype, 4, 1, 2, 2, seed=3)
        s.case(f"conv2d({v}, {lit(g)}, bias={lit(b)}, groups=2)",
               rounded(F.conv2d(tensor(x), tensor(g), tensor(b), groups=2).numpy(), dtype), **near)
        s.case(f"conv2d({v}, {u}, padding=((1, 0), (0, 2)))",
               rounded(F.conv2d(F.pad(tensor(x), (0, 2, 1, 0)), tensor(w)).numpy(), dtype), **near)
    s.write()
    s = Numbers("max_pool")
    for dtype in FLOATS:
        x = sample(dtype, 2, 1, 5, 6)
        v = s.let(x)
        for window, stride, padding in [((2, 2), None, 0), ((3, 2), (1, 2), 0), ((3, 3), 2, 1), ((2, 3), None, (1, 0))]:
            more = f", stride={stride}" if stride else ""
            s.case(f"max_pool({v}, {window}{more}, padding={padding})",
                   rounded(F.max_pool2d(tensor(x), window, stride, padding).numpy(), dtype))
        s.case(f"max_pool({v}[0], 3)", rounded(F.max_pool1d(tensor(x[0]), 3).numpy(), dtype))
    s.case("max_pool([1.0, nan, 3.0, 4.0], 2)", np.array([nan, 4.0]))
    s.case("max_pool(i8([-3, -4, -5]), 2, stride=1, padding=1)", np.array([-3, -3, -4, -5], np.int8))
    s.write()
    s = Numbers("avg_pool")
    for dtype in FLOATS:
        near = dict(ulps=8, absolute=1e-6 if dtype == "f32" else 1e-15)
        x = sample(dtype, 2, 1, 5, 6)
        v = s.let(x)
        for window, stride, padding in [((2, 2), None, 0), ((3, 2), (1, 2), 0), ((3, 3), 2, 1)]:
            more = f", stride={stride}" if stride else ""
            s.case(f"avg_pool({v}, {window}{more}, padding={padding})",
                   rounded(F.avg_pool2d(tensor(x), window, stride, padding).numpy(), dtype), **near)
        s.case(f"avg_pool({v}[0], 3)", rounded(F.avg_pool1d(tensor(x[0]), 3).numpy(), dtype), **near)
    s.write()


if __name__ == "__main__":
    searching()
    unique()
    quantiles()
    histograms()
    segments()
    ranks()
    averages()
    correlations()
    points()
    convolutions()
    types()

"""Writes scripts that call the functions of the prelude, with the numbers that NumPy and SciPy give.

A script is resources/prelude/FUNCTION.tgraph. After each statement that prints stand lines
"#=> ARRAY", one for each tensor, ARRAY being in the notation of ArrayText. "~ ULPS" or
"~ ULPS ABSOLUTE" at its end says how far the result may be off: by so many units in the last place of
what is expected, or by the absolute amount. Results for f32 are those of double precision, rounded,
where a script does not say otherwise. Made with NumPy 2.4 and SciPy 1.17: run this file.
"""

import pathlib

import numpy as np
import scipy.linalg
import scipy.special

from cases import DTYPES, NAMES, text, widened

OUT = pathlib.Path(__file__).parent.parent / "resources" / "prelude"
FLOATS = ["f32", "f64"]
np.seterr(all="ignore")

nan, inf = np.nan, np.inf
SPECIAL = [-inf, -2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 2.5, inf, nan]


def number(x):
    x = float(x)
    if np.isnan(x):
        return "nan"
    if np.isinf(x):
        return "inf" if x > 0 else "-inf"
    return repr(x)


def nested(array, one):
    if array.ndim == 0:
        return one(array[()])
    return "[" + ", ".join(nested(a, one) for a in array) + "]"


def lit(array):
    """The array as a script writes it."""
    array = np.asarray(array)
    name = NAMES[array.dtype]
    if array.size == 0:
        return f"zeros(({', '.join(map(str, array.shape))},), dtype={name})"
    if name == "bool":
        return nested(array, lambda x: "true" if x else "false")
    if array.dtype.kind in "iu":
        body = nested(array, lambda x: str(int(x)))
        return body if name == "i64" else f"{name}({body})"
    if array.dtype.kind == "c":
        part = np.float32 if name == "c64" else np.float64
        return f"complex({lit(array.real.astype(part))}, {lit(array.imag.astype(part))})"
    body = nested(array, number)
    return body if name == "f64" else f"{name}({body})"


class Script:
    """The tests of one function."""

    def __init__(self, name, what=""):
        self.name = name
        self.lines = [f"# {what or f'`{name}`'}, with the numbers that NumPy gives: see prelude_cases.py."]
        self.lets = 0

    def let(self, array):
        """Names an array; returns the name."""
        self.lets += 1
        self.lines.append(f"let x{self.lets} = {lit(array)}")
        return f"x{self.lets}"

    def case(self, program, *results, ulps=0, absolute=0.0):
        self.lines.append(f"print({program})")
        near = f" ~ {ulps} {absolute}" if absolute else f" ~ {ulps}" if ulps else ""
        for result in results:
            result = np.asarray(result)
            exact = result.dtype.kind not in "fc"
            self.lines.append("#=> " + text(result) + ("" if exact else near))

    def write(self):
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / (self.name + ".tgraph")).write_text("\n".join(self.lines) + "\n")


def rounded(result, dtype):
    result = np.asarray(result)
    if result.dtype.kind == "f":
        return result.astype(DTYPES[dtype])
    if result.dtype.kind == "c":
        return result.astype(np.complex64 if dtype in ("f32", "c64") else np.complex128)
    return result


def rng(seed=0):
    return np.random.default_rng(seed)


def sample(dtype, *shape, seed=0):
    return rng(seed).normal(size=shape).round(3).astype(DTYPES[dtype])


def shapes(dtype):
    """Matrices to reduce: usual, with special values, and with axes of size 0 and 1."""
    special = np.array([[1.0, nan, -0.0, 2.0], [inf, 1.0, 0.0, -3.0], [-inf, 5.0, -0.0, -0.0]], DTYPES[dtype])
    return [sample(dtype, 3, 4), special, sample(dtype, 1, 3), sample(dtype, 3, 1), np.zeros((0, 3), DTYPES[dtype]),
            np.zeros((2, 0), DTYPES[dtype])]


# Elementwise

UNARY = {
    "abs": np.abs, "acos": np.arccos, "acosh": np.arccosh, "asin": np.arcsin, "asinh": np.arcsinh, "atan": np.arctan,
    "atanh": np.arctanh, "cbrt": np.cbrt, "ceil": np.ceil, "conj": np.conj, "cos": np.cos, "cosh": np.cosh, "exp": np.exp,
    "expm1": np.expm1, "floor": np.floor, "isfinite": np.isfinite, "isinf": np.isinf, "isnan": np.isnan, "log": np.log,
    "log10": np.log10, "log1p": np.log1p, "log2": np.log2, "negative": np.negative, "positive": np.positive,
    "real": np.real, "reciprocal": lambda x: 1 / x, "round": np.round, "sign": np.sign, "sin": np.sin, "sinh": np.sinh,
    "sqrt": np.sqrt, "square": np.square, "tan": np.tan, "tanh": np.tanh, "trunc": np.trunc,
    "sigmoid": scipy.special.expit, "softplus": lambda x: np.logaddexp(x, 0),
}
BINARY = {
    "add": np.add, "atan2": np.arctan2, "copysign": np.copysign, "divide": np.divide, "equal": np.equal,
    "floor_divide": np.floor_divide, "greater": np.greater, "greater_equal": np.greater_equal, "hypot": np.hypot,
    "less": np.less, "less_equal": np.less_equal, "logaddexp": np.logaddexp, "maximum": np.maximum,
    "minimum": np.minimum, "multiply": np.multiply, "not_equal": np.not_equal, "pow": np.power,
    "remainder": np.remainder, "subtract": np.subtract,
}


def round_to(s):
    """To places behind the point and before it."""
    for dtype in ["f32", "f64"]:
        for x in [np.array(SPECIAL + [1.25, -0.001, 1e30, 123.456, 1e-300], DTYPES[dtype]), np.zeros((0, 1), DTYPES[dtype])]:
            v = s.let(x)
            for decimals in (1, 3, -1):
                s.case(f"round({v}, {decimals})", np.round(x, decimals))
    s.case("round(3.14159, decimals=2)", np.round(np.float64(3.14159), 2))
    s.case("round([15, 25, -35, 149], -1)", np.round(np.array([15, 25, -35, 149]), -1))
    s.case("round(i8([15, 25, -35]), decimals=-1)", np.round(np.array([15, 25, -35], np.int8), -1))
    s.case("round(u16([15, 149]), 2)", np.array([15, 149], np.uint16))


def elementwise():
    for name, f in UNARY.items():
        s = Script(name)
        for dtype in FLOATS:
            values = np.array(SPECIAL + [-30.0, 30.0, 0.75, 1e-3], DTYPES[dtype])
            for x in [values, sample(dtype, 2, 3), np.zeros((0, 2), DTYPES[dtype]), sample(dtype)]:
                s.case(f"{name}({s.let(x)})", rounded(f(widened(x)), dtype), ulps=8)
        if name in ("abs", "negative", "positive", "sign", "square"):
            x = np.array([-3, 0, 7], np.int32)
            s.case(f"{name}({lit(x)})", f(x))
        if name == "conj":
            x = np.array([1 + 2j, -1 - 0j])
            s.case(f"{name}({lit(x)})", f(x))
        s.case(f"{name}(2)" if name not in ("atanh", "acos", "asin") else f"{name}(1)",
               f(np.float64(2.0 if name not in ("atanh", "acos", "asin") else 1.0))
               if name not in ("abs", "ceil", "conj", "floor", "isfinite", "isinf", "isnan", "negative", "positive",
                               "real", "round", "sign", "square", "trunc") else f(np.int64(2)), ulps=8)
        if name == "round":
            round_to(s)
        s.write()
    for name, f in BINARY.items():
        s = Script(name)
        for dtype in FLOATS:
            column = np.array([[-inf], [-1.5], [-0.0], [0.0], [2.0], [nan]], DTYPES[dtype])
            if name in ("maximum", "minimum"):  # which of two zeros it is, the standard leaves open
                column = np.delete(column, [2, 3], axis=0)
            if name == "floor_divide":  # of infinity NumPy's is nan, the standard's infinity
                column = column[1:]
            row = np.array([-2.0, -0.0, 0.0, 0.5, 3.0, inf, nan], DTYPES[dtype])
            x, y = s.let(column), s.let(row)
            s.case(f"{name}({x}, {y})", rounded(f(widened(column), widened(row)), dtype), ulps=8)
            if name != "floor_divide":
                s.case(f"{name}({y}, 2.0)", rounded(f(widened(row), 2.0), dtype), ulps=8)
            s.case(f"{name}(2, {y})", rounded(f(2.0, widened(row)), dtype), ulps=8)
            a, b = sample(dtype, 2, 1, 3), sample(dtype, 4, 1, seed=1)
            s.case(f"{name}({lit(a)}, {lit(b)})", rounded(f(widened(a), widened(b)), dtype), ulps=8)
            empty = np.zeros((0, 1), DTYPES[dtype])
            s.case(f"{name}({lit(empty)}, {y})", rounded(f(widened(empty), widened(row)), dtype))
        s.write()
    s = Script("nextafter")
    for dtype in FLOATS:
        x = np.array([-1.0, 0.0, 1.0, inf, nan], DTYPES[dtype])
        s.case(f"nextafter({lit(x)}, 2.0)", np.nextafter(x, DTYPES[dtype](2)))
    s.write()
    s = Script("complex")
    for dtype, both in [("f32", np.complex64), ("f64", np.complex128)]:
        re, im = np.array([1.0, -0.0, nan], DTYPES[dtype]), np.array([[2.0], [-0.0]], DTYPES[dtype])
        expected = np.zeros((2, 3), both)
        expected.real, expected.imag = re, im
        s.case(f"complex({lit(re)}, {lit(im)})", expected)
    s.write()
    s = Script("imag")
    x = np.array([1 + 2j, -1 - 3j])
    s.case(f"imag({lit(x)})", x.imag)
    s.case(f"imag({lit(x.astype(np.complex64))})", x.imag.astype(np.float32))
    s.write()
    s = Script("clip")
    for dtype in FLOATS:
        x = np.array(SPECIAL, DTYPES[dtype])
        v = s.let(x)
        s.case(f"clip({v}, -1.0, 2)", np.clip(x, DTYPES[dtype](-1), DTYPES[dtype](2)))
        s.case(f"clip({v}, min=0.25)", np.clip(x, DTYPES[dtype](0.25), None))
        s.case(f"clip({v}, max={lit(np.array([[0.25], [1.0]], DTYPES[dtype]))})",
               np.clip(x, None, np.array([[0.25], [1.0]], DTYPES[dtype])))
    s.case("clip([1, 5, 9], 2, 6)", np.array([2, 5, 6]))
    s.write()
    s = Script("astype")
    s.case("astype([1.5, -2.5], f32)", np.array([1.5, -2.5], np.float32))
    s.case("astype([1.5, -2.5], dtype=i32)", np.array([1, -2], np.int32))
    s.case("astype([0.0, 2.0], bool)", np.array([False, True]))
    s.case("astype([true, false], i64)", np.array([1, 0]))
    s.write()


def logic():
    t = np.array([[True], [False]])
    u = np.array([True, False])
    for name, f in [("logical_and", np.logical_and), ("logical_or", np.logical_or), ("logical_xor", np.logical_xor)]:
        s = Script(name)
        s.case(f"{name}({lit(t)}, {lit(u)})", f(t, u))
        s.case(f"{name}({lit(u)}, true)", f(u, True))
        s.case(f"{name}(zeros((0,), dtype=bool), {lit(t)})", f(np.zeros((0,), bool), t))
        s.write()
    s = Script("logical_not")
    s.case(f"logical_not({lit(t)})", ~t)
    s.write()
    ints = np.array([-3, 0, 5, 12], np.int32)
    for name, f in [("bitwise_and", np.bitwise_and), ("bitwise_or", np.bitwise_or), ("bitwise_xor", np.bitwise_xor),
                    ("bitwise_left_shift", np.left_shift), ("bitwise_right_shift", np.right_shift)]:
        s = Script(name)
        other = np.array([[1], [3]], np.int32)
        s.case(f"{name}({lit(ints)}, {lit(other)})", f(ints, other))
        s.case(f"{name}({lit(ints)}, 2)", f(ints, np.int32(2)))
        s.case(f"{name}({s.let(ints.astype(np.int64))}, i32(3))", f(ints.astype(np.int64), 3))
        if "shift" not in name:
            s.case(f"{name}({lit(t)}, {lit(u)})", f(t, u))
        s.write()
    s = Script("bitwise_invert")
    s.case(f"bitwise_invert({lit(ints)})", ~ints)
    s.case(f"bitwise_invert({lit(u)})", ~u)
    s.write()
    s = Script("where")
    for dtype in FLOATS:
        x, y = np.array([1.0, nan, -0.0], DTYPES[dtype]), np.array([[4.0], [inf]], DTYPES[dtype])
        m = np.array([True, False, True])
        s.case(f"where({lit(m)}, {lit(x)}, {lit(y)})", np.where(m, x, y))
        s.case(f"where({lit(m)}, {lit(x)}, 0)", np.where(m, x, DTYPES[dtype](0)))
        s.case(f"where({lit(t)}, 1.5, {lit(x)})", np.where(t, DTYPES[dtype](1.5), x))
    s.case("where([true, false], 1, 2)", np.array([1, 2]))
    s.case("where([true, false], 1, 2.5)", np.array([1.0, 2.5]))
    s.case("where(true, [1, 2], [3, 4])", np.array([1, 2]))
    s.case("where([true, false], [true, true], false)", np.array([True, False]))
    s.write()
    a = np.array([1.0, 1.0, nan, inf, inf, 0.0, 100.0, 1e-9])
    b = np.array([1.0 + 1e-6, 1.0 + 1e-3, nan, inf, -inf, 1e-9, 100.0005, 0.0])
    for name, f in [("isclose", np.isclose), ("allclose", np.allclose)]:
        s = Script(name)
        for dtype in FLOATS:
            x, y = a.astype(DTYPES[dtype]), b.astype(DTYPES[dtype])
            for options in ["", ", equal_nan=true", ", rtol=1e-2", ", rtol=0.0, atol=0.01"]:
                kw = {o.split("=")[0].strip(): eval(o.split("=")[1].title()) for o in options.split(",")[1:]}
                s.case(f"{name}({lit(x)}, {lit(y)}{options})", f(x, y, **kw))
                s.case(f"{name}({lit(x[:2])}, {lit(y[:1])}{options})", f(x[:2], y[:1], **kw))
        s.case(f"{name}([1, 2], [1, 3])", f([1, 2], [1, 3]))
        s.case(f"{name}(3.0, 3)", f(3.0, 3))
        z = np.array([1 + 1j, 2j])
        s.case(f"{name}({lit(z)}, {lit(z + 1e-12)})", f(z, z + 1e-12))
        s.write()
    s = Script("array_equal")
    s.case("array_equal([1.0, 2.0], [1.0, 2.0])", np.array(True))
    s.case("array_equal([1.0, nan], [1.0, nan])", np.array(False))
    s.case("array_equal([1.0, nan], [1.0, nan], equal_nan=true)", np.array(True))
    s.case("array_equal([0.0], [-0.0])", np.array(True))
    s.case("array_equal([1, 2], [1, 3])", np.array(False))
    s.case("array_equal(zeros((0, 2)), zeros((0, 2)))", np.array(True))
    s.write()


# Reductions

AXES = [("", None), (", axis=0", 0), (", axis=-1", -1), (", axis=(0, 1)", (0, 1)), (", axis=(-1,)", (-1,)),
        (", axis=()", ())]


def reduced(name, f, ulps=0, absolute=0.0, empty=True, more="", special=True):
    """f(x, axis, keepdims) in double precision, over all axes and shapes."""
    s = Script(name)
    for dtype in FLOATS:
        for i, x in enumerate(shapes(dtype)):
            if i == 1 and not special:
                continue
            v = s.let(x)
            for words, axis in AXES:
                for keepdims in [False, True]:
                    if not empty and x.size == 0:
                        over = range(2) if axis is None else np.atleast_1d(np.array(axis, int)) % 2
                        if any(x.shape[a] == 0 for a in over):
                            continue
                    keep = ", keepdims=true" if keepdims else ""
                    result = rounded(f(widened(x), axis, keepdims), dtype)
                    scale = absolute * (2.0**29 if dtype == "f32" else 1)
                    s.case(f"{name}({v}{words}{keep}{more})", result, ulps=ulps, absolute=scale)
        scalar = sample(dtype)
        s.case(f"{name}({s.let(scalar)})", rounded(f(widened(scalar), None, False), dtype), ulps=ulps)
    return s


def reductions():
    s = reduced("sum", lambda x, a, k: np.sum(x, axis=a, keepdims=k), ulps=2, absolute=1e-15)
    s.case("sum([1, 2, 3])", np.int64(6))
    s.case("sum(i8([100, 100]))", np.int64(200))
    s.case("sum(u8([100, 200]))", np.uint64(300))
    s.case("sum(i8([100, 27]), dtype=i8)", np.int8(127))
    s.case("sum([1, 2], dtype=f64)", np.float64(3))
    s.case("sum([true, true], dtype=i64)", np.int64(2))
    s.write()
    s = reduced("prod", lambda x, a, k: np.prod(x, axis=a, keepdims=k), ulps=4)
    s.case("prod(i16([300, 300]))", np.int64(90000))
    s.case("prod([2.0, 3.0], dtype=f32)", np.float32(6))
    s.write()
    reduced("max", lambda x, a, k: np.max(x, axis=a, keepdims=k), empty=False).write()
    reduced("min", lambda x, a, k: np.min(x, axis=a, keepdims=k), empty=False).write()
    reduced("mean", lambda x, a, k: np.mean(x, axis=a, keepdims=k), ulps=4, absolute=1e-15).write()
    for name, f in [("var", np.var), ("std", np.std)]:
        s = reduced(name, lambda x, a, k: f(x, axis=a, keepdims=k), ulps=64, absolute=1e-15)
        for dtype in FLOATS:
            x = sample(dtype, 5, 3)
            for c in [1, 0.5, 5, 7]:
                s.case(f"{name}({lit(x)}, axis=0, correction={c})",
                       rounded(f(widened(x), axis=0, ddof=c), dtype), ulps=64)
            large = (x + DTYPES[dtype](1000)).astype(DTYPES[dtype])
            s.case(f"{name}({lit(large)}, axis=1)", rounded(f(widened(large), axis=1), dtype), ulps=20000)
        s.write()
    for name, f in [("argmax", np.argmax), ("argmin", np.argmin)]:
        s = Script(name)
        for dtype in FLOATS:
            for x in [sample(dtype, 3, 4), np.array([[1.0, 2.0], [2.0, nan], [-0.0, 0.0]], DTYPES[dtype]),
                      sample(dtype, 1, 3)]:
                v = s.let(x)
                for words, axis in [("", None), (", axis=0", 0), (", axis=-1", -1)]:
                    s.case(f"{name}({v}{words})", f(x, axis=axis))
                    s.case(f"{name}({v}{words}, keepdims=true)", f(x, axis=axis, keepdims=True))
        s.case(f"{name}(zeros((0, 2)), axis=1)", np.zeros((0,), np.int64))
        s.case(f"{name}([3, 1, 3])", f([3, 1, 3]))
        s.write()
    for name, f in [("any", np.any), ("all", np.all), ("count_nonzero", np.count_nonzero)]:
        s = Script(name)
        for x in [np.array([[True, False], [False, False]]), np.ones((2, 2), bool), np.zeros((0, 3), bool),
                  np.array([[1.0, nan], [0.0, -0.0]]), np.array([[0, 2]], np.int32)]:
            v = s.let(x)
            for words, axis in AXES:
                if name == "count_nonzero" and axis == ():
                    continue
                s.case(f"{name}({v}{words})", f(x, axis=axis))
                s.case(f"{name}({v}{words}, keepdims=true)", f(x, axis=axis, keepdims=True))
        s.write()
    for name, f in [("cumulative_sum", np.cumulative_sum), ("cumulative_prod", np.cumulative_prod),
                    ("cumsum", np.cumsum), ("cumprod", np.cumprod)]:
        s = Script(name)
        for dtype in FLOATS:
            for x in shapes(dtype):
                v = s.let(x)
                for axis in [0, 1, -1]:
                    s.case(f"{name}({v}, axis={axis})", rounded(f(widened(x), axis=axis), dtype), ulps=4,
                           absolute=1e-15 if dtype == "f64" else 1e-6)
                    if "ulative" in name:
                        s.case(f"{name}({v}, axis={axis}, include_initial=true)",
                               rounded(f(widened(x), axis=axis, include_initial=True), dtype), ulps=4,
                               absolute=1e-15 if dtype == "f64" else 1e-6)
        s.case(f"{name}(i8([100, 100]))", f(np.array([100, 100])))
        s.case(f"{name}([1, 2, 3], dtype=f32)", f(np.array([1, 2, 3], np.float32)))
        s.write()
    s = reduced("logsumexp", lambda x, a, k: scipy.special.logsumexp(x, axis=a, keepdims=k) if a != () else x,
                ulps=8, absolute=1e-15, empty=False)
    s.case("logsumexp([1000.0, 1000.0])", np.float64(1000 + np.log(2)), ulps=1)
    s.case("logsumexp([-inf, -inf])", np.float64(-inf))
    s.write()
    for name, f in [("softmax", scipy.special.softmax), ("log_softmax", scipy.special.log_softmax)]:
        s = Script(name)
        for dtype in FLOATS:
            for x in [sample(dtype, 3, 4), np.array([[1000.0, 999.0], [-1000.0, 5.0]], DTYPES[dtype]),
                      sample(dtype, 3, 1), np.array([nan, 1.0], DTYPES[dtype])]:
                for words, axis in [("", -1), (", axis=0", 0)]:
                    s.case(f"{name}({lit(x)}{words})", rounded(f(widened(x), axis=axis), dtype), ulps=32)
        s.write()


# Layout

def layout():
    x = np.arange(6.0).reshape(2, 3)
    y = np.arange(24).reshape(2, 3, 4)
    s = Script("reshape")
    for dtype in FLOATS:
        a = sample(dtype, 2, 6)
        v = s.let(a)
        for shape in [(12,), (3, 4), (2, 3, 2), (-1, 2), (2, -1, 3), (1, 12, 1)]:
            s.case(f"reshape({v}, ({', '.join(map(str, shape))},))", a.reshape(shape))
        s.case(f"reshape({v}, 12)", a.reshape(12))
    s.case("reshape(zeros((0, 3)), (3, 0))", np.zeros((3, 0)))
    s.case("reshape(zeros((0, 3)), (-1, 3))", np.zeros((0, 3)))
    s.case("reshape(5.0, (1, 1))", np.array([[5.0]]))
    s.case("reshape([[7]], ())", np.array(7))
    s.write()
    v = lit(y)
    for name in ["permute_dims", "permute"]:
        s = Script(name)
        for axes in [(0, 1, 2), (2, 0, 1), (1, -1, 0)]:
            s.case(f"{name}({v}, {axes})", y.transpose(axes))
        s.case(f"{name}(zeros((0, 3)), (1, 0))", np.zeros((3, 0)))
        s.write()
    s = Script("transpose")
    s.case(f"transpose({lit(x)})", x.T)
    s.case(f"transpose({v}, (2, 1, 0))", y.transpose(2, 1, 0))
    s.case(f"transpose({v}, axes=(-2, 0, 2))", y.transpose(-2, 0, 2))
    s.write()
    s = Script("matrix_transpose")
    s.case(f"matrix_transpose({v})", y.transpose(0, 2, 1))
    s.case(f"matrix_transpose({lit(x)})", x.T)
    s.write()
    s = Script("moveaxis")
    for a, b in [(0, 2), (-1, 0), (1, -2), ((0, 1), (2, 0)), ((2, 0), (0, 1))]:
        s.case(f"moveaxis({v}, {a}, {b})", np.moveaxis(y, a, b))
    s.write()
    s = Script("swapaxes")
    for a, b in [(0, 2), (-1, 1), (0, 0)]:
        s.case(f"swapaxes({v}, {a}, {b})", np.swapaxes(y, a, b))
    s.write()
    s = Script("flip")
    for words, axis in [("", None), (", axis=0", 0), (", axis=-1", -1), (", axis=(0, 2)", (0, 2))]:
        s.case(f"flip({v}{words})", np.flip(y, axis))
    s.case("flip(zeros((0, 2)))", np.zeros((0, 2)))
    s.case("flip([nan, -0.0, 1.0])", np.array([1.0, -0.0, nan]))
    s.write()
    s = Script("broadcast_to")
    for a, shape in [(x, (4, 2, 3)), (np.array([[1.0], [2.0]]), (2, 3)), (np.float64(2), (2, 2)), (np.zeros((0,)), (2, 0)),
                     (np.array([3.0]), (0,)), (x, (2, 3))]:
        s.case(f"broadcast_to({lit(a)}, ({', '.join(map(str, shape))},))", np.broadcast_to(a, shape))
    s.write()
    s = Script("broadcast_arrays")
    a, b = np.array([[1.0], [2.0]]), np.array([3, 4, 5])
    s.case(f"broadcast_arrays({lit(a)}, {lit(b)}, 7.5)", *np.broadcast_arrays(a, b, 7.5))
    s.write()
    s = Script("expand_dims")
    for words, axis in [("", 0), (", 1", 1), (", axis=-1", -1), (", axis=(0, -1)", (0, -1)), (", axis=(1, 3)", (1, 3))]:
        s.case(f"expand_dims({lit(x)}{words})", np.expand_dims(x, axis))
    s.case("expand_dims(2.0)", np.array([2.0]))
    s.write()
    s = Script("squeeze")
    a = np.arange(3.0).reshape(1, 3, 1)
    for axis in [0, -1, (0, 2)]:
        s.case(f"squeeze({lit(a)}, {axis})", np.squeeze(a, axis))
    s.case("squeeze(zeros((0, 1)), axis=1)", np.zeros((0,)))
    s.write()
    s = Script("stack")
    for dtype in FLOATS:
        a, b = sample(dtype, 3), sample(dtype, 3, seed=1)
        for axis in [0, 1, -1]:
            s.case(f"stack([{lit(a)}, {lit(b)}], axis={axis})", np.stack([a, b], axis=axis))
        s.case(f"stack(({lit(a)}, {lit(b)}))", np.stack([a, b]))
    s.case("stack([1.0, 2.0])", np.array([1.0, 2.0]))
    s.case(f"stack({s.let(y)}, axis=2)", np.stack(list(y), axis=2))
    s.case("stack([zeros((0, 2)), ones((0, 2))], axis=1)", np.zeros((0, 2, 2)))
    s.case("stack([[1, 2], [3, 4]], axis=1)", np.array([[1, 3], [2, 4]]))
    s.case("stack([i8([1]), i16([2])])", np.array([[1], [2]], np.int16))
    s.write()
    s = Script("concat")
    for dtype in FLOATS:
        a, b = sample(dtype, 2, 3), sample(dtype, 2, 3, seed=1)
        for axis in [0, 1, -1, -2]:
            s.case(f"concat([{lit(a)}, {lit(b)}], axis={axis})", np.concat([a, b], axis=axis))
        s.case(f"concat(({lit(a)}, {lit(b)}), axis=none)", np.concat([a, b], axis=None))
        s.case(f"concat([{lit(a)}, zeros((0, 3), dtype={dtype})])", a)
    s.case("concat([[1.0], [2.0, 3.0]])", np.array([1.0, 2.0, 3.0]))
    for axis in [0, 1, -1]:
        s.case(f"concat({s.let(y)}, axis={axis})", np.concat(list(y), axis=axis))
    s.case(f"concat({s.let(x)}, axis=none)", x.ravel())
    s.write()
    s = Script("unstack")
    s.case(f"unstack({lit(x)})", *x)
    s.case(f"unstack({lit(x)}, axis=-1)", *x.T)
    s.write()
    s = Script("roll")
    for dtype in FLOATS:
        a = sample(dtype, 3, 4)
        v = s.let(a)
        for words, shift, axis in [("1", 1, None), ("-5", -5, None), ("1, axis=0", 1, 0), ("-1, axis=-1", -1, -1),
                                   ("7, 1", 7, 1), ("(1, 2), axis=(0, 1)", (1, 2), (0, 1)),
                                   ("1, axis=(0, 1)", 1, (0, 1))]:
            s.case(f"roll({v}, {words})", np.roll(a, shift, axis))
    s.case("roll(zeros((0,)), 2)", np.zeros((0,)))
    s.write()
    s = Script("tile")
    for reps in [2, (2,), (2, 3), (2, 1, 2), (0, 1)]:
        s.case(f"tile({lit(x)}, {reps})", np.tile(x, reps))
    s.case("tile(3.0, 2)", np.tile(3.0, 2))
    s.write()
    s = Script("repeat")
    for words, n, axis in [("2", 2, None), ("3, axis=0", 3, 0), ("2, -1", 2, -1), ("0, axis=1", 0, 1)]:
        s.case(f"repeat({lit(x)}, {words})", np.repeat(x, n, axis))
    s.case("repeat(5, 3)", np.repeat(5, 3))
    s.write()
    s = Script("size")
    s.case(f"size({lit(x)}), size({lit(x)}, axis=0), size({lit(x)}, axis=-1), size(2.0)", np.int64(6), np.int64(2),
           np.int64(3), np.int64(1))
    s.write()
    s = Script("shape")
    s.case(f"shape({lit(y)})", np.int64(2), np.int64(3), np.int64(4))
    s.write()
    s = Script("columns")
    s.case("columns({a: [1.0], b: [2, 3]})", np.array([1.0]), np.array([2, 3]))
    s.case("stack(columns({a: [1, 2], b: [3, 4]})[:2], axis=1)", np.array([[1, 3], [2, 4]]))
    s.write()


def picking():
    x = np.array([[1.0, 0.0, nan], [-0.0, 2.0, 3.0]])
    y = np.arange(24.0).reshape(2, 3, 4)
    s = Script("nonzero")
    s.case(f"nonzero({lit(x)})", *np.nonzero(x))
    s.case("nonzero([true, false, true]).0", np.array([0, 2]))
    s.case("nonzero(zeros((0, 2)))", np.zeros((0,), np.int64), np.zeros((0,), np.int64))
    s.write()
    s = Script("take")
    s.case("take([1.0, 2.0, 3.0], [2, 0, -1])", np.array([3.0, 1.0, 3.0]))
    i = np.array([[0, 2], [1, 1]])
    for axis in [0, 1, 2, -1]:
        j = i if axis else np.array([1, 0, 1])
        s.case(f"take({lit(y)}, {lit(j)}, axis={axis})", np.take(y, j, axis))
    s.case(f"take({lit(y)}, 1, axis=1)", np.take(y, 1, 1))
    s.case(f"take({lit(y)}, i32([0]), 2)", np.take(y, [0], 2))
    s.case("take([1.0, 2.0], zeros((0,), dtype=i64))", np.zeros((0,)))
    s.write()
    s = Script("take_along_axis")
    for axis in [0, 1, -1]:
        j = rng().integers(0, y.shape[axis], size=[2 if a == axis % 3 else n for a, n in enumerate(y.shape)])
        s.case(f"take_along_axis({lit(y)}, {lit(j)}, axis={axis})", np.take_along_axis(y, j, axis))
    j = np.array([[[0, 1]]])
    s.case(f"take_along_axis({lit(y)}, {lit(j)})", np.take_along_axis(y, np.broadcast_to(j, (2, 3, 2)), -1))
    z = np.array([[3.0, 1.0, 2.0]])
    s.case(f"take_along_axis({lit(z)}, argsort({lit(z)}))", np.sort(z))
    s.write()
    s = Script("diagonal")
    t = Script("trace")
    m = np.arange(12.0).reshape(3, 4)
    for a in [m, m.T, y, np.zeros((0, 0)), np.zeros((2, 0, 3))]:
        for offset in [0, 1, -1, 3, -5]:
            d = np.diagonal(a, offset, -2, -1)
            s.case(f"diagonal({lit(a)}, offset={offset})", d)
            t.case(f"trace({lit(a)}, offset={offset})", d.sum(-1))
    s.case(f"diagonal({lit(m)})", np.diagonal(m))
    t.case("trace(i8([[100, 0], [0, 100]]))", np.int64(200))
    t.case("trace([[1, 0], [0, 2]], dtype=f32)", np.float32(3))
    s.write()
    t.write()
    s = Script("diff")
    for dtype in FLOATS:
        a = sample(dtype, 3, 4)
        for words, kw in [("", {}), (", axis=0", {"axis": 0}), (", n=2", {"n": 2}), (", n=0", {"n": 0}),
                          (", axis=1, n=5", {"axis": 1, "n": 5})]:
            s.case(f"diff({lit(a)}{words})", rounded(np.diff(widened(a), **kw), dtype), ulps=4,
                   absolute=1e-6 if dtype == "f32" else 1e-15)
    s.case("diff([1, 4, 9], prepend=[0], append=[16, 25])", np.diff([0, 1, 4, 9, 16, 25]))
    s.case("diff(zeros((0,)))", np.zeros((0,)))
    s.write()
    for name, f in [("sort", np.sort), ("argsort", np.argsort)]:
        s = Script(name)
        for dtype in FLOATS:
            for a in [sample(dtype, 3, 4), np.array([3.0, nan, -0.0, 0.0, -inf, inf, 3.0], DTYPES[dtype]),
                      np.zeros((0, 2), DTYPES[dtype]), sample(dtype, 3, 1)]:
                v = s.let(a)
                for words, axis in [("", -1), (", axis=0", 0)]:
                    s.case(f"{name}({v}{words})", f(a, axis=axis, stable=True))
        s.case(f"{name}([3, 1, 2], descending=true)", np.array([3, 2, 1]) if name == "sort" else np.array([0, 2, 1]))
        s.case(f"{name}([1.0, nan, 2.0], descending=true)",
               np.array([2.0, 1.0, nan]) if name == "sort" else np.array([2, 0, 1]))
        s.case(f"{name}([3, 1, 2], stable=false)", f(np.array([3, 1, 2])))
        s.case(f"{name}([true, false])", np.array([False, True]) if name == "sort" else np.array([1, 0]))
        s.write()


# Creation

def creation():
    for name, f in [("zeros", np.zeros), ("ones", np.ones), ("empty", np.zeros)]:
        s = Script(name)
        s.case(f"{name}(3)", f(3))
        s.case(f"{name}((2, 0))", f((2, 0)))
        s.case(f"{name}(())", f(()))
        for dtype in DTYPES:
            s.case(f"{name}((1, 2), dtype={dtype})", f((1, 2), DTYPES[dtype]))
        s.write()
    for name, f in [("zeros_like", np.zeros_like), ("ones_like", np.ones_like), ("empty_like", np.zeros_like)]:
        s = Script(name)
        for x in [np.zeros((2, 0)), sample("f32", 2), np.array([True]), np.int64(3)]:
            s.case(f"{name}({lit(x)})", f(x))
            s.case(f"{name}({lit(x)}, dtype=i32)", f(x, dtype=np.int32))
        s.write()
    s = Script("full")
    s.case("full(2, 1.5)", np.full(2, 1.5))
    s.case("full((2, 1), 7)", np.full((2, 1), 7))
    s.case("full((2, 0), nan, dtype=f32)", np.full((2, 0), nan, np.float32))
    s.case("full((2,), 3, dtype=f32)", np.full((2,), 3, np.float32))
    s.case("full(2, true)", np.full(2, True))
    s.case("full(2, sum([1.0, 2.0]))", np.full(2, 3.0))
    s.write()
    s = Script("full_like")
    s.case("full_like(f32([1.0, 2.0]), inf)", np.full(2, inf, np.float32))
    s.case("full_like([1, 2], 5)", np.full(2, 5))
    s.case("full_like([1, 2], 5, dtype=f64)", np.full(2, 5.0))
    s.write()
    s = Script("eye")
    t = Script("tri")
    for words, n, m, k in [("3", 3, None, 0), ("2, 4", 2, 4, 0), ("4, m=2, k=1", 4, 2, 1), ("3, k=-1", 3, None, -1),
                           ("0", 0, None, 0), ("2, 0", 2, 0, 0), ("3, k=5", 3, None, 5)]:
        s.case(f"eye({words})", np.eye(n, m, k))
        t.case(f"tri({words})", np.tri(n, m, k))
    for dtype in ["f32", "i64", "bool", "c64"]:
        s.case(f"eye(2, dtype={dtype})", np.eye(2, dtype=DTYPES[dtype]))
        t.case(f"tri(2, dtype={dtype})", np.tri(2, dtype=DTYPES[dtype]))
    s.write()
    t.write()
    for name, f in [("tril", np.tril), ("triu", np.triu)]:
        s = Script(name)
        for dtype in FLOATS:
            for x in [sample(dtype, 3, 3), sample(dtype, 2, 3, 4), np.full((2, 2), nan, DTYPES[dtype]),
                      np.zeros((0, 2), DTYPES[dtype])]:
                for k in [0, 1, -2]:
                    s.case(f"{name}({lit(x)}, k={k})", f(x, k))
        s.case(f"{name}([[true, true], [true, true]])", f(np.ones((2, 2), bool)))
        s.case(f"{name}([[1, 2], [3, 4]])", f(np.array([[1, 2], [3, 4]])))
        s.write()
    s = Script("arange")
    for args in ["5", "0", "-3", "2, 7", "7, 2", "2, 11, 3", "10, 0, -3", "0, 10, step=-1"]:
        s.case(f"arange({args})", eval(f"np.arange({args})"))
    for args in ["2.5", "0.0, 1.0, 0.1", "1, 2, 0.25", "1.0, 0.0, -0.3", "5.0, 1.0"]:
        s.case(f"arange({args})", eval(f"np.arange({args})").astype(float), ulps=4, absolute=1e-15)
    for dtype in ["f32", "f64", "i32", "u8", "c64"]:
        s.case(f"arange(4, dtype={dtype})", np.arange(4).astype(DTYPES[dtype]))
    s.case("arange(size([1.0, 2.0, 3.0]))", np.arange(3))
    s.write()
    s = Script("linspace")
    for args in ["0.0, 1.0, 5", "0, 1, 4", "2.0, -3.0, 7", "1.0, 2.0, 1", "1.0, 2.0, 0", "3.0, 3.0, 3"]:
        s.case(f"linspace({args})", eval(f"np.linspace({args})"), ulps=2)
        s.case(f"linspace({args}, endpoint=false)", eval(f"np.linspace({args}, endpoint=False)"), ulps=2)
        s.case(f"linspace({args}, dtype=f32)", eval(f"np.linspace({args}, dtype=np.float32)"), ulps=1)
    s.case("linspace(f32(0.0), 1, 3)", np.array([0.0, 0.5, 1.0], np.float32))
    s.case("linspace(sum([1.0, 1.0]), 3.0, 3)", np.array([2.0, 2.5, 3.0]))
    s.write()
    s = Script("meshgrid")
    a, b, c = np.array([1.0, 2.0]), np.array([3, 4, 5]), np.array([6.0])
    for words, kw in [("", {}), (', indexing="ij"', {"indexing": "ij"})]:
        s.case(f"meshgrid({lit(a)}, {lit(b)}{words})", *np.meshgrid(a, b, **kw))
        s.case(f"meshgrid({lit(a)}, {lit(b)}, {lit(c)}{words})", *np.meshgrid(a, b, c, **kw))
        s.case(f"meshgrid({lit(a)}{words})", *np.meshgrid(a, **kw))
    s.write()


# Products

def products():
    n = {"f32": 16, "f64": 16}
    def pair(a, b, dtype):
        return sample(dtype, *a), sample(dtype, *b, seed=1)
    def near(dtype):
        return {"ulps": n[dtype], "absolute": 1e-6 if dtype == "f32" else 1e-14}
    s, d = Script("matmul"), Script("dot")
    for dtype in FLOATS:
        for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((2, 0), (0, 3)), ((0, 2), (2, 1)),
                     ((4, 1, 2, 3), (5, 3, 2)), ((3,), (2, 3, 4)), ((1, 1), (1, 1))]:
            x, y = pair(a, b, dtype)
            r = rounded(np.matmul(widened(x), widened(y)), dtype)
            s.case(f"matmul({lit(x)}, {lit(y)})", r, **near(dtype))
            if max(len(a), len(b)) < 3:
                d.case(f"dot({lit(x)}, {lit(y)})", r, **near(dtype))
    s.case("matmul([[1, 2], [3, 4]], [5, 6])", np.array([17, 39]))
    d.case("dot(2.0, [1.0, 2.0])", np.array([2.0, 4.0]))
    d.case("dot([1, 2], [3, 4])", np.int64(11))
    s.write()
    d.write()
    s = Script("vecdot")
    for dtype in FLOATS:
        for a, b in [((3,), (3,)), ((2, 3), (3,)), ((2, 1, 3), (4, 3)), ((2, 0), (0,))]:
            x, y = pair(a, b, dtype)
            s.case(f"vecdot({lit(x)}, {lit(y)})", rounded(np.vecdot(widened(x), widened(y)), dtype), **near(dtype))
        x, y = pair((3, 2), (3, 2), dtype)
        s.case(f"vecdot({lit(x)}, {lit(y)}, axis=0)", rounded(np.vecdot(widened(x), widened(y), axis=0), dtype),
               **near(dtype))
    z, w = np.array([1 + 2j, 3 - 1j]), np.array([2 - 1j, 1j])
    s.case(f"vecdot({lit(z)}, {lit(w)})", np.vecdot(z, w))
    s.write()
    s = Script("vdot")
    s.case(f"vdot({lit(z)}, {lit(w)})", np.vdot(z, w))
    s.case("vdot([[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]])", np.float64(70))
    s.case("vdot(f32([1.0, 2.0]), f32([3.0, 4.0]))", np.float32(11))
    s.write()
    s = Script("outer")
    for dtype in FLOATS:
        x, y = pair((2,), (3,), dtype)
        s.case(f"outer({lit(x)}, {lit(y)})", rounded(np.outer(widened(x), widened(y)), dtype))
        s.case(f"outer(zeros((0,), dtype={dtype}), {lit(y)})", np.zeros((0, 3), DTYPES[dtype]))
    s.write()
    s = Script("tensordot")
    for dtype in FLOATS:
        for a, b, words, axes in [((2, 3, 4), (3, 4, 5), "", 2), ((2, 3), (3, 4), ", axes=1", 1), ((2,), (3,), ", axes=0", 0),
                                  ((2, 3, 4), (4, 5, 3), ", axes=((1, 2), (2, 0))", ((1, 2), (2, 0))),
                                  ((2, 3), (3, 2), ", axes=((-1,), (0,))", ((-1,), (0,))),
                                  ((2, 3), (3, 2), ", axes=(1, 0)", (1, 0)),
                                  ((2, 3), (2, 3), "", 2)]:
            x, y = pair(a, b, dtype)
            s.case(f"tensordot({lit(x)}, {lit(y)}{words})", rounded(np.tensordot(widened(x), widened(y), axes), dtype),
                   **near(dtype))
    s.write()
    s = Script("einsum")
    for dtype in FLOATS:
        for words, *dims in [("ij,jk->ik", (2, 3), (3, 4)), ("ij,jk,k->i", (2, 3), (3, 4), (4,)), ("ii->i", (3, 3)),
                             ("ii", (3, 3)), ("ij->ji", (2, 3)), ("ij->", (2, 3)), ("ij->j", (2, 3)), ("i,j->ij", (2,), (3,)),
                             ("i,i->", (3,), (3,)), ("i,i->i", (3,), (3,)), ("bij,bjk->bik", (2, 3, 4), (2, 4, 5)),
                             ("ij,jk", (2, 3), (3, 4)), ("ba", (2, 3)), ("iji->j", (2, 3, 2)), ("ij,ik,il->jkl", (2, 3), (2, 1), (2, 2)),
                             ("ij,kl->", (2, 3), (2, 2)), ("...ij,...jk->...ik", (2, 3, 4), (2, 4, 5)),
                             ("...i->...", (2, 3, 4)), ("i...->...i", (2, 3)), ("ij,j->i", (2, 0), (0,)),
                             ("bhqd,bhkd->bhqk", (2, 1, 3, 4), (2, 1, 5, 4)), ("xii,iy->xy", (2, 3, 3), (3, 2)),
                             ("aB,Bc->ac", (2, 3), (3, 2)), ("i,i,i->i", (3,), (3,), (3,)), ("ij,ij->ij", (2, 3), (2, 3))]:
            arrays = [sample(dtype, *d, seed=i) for i, d in enumerate(dims)]
            s.case(f'einsum("{words}", {", ".join(map(lit, arrays))})',
                   rounded(np.einsum(words, *map(widened, arrays)), dtype), **near(dtype))
    s.case('einsum("ij,j->i", [[1, 2], [3, 4]], [5, 6])', np.array([17, 39]))
    s.write()
    s = Script("cross")
    for dtype in FLOATS:
        x, y = pair((2, 3), (3,), dtype)
        s.case(f"cross({lit(x)}, {lit(y)})", rounded(np.cross(widened(x), widened(y)), dtype), **near(dtype))
        s.case(f"cross({lit(x.T)}, {lit(x.T)}, axis=0)", np.zeros((3, 2), DTYPES[dtype]))
    s.case("cross([1, 0, 0], [0, 1, 0])", np.array([0, 0, 1]))
    s.write()
    s = Script("kron")
    for dtype in FLOATS:
        for a, b in [((2, 3), (2, 2)), ((2,), (3,)), ((2,), (2, 2)), ((2, 2, 1), (3,))]:
            x, y = pair(a, b, dtype)
            s.case(f"kron({lit(x)}, {lit(y)})", rounded(np.kron(widened(x), widened(y)), dtype))
    s.write()


def linear_algebra():
    def near(dtype):
        return {"ulps": 64, "absolute": 1e-5 if dtype == "f32" else 1e-13}
    def definite(dtype, *shape):
        a = widened(sample(dtype, *shape))
        n = shape[-1]
        return (a @ a.swapaxes(-1, -2) + n * np.eye(n)).round(3).astype(DTYPES[dtype])
    SQUARE = [(1, 1), (3, 3), (2, 2, 2), (0, 2, 2)]
    s = Script("cholesky")
    for dtype in FLOATS:
        for shape in SQUARE:
            a = definite(dtype, *shape)
            s.case(f"cholesky({lit(a)})", rounded(np.linalg.cholesky(widened(a)), dtype), **near(dtype))
            s.case(f"cholesky({lit(a)}, upper=true)", rounded(np.linalg.cholesky(widened(a), upper=True), dtype), **near(dtype))
    s.write()
    s = Script("qr")
    for dtype in FLOATS:
        for shape in [(3, 2), (2, 3), (3, 3), (2, 3, 2), (1, 1)]:
            a = sample(dtype, *shape)
            q, r = np.linalg.qr(widened(a))
            s.case(f"qr({lit(a)})", rounded(q, dtype), rounded(r, dtype), **near(dtype))
            q, r = np.linalg.qr(widened(a), mode="complete")
            s.case(f'qr({lit(a)}, mode="complete")', rounded(q, dtype), rounded(r, dtype), **near(dtype))
    s.write()
    s = Script("lu")
    for dtype in FLOATS:
        for shape in [(3, 3), (3, 2), (2, 3)]:
            a = sample(dtype, *shape)
            p, l, u = scipy.linalg.lu(widened(a))
            s.case(f"lu({lit(a)})", p.astype(DTYPES[dtype]), rounded(l, dtype), rounded(u, dtype), **near(dtype))
            p, l, u = scipy.linalg.lu(widened(a), p_indices=True)
            s.case(f"lu({lit(a)}, p_indices=true)", p.astype(np.int64), rounded(l, dtype), rounded(u, dtype), **near(dtype))
            l, u = scipy.linalg.lu(widened(a), permute_l=True)
            s.case(f"lu({lit(a)}, permute_l=true)", rounded(l, dtype), rounded(u, dtype), **near(dtype))
        a = sample(dtype, 2, 3, 3)
        p, l, u = scipy.linalg.lu(widened(a))
        s.case(f"lu({lit(a)})", p.astype(DTYPES[dtype]), rounded(l, dtype), rounded(u, dtype), **near(dtype))
    s.write()
    for name, f in [("inv", np.linalg.inv), ("det", np.linalg.det), ("eigvalsh", np.linalg.eigvalsh)]:
        s = Script(name)
        for dtype in FLOATS:
            for shape in SQUARE:
                a = definite(dtype, *shape)
                s.case(f"{name}({lit(a)})", rounded(f(widened(a)), dtype), **near(dtype))
        s.write()
    s = Script("slogdet")
    for dtype in FLOATS:
        for shape in [(1, 1), (3, 3), (2, 2, 2)]:
            a = sample(dtype, *shape)
            sign, log = np.linalg.slogdet(widened(a))
            s.case(f"slogdet({lit(a)})", rounded(sign, dtype), rounded(log, dtype), **near(dtype))
    s.case("slogdet([[1.0, 2.0], [2.0, 4.0]])", np.float64(0), np.float64(-inf))
    s.write()
    def signed(v):
        """The first component that is more than 0.3 of the largest is positive: see Eigh and Svd."""
        v = v.copy()
        for m in v.reshape(-1, *v.shape[-2:]):
            for c in m.T:
                i = next(i for i in range(len(c)) if abs(c[i]) > 0.3 * np.abs(c).max())
                c *= np.sign(c[i])
        return v
    s = Script("eigh")
    for dtype in FLOATS:
        for shape in [(1, 1), (3, 3), (2, 2, 2)]:
            a = definite(dtype, *shape)
            values, vectors = np.linalg.eigh(widened(a))
            s.case(f"eigh({lit(a)})", rounded(values, dtype), rounded(signed(vectors), dtype), **near(dtype))
    s.write()
    s, t = Script("svd"), Script("svdvals")
    for dtype in FLOATS:
        for shape in [(3, 3), (3, 2), (2, 3), (2, 3, 2)]:
            a = sample(dtype, *shape)
            u, sv, vh = np.linalg.svd(widened(a), full_matrices=False)
            fixed = signed(u)
            vh = vh * np.sign((u * fixed).sum(-2))[..., :, None]
            s.case(f"svd({lit(a)}, full_matrices=false)", rounded(fixed, dtype), rounded(sv, dtype), rounded(vh, dtype),
                   **near(dtype))
            t.case(f"svdvals({lit(a)})", rounded(sv, dtype), **near(dtype))
            v = s.let(a)
            s.lines.append(f"let (u{s.lets}, s{s.lets}, v{s.lets}) = svd({v})")
            k = min(shape[-2:])
            tolerance = "1e-5" if dtype == "f32" else "1e-13"
            s.case(f"allclose(u{s.lets}[..., :{k}] * s{s.lets}[..., none, :] @ v{s.lets}[..., :{k}, :], {v}, atol={tolerance})",
                   np.array(True))
            s.case(f"allclose(u{s.lets}.mT @ u{s.lets}, eye({shape[-2]}, dtype={dtype}), atol={tolerance})", np.array(True))
    s.write()
    t.write()
    s = Script("solve")
    for dtype in FLOATS:
        for a, b in [((3, 3), (3,)), ((3, 3), (3, 2)), ((2, 3, 3), (3, 2)), ((3, 3), (2, 3, 1)), ((2, 1, 2, 2), (3, 2, 2)),
                     ((2, 2), (2, 0)), ((1, 1), (1,)), ((2, 3, 3), (3,))]:
            x, y = definite(dtype, *a), sample(dtype, *b, seed=1)
            s.case(f"solve({lit(x)}, {lit(y)})", rounded(np.linalg.solve(widened(x), widened(y)), dtype), **near(dtype))
    s.write()
    s = Script("solve_triangular")
    for dtype in FLOATS:
        x = definite(dtype, 3, 3)
        for b in [(3,), (3, 2)]:
            y = sample(dtype, *b, seed=1)
            for words, kw in [("", {}), (", lower=true", {"lower": True}), (", transposed=true", {"trans": 1}),
                              (", lower=true, unit_diagonal=true", {"lower": True, "unit_diagonal": True})]:
                s.case(f"solve_triangular({lit(x)}, {lit(y)}{words})",
                       rounded(scipy.linalg.solve_triangular(widened(x), widened(y), **kw), dtype), **near(dtype))
        x, y = definite(dtype, 2, 3, 3), sample(dtype, 3, 2, seed=1)
        s.case(f"solve_triangular({lit(x)}, {lit(y)}, lower=true)",
               rounded(np.stack([scipy.linalg.solve_triangular(m, widened(y), lower=True) for m in widened(x)]), dtype),
               **near(dtype))
    s.write()
    s = Script("matrix_power")
    for dtype in FLOATS:
        for shape in [(3, 3), (2, 2, 2)]:
            a = sample(dtype, *shape)
            for k in [0, 1, 2, 5, -1, -2]:
                s.case(f"matrix_power({lit(a)}, {k})", rounded(np.linalg.matrix_power(widened(a), k), dtype), ulps=512,
                       absolute=1e-4 if dtype == "f32" else 1e-12)
    s.case("matrix_power([[1, 1], [1, 0]], 10)", np.array([[89, 55], [55, 34]]))
    s.write()
    s = Script("vector_norm")
    for dtype in FLOATS:
        x = sample(dtype, 3, 4)
        for words, o in [("", 2), (", ord=1", 1), (", ord=inf", inf), (", ord=-inf", -inf), (", ord=0", 0), (", ord=3", 3),
                         (", ord=0.5", 0.5), (", ord=-1", -1)]:
            for ax, axis in [("", None), (", axis=0", 0), (", axis=-1, keepdims=true", -1)]:
                s.case(f"vector_norm({lit(x)}{ax}{words})",
                       rounded(np.linalg.vector_norm(widened(x), axis=axis, ord=o, keepdims="keep" in ax), dtype), **near(dtype))
    z = np.array([3 + 4j, 1j])
    s.case(f"vector_norm({lit(z)})", np.linalg.vector_norm(z), ulps=2)
    s.write()
    s = Script("norm")
    for dtype in FLOATS:
        x = sample(dtype, 3, 4)
        s.case(f"norm({lit(x)})", rounded(np.linalg.norm(widened(x)), dtype), **near(dtype))
        s.case(f"norm({lit(x)}, axis=1)", rounded(np.linalg.norm(widened(x), axis=1), dtype), **near(dtype))
    s.case("norm(zeros(0))", np.float64(0))
    for dtype in FLOATS:
        x = sample(dtype, 3, 4)
        for o in ["1", "-1", "2", "-2", "inf", "-inf", '"fro"', '"nuc"']:
            ord = {"inf": inf, "-inf": -inf}.get(o) or (o.strip('"') if '"' in o else int(o))
            s.case(f"norm({lit(x)}, {o})", rounded(np.linalg.norm(widened(x), ord), dtype), **near(dtype))
            if '"' not in o:
                s.case(f"norm({lit(x[0])}, {o})", rounded(np.linalg.norm(widened(x[0]), ord), dtype), **near(dtype))
                s.case(f"norm({lit(x)}, ord={o}, axis=0)", rounded(np.linalg.norm(widened(x), ord, axis=0), dtype), **near(dtype))
        x = sample(dtype, 2, 3, 4)
        s.case(f"norm({lit(x)}, 1, axis=(2, 0), keepdims=true)", rounded(np.linalg.norm(widened(x), 1, (2, 0), True), dtype),
               **near(dtype))
        s.case(f"norm({lit(x)}, inf, axis=(0, 1))", rounded(np.linalg.norm(widened(x), inf, (0, 1)), dtype), **near(dtype))
        s.case(f"norm({lit(x[0, 0])}, 0)", rounded(np.linalg.norm(x[0, 0], 0), dtype))
        s.case(f"norm({lit(x[0, 0])}, 3)", rounded(np.linalg.norm(widened(x[0, 0]), 3), dtype), **near(dtype))
    s.write()
    s = Script("matrix_norm")
    for dtype in FLOATS:
        for shape in [(3, 3), (2, 3, 2)]:
            x = sample(dtype, *shape)
            for words, o in [("", "fro"), (', ord="nuc"', "nuc"), (", ord=1", 1), (", ord=2", 2), (", ord=inf", inf),
                             (", ord=-1", -1), (", ord=-2", -2), (", ord=-inf", -inf)]:
                s.case(f"matrix_norm({lit(x)}{words})", rounded(np.linalg.matrix_norm(widened(x), ord=o), dtype), **near(dtype))
                s.case(f"matrix_norm({lit(x)}{words}, keepdims=true)",
                       rounded(np.linalg.matrix_norm(widened(x), ord=o, keepdims=True), dtype), **near(dtype))
    s.write()


def derivatives():
    s = Script("grad")
    x = np.array([0.1, 0.2, 0.7])
    e = np.exp(x - x.max())
    s.case("grad(x -> sum(x ** 2))([1.0, -2.0])", np.array([2.0, -4.0]))
    s.case(f"grad(x -> logsumexp(x))({lit(x)})", e / e.sum(), ulps=4)
    s.case(f"grad(sin)(0.5)", np.cos(0.5), ulps=1)
    s.case("grad(x -> sum(sigmoid(x)))([-800.0, 0.0, 800.0])", np.array([0.0, 0.25, 0.0]))
    s.case("grad(x -> sum(softplus(x)))([-800.0, 0.0, 800.0])", np.array([0.0, 0.5, 1.0]))
    s.case("grad(t -> grad(sin)(t) * t)(0.5)", np.cos(0.5) - 0.5 * np.sin(0.5), ulps=2)
    v = np.array([1.0, 2.0, 4.0])
    s.case(f"grad(x -> var(x))({lit(v)})", 2 * (v - v.mean()) / 3, ulps=4)
    s.case(f"grad(x -> std(x, correction=1))({lit(v)})", (v - v.mean()) / 2 / v.std(ddof=1), ulps=16)
    s.case(f"grad(x -> x[0] * det([[x[0], x[1]], [x[1], x[2]]]))({lit(v)})", np.array([4.0, -4.0, 1.0]), ulps=8)
    s.case(f"grad(a -> einsum(\"i,ij,j->\", a, [[1.0, 2.0], [0.0, 1.0]], a))([1.0, 3.0])", np.array([8.0, 8.0]))
    s.case("grad(p -> p.a * sum(p.b))({a: 2.0, b: [1.0, 2.0]})", np.float64(3), np.array([2.0, 2.0]))
    s.write()
    s = Script("value_and_grad")
    s.case("value_and_grad(x -> sum(x ** 3))([1.0, -2.0])", np.float64(-7), np.array([3.0, 12.0]))
    s.write()
    s = Script("hessian")
    a = np.array([[1.0, 2.0], [3.0, 5.0]])
    s.case("hessian(x -> sum(x ** 3))([1.0, 2.0])", np.diag([6.0, 12.0]))
    s.case(f"hessian(x -> x @ {lit(a)} @ x)([0.5, 0.25])", a + a.T, ulps=2)
    s.case("hessian(x -> x[0] * x[1] ** 2)([3.0, 5.0])", np.array([[0.0, 10.0], [10.0, 6.0]]))
    s.case("hessian(x -> exp(2.0 * x))(0.5)", 4 * np.exp(np.float64(1.0)), ulps=2)
    s.case("hessian(x -> sum(x[0] * x[1]))([[1.0], [2.0]]).shape.3", np.int64(1))
    s.write()
    s = Script("jvp")
    s.case("jvp(sin, (0.5,), (2.0,))", np.sin(0.5), 2 * np.cos(0.5), ulps=1)
    s.case("jvp((x, y) -> x * y, ([1.0, 2.0], 3.0), ([1.0, 0.0], 10.0))", np.array([3.0, 6.0]), np.array([13.0, 20.0]))
    s.case("jvp(p -> p.a * p.b, ({a: 2.0, b: 3.0},), ({a: 1.0, b: 0.5},))", np.float64(6), np.float64(4))
    s.write()
    s = Script("vmap")
    m = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]])
    s.case(f"vmap(v -> sum(v))({lit(m)})", m.sum(axis=1))
    s.case(f"vmap(v -> v / sum(v), in_axes=1, out_axes=1)({lit(m)})", m / m.sum(axis=0), ulps=1)
    s.case(f"vmap((a, v) -> a * v, in_axes=(none, 0))([1.0, 10.0, 100.0], {lit(m)})", np.array([1.0, 10.0, 100.0]) * m)
    s.case(f"vmap(a -> vmap(b -> a * b)([1.0, 2.0]))([3.0, 4.0])", np.array([[3.0, 6.0], [4.0, 8.0]]))
    s.case(f"vmap(grad(v -> sum(v ** 2)))({lit(m)})", 2 * m)
    s.case("vmap(v -> sum(v))(zeros((0, 2)))", np.zeros(0))
    s.write()


def loops():
    s = Script("scan")
    x = np.array([1.0, 2.0, 4.0])
    s.case(f"scan(0.0, {lit(x)}, (s, v) -> (s + v, s))", np.float64(7), np.array([0.0, 1.0, 3.0]))
    s.case(f"scan(0.0, {lit(x)}, (s, v) -> (s + v, s * v), reverse=true)", np.float64(7), np.array([6.0, 8.0, 0.0]))
    powers = 2.0 ** np.arange(5)
    s.case("scan(1.0, none, (s, i) -> (2.0 * s, s), length=5)", np.float64(32), powers)
    s.case("scan((1.0, [0.0, 1.0]), zeros((0, 2)), (s, v) -> (s, v))", np.float64(1), np.array([0.0, 1.0]), np.zeros((0, 2)))
    m = np.array([[1.0, 2.0], [3.0, 5.0]])
    s.case(f"grad(m -> sum(scan([1.0, 1.0], m, (s, row) -> (s * row, none)).0))({lit(m)})", np.array([[3.0, 5.0], [1.0, 2.0]]))
    s.write()
    s = Script("fori")
    s.case("fori((0.0, 1.0), 10, (i, s) -> (s.1, s.0 + s.1))", np.float64(55), np.float64(89))
    s.case("fori(0, 5, (i, s) -> s + i)", np.int64(10))
    s.case("fori([1.0, 2.0], 0, (i, s) -> s * 2.0)", np.array([1.0, 2.0]))
    s.case("grad(x -> fori(x, 3, (i, s) -> s * s))(1.5)", 8 * np.float64(1.5) ** 7, ulps=4)
    s.write()
    s = Script("while")
    s.case("while(1.0, x -> abs(x ** 2 - 2.0) > 1e-12, x -> 0.5 * (x + 2.0 / x))", np.sqrt(2), ulps=4)
    s.case("while(1, n -> n < 100, n -> 3 * n)", np.int64(243))
    s.case("while((5, [1.0]), s -> s.0 > 9, s -> (s.0 + 1, s.1))", np.int64(5), np.array([1.0]))
    s.write()


if __name__ == "__main__":
    for old in OUT.glob("*.tgraph"):
        if "prelude_cases.py" in old.read_text():
            old.unlink()
    loops()
    elementwise()
    logic()
    reductions()
    layout()
    picking()
    creation()
    products()
    linear_algebra()
    derivatives()

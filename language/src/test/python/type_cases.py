"""Writes scripts that call the functions of the array API standard on all element types that each takes, with NumPy's
numbers. The form is that of prelude_cases.py. Made with NumPy 2.4: run this file.
"""

import numpy as np

from cases import COMPLEX, DTYPES, FLOATS, INTS, widened
from prelude_cases import Script, lit

np.seterr(all="ignore")
REAL = INTS + FLOATS
FLOATING = FLOATS + COMPLEX
NUMERIC = REAL + COMPLEX
ALL = ["bool"] + NUMERIC
BITS = ["bool"] + INTS


class Types(Script):
    def __init__(self, name, what):
        super().__init__(name)
        self.lines = [f"# {what} on all element types, with NumPy's numbers: see type_cases.py."]

    def check(self, program, result, dtype):
        """The result has the type that the standard says: that of the computation in double precision, narrowed."""
        result = np.asarray(result)
        single = dtype in ("f32", "c64")
        if single and result.dtype.kind in "fc":
            result = result.astype(np.float32 if result.dtype.kind == "f" else np.complex64)
        self.case(program, result, ulps=16, absolute=(2e-6 if single else 1e-14))


def values(dtype):
    """Four numbers that every function takes: within (0, 1) for floats."""
    if dtype == "bool":
        return np.array([True, False, True, True])
    if dtype in INTS:
        return np.array([1, 3, 2, 7], DTYPES[dtype])
    if dtype in FLOATS:
        return np.array([0.25, 0.75, 0.5, 0.875], DTYPES[dtype])
    return np.array([0.25 + 0.5j, -0.75 + 0.25j, 0.5 - 0.5j, 0.875 - 0.125j], DTYPES[dtype])


NUMPY = {"acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan", "atanh": "arctanh",
         "atan2": "arctan2", "pow": "power", "bitwise_invert": "invert", "bitwise_left_shift": "left_shift",
         "bitwise_right_shift": "right_shift", "concat": "concatenate", "permute_dims": "transpose", "cumulative_sum": "cumsum",
         "cumulative_prod": "cumprod", "cumsum": "cumsum", "cumprod": "cumprod"}


def numpy(name):
    return getattr(np, NUMPY.get(name, name))


UNARY = {
    "abs": NUMERIC, "negative": NUMERIC, "positive": NUMERIC, "sign": NUMERIC, "square": NUMERIC, "conj": NUMERIC,
    "isfinite": NUMERIC, "isinf": NUMERIC, "isnan": NUMERIC, "ceil": REAL, "floor": REAL, "round": REAL, "trunc": REAL,
    "real": FLOATING, "imag": COMPLEX, "reciprocal": FLOATING, "bitwise_invert": BITS, "logical_not": ["bool"], "cbrt": FLOATS,
    "signbit": FLOATS,
    **{name: FLOATING for name in ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "expm1", "log", "log1p",
                                   "log2", "log10", "sin", "sinh", "sqrt", "tan", "tanh"]},
}
BINARY = {
    "add": NUMERIC, "subtract": NUMERIC, "multiply": NUMERIC, "divide": FLOATING, "pow": NUMERIC, "floor_divide": REAL,
    "remainder": REAL, "maximum": REAL, "minimum": REAL, "less": REAL, "less_equal": REAL, "greater": REAL, "greater_equal": REAL,
    "equal": ALL, "not_equal": ALL, "atan2": FLOATS, "hypot": FLOATS, "copysign": FLOATS, "logaddexp": FLOATS, "nextafter": FLOATS,
    "bitwise_and": BITS, "bitwise_or": BITS, "bitwise_xor": BITS, "bitwise_left_shift": INTS, "bitwise_right_shift": INTS,
    "logical_and": ["bool"], "logical_or": ["bool"], "logical_xor": ["bool"],
}


def elementwise():
    s = Types("types_unary", "Functions of one tensor, element by element,")
    for name, dtypes in UNARY.items():
        for dtype in dtypes:
            x = values(dtype)
            s.check(f"{name}({lit(x)})", numpy(name)(widened(x)), dtype)
            empty = np.zeros((2, 0), DTYPES[dtype])
            s.check(f"{name}({lit(empty)})", numpy(name)(widened(empty)), dtype)
    s.write()
    s = Types("types_binary", "Functions of two tensors, element by element,")
    for name, dtypes in BINARY.items():
        for dtype in dtypes:
            x, y = values(dtype), values(dtype)[::-1][:, None]
            if name == "nextafter":
                s.case(f"{name}({lit(x)}, {lit(y)})", np.nextafter(x, y))
                continue
            s.check(f"{name}({lit(x)}, {lit(y)})", numpy(name)(widened(x), widened(y)), dtype)
    x, y = values("bool"), values("bool")[::-1]
    for dtype in ALL:
        a, b = values(dtype), values(dtype)[::-1]
        s.case(f"where({lit(x)}, {lit(a)}, {lit(b)})", np.where(x, a, b))
    for dtype in REAL:
        a = values(dtype)
        low, high = DTYPES[dtype](a[2]), DTYPES[dtype](a[1])
        s.case(f"clip({lit(a)}, {lit(low)}, {lit(high)})", np.clip(a, low, high))
    s.write()
    s = Types("types_astype", "`astype` from and to all types")
    for a in ALL:
        for b in ALL:
            if a in COMPLEX and b not in COMPLEX:
                continue
            x = np.array([0, 1, 1] if a == "bool" else [0, 1, 100], DTYPES[a])
            s.case(f"astype({lit(x)}, {b})", x.astype(DTYPES[b]))
    s.write()


def wide(dtype):
    """The type in which the standard adds up."""
    return {"i8": "i64", "i16": "i64", "i32": "i64", "u8": "u64", "u16": "u64", "u32": "u64"}.get(dtype, dtype)


def reductions():
    s = Types("types_reductions", "Reductions")
    for dtype in ALL:
        x = np.stack([values(dtype), values(dtype)[::-1]])
        v = s.let(x)
        for words, axis in [("", None), (", axis=0", 0), (", axis=-1", -1)]:
            kw = {} if axis is None else {"axis": axis}
            for name in ["any", "all", "count_nonzero"]:
                s.check(f"{name}({v}{words})", getattr(np, name)(x, **kw), dtype)
            if dtype in NUMERIC:
                for name in ["sum", "prod"]:
                    s.check(f"{name}({v}{words})", getattr(np, name)(widened(x), dtype=None if dtype not in INTS else DTYPES[wide(dtype)], **kw), dtype)
            if dtype in REAL:
                for name in ["max", "min", "argmax", "argmin"]:
                    s.check(f"{name}({v}{words})", getattr(np, name)(x, **kw), dtype)
            if dtype in FLOATING:
                s.check(f"mean({v}{words})", np.mean(widened(x), **kw), dtype)
            if dtype in FLOATS:
                s.check(f"var({v}{words})", np.var(widened(x), **kw), dtype)
                s.check(f"std({v}{words}, correction=1)", np.std(widened(x), ddof=1, **kw), dtype)
        if dtype in NUMERIC:
            narrow = DTYPES[wide(dtype)] if dtype in INTS else None
            for name in ["cumulative_sum", "cumulative_prod"]:
                for axis in [0, 1]:
                    whole = numpy(name)(widened(x), axis=axis, dtype=narrow)
                    s.check(f"{name}({v}, axis={axis})", whole, dtype)
                    first = np.full_like(np.take(whole, [0], axis), 0 if name.endswith("sum") else 1)
                    s.check(f"{name}({v}, axis={axis}, include_initial=true)", np.concatenate([first, whole], axis), dtype)
            s.check(f"diff({v})", np.diff(x), dtype)
            s.check(f"diff({v}, axis=0, prepend={v}[:1])", np.diff(x, axis=0, prepend=x[:1]), dtype)
            s.check(f"vecdot({v}, {v}[::-1])", np.vecdot(widened(x), widened(x[::-1])).astype(widened(x).dtype), dtype)
            s.check(f"{v} @ {v}.T", widened(x) @ widened(x.T), dtype)
            s.check(f"tensordot({v}, {v}, axes=2)", np.tensordot(widened(x), widened(x), 2), dtype)
        s.case(f"sort({v}, axis=0)", np.sort(x, axis=0, kind="stable"))
        s.case(f"argsort({v})", np.argsort(x, kind="stable"))
        s.case(f"nonzero({v})", *np.nonzero(x))
    s.write()


def layout():
    s = Types("types_layout", "Functions that move elements,")
    for dtype in ALL:
        x = np.stack([values(dtype), values(dtype)[::-1], np.roll(values(dtype), 1)])
        v = s.let(x)
        cases = {
            "reshape({0}, (2, 6))": x.reshape(2, 6), "flip({0})": np.flip(x), "roll({0}, 1, axis=1)": np.roll(x, 1, 1),
            "roll({0}, -2)": np.roll(x, -2), "tile({0}, (1, 2))": np.tile(x, (1, 2)), "repeat({0}, 2, axis=0)": np.repeat(x, 2, 0),
            "repeat({0}, 2)": np.repeat(x, 2), "concat([{0}, {0}], axis=1)": np.concatenate([x, x], 1),
            "stack([{0}, {0}], axis=-1)": np.stack([x, x], -1), "expand_dims({0}, axis=1)": np.expand_dims(x, 1),
            "squeeze({0}[:1], 0)": x[0], "moveaxis({0}, 0, 1)": np.moveaxis(x, 0, 1), "permute_dims({0}, (1, 0))": x.T,
            "matrix_transpose({0})": x.T, "broadcast_to({0}[0], (2, 4))": np.broadcast_to(x[0], (2, 4)),
            "take({0}, [2, 0], axis=1)": np.take(x, [2, 0], 1),
            "take_along_axis({0}, [[1], [0], [3]], axis=1)": np.take_along_axis(x, np.array([[1], [0], [3]]), 1),
            "tril({0}, k=1)": np.tril(x, 1), "triu({0})": np.triu(x), "diagonal({0})": np.diagonal(x),
            "zeros_like({0})": np.zeros_like(x), "ones_like({0})": np.ones_like(x), "empty_like({0})": np.zeros_like(x),
            "full_like({0}[0], {1})": np.full_like(x[0], x[0, 0]), "{0}[1:, ::-2]": x[1:, ::-2], "{0}[{0} == {0}[0, 0]]": x[x == x[0, 0]],
            "{0}[[2, 0], [1, 3]]": x[[2, 0], [1, 3]], "{0}.mT": x.T, "{0} with [0] = {0}[1]": x[[1, 1, 2]],
        }
        for program, result in cases.items():
            s.case(program.format(v, lit(x[0, 0])), result)
        s.case(f"unstack({v})", *x)
        s.case(f"broadcast_arrays({v}, {v}[0])", x, np.broadcast_to(x[0], x.shape))
        s.case(f"meshgrid({v}[0], {v}[1, :2])", *np.meshgrid(x[0], x[1, :2]))
    s.write()
    s = Types("types_creation", "Functions that make tensors")
    for dtype in ALL:
        t = DTYPES[dtype]
        s.case(f"zeros((2, 1), dtype={dtype})", np.zeros((2, 1), t))
        s.case(f"ones(2, dtype={dtype})", np.ones(2, t))
        s.case(f"empty((0, 3), dtype={dtype})", np.zeros((0, 3), t))
        s.case(f"full((2,), {lit(values(dtype)[0])}, dtype={dtype})", np.full((2,), values(dtype)[0], t))
        if dtype != "bool":
            s.case(f"eye(2, 3, k=1, dtype={dtype})", np.eye(2, 3, 1, t))
        if dtype in REAL:
            s.case(f"arange(1, 8, 2, dtype={dtype})", np.arange(1, 8, 2, t))
        if dtype in FLOATING:
            s.case(f"linspace(0.0, 1.0, 5, dtype={dtype})", np.linspace(0, 1, 5, dtype=t))
    s.write()


if __name__ == "__main__":
    elementwise()
    reductions()
    layout()

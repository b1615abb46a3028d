"""Writes scripts of arithmetic on whole numbers of all types, with NumPy's numbers, and of what makes and asks for them.

The form is that of prelude_cases.py. Whole numbers wrap around; shifts by too much leave nothing, or of a negative number
only signs. Made with NumPy 2.4: run this file.
"""

import numpy as np

from cases import DTYPES, INTS
from prelude_cases import FLOATS, Script, inf, lit, nan

np.seterr(all="ignore")


def header(s, text):
    s.lines = [f"# {text}: see integer_cases.py."]
    return s


def arithmetic():
    s = header(Script("integer_arithmetic"), "Arithmetic on whole numbers, which wraps around")
    for dtype in INTS:
        info = np.iinfo(DTYPES[dtype])
        x = np.array([info.min, info.min + 1, 0, 1, 3, 7, info.max - 1, info.max], DTYPES[dtype])
        y = x[x != 0]
        v, w = s.let(x), s.let(y)
        left, right = x[:, None], x[None, :]
        for op, f in [("+", np.add), ("-", np.subtract), ("*", np.multiply), ("&", np.bitwise_and), ("|", np.bitwise_or),
                      ("^", np.bitwise_xor)]:
            s.case(f"{v}[:, none] {op} {v}[none, :]", f(left, right))
        for op, f in [("//", np.floor_divide), ("%", np.remainder)]:
            s.case(f"{v}[:, none] {op} {w}[none, :]", f(left, y[None, :]))
        for name, f in [("negative", np.negative), ("abs", np.abs), ("square", np.square), ("sign", np.sign),
                        ("bitwise_invert", np.invert), ("floor", np.floor), ("trunc", np.trunc), ("ceil", np.ceil), ("round", np.round)]:
            s.case(f"{name}({v})", f(x))
        for name, f in [("maximum", np.maximum), ("minimum", np.minimum), ("less", np.less), ("greater_equal", np.greater_equal)]:
            s.case(f"{name}({v}[:, none], {v}[none, :])", f(left, right))
        shifts = np.array([0, 1, 8 * info.dtype.itemsize - 1, 8 * info.dtype.itemsize, 100], DTYPES[dtype])
        u = s.let(shifts)
        s.case(f"{v}[:, none] << {u}[none, :]", np.left_shift(left, shifts[None, :]))
        s.case(f"{v}[:, none] >> {u}[none, :]", np.right_shift(left, shifts[None, :]))
        powers = np.array([0, 1, 2, 5], DTYPES[dtype])
        s.case(f"{v}[:, none] ** {lit(powers)}[none, :]", np.power(left, powers[None, :]))
    s.write()


def asked():
    s = header(Script("asarray"), "`asarray`, with NumPy's numbers")
    s.case("asarray([[1, 2], [3, 4]])", np.array([[1, 2], [3, 4]]))
    s.case("asarray(2.5)", np.float64(2.5))
    s.case("asarray(true)", np.bool_(True))
    for dtype in DTYPES:
        x = np.array([1, 0], DTYPES[dtype])
        s.case(f"asarray({lit(x)})", x)
        s.case(f"asarray([1, 0], dtype={dtype})", x)
    s.case("asarray(zeros((0, 2)), dtype=i8)", np.zeros((0, 2), np.int8))
    s.case("asarray([1.75, -1.75], dtype=i32)", np.array([1, -1], np.int32))
    s.write()
    s = header(Script("signbit"), "`signbit`, with NumPy's numbers")
    for dtype in FLOATS:
        x = np.array([[1.0, -1.0, 0.0, -0.0, inf, -inf, nan]], DTYPES[dtype])
        s.case(f"signbit({lit(x)})", np.signbit(x))
    s.case("signbit(zeros((0, 2)))", np.zeros((0, 2), bool))
    s.case("signbit(-2)", np.bool_(True))
    s.write()


if __name__ == "__main__":
    arithmetic()
    asked()

"""Cases for the discrete Fourier transform, and scripts for the functions of `fft`, with the numbers of NumPy, in
the forms that cases.py and prelude_cases.py describe. Run this file.
"""

import numpy as np

from cases import COMPLEX, DTYPES, FLOATS, case, rounded, widened, write
from prelude_cases import Script as Plain
from prelude_cases import lit

rng = np.random.default_rng(13)
WIDE = {"f32": "c64", "f64": "c128", "c64": "c64", "c128": "c128"}
PART = {"f32": "f32", "f64": "f64", "c64": "f32", "c128": "f64"}


class Script(Plain):
    def __init__(self, name):
        super().__init__("fft." + name)
        self.lines = [f"# `fft.{name}`, with the numbers that NumPy gives: see fourier_cases.py."]

    def near(self, call, result):
        self.case(call, result, ulps=4, absolute=near(result))


def random(dtype, *shape):
    x = rng.normal(size=shape).round(3)
    return rounded(x + 1j * rng.normal(size=shape).round(3) if dtype in COMPLEX else x, dtype)


def near(result):
    size = np.abs(result[np.isfinite(result)]).max(initial=0)
    single = result.dtype in (np.float32, np.complex64)
    return float(max(size * (4e-7 if single else 4e-15), 1e-300))


def transforms():
    cases = []
    for dtype in COMPLEX:
        for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 25, 30, 49, 64, 67, 74, 97, 120, 134]:
            x = random(dtype, n)
            for inverse in (False, True):
                y = np.fft.ifft(widened(x)) * n if inverse else np.fft.fft(widened(x))
                y = rounded(y, dtype)
                cases.append(case(f"dft{{inverse: {str(inverse).lower()}}}", [x], [y], 0, near(y)))
        x = random(dtype, 2, 3, 4)
        y = rounded(np.fft.fft(widened(x)), dtype)
        cases.append(case("dft{inverse: false}", [x], [y], 0, near(y)))
        for shape in [(0,), (2, 0), (0, 3)]:
            empty = np.zeros(shape, DTYPES[dtype])
            cases.append(case("dft{inverse: false}", [empty], [empty]))
    # Roots of unity that are exact, and others that are right to rounding.
    for n in (4, 8, 12):
        cases.append(case("dft{inverse: false}", [np.eye(n)[1] + 0j], [np.fft.fft(np.eye(n)[1])], 1, 1e-16))
    # NumPy has a nan for inf too, in the other part.
    for bad in (np.nan, complex(np.nan, np.nan)):
        x = np.array([1.0, bad, 2.0], np.complex128)
        y = np.full(3, complex(np.nan, np.nan))
        cases.append(case("dft{inverse: false}", [x], [y]))
    write("dft", cases)


def arguments(n, axis, norm):
    words = "".join([f", n={n}" if n else "", f", axis={axis}" if axis != -1 else "", f', norm="{norm}"' if norm else ""])
    return words, {"n": n, "axis": axis, "norm": norm}


def one():
    for name in ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]:
        f = getattr(np.fft, name)
        s = Script(name)
        real_in, real_out = name in ("rfft", "ihfft"), name in ("irfft", "hfft")
        for dtype in FLOATS if real_in else FLOATS + COMPLEX:
            to = PART[dtype] if real_out else WIDE[dtype]
            vectors = [random(dtype, k) for k in ([2, 5, 6] if real_out else [1, 2, 5, 6])]
            for x in vectors:
                for norm in (None, "ortho", "forward", "backward"):
                    words, kw = arguments(None, -1, norm)
                    s.near(f"fft.{name}({lit(x)}{words})", rounded(f(widened(x), **kw), to))
                for n in (1, 4, 7):
                    words, kw = arguments(n, -1, "ortho" if n == 4 else None)
                    s.near(f"fft.{name}({lit(x)}{words})", rounded(f(widened(x), **kw), to))
            x = random(dtype, 3, 4)
            for n, axis in [(None, 0), (None, 1), (5, 0), (2, -2)]:
                words, kw = arguments(n, axis, None)
                s.near(f"fft.{name}({lit(x)}{words})", rounded(f(widened(x), **kw), to))
            empty = np.zeros((0, 4), DTYPES[dtype])
            s.case(f"fft.{name}({lit(empty)})", rounded(f(widened(empty)), to))
        s.write()


def several():
    for name in ["fftn", "ifftn", "rfftn", "irfftn"]:
        f = getattr(np.fft, name)
        s = Script(name)
        for dtype in FLOATS if name == "rfftn" else FLOATS + COMPLEX:
            to = PART[dtype] if name == "irfftn" else WIDE[dtype]
            for shape in [(4,), (3, 4), (2, 3, 4)]:
                x = random(dtype, *shape)
                for norm in (None, "ortho", "forward"):
                    words = f', norm="{norm}"' if norm else ""
                    s.near(f"fft.{name}({lit(x)}{words})", rounded(f(widened(x), norm=norm), to))
            x = random(dtype, 2, 3, 4)
            for axes in [(0,), (1, 2), (2, 0), (-1, -2)]:
                # For the tuple of one axis, as the language writes it.
                s.near(f"fft.{name}({lit(x)}, axes={axes})", rounded(f(widened(x), axes=axes), to))
            for sizes, axes in [((2, 5), (0, 1)), ((4, 2), (1, 2)), ((-1, 6), (1, 0))]:
                s.near(f"fft.{name}({lit(x)}, s={sizes}, axes={axes})", rounded(f(widened(x), s=sizes, axes=axes), to))
            s.near(f"fft.{name}({lit(x)}, s=(3, 3))", rounded(f(widened(x), s=(3, 3), axes=(1, 2)), to))
        s.write()


def grids():
    for name in ["fftfreq", "rfftfreq"]:
        f = getattr(np.fft, name)
        s = Script(name)
        for n in [1, 2, 5, 8]:
            s.case(f"fft.{name}({n})", f(n), ulps=1)
            s.case(f"fft.{name}({n}, d=0.1)", f(n, 0.1), ulps=1)
            s.case(f"fft.{name}({n}, 2.0, dtype=f32)", f(n, 2.0).astype(np.float32), ulps=1)
        s.write()
    for name in ["fftshift", "ifftshift"]:
        f = getattr(np.fft, name)
        s = Script(name)
        for x in [np.arange(5), np.arange(6.0), np.arange(12.0).reshape(3, 4), np.zeros((0, 3)), np.arange(1),
                  np.array([True, False, True]), np.array([1 + 2j, 3])]:
            s.case(f"fft.{name}({lit(x)})", f(x))
        x = np.arange(24.0).reshape(2, 3, 4)
        for axes in [0, -1, (1, 2), (2, 0)]:
            s.case(f"fft.{name}({lit(x)}, axes={axes})", f(x, axes=axes))
        s.write()


if __name__ == "__main__":
    transforms()
    one()
    several()
    grids()

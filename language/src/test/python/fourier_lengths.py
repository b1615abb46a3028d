"""Elements of transforms of many lengths, which NumPy gives and mpmath gives to more digits, for `FourierTest`.
Run this file.
"""

import pathlib

import mpmath
import numpy as np

mpmath.mp.dps = 40
LENGTHS = [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 97, 100, 128, 1000, 1009, 1024, 1331, 4096]
TO = pathlib.Path(__file__).parents[4] / "interpreter/native/src/test/resources/fourier"


def numbers(n):
    j = np.arange(n)
    return (j * 37 % 101 - 50) / 64 + 1j * (j * 53 % 97 - 48) / 64


def element(x, k):
    n = len(x)
    root = [mpmath.expjpi(mpmath.mpf(-2 * m) / n) for m in range(n)]
    return mpmath.fsum(mpmath.mpc(z) * root[j * k % n] for j, z in enumerate(x))


if __name__ == "__main__":
    TO.mkdir(exist_ok=True)
    lines = ["n,k,re,im"]
    for n in LENGTHS:
        x = numbers(n)
        numpy = np.fft.fft(x)
        for k in sorted({0, 1 % n, n // 3, n // 2, n - 1}):
            y = complex(element(x, k))
            assert abs(numpy[k] - y) < 1e-14 * np.abs(numpy).max()
            lines.append(f"{n},{k},{y.real!r},{y.imag!r}")
    (TO / "elements.csv").write_text("\n".join(lines) + "\n")

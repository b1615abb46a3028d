"""Writes cases.json: tensors and how NumPy 2.4 prints them with all digits. Run: python3 cases.py

Where a column in scientific notation needs more digits than a number's shortest text has, NumPy goes on
with the exact digits and we with zeros, so there is no such number here.
"""
import json
import numpy as np

np.set_printoptions(precision=17)
rng = np.random.default_rng(7)
inf, nan = float("inf"), float("nan")
arrays = [
    np.array([1.0, 2.5, -3.25]),
    np.array([-2.0, -2.75]),
    np.array([0.1, 0.2, 0.30000000000000004]),
    np.array([1e-5, 1.0]),
    np.array([1e8, 1.0]),
    np.array([1e7, 99999.0]),
    np.array([1.0, 1000.0]),
    np.array([1.0, 1000.5]),
    np.array([nan, 1.0, inf, -inf]),
    np.array([nan, nan]),
    np.array([inf, 1.0]),
    np.array([-inf, 123456.0]),
    np.array([0.0, -0.0]),
    np.array([2.5e-300, 1.7976931348623157e308]),
    np.array([-3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683]),
    rng.normal(size=(3, 4)).round(12),
    rng.normal(size=(2, 3, 2)).astype(np.float32),
    rng.normal(size=(2, 2, 2, 2)).round(2),
    np.array([2e23, 3e23, 9007199254740993.0]),
    np.array([0.1, 16777216.0, 3.4e38], dtype=np.float32),
    np.arange(40) * 1.5,
    np.arange(30).reshape(2, 15) ** 3,
    np.array([[-1, 20], [300, 4]]),
    np.array([2**64 - 1, 0], dtype=np.uint64),
    np.array([-(2**63), 2**63 - 1]),
    np.array([-128, 127], dtype=np.int8),
    np.arange(1001.0),
    np.arange(1040).reshape(4, 260),
    np.arange(1120).reshape(7, 8, 20) / 8,
    np.arange(1001).reshape(1001, 1),
    np.array([1 + 2j, -3.5 - 4j]),
    np.array([complex(nan, 1), complex(0, inf), complex(-inf, nan)]),
    np.array([1e-9 + 1j, 2 + 3e9j], dtype=np.complex64),
    np.array([[1.5]]),
]
scalars = [0.0, -0.0, 1.0, 81.0, 0.1, 1e-4, 9.9e-5, 1e15, 1e16, 123456789.125, nan, inf, -inf, 5e-324, 1 / 3, -2e-300]


def number(x):
    return float(x).hex() if np.isfinite(x) else str(float(x))


def case(a):
    flat = a.reshape(-1)
    if a.dtype.kind == "c":
        data = [number(v) for z in flat for v in (z.real, z.imag)]
    elif a.dtype.kind == "f":
        data = [number(v) for v in flat]
    else:
        data = [str(int(v)) for v in flat]
    dtype = {"f": "f", "i": "i", "u": "u", "c": "c"}[a.dtype.kind] + str(8 * a.dtype.itemsize)
    return {"type": dtype, "shape": list(a.shape), "data": data, "text": str(a)}


cases = [case(a) for a in arrays] + [case(np.float64(s)) for s in scalars]
with open("cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")

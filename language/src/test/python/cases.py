"""Writes test cases for operations of the graph: one JSON file of resources/numpy for each.

A case is {"op", "operands", "results", "ulps", "absolute"}: the operation as the graph's text has it,
arrays in the notation of ArrayText, and how far a result may be off: by so many units in the last
place of what is expected, or by the absolute amount. Results for f32 and c64 are those of double
precision, rounded. NumPy 2.4 made the numbers, where a script does not say otherwise. All are made again by

    for script in *_cases.py; do python3 $script; done
"""

import json
import pathlib

import numpy as np

RESOURCES = pathlib.Path(__file__).parent.parent / "resources" / "numpy"

DTYPES = {
    "bool": np.bool_,
    "i8": np.int8,
    "i16": np.int16,
    "i32": np.int32,
    "i64": np.int64,
    "u8": np.uint8,
    "u16": np.uint16,
    "u32": np.uint32,
    "u64": np.uint64,
    "f32": np.float32,
    "f64": np.float64,
    "c64": np.complex64,
    "c128": np.complex128,
}
NAMES = {np.dtype(v): k for k, v in DTYPES.items()}
INTS = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"]
FLOATS = ["f32", "f64"]
COMPLEX = ["c64", "c128"]

np.seterr(all="ignore")


def number(x):
    return repr(float(x))


def text(array):
    """The array as ArrayText writes it: f64[2](1.0, nan)."""
    array = np.asarray(array)
    name = NAMES[array.dtype]
    shape = "[" + ", ".join(map(str, array.shape)) + "]" if array.ndim else ""
    if name == "bool":
        items = ["true" if x else "false" for x in array.flat]
    elif name in INTS:
        items = [str(int(x)) for x in array.flat]
    elif name in FLOATS:
        items = [number(x) for x in array.flat]
    else:
        items = [number(x.real) + ":" + number(x.imag) for x in array.flat]
    return f"{name}{shape}({', '.join(items)})"


def widened(array):
    """The array in double precision; integers and bools as they are."""
    array = np.asarray(array)
    if array.dtype == np.float32:
        return array.astype(np.float64)
    return array.astype(np.complex128) if array.dtype == np.complex64 else array


def rounded(array, dtype):
    return np.asarray(array).astype(DTYPES[dtype])


def case(op, operands, results, ulps=0, absolute=0.0):
    made = {"op": op, "operands": [text(x) for x in operands], "results": [text(x) for x in results]}
    if ulps:
        made["ulps"] = ulps
    if absolute:
        made["absolute"] = float(absolute)
    return made


def write(name, cases):
    """Writes resources/numpy/NAME.json, NAME being that of the operation."""
    RESOURCES.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(c) for c in cases)
    (RESOURCES / (name + ".json")).write_text("[\n" + lines + "\n]\n")

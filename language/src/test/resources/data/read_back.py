"""Reads with NumPy what tgraph wrote: python3 read_back.py FOLDER. Prints what is not as expected.

FOLDER/expected.tsv is laid out like the one that make_fixtures.py writes.
"""

import csv
import json
import os
import struct
import sys

import numpy as np

from make_fixtures import TYPES

folder = sys.argv[1]


def number(text, dtype):
    if dtype == "bool":
        return text == "true"
    if dtype[0] in "iu":
        return int(text)
    if dtype[0] == "c":
        re, im = text.split(":")
        return complex(float(re), float(im))
    return float(text)


def from_json(value):
    if isinstance(value, list):
        return [from_json(v) for v in value]
    return float(value) if value in ("nan", "inf", "-inf") else value


def load(file, path, dtype):
    name = os.path.join(folder, file)
    kind = file.rsplit(".", 1)[1]
    if kind == "npy":
        return np.load(name, allow_pickle=False)
    if kind == "npz":
        with np.load(name, allow_pickle=False) as archive:
            return archive[path or "arr_0"]
    if kind == "json":
        with open(name, encoding="utf-8") as f:
            value = json.load(f, parse_constant=lambda word: 1 / 0)
        for field in filter(None, path.split(".")):
            value = value[field]
        return np.array(from_json(value), dtype=None if dtype == "str" else TYPES[dtype])
    if kind == "csv":
        with open(name, encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        if path:
            cells = [row[path] for row in rows]
        else:
            cells = [list(row.values()) for row in rows]
        if dtype == "str":
            return np.array(cells)
        if dtype == "bool":
            return np.array(cells) == "true"
        return np.array(cells).astype(TYPES[dtype])
    with open(name, "rb") as f:
        data = f.read()
    (length,) = struct.unpack("<Q", data[:8])
    assert length % 8 == 0
    entry = json.loads(data[8 : 8 + length])[path or "value"]
    begin, end = entry["data_offsets"]
    raw = data[8 + length + begin : 8 + length + end]
    assert entry["dtype"] == dtype.upper()
    return np.frombuffer(raw, TYPES[dtype]).reshape(entry["shape"])


def main():
    wrong = 0
    with open(os.path.join(folder, "expected.tsv"), encoding="utf-8") as f:
        lines = f.read().splitlines()
    for line in lines:
        file, path, dtype, sizes, text = line.split("\t")
        shape = tuple(int(s) for s in sizes.split(",") if s)
        try:
            actual = load(file, path, dtype)
            if dtype == "str":
                same = [str(x) for x in actual.ravel()] == text.split("|")
            else:
                elements = text.split(" ") if text else []
                expected = np.array([number(t, dtype) for t in elements], dtype=TYPES[dtype])
                expected = expected.reshape(shape)
                same = actual.dtype == expected.dtype and (
                    np.array_equal(actual, expected, equal_nan=dtype[0] in "fc")
                    and (dtype[0] != "f" or np.array_equal(np.signbit(actual), np.signbit(expected)))
                )
            same = same and actual.shape == shape
        except Exception as e:  # whatever Python has against the file is the answer
            same, actual = False, repr(e)
        if not same:
            wrong += 1
            print(file, path, dtype, sizes, text, "but read", actual)
    print(len(lines), "read,", wrong, "wrong")


main()

"""Writes valid/ and expected.tsv: data files made by NumPy and Python, and what is in them.

    python3 make_fixtures.py

Each line of expected.tsv: file, path, element type, sizes, elements (complex ones as re:im).
The .safetensors files follow the format's description: a little-endian length, JSON, the numbers.
"""

import json
import os
import struct
from fractions import Fraction

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
VALID = os.path.join(HERE, "valid")
LINES = []

TYPES = {
    "bool": "?", "i8": "i1", "i16": "i2", "i32": "i4", "i64": "i8",
    "u8": "u1", "u16": "u2", "u32": "u4", "u64": "u8",
    "f32": "f4", "f64": "f8", "c64": "c8", "c128": "c16",
}


def sample(name, shape=(2, 3)):
    """Six elements with the extremes of the type."""
    dtype = np.dtype(TYPES[name])
    if name == "bool":
        flat = [True, False, False, True, True, False]
    elif dtype.kind in "iu":
        info = np.iinfo(dtype)
        flat = [info.min, info.max, 0, 1, 7, 100]
    elif dtype.kind == "f":
        info = np.finfo(dtype)
        flat = [-0.0, np.nan, -np.inf, info.max, info.smallest_subnormal, 0.1]
    else:
        flat = [complex(-0.0, 1.5), complex(np.nan, np.inf), 0.1 + 0.2j, 1, 1j, -2.5 - 3j]
    return np.array(flat, dtype=dtype).reshape(shape)


def nearest32(text):
    """The float32 nearest to a decimal; through float64 it would be rounded twice."""
    near = np.float32(text)
    around = [np.nextafter(near, np.float32(-np.inf)), near, np.nextafter(near, np.float32(np.inf))]
    exact = [a for a in around if np.isfinite(a)]
    return min(exact, key=lambda a: abs(Fraction(float(a)) - Fraction(text)))


def element(x):
    if isinstance(x, (bool, np.bool_)):
        return "true" if x else "false"
    if isinstance(x, (int, np.integer)):
        return str(int(x))
    if isinstance(x, (complex, np.complexfloating)):
        return element(x.real) + ":" + element(x.imag)
    if np.isnan(x):
        return "nan"
    if np.isinf(x):
        return "inf" if x > 0 else "-inf"
    return repr(float(x))


def expect(file, path, dtype, array):
    array = np.asarray(array)
    sizes = ",".join(str(s) for s in array.shape)
    if dtype == "str":
        values = "\x1f".join(str(x) for x in array.ravel())
    else:
        values = " ".join(element(x) for x in array.ravel())
    LINES.append("\t".join([file, path, dtype, sizes, values]))


def save(name, array, dtype, **kw):
    np.save(os.path.join(VALID, name), array, **kw)
    expect(name, "", dtype, array)


def safetensors(name, tensors):
    """tensors: name -> (code, shape, bytes)"""
    header, data = {"__metadata__": {"made": "by hand"}}, b""
    for key, (code, shape, raw) in tensors.items():
        header[key] = {"dtype": code, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(VALID, name), "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


def text(name, content, encoding="utf-8"):
    with open(os.path.join(VALID, name), "wb") as f:
        f.write(content.encode(encoding))


def npy():
    for name in TYPES:
        x = sample(name)
        save(f"{name}.npy", x, name)
        save(f"{name}-fortran.npy", np.asfortranarray(x.reshape(1, 2, 3)[:, ::-1]), name)
        if x.dtype.itemsize > 1:
            save(f"{name}-big.npy", x.astype(x.dtype.newbyteorder(">")), name)
    save("scalar.npy", np.float64(2.5), "f64")
    save("empty.npy", np.zeros((0, 3)), "f64")
    save("half.npy", np.array([1.5, -0.0, 65504, np.inf], dtype="f2"), "f32")
    save("text.npy", np.array([["a", "bc"], ["", "é😀"]]), "str")
    save("text-fortran.npy", np.asfortranarray([["a", "bc", "d"], ["e", "f", "g"]]), "str")
    for version in ((2, 0), (3, 0)):
        file = f"version{version[0]}.npy"
        with open(os.path.join(VALID, file), "wb") as f:
            np.lib.format.write_array(f, sample("f32"), version=version)
        expect(file, "", "f32", sample("f32"))


def npz():
    for file, write in (("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)):
        arrays = {name: sample(name) for name in TYPES}
        arrays["long"] = np.arange(100_000, dtype="i4")[:100] if file == "stored.npz" else np.zeros(5000)
        arrays["layer.w"] = np.array([1.0, 2.0])
        arrays["word"] = np.array(["yes", "no"])
        write(os.path.join(VALID, file), **arrays)
        for name in TYPES:
            expect(file, name, name, arrays[name])
        expect(file, "long", "i32" if file == "stored.npz" else "f64", arrays["long"])
        expect(file, "layer.w", "f64", arrays["layer.w"])
        expect(file, "word", "str", arrays["word"])
    np.savez(os.path.join(VALID, "one.npz"), sample("f64"))
    expect("one.npz", "", "f64", sample("f64"))


def safe():
    tensors = {}
    for name in TYPES:
        if name.startswith("c"):
            continue
        x = sample(name)
        tensors[name] = (name.upper(), list(x.shape), x.tobytes())
        expect("all.safetensors", name, name, x)
    half = np.array([1.5, -0.0, 65504, np.nan], dtype="f2")
    tensors["half"] = ("F16", [4], half.tobytes())
    expect("all.safetensors", "half", "f32", half)
    tensors["brain"] = ("BF16", [3], struct.pack("<HHH", 0x3FC0, 0xC000, 0x7F80))
    expect("all.safetensors", "brain", "f32", np.array([1.5, -2.0, np.inf], dtype="f4"))
    tensors["none"] = ("F64", [0, 4], b"")
    expect("all.safetensors", "none", "f64", np.zeros((0, 4)))
    tensors["layer.0.weight"] = ("F64", [], struct.pack("<d", 0.1))
    expect("all.safetensors", "layer.0.weight", "f64", np.float64(0.1))
    safetensors("all.safetensors", tensors)


def csv():
    text("types.csv", "flag,whole,real,gaps,special,name,big\r\n"
         "true,1,1.5,1,nan,Ann,18446744073709551615\r\n"
         "FALSE, -2 ,2,,inf,\"O\"\"Hara, Bob\",0\r\n"
         "True,+3,3e-2,3,-Infinity,,1\r\n")
    expect("types.csv", "flag", "bool", [True, False, True])
    expect("types.csv", "whole", "i64", [1, -2, 3])
    expect("types.csv", "whole", "f32", np.array([1, -2, 3], dtype="f4"))
    expect("types.csv", "whole", "i8", np.array([1, -2, 3], dtype="i1"))
    expect("types.csv", "real", "f64", [1.5, 2.0, 0.03])
    expect("types.csv", "real", "c64", np.array([1.5, 2.0, 0.03], dtype="c8"))
    expect("types.csv", "gaps", "f64", [1.0, np.nan, 3.0])
    expect("types.csv", "special", "f64", [np.nan, np.inf, -np.inf])
    expect("types.csv", "name", "str", ["Ann", 'O"Hara, Bob', ""])
    expect("types.csv", "whole", "str", ["1", " -2 ", "+3"])
    expect("types.csv", "big", "u64", np.array([2**64 - 1, 0, 1], dtype="u8"))
    text("bom.csv", "\ufeffa,b\n1,2\n\n3,4")
    expect("bom.csv", "", "i64", np.array([[1, 2], [3, 4]]))
    expect("bom.csv", "a", "f64", [1.0, 3.0])
    text("whole.csv", "x\n2.0\n1e3\n-0.0\n1200e-2\n")
    expect("whole.csv", "x", "i64", [2, 1000, 0, 12])
    text("lines.csv", 'note,x\n"two\nlines",1\nplain,2\n')
    expect("lines.csv", "note", "str", ["two\nlines".replace("\n", "\\n"), "plain"])
    text("header.csv", "a,b\n")
    expect("header.csv", "a", "f64", [])
    # Decimals that are hard to round, and the limits of the types.
    hard = ["2.2250738585072011e-308", "9007199254740993", "1.7976931348623157e308", "4.9e-324",
            "123456789012345678901234567890", "0.1", "1e22", "1e23", "8.41e21", "5e-324",
            "2.4703282292062328e-324", "179769313486231570814e288", "3.5844466002796428e298"]
    text("hard.csv", "x\n" + "\n".join(hard) + "\n")
    expect("hard.csv", "x", "f64", [float(x) for x in hard])
    hard32 = ["16777217", "0.1", "1e-45", "3.4028235e38", "1.00000017881393432617187499", "7.038531e-26"]
    text("hard32.csv", "x\n" + "\n".join(hard32) + "\n")
    expect("hard32.csv", "x", "f32", np.array([nearest32(x) for x in hard32]))


def jsons():
    value = {"N": 3, "y": [1.5, 2.0, float("nan")], "X": [[1, 2, 3], [4, 5, 6]], "ok": True,
             "flags": [[True], [False]], "names": ["a", "é"], "gaps": [1, None, 3],
             "empty": [[], []], "inner": {"w": [0.1, "inf", "-inf"]}, "label": "text",
             "big": [18446744073709551615]}
    text("stan.json", json.dumps(value))
    expect("stan.json", "N", "i64", 3)
    expect("stan.json", "N", "f64", 3.0)
    expect("stan.json", "y", "f64", value["y"])
    expect("stan.json", "X", "i32", np.array(value["X"], dtype="i4"))
    expect("stan.json", "X", "f64", np.array(value["X"], dtype="f8"))
    expect("stan.json", "ok", "bool", True)
    expect("stan.json", "flags", "bool", value["flags"])
    expect("stan.json", "names", "str", value["names"])
    expect("stan.json", "gaps", "f64", [1.0, np.nan, 3.0])
    expect("stan.json", "empty", "f64", np.zeros((2, 0)))
    expect("stan.json", "inner.w", "f64", [0.1, np.inf, -np.inf])
    expect("stan.json", "label", "str", "text")
    expect("stan.json", "big", "u64", np.array([2**64 - 1], dtype="u8"))
    text("tensor.json", "[[[1.5]], [[2.5]]]")
    expect("tensor.json", "", "f64", [[[1.5]], [[2.5]]])


def main():
    os.makedirs(VALID, exist_ok=True)
    for old in os.listdir(VALID):
        os.remove(os.path.join(VALID, old))
    npy(), npz(), safe(), csv(), jsons()
    with open(os.path.join(HERE, "expected.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(LINES) + "\n")


if __name__ == "__main__":
    main()

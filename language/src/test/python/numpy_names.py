"""Writes the names of the functions of NumPy, of its samplers, of jax.random and of scipy.special, a module in each line, for
NumpyNamesTest. Made with NumPy 2.4, SciPy 1.17 and JAX 0.10: run this file.
"""

import pathlib

import jax.random
import numpy as np
import scipy.special

OUT = pathlib.Path(__file__).parent.parent / "resources" / "numpy-names.txt"


def functions(of):
    names = [n for n in dir(of) if not n.startswith("_")]
    return [n for n in names if callable(getattr(of, n)) and not isinstance(getattr(of, n), type)]


modules = {"numpy": np, "numpy.linalg": np.linalg, "numpy.fft": np.fft, "numpy.random.Generator": np.random.Generator,
           "jax.random": jax.random, "scipy.special": scipy.special}
OUT.write_text("".join(f"{name}: {' '.join(functions(of))}\n" for name, of in modules.items()))

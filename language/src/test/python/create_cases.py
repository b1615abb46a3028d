"""Cases for the operations without operands."""

import numpy as np

from cases import *

write("iota", [case(f"iota{{size: {n}, type: {d}}}", [], [rounded(np.arange(n), d)])
               for d in INTS + FLOATS + COMPLEX for n in (0, 1, 5, 300)])
write("size", [case(f"size{{size: {n}}}", [], [np.int64(n)]) for n in (0, 1, 12345678901)])
VALUES = [np.float64(np.nan), np.float32(-0.0), np.arange(6.0).reshape(2, 3), np.zeros((0, 3), np.int8),
          np.array([True, False]), np.uint64(2**64 - 1), np.array([1 - 2j], np.complex64)]
write("constant", [case(f"constant{{value: {text(v)}}}", [], [v]) for v in VALUES])

package org.tgraph.minimal;

import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * A tensor as this backend holds it: elements in row-major order, floats of both precisions as
 * doubles, integers and bools as longs.
 *
 * @param floats empty for other types
 * @param wholes empty for floats; a {@code u64} as its bits
 */
record Tensor(DType type, long[] shape, double[] floats, long[] wholes) {
  static Tensor of(DType type, long[] shape) {
    long count = Array.count(shape);
    if (count > Integer.MAX_VALUE) {
      throw new OutOfMemoryError(count + " elements in one array");
    }
    int size = (int) count;
    return type.isFloat()
        ? new Tensor(type, shape, new double[size], new long[0])
        : new Tensor(type, shape, new double[0], new long[size]);
  }

  static Tensor of(Array array) {
    Tensor tensor = of(array.dtype(), array.shape());
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.type.isFloat()) {
        tensor.floats[i] = array.getDouble(i);
      } else {
        tensor.wholes[i] = array.getLong(i);
      }
    }
    return tensor;
  }

  Array array() {
    Array array = Array.zeros(type, shape);
    for (int i = 0; i < size(); i++) {
      if (type.isFloat()) {
        array.set(i, floats[i]);
      } else {
        array.set(i, wholes[i]);
      }
    }
    return array;
  }

  int size() {
    return Math.max(floats.length, wholes.length);
  }

  /** Writes a float, rounded to what the type holds. */
  void set(int i, double value) {
    floats[i] = type == DType.F32 ? (float) value : value;
  }

  /** Writes an integer, of which the lowest bits are kept, or a bool. */
  void set(int i, long value) {
    wholes[i] =
        switch (type) {
          case BOOL -> value != 0 ? 1 : 0;
          case I8 -> (byte) value;
          case I16 -> (short) value;
          case I32 -> (int) value;
          case U8 -> value & 0xff;
          case U16 -> value & 0xffff;
          case U32 -> value & 0xffff_ffffL;
          default -> value;
        };
  }

  /** Copies an element of a tensor of the same type. */
  void copy(int to, Tensor from, int i) {
    if (type.isFloat()) {
      floats[to] = from.floats[i];
    } else {
      wholes[to] = from.wholes[i];
    }
  }
}

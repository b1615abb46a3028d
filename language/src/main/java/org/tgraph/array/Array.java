package org.tgraph.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * A tensor's elements in memory: row-major, without gaps, in the machine's byte order, a {@code
 * bool} as one byte that is 0 or 1, a complex number as two floats. What is written after {@link
 * #zeros} belongs to whoever made it; an array that was handed on is not changed any more.
 */
public final class Array {
  private final DType dtype;
  private final long[] shape;
  private final long size;
  private final MemorySegment data;

  private Array(DType dtype, long[] shape, MemorySegment data) {
    this.dtype = dtype;
    this.shape = shape;
    this.size = count(shape);
    this.data = data;
    if (data.byteSize() < Math.multiplyExact(size, dtype.bytes())) {
      throw new IllegalArgumentException(
          dtype + Arrays.toString(shape) + " does not fit " + data.byteSize() + " bytes");
    }
  }

  /**
   * A new array of zeros.
   *
   * @throws OutOfMemoryError if it does not fit memory
   */
  public static Array zeros(DType dtype, long... shape) {
    return new Array(dtype, shape.clone(), allocate(dtype, count(shape)));
  }

  /**
   * An array over existing memory, which must not be changed while the array is in use.
   *
   * @throws IllegalArgumentException if the elements do not fit the memory, or a size is negative
   */
  public static Array of(DType dtype, long[] shape, MemorySegment data) {
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("a negative size in " + Arrays.toString(shape));
      }
    }
    return new Array(dtype, shape.clone(), data);
  }

  public static Array of(long[] shape, double... values) {
    return of(DType.F64, shape, MemorySegment.ofArray(values));
  }

  public static Array of(long[] shape, long... values) {
    return of(DType.I64, shape, MemorySegment.ofArray(values));
  }

  public static Array scalar(double value) {
    return of(new long[0], value);
  }

  public static Array scalar(long value) {
    return of(new long[0], new long[] {value});
  }

  public static Array scalar(boolean value) {
    Array array = zeros(DType.BOOL);
    array.set(0, value ? 1 : 0);
    return array;
  }

  /** Heap memory aligned for the elements, so that it can be read as them. */
  private static MemorySegment allocate(DType dtype, long count) {
    long bytes = Math.multiplyExact(count, (long) dtype.bytes());
    long words = (bytes + 7) / 8;
    if (words > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError(bytes + " bytes in one array");
    }
    return MemorySegment.ofArray(new long[(int) words]);
  }

  /** The product of the sizes. */
  public static long count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  public DType dtype() {
    return dtype;
  }

  public long[] shape() {
    return shape.clone();
  }

  public long dim(int axis) {
    return shape[axis];
  }

  public int rank() {
    return shape.length;
  }

  /** How many elements. */
  public long size() {
    return size;
  }

  public MemorySegment data() {
    return data;
  }

  public TensorType type() {
    return new TensorType(dtype, Shape.of(shape));
  }

  /** The same elements under another shape of the same size. */
  public Array reshape(long... newShape) {
    if (count(newShape) != size) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " as " + Arrays.toString(newShape));
    }
    return new Array(dtype, newShape.clone(), data);
  }

  /** Element {@code i} of a float array; of an integer or {@code bool} array, converted. */
  public double getDouble(long i) {
    return switch (dtype) {
      case F64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
      case F32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
      case U64 -> unsignedToDouble(getLong(i));
      case C64, C128 -> throw new IllegalStateException("complex");
      default -> getLong(i);
    };
  }

  /** {@code value} as an unsigned number, rounded to the nearest double. */
  public static double unsignedToDouble(long value) {
    if (value >= 0) {
      return value;
    }
    return ((value >>> 1) | (value & 1)) * 2.0;
  }

  /** Element {@code i} of an integer or {@code bool} array; a {@code u64} as its bits. */
  public long getLong(long i) {
    return switch (dtype) {
      case BOOL, I8 -> data.get(ValueLayout.JAVA_BYTE, i);
      case U8 -> data.get(ValueLayout.JAVA_BYTE, i) & 0xffL;
      case I16 -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
      case U16 -> data.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i) & 0xffffL;
      case I32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
      case U32 -> data.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i) & 0xffffffffL;
      case I64, U64 -> data.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
      default -> throw new IllegalStateException(dtype + " holds no whole numbers");
    };
  }

  public boolean getBoolean(long i) {
    return getLong(i) != 0;
  }

  /** The real part of element {@code i}; the element itself where it is not complex. */
  public double re(long i) {
    return switch (dtype) {
      case C128 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, 2 * i);
      case C64 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, 2 * i);
      default -> getDouble(i);
    };
  }

  /** The imaginary part of element {@code i}; 0 where it is not complex. */
  public double im(long i) {
    return switch (dtype) {
      case C128 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, 2 * i + 1);
      case C64 -> data.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, 2 * i + 1);
      default -> 0;
    };
  }

  /** Sets element {@code i} of a float array; an {@code f32} is rounded. */
  public void set(long i, double value) {
    switch (dtype) {
      case F64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, value);
      case F32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) value);
      case C64, C128 -> set(i, value, 0);
      default -> throw new IllegalStateException(dtype + " holds no floats");
    }
  }

  /** Sets element {@code i} of an integer or {@code bool} array; higher bits are dropped. */
  public void set(long i, long value) {
    switch (dtype) {
      case BOOL -> data.set(ValueLayout.JAVA_BYTE, i, (byte) (value != 0 ? 1 : 0));
      case I8, U8 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      case I16, U16 -> data.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) value);
      case I32, U32 -> data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) value);
      case I64, U64 -> data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, value);
      default -> throw new IllegalStateException(dtype + " holds no whole numbers");
    }
  }

  /** Sets element {@code i} of a complex array. */
  public void set(long i, double re, double im) {
    if (dtype == DType.C128) {
      data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, 2 * i, re);
      data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, 2 * i + 1, im);
    } else {
      data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, 2 * i, (float) re);
      data.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, 2 * i + 1, (float) im);
    }
  }

  /**
   * Copies element {@code from} of {@code other}, which has the same element type, to {@code i}.
   */
  public void copy(long i, Array other, long from) {
    int bytes = dtype.bytes();
    MemorySegment.copy(other.data, from * bytes, data, i * bytes, bytes);
  }

  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(size)];
    if (dtype == DType.F64) {
      MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, values, 0, values.length);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = getDouble(i);
    }
    return values;
  }

  public long[] toLongs() {
    long[] values = new long[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong(i);
    }
    return values;
  }

  /** The bits of all elements, as two arrays with the same compare equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Array array
        && dtype == array.dtype
        && Arrays.equals(shape, array.shape)
        && bytes().mismatch(array.bytes()) < 0;
  }

  private MemorySegment bytes() {
    return data.asSlice(0, size * dtype.bytes());
  }

  @Override
  public int hashCode() {
    int hash = 31 * dtype.hashCode() + Arrays.hashCode(shape);
    for (long i = 0; i < Math.min(size * dtype.bytes(), 64); i++) {
      hash = 31 * hash + data.get(ValueLayout.JAVA_BYTE, i);
    }
    return hash;
  }

  @Override
  public String toString() {
    return ArrayText.exact(this);
  }
}

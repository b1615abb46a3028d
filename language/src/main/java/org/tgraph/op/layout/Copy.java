package org.tgraph.op.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tgraph.array.Array;

/**
 * Copies of elements that lie in rows, at even distances, on one side or on both: all that the
 * operations of this package do.
 */
public final class Copy {
  private Copy() {}

  /**
   * Fills {@code result}, in order, with the elements of {@code x} at {@code offset} and, for each
   * step along an axis of the result, {@code steps[axis]} further on.
   */
  public static void read(Array x, long[] steps, long offset, Array result) {
    long[] shape = result.shape();
    if (shape.length == 0) {
      result.copy(0, x, offset);
      return;
    }
    int last = shape.length - 1;
    long length = shape[last];
    Strides.rows(
        shape,
        steps,
        offset,
        (row, from) -> row(x, from, steps[last], result, row * length, 1, length));
  }

  /** The other way: each element of {@code x}, in order, goes to where {@code steps} lead. */
  public static void write(Array x, long[] steps, long offset, Array result) {
    long[] shape = x.shape();
    if (shape.length == 0) {
      result.copy(offset, x, 0);
      return;
    }
    int last = shape.length - 1;
    long length = shape[last];
    Strides.rows(
        shape,
        steps,
        offset,
        (row, to) -> row(x, row * length, 1, result, to, steps[last], length));
  }

  private static void row(
      Array x, long from, long step, Array result, long to, long stride, long length) {
    int bytes = x.dtype().bytes();
    MemorySegment source = x.data();
    MemorySegment target = result.data();
    if (step == 1 && stride == 1) {
      MemorySegment.copy(source, from * bytes, target, to * bytes, length * bytes);
      return;
    }
    switch (bytes) {
      case 8 -> {
        for (long i = 0; i < length; i++) {
          long value = source.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, from + i * step);
          target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, to + i * stride, value);
        }
      }
      case 4 -> {
        for (long i = 0; i < length; i++) {
          int value = source.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, from + i * step);
          target.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, to + i * stride, value);
        }
      }
      default -> {
        for (long i = 0; i < length; i++) {
          result.copy(to + i * stride, x, from + i * step);
        }
      }
    }
  }
}

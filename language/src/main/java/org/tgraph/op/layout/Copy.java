package org.tgraph.op.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.tgraph.array.Array;

/**
 * Copies of elements that lie at even distances along each axis: all that the operations of this
 * package do.
 */
public final class Copy {
  private Copy() {}

  /**
   * Fills {@code result}, in order, with the elements of {@code x} at {@code offset} and, for each
   * step along an axis of the result, {@code steps[axis]} further on.
   */
  public static void read(Array x, long[] steps, long offset, Array result) {
    Blocks blocks = Blocks.of(result.shape(), steps);
    blocks.forEach(
        result.shape(),
        steps,
        offset,
        (block, from) -> {
          long to = block * blocks.length;
          if (blocks.isRow()) {
            row(x, from, blocks.step, result, to, 1, blocks.length);
          } else {
            gather(x, from, blocks.places, result, to);
          }
        });
  }

  /** The other way: each element of {@code x}, in order, goes to where {@code steps} lead. */
  public static void write(Array x, long[] steps, long offset, Array result) {
    Blocks blocks = Blocks.of(x.shape(), steps);
    blocks.forEach(
        x.shape(),
        steps,
        offset,
        (block, to) -> {
          long from = block * blocks.length;
          if (blocks.isRow()) {
            row(x, from, 1, result, to, blocks.step, blocks.length);
          } else {
            scatter(x, from, result, to, blocks.places);
          }
        });
  }

  /**
   * What is moved at a time: a long row along the last axis, or else the last axes as far as they
   * have few elements together.
   *
   * @param split the first of these axes
   * @param length how many elements they have
   * @param step the distance in a row
   * @param places of the elements of a block that is no row
   */
  private record Blocks(int split, long length, long step, long[] places) {
    private static final int FEW = 1024;
    private static final int LONG = 32;

    static Blocks of(long[] shape, long[] steps) {
      int last = shape.length - 1;
      if (last >= 0 && shape[last] >= LONG) {
        return new Blocks(last, shape[last], steps[last], new long[0]);
      }
      int split = shape.length;
      long length = 1;
      while (split > 0 && length * shape[split - 1] <= FEW) {
        length *= shape[--split];
      }
      long[] places = new long[(int) length];
      Strides.forEach(
          Arrays.copyOfRange(shape, split, shape.length),
          Arrays.copyOfRange(steps, split, shape.length),
          0,
          (i, place) -> places[(int) i] = place);
      return new Blocks(split, length, 0, places);
    }

    boolean isRow() {
      return places.length == 0;
    }

    /** Visits the blocks, if they have elements, in order, each with the place of its first. */
    void forEach(long[] shape, long[] steps, long offset, Strides.Pair pair) {
      if (length > 0) {
        Strides.forEach(Arrays.copyOf(shape, split), Arrays.copyOf(steps, split), offset, pair);
      }
    }
  }

  private static void row(
      Array x, long from, long step, Array result, long to, long stride, long length) {
    int bytes = x.dtype().bytes();
    MemorySegment source = x.data();
    MemorySegment target = result.data();
    if (step == 1 && stride == 1) {
      MemorySegment.copy(source, from * bytes, target, to * bytes, length * bytes);
    } else if (bytes == Long.BYTES) {
      for (long i = 0; i < length; i++) {
        long value = source.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, from + i * step);
        target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, to + i * stride, value);
      }
    } else {
      for (long i = 0; i < length; i++) {
        result.copy(to + i * stride, x, from + i * step);
      }
    }
  }

  private static void gather(Array x, long from, long[] places, Array result, long to) {
    MemorySegment source = x.data();
    MemorySegment target = result.data();
    boolean isLong = x.dtype().bytes() == Long.BYTES;
    for (int i = 0; i < places.length; i++) {
      if (isLong) {
        long value = source.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, from + places[i]);
        target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, to + i, value);
      } else {
        result.copy(to + i, x, from + places[i]);
      }
    }
  }

  private static void scatter(Array x, long from, Array result, long to, long[] places) {
    for (int i = 0; i < places.length; i++) {
      result.copy(to + places[i], x, from + i);
    }
  }
}

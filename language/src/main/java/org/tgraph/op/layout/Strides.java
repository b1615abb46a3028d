package org.tgraph.op.layout;

import java.util.Arrays;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;

/** Walks over the elements of tensors in row-major order. */
public final class Strides {
  private Strides() {}

  /** What is done with the position of an element in the result and that in the operand. */
  public interface Pair {
    void accept(long to, long from);
  }

  /** How many elements each axis steps over, in row-major order. */
  public static long[] of(long[] shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= shape[axis];
    }
    return strides;
  }

  /**
   * Visits all positions of {@code shape} in order, with the offset that starts at {@code offset}
   * and grows by {@code steps[axis]} for each step along an axis.
   */
  public static void forEach(long[] shape, long[] steps, long offset, Pair pair) {
    if (shape.length == 0) {
      pair.accept(0, offset);
      return;
    }
    int last = shape.length - 1;
    rows(
        shape,
        steps,
        offset,
        (row, start) -> {
          long from = start;
          for (long to = row * shape[last]; to < (row + 1) * shape[last]; to++) {
            pair.accept(to, from);
            from += steps[last];
          }
        });
  }

  /** As {@link #forEach}, but of the last axis, which there must be, only the first position. */
  static void rows(long[] shape, long[] steps, long offset, Pair pair) {
    int last = shape.length - 1;
    long[] index = new long[last];
    long count = shape[last] == 0 ? 0 : Array.count(Arrays.copyOf(shape, last));
    long from = offset;
    for (long row = 0; row < count; row++) {
      Interruption.check(row);
      pair.accept(row, from);
      for (int axis = last - 1; axis >= 0; axis--) {
        from += steps[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        from -= steps[axis] * shape[axis];
        index[axis] = 0;
      }
    }
  }
}

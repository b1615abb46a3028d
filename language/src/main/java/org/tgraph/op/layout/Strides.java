package org.tgraph.op.layout;

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
    long[] index = new long[shape.length];
    long size = 1;
    for (long dim : shape) {
      size *= dim;
    }
    long from = offset;
    for (long to = 0; to < size; to++) {
      pair.accept(to, from);
      for (int axis = shape.length - 1; axis >= 0; axis--) {
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

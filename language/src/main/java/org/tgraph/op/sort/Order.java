package org.tgraph.op.sort;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Strides;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.TensorType;

/**
 * What sorts along an axis. The order is NumPy's: equal elements, the two zeros among them, keep
 * theirs; {@code false} is before {@code true}; complex numbers go by the real part, then by the
 * imaginary; {@code nan} is last, whether the order is descending or not, and complex numbers with
 * a {@code nan} in the imaginary part are before those with one in the real part.
 */
interface Order extends Op {
  int axis();

  boolean descending();

  /** What element {@code to} of the result is, given the operand's place and rank in its line. */
  void store(Array result, long to, Array x, long from, int index);

  DType stored(DType operand);

  @Override
  default Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (axis() < 0 || axis() >= x.rank()) {
      return Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis(), x.rank()));
    }
    return x.dim(axis()).isPack()
        ? Inferred.problem(new ShapeProblem.AxisInPack(0, axis()))
        : signature().match(operands);
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(stored(x.dtype()), x.shape());
    long[] lines = x.shape();
    int length = Math.toIntExact(lines[axis()]);
    lines[axis()] = 1;
    long[] strides = Strides.of(x.shape());
    long step = strides[axis()];
    int[] order = new int[length];
    long[] keys = new long[length];
    Strides.forEach(
        lines,
        strides,
        0,
        (line, start) -> {
          Arrays.setAll(order, i -> i);
          if (x.dtype().isComplex()) {
            sortBy(order, keys, i -> key(x.im(start + i * step)));
            sortBy(order, keys, i -> key(x.re(start + i * step)));
            sortBy(order, keys, i -> nans(x, start + i * step));
          } else {
            sortBy(order, keys, i -> key(x, start + i * step));
          }
          for (int i = 0; i < length; i++) {
            store(result, start + i * step, x, start + order[i] * step, order[i]);
          }
        });
    return List.of(result);
  }

  private static void sortBy(int[] order, long[] keys, IntToLongFunction key) {
    Arrays.setAll(keys, key);
    StableSort.sort(order, keys);
  }

  /** A whole number that comes in the order where the element does. */
  private long key(Array x, long i) {
    if (x.dtype().isFloat()) {
      return key(x.getDouble(i));
    }
    long key = x.dtype() == DType.U64 ? x.getLong(i) ^ Long.MIN_VALUE : x.getLong(i);
    return descending() ? ~key : key;
  }

  /** The bits of a double order like those of a whole number, but for the sign of negative ones. */
  private long key(double value) {
    if (Double.isNaN(value)) {
      return Long.MAX_VALUE;
    }
    long bits = Double.doubleToLongBits(value == 0 ? 0 : value);
    long key = bits ^ (bits >> 63 & Long.MAX_VALUE);
    return descending() ? ~key : key;
  }

  private static int nans(Array x, long i) {
    return (Double.isNaN(x.re(i)) ? 2 : 0) + (Double.isNaN(x.im(i)) ? 1 : 0);
  }
}

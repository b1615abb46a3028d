package org.tgraph.op.sort;

import java.util.Arrays;
import java.util.List;
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
    Integer[] order = new Integer[length];
    Strides.forEach(
        lines,
        strides,
        0,
        (line, start) -> {
          Arrays.setAll(order, i -> i);
          Arrays.sort(order, (i, j) -> compare(x, start + i * step, start + j * step));
          for (int i = 0; i < length; i++) {
            store(result, start + i * step, x, start + order[i] * step, order[i]);
          }
        });
    return List.of(result);
  }

  private int compare(Array x, long i, long j) {
    DType type = x.dtype();
    int sign = descending() ? -1 : 1;
    if (type == DType.U64) {
      return sign * Long.compareUnsigned(x.getLong(i), x.getLong(j));
    }
    if (!type.isFloat() && !type.isComplex()) {
      return sign * Long.compare(x.getLong(i), x.getLong(j));
    }
    int nan = Integer.compare(nans(x, i), nans(x, j));
    if (nan != 0) {
      return nan;
    }
    int byReal = compare(x.re(i), x.re(j));
    return sign * (byReal != 0 ? byReal : compare(x.im(i), x.im(j)));
  }

  private static int nans(Array x, long i) {
    return (Double.isNaN(x.re(i)) ? 2 : 0) + (Double.isNaN(x.im(i)) ? 1 : 0);
  }

  /** Unlike {@link Double#compare}, the two zeros are equal, and so are all {@code nan}. */
  private static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}

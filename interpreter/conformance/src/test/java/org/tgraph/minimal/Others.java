package org.tgraph.minimal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Strides;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Making tensors, converting them, reducing, multiplying and ordering them. */
final class Others {
  static final Map<String, Kernel> ALL = new HashMap<>();

  private Others() {}

  static {
    ALL.put("constant", (op, in, out) -> Tensor.of(((Constant) op).value()));
    ALL.put("size", (op, in, out) -> Tensor.of(Array.scalar(((SizeOf) op).size().value())));
    ALL.put(
        "iota",
        (op, in, out) -> {
          Tensor result = Tensor.of(out.dtype(), out.shape().values());
          for (int i = 0; i < result.size(); i++) {
            if (result.type().isFloat()) {
              result.set(i, (double) i);
            } else {
              result.set(i, (long) i);
            }
          }
          return result;
        });
    ALL.put("cast", Others::cast);
    ALL.put("sum", (op, in, out) -> reduce(op, in.get(0), out, 0, Double::sum, Long::sum));
    ALL.put(
        "prod", (op, in, out) -> reduce(op, in.get(0), out, 1, (x, y) -> x * y, (x, y) -> x * y));
    ALL.put("max", (op, in, out) -> extreme(op, in.get(0), out, true));
    ALL.put("min", (op, in, out) -> extreme(op, in.get(0), out, false));
    ALL.put("matmul", Others::matmul);
    ALL.put("argsort", Others::argsort);
  }

  private static Tensor cast(Op op, List<Tensor> in, TensorType out) {
    Tensor x = in.get(0);
    DType from = x.type();
    Tensor result = Tensor.of(out.dtype(), x.shape());
    for (int i = 0; i < result.size(); i++) {
      if (result.type().isFloat()) {
        result.set(i, from.isFloat() ? x.floats()[i] : toFloat(x.wholes()[i], from, result.type()));
      } else if (result.type() == DType.BOOL) {
        result.set(i, from.isFloat() ? (x.floats()[i] != 0 ? 1L : 0) : x.wholes()[i]);
      } else {
        result.set(i, from.isFloat() ? toWhole(x.floats()[i], result.type()) : x.wholes()[i]);
      }
    }
    return result;
  }

  /** Rounded once. */
  private static double toFloat(long x, DType from, DType to) {
    boolean huge = from == DType.U64 && x < 0;
    long half = huge ? x >>> 1 | x & 1 : x;
    return (to == DType.F32 ? (float) half : (double) half) * (huge ? 2 : 1);
  }

  /** The nearest number of the type; java does that for its own two. */
  private static long toWhole(double x, DType type) {
    if (type == DType.U64) {
      return x >= 0x1p64
          ? -1
          : x >= 0x1p63 ? (long) (x - 0x1p63) ^ Long.MIN_VALUE : (long) Math.max(x, 0);
    }
    int bits = 8 * type.bytes();
    long most = type.isUnsigned() ? (1L << bits) - 1 : Long.MAX_VALUE >> 64 - bits;
    return Math.clamp((long) x, type.isUnsigned() ? 0 : -most - 1, most);
  }

  private interface Visit {
    void accept(int to, int[] positions);
  }

  /** For each element of the result, the positions of what is reduced to it. */
  private static void lines(Op op, Tensor x, Visit visit) {
    List<Integer> axes = ((Reduction) op).axes();
    long[] strides = Strides.of(x.shape());
    int[] kept = IntStream.range(0, strides.length).filter(a -> !axes.contains(a)).toArray();
    long[] inner = axes.stream().mapToLong(a -> x.shape()[a]).toArray();
    long[] steps = axes.stream().mapToLong(a -> strides[a]).toArray();
    int[] positions = new int[(int) Array.count(inner)];
    Strides.forEach(
        Arrays.stream(kept).mapToLong(a -> x.shape()[a]).toArray(),
        Arrays.stream(kept).mapToLong(a -> strides[a]).toArray(),
        0,
        (to, start) -> {
          Strides.forEach(inner, steps, start, (i, at) -> positions[(int) i] = (int) at);
          visit.accept((int) to, positions);
        });
  }

  private static Tensor reduce(
      Op op,
      Tensor x,
      TensorType out,
      int none,
      DoubleBinaryOperator floats,
      LongBinaryOperator wholes) {
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    lines(
        op,
        x,
        (to, positions) -> {
          if (x.type().isFloat()) {
            double total = none;
            for (int at : positions) {
              total = floats.applyAsDouble(total, x.floats()[at]);
            }
            result.set(to, total);
          } else {
            long total = none;
            for (int at : positions) {
              total = wholes.applyAsLong(total, x.wholes()[at]);
            }
            result.set(to, total);
          }
        });
    return result;
  }

  /** Of floats, the first that is {@code nan}, or else the first that no other is beyond. */
  private static Tensor extreme(Op op, Tensor x, TensorType out, boolean greatest) {
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    lines(
        op,
        x,
        (to, positions) -> {
          if (positions.length == 0) {
            throw new Kernel.NoResult();
          }
          int best = positions[0];
          for (int at : positions) {
            best =
                isBefore(x, greatest ? best : at, greatest ? at : best)
                        || isNan(x, at) && !isNan(x, best)
                    ? at
                    : best;
          }
          result.copy(to, x, best);
        });
    return result;
  }

  private static boolean isNan(Tensor x, int at) {
    return x.type().isFloat() && Double.isNaN(x.floats()[at]);
  }

  private static boolean isBefore(Tensor x, int a, int b) {
    return x.type().isFloat()
        ? x.floats()[a] < x.floats()[b]
        : Pointwise.less(x.wholes()[a], x.wholes()[b], x.type());
  }

  private static Tensor matmul(Op op, List<Tensor> in, TensorType out) {
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    int rank = out.rank();
    int m = (int) result.shape()[rank - 2];
    int n = (int) result.shape()[rank - 1];
    int k = (int) a.shape()[rank - 1];
    for (int to = 0; to < result.size(); to++) {
      int row = to / n;
      int from = row / m * k * n + to % n;
      double sum = 0;
      long whole = 0;
      for (int i = 0; i < k; i++) {
        if (a.type().isFloat()) {
          sum += a.floats()[row * k + i] * b.floats()[from + i * n];
        } else {
          whole += a.wholes()[row * k + i] * b.wholes()[from + i * n];
        }
      }
      if (a.type().isFloat()) {
        result.set(to, sum);
      } else {
        result.set(to, whole);
      }
    }
    return result;
  }

  /** Stable; {@code nan} is last. */
  private static Tensor argsort(Op op, List<Tensor> in, TensorType out) {
    ArgSort sort = (ArgSort) op;
    Tensor x = in.get(0);
    Tensor result = Tensor.of(DType.I64, x.shape());
    int length = (int) x.shape()[sort.axis()];
    int step = (int) Strides.of(x.shape())[sort.axis()];
    for (int line = 0; length > 0 && line < x.size() / length; line++) {
      int start = line / step * step * length + line % step;
      Integer[] order = IntStream.range(0, length).boxed().toArray(Integer[]::new);
      Arrays.sort(
          order, (i, j) -> compare(x, start + i * step, start + j * step, sort.descending()));
      for (int i = 0; i < length; i++) {
        result.set(start + i * step, (long) order[i]);
      }
    }
    return result;
  }

  private static int compare(Tensor x, int i, int j, boolean descending) {
    if (isNan(x, i) || isNan(x, j)) {
      return Boolean.compare(isNan(x, i), isNan(x, j));
    }
    int order = isBefore(x, i, j) ? -1 : isBefore(x, j, i) ? 1 : 0;
    return descending ? -order : order;
  }
}

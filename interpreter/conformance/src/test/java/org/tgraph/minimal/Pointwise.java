package org.tgraph.minimal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tgraph.type.DType;

/** Operations on each element by itself. */
final class Pointwise {
  private interface Whole {
    long of(long x, long y, DType type);
  }

  static final Map<String, Kernel> ALL = new HashMap<>();

  private Pointwise() {}

  static {
    unary("abs", Math::abs, (x, y, t) -> t.isUnsigned() ? x : Math.abs(x));
    unary("negative", x -> -x, (x, y, t) -> -x);
    unary("floor", Math::floor, (x, y, t) -> x);
    unary("round", Math::rint, (x, y, t) -> x);
    unary("sqrt", Math::sqrt, null);
    unary("exp", Math::exp, null);
    unary("expm1", Math::expm1, null);
    unary("log", Math::log, null);
    unary("log1p", Math::log1p, null);
    unary("cos", Math::cos, null);
    unary("sin", Math::sin, null);
    unary("bitwise_invert", null, (x, y, t) -> t == DType.BOOL ? 1 - x : ~x);
    binary("add", Double::sum, (x, y, t) -> x + y);
    binary("subtract", (x, y) -> x - y, (x, y, t) -> x - y);
    binary("multiply", (x, y) -> x * y, (x, y, t) -> x * y);
    binary("divide", (x, y) -> x / y, null);
    binary("maximum", Math::max, (x, y, t) -> less(x, y, t) ? y : x);
    binary("minimum", Math::min, (x, y, t) -> less(x, y, t) ? x : y);
    binary("pow", Pointwise::pow, Pointwise::pow);
    binary("floor_divide", Pointwise::floorDivide, Pointwise::floorDivide);
    binary("remainder", Pointwise::remainder, Pointwise::remainder);
    binary("atan2", Math::atan2, null);
    binary("bitwise_and", null, (x, y, t) -> x & y);
    binary("left_shift", null, (x, y, t) -> within(y, t) ? x << y : 0);
    binary("right_shift", null, Pointwise::rightShift);
    ALL.put(
        "nextafter",
        (op, in, out) -> {
          Tensor result = Tensor.of(out.dtype(), out.shape().values());
          for (int i = 0; i < result.size(); i++) {
            double x = in.get(0).floats()[i];
            double y = in.get(1).floats()[i];
            boolean single = result.type() == DType.F32;
            result.set(i, single ? Math.nextAfter((float) x, y) : Math.nextAfter(x, y));
          }
          return result;
        });
    comparison("equal", (x, y) -> x == y ? 1 : 0, (x, y, t) -> x == y ? 1 : 0);
    comparison("less", (x, y) -> x < y ? 1 : 0, (x, y, t) -> less(x, y, t) ? 1 : 0);
    ALL.put(
        "select",
        (op, in, out) -> {
          Tensor result = Tensor.of(out.dtype(), out.shape().values());
          for (int i = 0; i < result.size(); i++) {
            result.copy(i, in.get(in.get(0).wholes()[i] != 0 ? 1 : 2), i);
          }
          return result;
        });
  }

  private static void unary(String name, DoubleUnaryOperator floats, Whole wholes) {
    binary(name, floats == null ? null : (x, y) -> floats.applyAsDouble(x), wholes);
  }

  /** The second operand of what has one operand is the first again. */
  private static void binary(String name, DoubleBinaryOperator floats, Whole wholes) {
    ALL.put(
        name,
        (op, in, out) -> {
          Tensor x = in.get(0);
          Tensor y = in.getLast();
          Tensor result = Tensor.of(x.type(), x.shape());
          for (int i = 0; i < result.size(); i++) {
            if (x.type().isFloat()) {
              result.set(i, floats.applyAsDouble(x.floats()[i], y.floats()[i]));
            } else {
              result.set(i, wholes.of(x.wholes()[i], y.wholes()[i], x.type()));
            }
          }
          return result;
        });
  }

  private static void comparison(String name, DoubleBinaryOperator floats, Whole wholes) {
    ALL.put(
        name,
        (op, in, out) -> {
          Tensor x = in.get(0);
          Tensor y = in.get(1);
          Tensor result = Tensor.of(DType.BOOL, x.shape());
          for (int i = 0; i < result.size(); i++) {
            result.set(
                i,
                x.type().isFloat()
                    ? (long) floats.applyAsDouble(x.floats()[i], y.floats()[i])
                    : wholes.of(x.wholes()[i], y.wholes()[i], x.type()));
          }
          return result;
        });
  }

  static boolean less(long x, long y, DType type) {
    return type == DType.U64 ? Long.compareUnsigned(x, y) < 0 : x < y;
  }

  private static boolean within(long places, DType type) {
    return places >= 0 && places < 8L * type.bytes();
  }

  private static long rightShift(long x, long y, DType type) {
    if (!within(y, type)) {
      return type.isUnsigned() || x >= 0 ? 0 : -1;
    }
    return type == DType.U64 ? x >>> y : x >> y;
  }

  private static double pow(double x, double y) {
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }

  private static long pow(long x, long y, DType type) {
    if (y < 0 && type != DType.U64) {
      throw new Kernel.NoResult();
    }
    long result = 1;
    long square = x;
    for (long rest = y; rest != 0; rest >>>= 1) {
      result *= (rest & 1) != 0 ? square : 1;
      square *= square;
    }
    return result;
  }

  private static double remainder(double x, double y) {
    double rest = x % y;
    return rest == 0 ? Math.copySign(rest, y) : rest < 0 != y < 0 ? rest + y : rest;
  }

  private static long remainder(long x, long y, DType type) {
    if (y == 0) {
      throw new Kernel.NoResult();
    }
    return type == DType.U64 ? Long.remainderUnsigned(x, y) : Math.floorMod(x, y);
  }

  private static double floorDivide(double x, double y) {
    if (y == 0 || Double.isInfinite(x) || Double.isNaN(x)) {
      return x / y;
    }
    double rest = remainder(x, y);
    double whole = Double.isInfinite(y) ? (rest == x ? 0 : -1) : Math.rint((x - rest) / y);
    return whole == 0 ? Math.copySign(0, x / y) : whole;
  }

  private static long floorDivide(long x, long y, DType type) {
    if (y == 0) {
      throw new Kernel.NoResult();
    }
    return type == DType.U64 ? Long.divideUnsigned(x, y) : Math.floorDiv(x, y);
  }
}

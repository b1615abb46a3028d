package org.tgraph.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.type.DType;

/**
 * Java's numbers as arrays: a number, a {@code boolean}, an array of them, or arrays or lists in
 * such, which are all of one length. Nothing is lost on the way: a {@code double} becomes no {@code
 * f32}, and a whole number only what can hold it.
 */
public final class JavaNumbers {
  /** What Java's numbers cannot become; the message is one sentence. */
  public static final class Misfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Misfit(String message) {
      super(message);
    }
  }

  private JavaNumbers() {}

  /**
   * The numbers as elements of the type they have in Java: {@code double} is {@code f64}, {@code
   * float} {@code f32}, {@code byte} to {@code long} {@code i8} to {@code i64}.
   *
   * @throws Misfit if they are no numbers or not of one length
   */
  public static Array array(Object values) {
    return array(values, natural(values).orElse(DType.F64));
  }

  /**
   * @throws Misfit if they are no numbers, not of one length, or cannot all be of that type
   */
  public static Array array(Object values, DType dtype) {
    if (values instanceof Array array) {
      return array;
    }
    long[] shape = shape(values);
    if (values instanceof double[] all && dtype == DType.F64) {
      return Array.of(shape, all.clone());
    }
    if (values instanceof long[] all && dtype == DType.I64) {
      return Array.of(shape, all.clone());
    }
    Array array = Array.zeros(dtype, shape);
    new Filling(array).fill(values, 0);
    return array;
  }

  /** The element type they have in Java; nothing if there are none. */
  public static Optional<DType> natural(Object values) {
    return switch (values) {
      case Array a -> Optional.of(a.dtype());
      case double[] a -> Optional.of(DType.F64);
      case float[] a -> Optional.of(DType.F32);
      case long[] a -> Optional.of(DType.I64);
      case int[] a -> Optional.of(DType.I32);
      case short[] a -> Optional.of(DType.I16);
      case byte[] a -> Optional.of(DType.I8);
      case boolean[] a -> Optional.of(DType.BOOL);
      case Boolean b -> Optional.of(DType.BOOL);
      case Double d -> Optional.of(DType.F64);
      case Float f -> Optional.of(DType.F32);
      case Long l -> Optional.of(DType.I64);
      case Integer i -> Optional.of(DType.I32);
      case Short s -> Optional.of(DType.I16);
      case Byte b -> Optional.of(DType.I8);
      case Object[] rows -> natural(Arrays.asList(rows));
      case List<?> rows -> {
        Optional<DType> all = Optional.empty();
        for (Object row : rows) {
          Optional<DType> one = natural(row);
          all = all.isEmpty() ? one : one.isEmpty() ? all : both(all.get(), one.get());
        }
        yield all;
      }
      case null -> throw new Misfit("A number is null.");
      default -> throw new Misfit("A `" + values.getClass().getTypeName() + "` is no number.");
    };
  }

  private static Optional<DType> both(DType a, DType b) {
    return Optional.of(
        DType.promote(a, b)
            .orElseThrow(() -> new Misfit("`" + a + "` and `" + b + "` are mixed.")));
  }

  /**
   * The lengths of the arrays. Of rows that are not there the length is not known: {@code new
   * double[0][3]} is of 0 by 0.
   *
   * @throws Misfit if some are longer than others
   */
  public static long[] shape(Object values) {
    List<Long> shape = new ArrayList<>();
    Object at = values;
    while (length(at) >= 0) {
      shape.add(length(at));
      List<?> rows = rows(at);
      if (rows.isEmpty()) {
        depth(at.getClass().getComponentType(), shape);
        break;
      }
      at = rows.get(0);
    }
    requireShape(values, shape, 0, "");
    return shape.stream().mapToLong(l -> l).toArray();
  }

  /** The axes that rows would have that are not there. */
  private static void depth(Class<?> row, List<Long> shape) {
    for (Class<?> at = row; at != null && at.isArray(); at = at.getComponentType()) {
      shape.add(0L);
    }
  }

  private static void requireShape(Object values, List<Long> shape, int axis, String at) {
    long length = length(values);
    if (axis == shape.size() || length < 0) {
      if (length >= 0 || axis < shape.size()) {
        throw new Misfit(
            "There is %s at %s, where others have %s."
                .formatted(
                    length < 0 ? "a number" : "an array",
                    at,
                    length < 0 ? "an array" : "a number"));
      }
      return;
    }
    if (shape.get(axis) != length) {
      throw new Misfit(
          "The row at %s has length %d, but others have %d."
              .formatted(at, length, shape.get(axis)));
    }
    List<?> rows = rows(values);
    for (int i = 0; i < rows.size(); i++) {
      requireShape(rows.get(i), shape, axis + 1, at + "[" + i + "]");
    }
  }

  /** What is in an array of objects or a list; nothing in an array of numbers. */
  private static List<?> rows(Object values) {
    return switch (values) {
      case Object[] rows -> Arrays.asList(rows);
      case List<?> rows -> rows;
      default -> List.of();
    };
  }

  /** -1 for a number. */
  private static long length(Object values) {
    return switch (values) {
      case double[] a -> a.length;
      case float[] a -> a.length;
      case long[] a -> a.length;
      case int[] a -> a.length;
      case short[] a -> a.length;
      case byte[] a -> a.length;
      case boolean[] a -> a.length;
      case Object[] a -> a.length;
      case List<?> a -> a.size();
      case Number n -> -1;
      case Boolean b -> -1;
      case null -> throw new Misfit("A number is null.");
      default -> throw new Misfit("A `" + values.getClass().getTypeName() + "` is no number.");
    };
  }

  /** Puts numbers into an array, each checked. */
  private record Filling(Array out) {
    /** Returns the place after the last one. */
    long fill(Object values, long start) {
      long i = start;
      switch (values) {
        case double[] a -> {
          for (double v : a) {
            put(i++, v);
          }
        }
        case float[] a -> {
          for (float v : a) {
            put(i++, v);
          }
        }
        case long[] a -> {
          for (long v : a) {
            put(i++, v);
          }
        }
        case int[] a -> {
          for (int v : a) {
            put(i++, (long) v);
          }
        }
        case short[] a -> {
          for (short v : a) {
            put(i++, (long) v);
          }
        }
        case byte[] a -> {
          for (byte v : a) {
            put(i++, (long) v);
          }
        }
        case boolean[] a -> {
          for (boolean v : a) {
            put(i++, v);
          }
        }
        case Object[] rows -> {
          for (Object row : rows) {
            i = fill(row, i);
          }
        }
        case List<?> rows -> {
          for (Object row : rows) {
            i = fill(row, i);
          }
        }
        case Double v -> put(i++, v.doubleValue());
        case Float v -> put(i++, v.floatValue());
        case Boolean v -> put(i++, v.booleanValue());
        case Long v -> put(i++, v.longValue());
        case Integer v -> put(i++, v.longValue());
        case Short v -> put(i++, v.longValue());
        case Byte v -> put(i++, v.longValue());
        default -> throw new Misfit("A `" + values.getClass().getTypeName() + "` is no number.");
      }
      return i;
    }

    private void put(long i, double value) {
      if (out.dtype() != DType.F64 && out.dtype() != DType.C128) {
        throw new Misfit("A `double` does not become `" + out.dtype() + "`.");
      }
      out.set(i, value);
    }

    private void put(long i, float value) {
      if (!out.dtype().isFloat() && !out.dtype().isComplex()) {
        throw new Misfit("A `float` does not become `" + out.dtype() + "`.");
      }
      out.set(i, (double) value);
    }

    private void put(long i, boolean value) {
      if (out.dtype() != DType.BOOL) {
        throw new Misfit("A `boolean` does not become `" + out.dtype() + "`.");
      }
      out.set(i, value ? 1L : 0L);
    }

    private void put(long i, long value) {
      DType dtype = out.dtype();
      if (dtype == DType.BOOL) {
        throw new Misfit("A whole number does not become `bool`.");
      }
      if (dtype.isInt()) {
        out.set(i, value);
        if (out.getLong(i) != value || dtype == DType.U64 && value < 0) {
          throw new Misfit("The number " + value + " is none of `" + dtype + "`.");
        }
        return;
      }
      double rounded = dtype.part() == DType.F32 ? (double) (float) value : (double) value;
      if ((long) rounded != value || value == Long.MAX_VALUE) {
        throw new Misfit("The number " + value + " is not exact as `" + dtype + "`.");
      }
      out.set(i, rounded);
    }
  }
}

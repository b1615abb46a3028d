package org.tgraph.array;

import java.util.Optional;
import org.tgraph.type.DType;

/**
 * All elements of an array as text that reads back to the same bits, in row-major order: {@code
 * f64[2](1.0, nan)}. The graph's text and the messages of tests use it; what a user sees is printed
 * elsewhere.
 */
public final class ArrayText {
  private ArrayText() {}

  public static String exact(Array array) {
    StringBuilder out = new StringBuilder(array.type().toString()).append('(');
    for (long i = 0; i < array.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(element(array, i));
    }
    return out.append(')').toString();
  }

  private static String element(Array array, long i) {
    DType dtype = array.dtype();
    if (dtype == DType.BOOL) {
      return array.getBoolean(i) ? "true" : "false";
    }
    if (dtype.isInt()) {
      long value = array.getLong(i);
      return dtype == DType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
    }
    if (dtype.isFloat()) {
      return number(dtype, array.getDouble(i));
    }
    return number(dtype, array.re(i)) + ":" + number(dtype, array.im(i));
  }

  private static String number(DType dtype, double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return dtype == DType.F32 || dtype == DType.C64
        ? Float.toString((float) value)
        : Double.toString(value);
  }

  /** Sets element {@code i} from its text; nothing if the text is not one of an element. */
  public static Optional<Array> set(Array array, long i, String text) {
    try {
      DType dtype = array.dtype();
      if (dtype == DType.BOOL) {
        array.set(i, text.equals("true") ? 1 : 0);
      } else if (dtype == DType.U64) {
        array.set(i, Long.parseUnsignedLong(text));
      } else if (dtype.isInt()) {
        array.set(i, Long.parseLong(text));
      } else if (dtype.isFloat()) {
        array.set(i, number(text));
      } else {
        int colon = text.indexOf(':');
        array.set(i, number(text.substring(0, colon)), number(text.substring(colon + 1)));
      }
      return Optional.of(array);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}

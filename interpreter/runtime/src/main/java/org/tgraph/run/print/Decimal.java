package org.tgraph.run.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back to the same floating-point number.
 *
 * @param digits without zeros at either end, but "0" for zero
 * @param exponent that of the first digit: 12.5 has 1
 */
record Decimal(boolean negative, String digits, int exponent) {
  /** Of a finite number. */
  static Decimal of(double value, boolean single) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    if (value == 0) {
      return new Decimal(negative, "0", 0);
    }
    float narrow = (float) value;
    BigDecimal exact =
        new BigDecimal(single ? Float.toString(narrow) : Double.toString(value))
            .abs()
            .stripTrailingZeros();
    // Java's shortest text has at least two digits where one would do: 4.9E-324.
    BigDecimal one = exact.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    double magnitude = Math.abs(value);
    boolean same = single ? one.floatValue() == magnitude : one.doubleValue() == magnitude;
    BigDecimal shortest = exact.precision() == 2 && same ? one : exact;
    String digits = shortest.unscaledValue().toString();
    return new Decimal(negative, digits, digits.length() - 1 - shortest.scale());
  }

  private String sign() {
    return negative ? "-" : "";
  }

  /** Sign and whole part of the positional notation. */
  String whole() {
    if (exponent < 0) {
      return sign() + "0";
    }
    String padded = digits + "0".repeat(Math.max(0, exponent + 1 - digits.length()));
    return sign() + padded.substring(0, exponent + 1);
  }

  /** The digits after the point in positional notation; may be empty. */
  String fraction() {
    if (digits.equals("0")) {
      return "";
    }
    if (exponent < 0) {
      return "0".repeat(-exponent - 1) + digits;
    }
    return digits.length() > exponent + 1 ? digits.substring(exponent + 1) : "";
  }

  /** Sign and first digit of the scientific notation. */
  String first() {
    return sign() + digits.charAt(0);
  }

  /** The digits after the point in scientific notation; may be empty. */
  String rest() {
    return digits.substring(1);
  }

  /** {@code e+06}, the exponent with at least {@code width} digits. */
  String power(int width) {
    String text = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "e-" : "e+") + "0".repeat(Math.max(0, width - text.length())) + text;
  }
}

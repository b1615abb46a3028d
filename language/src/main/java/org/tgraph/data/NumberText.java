package org.tgraph.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * Numbers as they stand in text: {@code 12}, {@code -1.5e3}, {@code .5}, {@code nan}, {@code inf},
 * {@code true}, the words in any case, spaces around them ignored. Hexadecimal numbers and Java's
 * suffixes are not among them.
 */
final class NumberText {
  /** What a text is, the narrowest that holds it. */
  enum Form {
    EMPTY,
    BOOL,
    /** A whole number that {@code i64} holds, written without a point or exponent. */
    WHOLE,
    REAL,
    /** {@code nan} or an infinity, which a text can be as well. */
    SPECIAL,
    WORD
  }

  /** What came of taking a text as an element. */
  enum Stored {
    DONE,
    EMPTY,
    NOT_A_BOOL,
    NOT_A_NUMBER,
    NOT_WHOLE,
    OUT_OF_RANGE
  }

  /** Exact in a double, so that one division or multiplication rounds correctly (Clinger 1990). */
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  // What scan() found of the text last seen; one instance serves one thread.
  private char[] text;
  private int start;
  private int end;
  private boolean negative;
  private long digits;
  private boolean digitsExact;
  private boolean pointOrExponent;
  private long exponent;

  Form form(char[] buffer, int offset, int length) {
    Form form = scan(buffer, offset, length);
    if (form == Form.WHOLE && !fitsLong()) {
      return Form.REAL;
    }
    return form;
  }

  private boolean fitsLong() {
    return digitsExact && (digits >= 0 || (negative && digits == Long.MIN_VALUE));
  }

  /** Whole numbers of any length are {@link Form#WHOLE} here. */
  private Form scan(char[] buffer, int offset, int length) {
    text = buffer;
    start = offset;
    end = offset + length;
    while (start < end && text[start] <= ' ' && text[start] != 0) {
      start++;
    }
    while (end > start && text[end - 1] <= ' ' && text[end - 1] != 0) {
      end--;
    }
    if (start == end) {
      return Form.EMPTY;
    }
    int at = start;
    negative = text[at] == '-';
    if (negative || text[at] == '+') {
      at++;
    }
    digits = 0;
    digitsExact = true;
    pointOrExponent = false;
    exponent = 0;
    int from = at;
    at = digits(at);
    int count = at - from;
    if (at < end && text[at] == '.') {
      pointOrExponent = true;
      int fraction = at + 1;
      at = digits(fraction);
      count += at - fraction;
      exponent = (long) fraction - at;
    }
    if (count == 0) {
      return word();
    }
    if (at < end && (text[at] == 'e' || text[at] == 'E')) {
      pointOrExponent = true;
      at = exponent(at + 1);
    }
    if (at != end) {
      return Form.WORD;
    }
    return pointOrExponent ? Form.REAL : Form.WHOLE;
  }

  private int digits(int from) {
    int at = from;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      int digit = text[at] - '0';
      // Unsigned, so that u64 fits.
      if (Long.compareUnsigned(digits, 1844674407370955161L) > 0
          || (digits == 1844674407370955161L && digit > 5)) {
        digitsExact = false;
      }
      digits = digits * 10 + digit;
      at++;
    }
    return at;
  }

  /** The end of the number, or of the text where no number is. */
  private int exponent(int from) {
    int at = from;
    boolean minus = at < end && text[at] == '-';
    if (minus || (at < end && text[at] == '+')) {
      at++;
    }
    int first = at;
    long value = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      value = Math.min(value * 10 + (text[at] - '0'), 1_000_000_000);
      at++;
    }
    exponent += minus ? -value : value;
    return at == first ? end + 1 : at;
  }

  private Form word() {
    if (is("true", start) || is("false", start)) {
      return Form.BOOL;
    }
    int sign = text[start] == '-' || text[start] == '+' ? 1 : 0;
    boolean infinite = is("inf", start + sign) || is("infinity", start + sign);
    return infinite || is("nan", start + sign) ? Form.SPECIAL : Form.WORD;
  }

  private boolean is(String word, int from) {
    if (end - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase(text[from + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the text as element {@code at} of {@code array}. An empty one is nan in a float array.
   * Whole numbers may be written as {@code 2.0}; a float is rounded to the nearest, but not to an
   * infinity.
   */
  Stored store(char[] buffer, int offset, int length, Array array, long at) {
    DType dtype = array.dtype();
    Form form = scan(buffer, offset, length);
    if (form == Form.EMPTY) {
      if (dtype.isFloat()) {
        array.set(at, Double.NaN);
      }
      return dtype.isFloat() ? Stored.DONE : Stored.EMPTY;
    }
    if (dtype == DType.BOOL) {
      array.set(at, form == Form.BOOL && is("true", start) ? 1 : 0);
      return form == Form.BOOL ? Stored.DONE : Stored.NOT_A_BOOL;
    }
    if (form == Form.WORD || form == Form.BOOL) {
      return Stored.NOT_A_NUMBER;
    }
    return dtype.isInt() ? storeInt(form, array, at) : storeFloat(form, array, at);
  }

  private Stored storeFloat(Form form, Array array, long at) {
    if (form == Form.SPECIAL) {
      boolean nan = Character.toLowerCase(text[end - 1]) == 'n';
      double infinity = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      array.set(at, nan ? Double.NaN : infinity);
      return Stored.DONE;
    }
    double value = array.dtype().part() == DType.F32 ? parseFloat() : parseDouble();
    array.set(at, value);
    return Double.isInfinite(value) ? Stored.OUT_OF_RANGE : Stored.DONE;
  }

  private double parseDouble() {
    boolean exact = digitsExact && digits >= 0 && digits <= 1L << 53;
    if (exact && Math.abs(exponent) < POWERS.length) {
      int power = (int) exponent;
      double size = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
      return negative ? -size : size;
    }
    return Double.parseDouble(new String(text, start, end - start));
  }

  private double parseFloat() {
    boolean exact = digitsExact && digits >= 0 && digits <= 1L << 24;
    if (exact && Math.abs(exponent) <= 10) {
      int power = (int) exponent;
      float whole = digits;
      float size = power < 0 ? whole / (float) POWERS[-power] : whole * (float) POWERS[power];
      return negative ? -size : size;
    }
    return Float.parseFloat(new String(text, start, end - start));
  }

  private Stored storeInt(Form form, Array array, long at) {
    if (form == Form.SPECIAL) {
      return Stored.NOT_WHOLE;
    }
    DType dtype = array.dtype();
    if (pointOrExponent) {
      // Past 10¹⁰⁰ no integer type reaches, and the decimal below would be slow or overflow.
      if (digitsExact && digits == 0) {
        array.set(at, 0);
        return Stored.DONE;
      }
      if (Math.abs(exponent) > 10_000 || end - start > 10_000) {
        return exponent > 0 ? Stored.OUT_OF_RANGE : Stored.NOT_WHOLE;
      }
      BigDecimal value = new BigDecimal(text, start, end - start).stripTrailingZeros();
      if (value.scale() > 0) {
        return Stored.NOT_WHOLE;
      }
      if (value.precision() - value.scale() > 20) {
        return Stored.OUT_OF_RANGE;
      }
      BigInteger size = value.toBigInteger().abs();
      digits = size.longValue();
      digitsExact = size.bitLength() <= 64;
    }
    if (!digitsExact) {
      return Stored.OUT_OF_RANGE;
    }
    if (dtype == DType.U64) {
      array.set(at, digits);
      return negative && digits != 0 ? Stored.OUT_OF_RANGE : Stored.DONE;
    }
    if (!fitsLong()) {
      return Stored.OUT_OF_RANGE;
    }
    long value = negative ? -digits : digits;
    array.set(at, value);
    return array.getLong(at) == value ? Stored.DONE : Stored.OUT_OF_RANGE;
  }

  /** The end of a sentence: why the text is not an element, what it stands in being named. */
  static String why(Stored stored, DType dtype) {
    return switch (stored) {
      case DONE -> "";
      case EMPTY -> "for which `" + dtype + "` has no value";
      case NOT_A_BOOL -> "which is not `true` or `false`";
      case NOT_A_NUMBER -> "which is not a number";
      case NOT_WHOLE -> "which is not a whole number, as `" + dtype + "` is";
      case OUT_OF_RANGE -> "which does not fit `" + dtype + "`";
    };
  }
}

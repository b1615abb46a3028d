package org.tgraph.run.print;

import java.util.ArrayList;
import java.util.List;

/**
 * One notation and one width for all floats of a tensor, by NumPy's rules ({@code FloatingFormat}
 * in {@code numpy/_core/arrayprint.py}), with as many digits as each number needs to be read back.
 */
final class FloatColumn {
  private final boolean single;
  private final boolean plus;
  private final boolean scientific;
  private final int left;

  /** Digits after the point. */
  private final int fraction;

  private final int powerDigits;

  /**
   * @param values all that will be shown
   * @param plus whether positive numbers have a sign
   */
  FloatColumn(double[] values, boolean single, boolean plus) {
    this.single = single;
    this.plus = plus;
    List<Decimal> finite = new ArrayList<>();
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    boolean negativeInfinity = plus;
    int special = 0;
    for (double value : values) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        negativeInfinity |= value == Double.NEGATIVE_INFINITY;
        special = Math.max(special, Double.isNaN(value) ? 3 : negativeInfinity ? 4 : 3);
        continue;
      }
      finite.add(Decimal.of(value, single));
      if (value != 0) {
        low = Math.min(low, Math.abs(value));
        high = Math.max(high, Math.abs(value));
      }
    }
    this.scientific = high > 0 && (high >= 1e8 || low < 1e-4 || high / low > 1000);
    int whole = 0;
    int digits = 0;
    int power = 2;
    for (Decimal d : finite) {
      int signed = plus && !d.negative() ? 1 : 0;
      whole = Math.max(whole, signed + (scientific ? d.first() : d.whole()).length());
      digits = Math.max(digits, (scientific ? d.rest() : d.fraction()).length());
      power = Math.max(power, Integer.toString(Math.abs(d.exponent())).length());
    }
    this.fraction = digits;
    this.powerDigits = power;
    this.left = Math.max(whole, special - right() - 1);
  }

  private int right() {
    return scientific ? fraction + 2 + powerDigits : fraction;
  }

  String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String sign = value == Double.NEGATIVE_INFINITY ? "-" : plus ? "+" : "";
      String text = sign + (Double.isNaN(value) ? "nan" : "inf");
      return " ".repeat(Math.max(0, left + right() + 1 - text.length())) + text;
    }
    Decimal d = Decimal.of(value, single);
    String sign = plus && !d.negative() ? "+" : "";
    String whole = sign + (scientific ? d.first() : d.whole());
    String padded = " ".repeat(left - whole.length()) + whole;
    if (scientific) {
      String rest = d.rest() + "0".repeat(fraction - d.rest().length());
      return padded + "." + rest + d.power(powerDigits);
    }
    return padded + "." + d.fraction() + " ".repeat(fraction - d.fraction().length());
  }
}

package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether two printed texts say the same: numbers to nine digits, the rest but for spaces. */
final class PrintedText {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?(e[-+]?[0-9]+)?");

  private PrintedText() {}

  static boolean agree(String expected, String actual) {
    List<Double> numbers = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    if (!words(expected, numbers).equals(words(actual, others))) {
      return false;
    }
    for (int i = 0; i < numbers.size(); i++) {
      double tolerance = 1e-9 * Math.abs(numbers.get(i)) + 1e-14;
      if (Math.abs(numbers.get(i) - others.get(i)) > tolerance) {
        return false;
      }
    }
    return true;
  }

  /** The text with {@code #} for each number. */
  private static String words(String text, List<Double> numbers) {
    Matcher matcher = NUMBER.matcher(text);
    StringBuilder words = new StringBuilder();
    while (matcher.find()) {
      numbers.add(Double.parseDouble(matcher.group()));
      matcher.appendReplacement(words, "#");
    }
    return matcher.appendTail(words).toString().replaceAll("\\s+", " ").replace(" ]", "]");
  }
}

package org.tgraph.syntax;

/** The escapes in a text: {@code \n \t \r \" \\} and a {@code u} with four hexadecimal digits. */
final class TextLiteral {
  private TextLiteral() {}

  /** What a literal, quotes included, stands for; an unknown escape stands for itself. */
  static String value(String literal) {
    StringBuilder value = new StringBuilder();
    int end = literal.length() - 1;
    for (int i = 1; i < end; i++) {
      char c = literal.charAt(i);
      if (c != '\\' || !known(literal, i, end)) {
        value.append(c);
        continue;
      }
      i++;
      switch (literal.charAt(i)) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'u' -> {
          value.append((char) Integer.parseInt(literal.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> value.append(literal.charAt(i));
      }
    }
    return value.toString();
  }

  /**
   * Where in {@code text}, from {@code start} to {@code end}, the first unknown escape is, or -1.
   */
  static int badEscape(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '\\') {
        if (!known(text, i, end)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static boolean known(String text, int backslash, int end) {
    if (backslash + 1 >= end) {
      return false;
    }
    return switch (text.charAt(backslash + 1)) {
      case 'n', 't', 'r', '"', '\\' -> true;
      case 'u' -> backslash + 6 <= end && isHex(text, backslash + 2);
      default -> false;
    };
  }

  private static boolean isHex(String text, int start) {
    for (int i = start; i < start + 4; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      if (!digit) {
        return false;
      }
    }
    return true;
  }
}

package org.tgraph.graph;

/**
 * Walks over the text of a graph. Space, line breaks and comments, from {@code #} to the end of the
 * line, may stand between any two tokens.
 */
final class GraphScanner {
  /** The text is not that of a graph; it does not leave {@link GraphReader}. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;

    Bad(int at, String message) {
      super(message, null, false, false);
      this.at = at;
    }

    int at() {
      return at;
    }
  }

  private final String text;
  private int at;

  GraphScanner(String text) {
    this.text = text;
  }

  /** Whether a value or size can be shown under that name. */
  static boolean isName(String text) {
    if (text.isEmpty() || !isStart(text.charAt(0))) {
      return false;
    }
    return text.chars().allMatch(c -> isStart((char) c) || c >= '0' && c <= '9');
  }

  private static boolean isStart(char c) {
    return c == '_' || Character.isLetter(c);
  }

  /** The text as a literal, with escapes for quotes, backslashes and control characters. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ' || c == 127 || Character.isSurrogate(c)) {
            out.append("\\u").append("%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Where the next token begins. */
  int position() {
    skip();
    return at;
  }

  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        at++;
      } else {
        return;
      }
    }
  }

  boolean isAtEnd() {
    skip();
    return at == text.length();
  }

  /** The next character; a zero at the end. */
  char peek() {
    skip();
    return at < text.length() ? text.charAt(at) : '\0';
  }

  boolean sees(String token) {
    skip();
    return text.startsWith(token, at);
  }

  boolean accept(String token) {
    boolean is = sees(token);
    at += is ? token.length() : 0;
    return is;
  }

  void expect(String token) throws Bad {
    if (!accept(token)) {
      throw bad("Here `" + token + "` is expected.");
    }
  }

  boolean seesName() {
    return isStart(peek());
  }

  boolean seesDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  String name() throws Bad {
    if (!seesName()) {
      throw bad("Here a name is expected.");
    }
    return word();
  }

  /** Letters, digits and underscores. */
  String word() throws Bad {
    skip();
    int start = at;
    while (at < text.length()
        && (isStart(text.charAt(at)) || text.charAt(at) >= '0' && text.charAt(at) <= '9')) {
      at++;
    }
    if (at == start) {
      throw bad("Here a name or a number is expected.");
    }
    return text.substring(start, at);
  }

  long number() throws Bad {
    int start = position();
    String sign = accept("-") ? "-" : "";
    if (!seesDigit()) {
      throw bad("Here a whole number is expected.");
    }
    try {
      return Long.parseLong(sign + word());
    } catch (NumberFormatException e) {
      throw new Bad(start, "This is not a whole number of 64 bits.");
    }
  }

  /** Everything up to one of the characters {@code ends}, without the space around it. */
  String until(String ends) {
    skip();
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  /** A name between backquotes; one inside is doubled. */
  String backquoted() throws Bad {
    int start = position();
    expect("`");
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '`') {
        out.append(c);
      } else if (at < text.length() && text.charAt(at) == '`') {
        out.append(c);
        at++;
      } else {
        return out.toString();
      }
    }
    throw new Bad(start, "This name has no end.");
  }

  String string() throws Bad {
    int start = position();
    expect("\"");
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw new Bad(start, "This text has no end.");
  }

  private char escaped() throws Bad {
    char c = at < text.length() ? text.charAt(at++) : '\0';
    if (c == 'n') {
      return '\n';
    }
    if (c == '"' || c == '\\') {
      return c;
    }
    if (c == 'u' && at + 4 <= text.length()) {
      try {
        char escaped = (char) Integer.parseInt(text.substring(at, at + 4), 16);
        at += 4;
        return escaped;
      } catch (NumberFormatException e) {
        throw bad("This escape needs four hexadecimal digits.");
      }
    }
    throw bad("There is no such escape.");
  }

  Bad bad(String message) {
    return new Bad(position(), message);
  }
}

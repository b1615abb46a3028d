package org.tgraph.cli;

import java.util.regex.Pattern;

/** Whether what was typed goes on in the next line. */
final class Unfinished {
  private static final Pattern GOES_ON =
      Pattern.compile("(?s).*([-+*/@%&|^=<>,~]|\\b(and|or|not|else|as|given|with))\\s*");

  private Unfinished() {}

  /** A bracket is open, or the last line ends in an operator; an empty line ends everything. */
  static boolean isComplete(String text) {
    if (text.endsWith("\n\n") || text.startsWith(":")) {
      return true;
    }
    int open = 0;
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfText(text, i);
        code.append('_');
        continue;
      }
      if (c == '#') {
        while (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
          i++;
        }
        continue;
      }
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      code.append(c);
    }
    return open <= 0 && !GOES_ON.matcher(code).matches();
  }

  /** The closing quote, or the end of the line where there is none. */
  private static int endOfText(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\n') {
        return i;
      }
      i += c == '\\' ? 1 : 0;
    }
    return text.length();
  }
}

package org.tgraph.check;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.source.Span;

/** Pieces of a program as text, changed as a fix would change them. */
final class SourceText {
  private static final Pattern FROM = Pattern.compile("(\\w+)\\[(\\d+):\\]");
  private static final Pattern UP_TO = Pattern.compile("(\\w+)\\[:-(\\d+)\\]");

  private SourceText() {}

  /** The text with parentheses where a suffix would otherwise belong to a part of it. */
  static String atom(String text) {
    return isAtom(text) ? text : "(" + text + ")";
  }

  /** A name, a number, or what ends with the bracket that it has outside of all others. */
  private static boolean isAtom(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      if ("([{".indexOf(ch) >= 0) {
        depth++;
      } else if (")]}".indexOf(ch) >= 0) {
        depth--;
      } else if (depth == 0 && !Character.isJavaIdentifierPart(ch) && ch != '.') {
        return false;
      }
    }
    return !text.isEmpty() && !text.matches("\\d[\\d_.]*");
  }

  /** The text of a matrix, transposed: {@code X} and {@code X.T} become each other. */
  static String transposed(String text) {
    return text.endsWith(".T") ? text.substring(0, text.length() - 2) : atom(text) + ".T";
  }

  /** The text of a tensor without its last elements along an axis. */
  static String withoutLast(String text, int axis, long count) {
    Matcher from = FROM.matcher(text);
    return from.matches() && axis == 0
        ? from.group(1) + "[" + from.group(2) + ":-" + count + "]"
        : atom(text) + "[" + ":, ".repeat(axis) + ":-" + count + "]";
  }

  /** The text of a tensor without its first elements along an axis. */
  static String withoutFirst(String text, int axis, long count) {
    Matcher upTo = UP_TO.matcher(text);
    return upTo.matches() && axis == 0
        ? upTo.group(1) + "[" + count + ":-" + upTo.group(2) + "]"
        : atom(text) + "[" + ":, ".repeat(axis) + count + ":]";
  }

  /** Where {@code name:} begins in the text of a record or a record type. */
  private static OptionalInt field(Span record, String name) {
    Matcher matcher =
        Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "\\s*:").matcher(record.text());
    return matcher.find() ? OptionalInt.of(record.start() + matcher.start()) : OptionalInt.empty();
  }

  /** The name of a field in the text of a record or a record type; all of it if it is not there. */
  static Span fieldName(Span record, String name) {
    OptionalInt at = field(record, name);
    return at.isPresent()
        ? record.source().span(at.getAsInt(), at.getAsInt() + name.length())
        : record;
  }

  /** What stands behind {@code name:} in the text of a record or a record type. */
  static Span fieldValue(Span record, String name) {
    OptionalInt at = field(record, name);
    if (at.isEmpty()) {
      return record;
    }
    String text = record.source().text();
    int start = text.indexOf(':', at.getAsInt()) + 1;
    while (start < record.end() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = start;
    for (int depth = 0; end < record.end(); end++) {
      char ch = text.charAt(end);
      boolean closes = ")]}".indexOf(ch) >= 0;
      if (depth == 0 && (closes || ch == ',')) {
        break;
      }
      depth += "([{".indexOf(ch) >= 0 ? 1 : closes ? -1 : 0;
    }
    return record.source().span(start, start + text.substring(start, end).stripTrailing().length());
  }
}

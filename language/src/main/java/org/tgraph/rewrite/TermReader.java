package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.op.Ops;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.syntax.UnaryOp;

/**
 * Reads a side of a rule, which is written as an expression of the language over operations of the
 * graph: {@code log(1 + x)}, {@code transpose(x, axes=p)}. Of the language it knows what stands in
 * rules: names, numbers, calls and operators. All rules are read before most scripts can be
 * checked, and the parser of scripts would take a tenth of a second for them; a test compares the
 * two. A text that cannot be read is a mistake in a table of rules, so it is an exception.
 */
final class TermReader {
  private static final Map<String, String> OTHER_NAMES = Map.of("where", "select");

  /** That of prefixes, between those of infix operators. */
  private static final int PREFIX_PRECEDENCE = 12;

  private final String text;

  /** The first character that is not read yet. */
  private int next;

  private TermReader(String text) {
    this.text = text;
    skipSpaces();
  }

  static Term read(String text) {
    TermReader reader = new TermReader(text);
    Term term = reader.term(0);
    if (reader.next < text.length()) {
      throw reader.unreadable();
    }
    return term;
  }

  /** What follows, as far as operators bind as tightly as {@code least}. */
  private Term term(int least) {
    Term left = operand();
    while (true) {
      BinaryOp op = infix();
      if (op == null || op.precedence() < least) {
        return left;
      }
      take(op.text());
      boolean isFromRight = op == BinaryOp.POWER;
      Term right = term(isFromRight ? PREFIX_PRECEDENCE : op.precedence() + 1);
      left = apply(op.function(), List.of(left, right), Map.of());
    }
  }

  /** The operator that stands next, the longest of those that begin so; null if there is none. */
  private BinaryOp infix() {
    BinaryOp longest = null;
    for (BinaryOp op : BinaryOp.values()) {
      if (text.startsWith(op.text(), next)
          && (longest == null || op.text().length() > longest.text().length())) {
        longest = op;
      }
    }
    return longest;
  }

  private Term operand() {
    if (take("(")) {
      Term inner = term(0);
      require(")");
      return inner;
    }
    if (take(UnaryOp.NEGATE.text())) {
      Term operand = term(PREFIX_PRECEDENCE);
      return operand instanceof Term.Number n
          ? new Term.Number(-n.value())
          : apply(UnaryOp.NEGATE.function(), List.of(operand), Map.of());
    }
    if (take(UnaryOp.INVERT.text())) {
      return apply(UnaryOp.INVERT.function(), List.of(term(PREFIX_PRECEDENCE)), Map.of());
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      return new Term.Number(Double.parseDouble(word));
    }
    if (take("(")) {
      return call(word);
    }
    return switch (word) {
      case "nan" -> new Term.Number(Double.NaN);
      case "inf" -> new Term.Number(Double.POSITIVE_INFINITY);
      case "true" -> new Term.Flag(true);
      case "false" -> new Term.Flag(false);
      default -> new Term.Variable(word);
    };
  }

  private Term call(String function) {
    List<Term> operands = new ArrayList<>();
    Map<String, Term.Parameter> parameters = new LinkedHashMap<>();
    list(() -> argument(operands, parameters));
    return Abbreviation.named(function)
        .map(a -> a.expand(operands, parameters))
        .orElseGet(() -> apply(OTHER_NAMES.getOrDefault(function, function), operands, parameters));
  }

  private void argument(List<Term> operands, Map<String, Term.Parameter> parameters) {
    int start = next;
    String name = isLetter() ? word() : "";
    if (!name.isEmpty() && !text.startsWith(BinaryOp.EQUAL.text(), next) && take("=")) {
      parameters.put(name, parameter());
    } else {
      next = start;
      operands.add(term(0));
    }
  }

  private boolean isLetter() {
    return next < text.length() && Character.isLetter(text.charAt(next));
  }

  private Term.Parameter parameter() {
    String name = word();
    if (!take("(")) {
      return new Term.Parameter.Variable(name);
    }
    List<Term.Parameter> arguments = new ArrayList<>();
    list(() -> arguments.add(parameter()));
    return new Term.Parameter.Call(name, arguments);
  }

  /** Reads what stands between commas, up to the parenthesis that closes. */
  private void list(Runnable item) {
    if (take(")")) {
      return;
    }
    item.run();
    while (take(",")) {
      item.run();
    }
    require(")");
  }

  private static Term apply(
      String name, List<Term> operands, Map<String, Term.Parameter> parameters) {
    if (Ops.named(name) == null) {
      throw new IllegalArgumentException("There is no operation `" + name + "`.");
    }
    return new Term.Apply(name, operands, parameters);
  }

  /** A name or a number. */
  private String word() {
    int start = next;
    while (next < text.length() && isOfWord(text.charAt(next))) {
      next++;
    }
    if (start == next) {
      throw unreadable();
    }
    String word = text.substring(start, next);
    skipSpaces();
    return word;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private void require(String symbol) {
    if (!take(symbol)) {
      throw unreadable();
    }
  }

  /** Whether that stands next, and reads it then. */
  private boolean take(String symbol) {
    if (!text.startsWith(symbol, next)) {
      return false;
    }
    next += symbol.length();
    skipSpaces();
    return true;
  }

  private void skipSpaces() {
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "no side of a rule: " + text.substring(next) + " in " + text);
  }
}

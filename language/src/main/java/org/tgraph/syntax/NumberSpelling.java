package org.tgraph.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Explains digits that have letters on them and are no number. */
final class NumberSpelling {
  private static final Pattern PARTS = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9_]*)?)(.*)");

  private NumberSpelling() {}

  static Diagnostic explain(Source source, Lexeme word) {
    Span span = source.span(word.start(), word.end());
    String text = span.text();
    Matcher parts = PARTS.matcher(text);
    String digits = parts.matches() ? parts.group(1) : text;
    String letters = parts.matches() ? parts.group(2) : "";
    Diagnostic problem = Diagnostic.error(Code.TG0104, span, "`" + text + "` is not a number.");
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return problem.note("after `0x` come digits and the letters `a` to `f`");
    }
    if (text.startsWith("0b") || text.startsWith("0o")) {
      return problem.note("whole numbers are decimal, or hexadecimal as `0xff`");
    }
    if (letters.equals("e") || letters.equals("E")) {
      return problem.note("after `e` comes an exponent, as in `1e-3`");
    }
    if (letters.isEmpty()) {
      return problem.note("a `_` stands between two digits, as in `1_000`");
    }
    if (letters.matches("[fFdD]|f32|f64|[lL]|i32|i64")) {
      return problem
          .note("an element type is given by a call, as in `f32(1.0)`")
          .fix(Fix.replace("write `" + digits + "`", span, digits));
    }
    if (letters.equals("i") || letters.equals("J")) {
      return problem
          .note("the imaginary unit is written `j`")
          .fix(Fix.replace("write `" + digits + "j`", span, digits + "j"));
    }
    String product = digits + " * " + letters;
    return problem
        .note("a name does not begin with a digit")
        .fix(Fix.replace("if it is a product, write `" + product + "`", span, product));
  }
}

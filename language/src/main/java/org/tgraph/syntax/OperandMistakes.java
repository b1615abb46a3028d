package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.grammar.TGraphParser;
import org.tgraph.source.Span;

/** Mistakes inside an expression, a type or a list. */
final class OperandMistakes {
  private OperandMistakes() {}

  static Optional<Diagnostic> explain(Mistake m) {
    Diagnostic found =
        switch (m.found()) {
          case PART -> point(m);
          case IF -> conditional(m);
          case FOR -> comprehension(m);
          case ASSIGN, ARGUMENT -> equals(m);
          case COLON -> colon(m);
          case TILDE -> tilde(m);
          case ARROW, PARAMETER -> functionType(m);
          case LBRACK -> tensorType(m);
          case COMMA, LAST_COMMA, RBRACE -> field(m);
          case NAME -> word(m);
          case LPAREN -> loop(m);
          case MULTIPLY, DIVIDE, BIT_XOR, POWER, PLUS, MINUS -> dotted(m);
          default -> null;
        };
    if (found == null) {
      found = comment(m);
    }
    if (found == null) {
      found = comma(m);
    }
    return Optional.ofNullable(found != null ? found : operand(m));
  }

  /** {@code .5}. */
  private static Diagnostic point(Mistake m) {
    return LexemeKinds.endsOperand(m.before())
        ? null
        : m.error(Code.TG0104, "A number begins with a digit.")
            .fix(m.replace(m.at(), "0" + m.text(m.at())));
  }

  /** {@code a .* b}, as other languages have it. */
  private static Diagnostic dotted(Mistake m) {
    if (m.before() != DOT || !m.gap(m.at() - 1, m.at()).text().isEmpty()) {
      return null;
    }
    String operator = m.found() == BIT_XOR ? "**" : m.text(m.at());
    Span written = m.between(m.at() - 1, m.at());
    return Diagnostic.error(
            Code.TG0108, written, "`" + operator + "` works element by element without a dot.")
        .fix(Fix.replace("write `" + operator + "`", written, operator));
  }

  /** {@code a if test else b}. */
  private static Diagnostic conditional(Mistake m) {
    return LexemeKinds.endsOperand(m.before())
        ? m.error(Code.TG0108, "The test comes first.")
            .note("`if test { a } else { b }`, or elementwise `where(test, a, b)`")
        : null;
  }

  /** {@code x * x for x in xs}. */
  private static Diagnostic comprehension(Mistake m) {
    return LexemeKinds.endsOperand(m.before())
        ? m.error(Code.TG0108, "A comprehension begins with `for`.")
            .note(
                "`for i < n: x[i] ** 2` is a tensor; the bound may be left out where `i` indexes something")
        : null;
  }

  /** {@code for (i in 1:n)}. */
  private static Diagnostic loop(Mistake m) {
    return m.before() == FOR
        ? m.error(Code.TG0108, "A `for` has no parentheses: `for i < n: x[i] ** 2` is a tensor.")
            .note("in a model one line states all elements of a site: `y ~ Normal(mu, sigma)`")
        : null;
  }

  private static Diagnostic equals(Mistake m) {
    int sign = m.found() == ASSIGN ? m.at() : m.at() + 1;
    boolean test =
        m.rule() == TGraphParser.RULE_block
            || m.rule() == TGraphParser.RULE_paren
            || m.rule() == TGraphParser.RULE_list
            || m.rule() == TGraphParser.RULE_asserting
            || m.heading() == ASSERT && m.rule() == TGraphParser.RULE_statement
            || m.found() == ARGUMENT;
    if (test) {
      return m.error(Code.TG0101, sign, "Equality is tested with `==`.").fix(m.replace(sign, "=="));
    }
    return m.rule() == TGraphParser.RULE_postfix
        ? m.error(Code.TG0101, sign, "The left of `=` in a call is the name of a parameter.")
            .note("equality is tested with `==`")
        : null;
  }

  private static Diagnostic colon(Mistake m) {
    if (m.rule() == TGraphParser.RULE_block) {
      return m.error(Code.TG0108, "A block stands in braces, `{ … }`.");
    }
    if (m.before() == STRING && m.type(m.at() - 2) == LBRACE) {
      String name = m.text(m.at() - 1).replace("\"", "");
      return m.error(Code.TG0108, m.at() - 1, "The fields of a record are named without quotes.")
          .fix(m.replace(m.at() - 1, name));
    }
    return null;
  }

  private static Diagnostic tilde(Mistake m) {
    return m.rule() == TGraphParser.RULE_statement
        ? m.error(Code.TG0101, m.first(), "The left of `~` is a name.")
            .note("one line states all its elements: `y ~ Normal(mu, sigma)`")
        : null;
  }

  /** {@code f: f64 -> f64}. */
  private static Diagnostic functionType(Mistake m) {
    int type = m.found() == PARAMETER ? m.at() : m.at() - 1;
    boolean after = m.type(type) == NAME && m.type(type - 1) == COLON;
    if (!after && !(m.found() == PARAMETER && m.rule() == TGraphParser.RULE_typeExpr)) {
      return null;
    }
    return m.error(Code.TG0101, type, "The parameters of a function type stand in parentheses.")
        .fix(m.replace(type, "(" + m.text(type) + ")"));
  }

  /** {@code x: [f64]}. */
  private static Diagnostic tensorType(Mistake m) {
    return m.rule() == TGraphParser.RULE_typeExpr
        ? m.error(Code.TG0101, "A type begins with the name of its elements.")
            .note("`f64[n]` is a list of `n` numbers, `f64[n, k]` a matrix")
        : null;
  }

  /** {@code {w, b}} as a value. */
  private static Diagnostic field(Mistake m) {
    if (m.rule() != TGraphParser.RULE_field || m.before() != NAME) {
      return null;
    }
    String name = m.text(m.at() - 1);
    return m.error(Code.TG0101, m.at() - 1, "The field `" + name + "` has no value.")
        .fix(m.insertAfter(m.at() - 1, ": " + name));
  }

  private static Diagnostic word(Mistake m) {
    String text = m.text(m.at());
    if (text.equals("elif") && m.before() == RBRACE) {
      return HeadingMistakes.furtherTest(m, m.at()).fix(m.replace(m.at(), "else if"));
    }
    if (m.rule() == TGraphParser.RULE_prefix && text.equals("in")) {
      return m.error(Code.TG0108, "A comprehension gives its index a bound with `<`.")
          .note("`for i < n: expression`, and without a bound where `i` indexes something");
    }
    if (isSite(m)) {
      return m.error(Code.TG0101, "A site has `~` before its distribution.")
          .fix(m.insertAfter(m.at() - 1, " ~"));
    }
    return m.text(m.at() - 1).equals("lambda") ? lambda(m, m.at() - 1) : null;
  }

  /** {@code mu Normal(0.0, 1.0)}. */
  private static boolean isSite(Mistake m) {
    return m.type(m.first()) == NAME
        && m.at() == m.first() + 1
        && Character.isUpperCase(m.text(m.at()).charAt(0))
        && m.type(m.at() + 1) == LPAREN;
  }

  /** {@code lambda x: e}, the word {@code lambda} being at {@code index}. */
  static Diagnostic lambda(Mistake m, int index) {
    Diagnostic problem =
        m.error(Code.TG0108, index, "A function without a name is written `x -> …`.");
    if (m.type(index + 1) == NAME && m.type(index + 2) == COLON) {
      Span head = m.between(index, index + 2);
      String right = m.text(index + 1) + " ->";
      return problem.fix(Fix.replace("write `" + right + "`", head, right));
    }
    return problem;
  }

  /** Words after {@code //} on the same line that make no sense as an operand. */
  private static Diagnostic comment(Mistake m) {
    int line = m.source().position(m.span(Math.min(m.at(), m.words().size() - 1)).start()).line();
    for (int i = m.at(); i > m.first() && i > m.at() - 30; i--) {
      if (m.type(i) == FLOOR_DIVIDE && m.source().position(m.span(i).start()).line() == line) {
        return HeadingMistakes.comment(m, i);
      }
    }
    return null;
  }

  private static Diagnostic comma(Mistake m) {
    boolean list =
        switch (m.rule()) {
          case TGraphParser.RULE_list,
              TGraphParser.RULE_paren,
              TGraphParser.RULE_postfix,
              TGraphParser.RULE_record,
              TGraphParser.RULE_params,
              TGraphParser.RULE_subscripts,
              TGraphParser.RULE_axes,
              TGraphParser.RULE_kinds,
              TGraphParser.RULE_pattern,
              TGraphParser.RULE_typeExpr ->
              true;
          default -> false;
        };
    boolean starts =
        LexemeKinds.startsOperand(m.found()) || m.found() == ARGUMENT || m.found() == PACK;
    if (!list || !starts || !LexemeKinds.endsOperand(m.before()) || m.found() == NOT) {
      return null;
    }
    if (m.found() == STRING && m.text(m.at() - 1).matches("[fFrRbB]")) {
      return m.error(Code.TG0108, m.at() - 1, "Nothing stands before the quotes of a text.")
          .note("`print(\"x is\", x)` prints several values in one line")
          .fix(Fix.replace("remove it", m.span(m.at() - 1), ""));
    }
    return Diagnostic.error(Code.TG0111, m.after(m.at() - 1), "A comma is missing here.")
        .label(m.span(m.at()), "before this")
        .fix(m.insertAfter(m.at() - 1, ","));
  }

  private static Diagnostic operand(Mistake m) {
    int found = m.found();
    int before = m.before();
    if (isComma(found) && LexemeKinds.opens(before)) {
      return m.error(Code.TG0103, "Nothing stands before this comma.");
    }
    if (!m.expected().contains(INT)) {
      return null;
    }
    boolean ends = found == NEWLINE || LexemeKinds.closes(found) || isComma(found);
    boolean operator = LexemeKinds.isInfix(before) || LexemeKinds.continuesLine(before);
    if (operator && !isComma(before) && m.at() > m.first() && (ends || startsStatement(m))) {
      return m.error(
          Code.TG0103, m.at() - 1, "Nothing stands behind this `" + m.text(m.at() - 1) + "`.");
    }
    if (isComma(before) && isComma(found)) {
      return m.error(Code.TG0103, "Nothing stands between these commas.")
          .fix(Fix.replace("remove one", m.span(m.at()), ""));
    }
    if (LexemeKinds.isInfix(found) && operator && m.at() > m.first()) {
      return m.error(
          Code.TG0101,
          "Between `" + m.text(m.at() - 1) + "` and `" + m.text(m.at()) + "` a value is missing.");
    }
    if (LexemeKinds.isInfix(found)) {
      return m.error(Code.TG0103, "Nothing stands before this `" + m.text(m.at()) + "`.");
    }
    if (Mistakes.keyword(found)) {
      return m.error(Code.TG0101, "`" + m.text(m.at()) + "` is not a value.");
    }
    return null;
  }

  private static boolean startsStatement(Mistake m) {
    return List.of(LET, FN, ASSERT).contains(m.found()) || m.at() >= m.words().size();
  }

  private static boolean isComma(int type) {
    return type == COMMA || type == LAST_COMMA;
  }
}

package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.grammar.TGraphParser;
import org.tgraph.source.Span;

/**
 * Mistakes that show in how a statement begins: words of other languages, `let` and `fn` gone
 * wrong.
 */
final class HeadingMistakes {
  private static final Set<String> DEFINES = Set.of("def", "func", "function", "fun", "proc");
  private static final Set<String> BINDS = Set.of("var", "val", "const", "mut", "auto", "my");
  private static final Set<String> RECORDS = Set.of("class", "struct", "data");
  private static final Set<String> TYPES =
      Set.of("int", "real", "float", "double", "vector", "matrix", "bool", "f64", "f32", "i64");

  private HeadingMistakes() {}

  /** Whether another language defines the name behind {@code word} with it. */
  static boolean defines(String word) {
    return DEFINES.contains(word)
        || BINDS.contains(word)
        || RECORDS.contains(word)
        || TYPES.contains(word);
  }

  static Optional<Diagnostic> explain(Mistake m) {
    return Optional.ofNullable(
        switch (m.heading()) {
          case NAME -> name(m);
          case LET -> m.found() == TILDE ? randomLet(m, "let") : let(m);
          case DERIVED -> m.found() == TILDE ? randomLet(m, "derived") : null;
          case FN -> fn(m);
          case SITE -> site(m);
          case ELSE -> otherwise(m);
          case FLOOR_DIVIDE -> comment(m, m.first());
          default -> null;
        });
  }

  private static Diagnostic name(Mistake m) {
    int first = m.first();
    String word = m.text(first);
    boolean second = m.at() == first + 1;
    if (m.found() == ASSIGN && second) {
      return isField(m)
          ? m.error(Code.TG0101, "The fields of a record are written with `:`.")
              .fix(Fix.replace("write `:`", m.gap(first, m.at()).to(m.span(m.at())), ":"))
          : unbound(m);
    }
    if (m.found() == COLON_ASSIGN && second) {
      Fix fix =
          new Fix(
              "write `let " + word + " =`",
              List.of(
                  new Fix.Edit(
                      m.source().span(m.span(first).start(), m.span(first).start()), "let "),
                  new Fix.Edit(m.span(m.at()), "=")));
      return m.error(Code.TG0108, "A name is defined with `let` and `=`.").fix(fix);
    }
    if (isUpdate(m.found()) && second) {
      return update(m, word);
    }
    if (m.found() == ASSIGN && m.rule() == TGraphParser.RULE_statement) {
      return assignment(m);
    }
    if (!second) {
      return null;
    }
    return foreign(m, word);
  }

  /** {@code x = 1} and {@code x: f64 = 1}, and {@code x = Normal(0.0, 1.0)} in a model. */
  private static Diagnostic unbound(Mistake m) {
    Diagnostic problem = m.error(Code.TG0110, m.first(), "A new name is defined with `let`.");
    if (m.found() == ASSIGN && isDistribution(m, m.at() + 1) && isInModel(m)) {
      problem = problem.fix(Fix.replace("if it is random, write `~`", m.span(m.at()), "~"));
    }
    return problem.fix(m.insertBefore(m.first(), "let "));
  }

  /** {@code let x ~ Normal(0.0, 1.0)}. */
  private static Diagnostic randomLet(Mistake m, String word) {
    Span gap = m.source().span(m.span(m.first()).start(), m.span(m.first() + 1).start());
    return m.error(Code.TG0101, m.first(), "What is random has no `" + word + "` before its name.")
        .fix(Fix.replace("remove `" + word + "`", gap, ""));
  }

  /** Whether what begins there looks like a distribution: all have names in upper case. */
  private static boolean isDistribution(Mistake m, int at) {
    return m.type(at) == NAME
        && m.type(at + 1) == LPAREN
        && Character.isUpperCase(m.text(at).charAt(0));
  }

  /** Whether the block around the statement is that of a model. */
  private static boolean isInModel(Mistake m) {
    int depth = 0;
    int at = m.first() - 1;
    while (at >= 0 && depth >= 0) {
      depth += LexemeKinds.closes(m.type(at)) ? 1 : LexemeKinds.opens(m.type(at)) ? -1 : 0;
      at--;
    }
    while (at > 0 && m.type(at - 1) != NEWLINE) {
      at--;
    }
    return depth < 0 && m.type(Math.max(at, 0)) == MODEL;
  }

  /** Whether the statement stands in braces that were meant as a record. */
  private static boolean isField(Mistake m) {
    return m.type(m.first() - 1) == LBRACE
        && switch (m.type(m.first() - 2)) {
          case ASSIGN, LPAREN, LBRACK, COMMA, GIVEN, WITH -> true;
          default -> false;
        };
  }

  private static boolean isUpdate(int type) {
    return type == PLUS_ASSIGN
        || type == MINUS_ASSIGN
        || type == MULTIPLY_ASSIGN
        || type == DIVIDE_ASSIGN;
  }

  private static Diagnostic update(Mistake m, String word) {
    if (word.equals("target") && m.found() == PLUS_ASSIGN) {
      return m.error(Code.TG0108, "A term is added to the log density with `factor`.")
          .fix(Fix.replace("write `factor`", m.between(m.first(), m.at()), "factor"));
    }
    String op = m.text(m.at()).substring(0, 1);
    return m.error(Code.TG0108, "A value never changes, so there is no `" + op + "=` for names.")
        .note(
            "give the new value a name of its own: `let next = "
                + word
                + " "
                + op
                + " …`; loops are `scan` and `fori`");
  }

  /** {@code x[0] = 1} and {@code p.w = 1}. */
  private static Diagnostic assignment(Mistake m) {
    Diagnostic problem = m.error(Code.TG0108, "A value never changes.");
    String value = m.at() < m.last() ? m.between(m.at() + 1, m.last()).text() : "…";
    String with = "let changed = " + m.text(m.first()) + " with ";
    if (m.type(m.first() + 1) == LBRACK && m.before() == RBRACK) {
      String subscripts = m.between(m.first() + 1, m.at() - 1).text();
      return copied(m, problem, with + subscripts + " = " + Mistakes.shown(value), value);
    }
    if (m.type(m.first() + 1) == DOT && m.at() == m.first() + 3) {
      String field = m.text(m.first() + 2);
      return copied(m, problem, with + "{" + field + ": " + Mistakes.shown(value) + "}", value);
    }
    return problem;
  }

  private static Diagnostic copied(Mistake m, Diagnostic problem, String copy, String value) {
    Diagnostic noted = problem.note("a changed copy is `" + copy + "`");
    boolean isWhole = copy.contains(value) && !value.equals("…");
    return isWhole
        ? noted.fix(Fix.replace("make a changed copy", m.between(m.first(), m.last()), copy))
        : noted;
  }

  private static Diagnostic foreign(Mistake m, String word) {
    boolean named = m.found() == NAME;
    if (named && DEFINES.contains(word)) {
      return m.error(Code.TG0108, m.first(), "A function is defined with `fn`.")
          .fix(m.replace(m.first(), "fn"));
    }
    if (named && BINDS.contains(word)) {
      return m.error(Code.TG0108, m.first(), "A name is defined with `let`.")
          .fix(m.replace(m.first(), "let"));
    }
    if (word.equals("return")) {
      Span until = m.source().span(m.span(m.first()).start(), m.span(m.at()).start());
      return m.error(Code.TG0108, m.first(), "There is no `return`.")
          .note("the last expression of a block is its result")
          .fix(Fix.replace("remove `return`", until, ""));
    }
    if (word.equals("elif") || word.equals("elsif")) {
      return furtherTest(m, m.first());
    }
    if (named && RECORDS.contains(word)) {
      return m.error(Code.TG0108, m.first(), "A type is defined with `type`.")
          .note("`type Point = {x: f64, y: f64}` names a record type");
    }
    if (named && word.equals("from")) {
      return m.error(Code.TG0108, m.first(), "A module is imported as a whole.")
          .note("`import " + m.text(m.at()) + "`, and then `" + m.text(m.at()) + ".name`");
    }
    if (word.equals("lambda")) {
      return OperandMistakes.lambda(m, m.first());
    }
    if (word.equals("while")) {
      return m.error(Code.TG0108, m.first(), "A loop is a function of its start.")
          .note("`while(start, x -> test, x -> next)` gives the first `x` that fails the test");
    }
    if (named && (word.equals("test") || word.equals("bench"))) {
      String name = "\"" + m.text(m.at()) + "\"";
      return m.error(Code.TG0101, "The name of a " + word + " is a text in quotes.")
          .fix(m.replace(m.at(), name));
    }
    if (word.equals("import") && m.found() == STRING) {
      String module = TextLiteral.value(m.text(m.at()));
      return m.error(Code.TG0101, "A module is named without quotes.")
          .fix(m.replace(m.at(), module.replace(".tgraph", "")));
    }
    if (named && TYPES.contains(word)) {
      return m.error(Code.TG0108, m.first(), "A type stands behind the name.")
          .note(
              "`let " + m.text(m.at()) + ": f64 = …`, or `" + m.text(m.at()) + " ~ …` in a model");
    }
    if (LexemeKinds.startsOperand(m.found()) && (word.equals("print") || word.equals("save"))) {
      Span gap = m.source().span(m.span(m.first()).end(), m.span(m.at()).start());
      Fix fix =
          new Fix(
              "write `" + word + "(…)`",
              List.of(new Fix.Edit(gap, "("), new Fix.Edit(m.after(m.last()), ")")));
      return m.error(
              Code.TG0108, m.first(), "The arguments of `" + word + "` stand in parentheses.")
          .fix(fix);
    }
    return null;
  }

  /** {@code elif}, the word at {@code index}. */
  static Diagnostic furtherTest(Mistake m, int index) {
    return m.error(Code.TG0108, index, "A further test is written `} else if test {`.");
  }

  private static Diagnostic let(Mistake m) {
    int found = m.found();
    if (m.at() == m.first() + 1) {
      if (Mistakes.keyword(found)) {
        return Mistakes.notAName(m);
      }
      return m.error(Code.TG0103, "`let` needs a name.").note("`let x = 1.0`");
    }
    boolean named = m.at() == m.first() + 2 && m.before() == NAME;
    if (named && m.text(m.at() - 1).equals("mut") && found == NAME) {
      Span mut = m.source().span(m.span(m.at() - 1).start(), m.span(m.at()).start());
      return m.error(Code.TG0108, m.at() - 1, "A value never changes, so there is no `mut`.")
          .fix(Fix.replace("remove `mut`", mut, ""));
    }
    if (named && found == COMMA) {
      return several(m);
    }
    if (named && found == LPAREN) {
      return m.error(Code.TG0108, m.first(), "A function is defined with `fn`.")
          .fix(m.replace(m.first(), "fn"));
    }
    if (m.rule() != TGraphParser.RULE_let) {
      return null;
    }
    if (found == EQUAL || found == COLON_ASSIGN) {
      return m.error(Code.TG0101, "A `let` is written with `=`.").fix(m.replace(m.at(), "="));
    }
    if (found == NEWLINE) {
      return m.error(Code.TG0103, "This `let` has no value.").note("`let x = 1.0`");
    }
    if (LexemeKinds.startsOperand(found)) {
      return m.error(Code.TG0101, "An `=` is missing before this.")
          .fix(m.insertBefore(m.at(), "= "));
    }
    return null;
  }

  /** {@code let a, b = f()}. */
  private static Diagnostic several(Mistake m) {
    int end = m.at();
    while (m.type(end) == COMMA && m.type(end + 1) == NAME) {
      end += 2;
    }
    if (m.type(end) != ASSIGN) {
      return null;
    }
    Span names = m.between(m.first() + 1, end - 1);
    String right = "(" + names.text() + ")";
    return Diagnostic.error(Code.TG0101, names, "Several names stand in parentheses.")
        .fix(Fix.replace("write `" + Mistakes.shown(right) + "`", names, right));
  }

  private static Diagnostic fn(Mistake m) {
    int found = m.found();
    if (m.at() == m.first() + 1) {
      return Mistakes.keyword(found)
          ? Mistakes.notAName(m)
          : m.error(Code.TG0103, "`fn` needs a name.")
              .note("a function without one is written `x -> x + 1.0`");
    }
    String name = m.text(m.first() + 1);
    if (m.at() == m.first() + 2) {
      return m.error(Code.TG0101, "The parameters of `" + name + "` are missing.")
          .note("they stand in parentheses, also if there are none: `fn " + name + "()`");
    }
    if (m.rule() != TGraphParser.RULE_fn) {
      return null;
    }
    if (found == NEWLINE) {
      return m.error(Code.TG0103, "The function `" + name + "` has no body.")
          .note("it is `= expression`, or a block `{ … }`");
    }
    if (found == COLON && m.type(m.at() + 1) == NEWLINE) {
      return m.error(Code.TG0108, "The body of a function is `= expression` or a block `{ … }`.");
    }
    if (found == COLON) {
      return m.error(Code.TG0101, "The type of the result stands behind `->`.")
          .fix(m.replace(m.at(), " ->"));
    }
    if (found == NAME && m.before() == RPAREN) {
      return m.error(Code.TG0101, "A `->` is missing before the type of the result.")
          .fix(m.insertBefore(m.at(), "-> "));
    }
    return found == EQUAL
        ? m.error(Code.TG0101, "The body of a function stands behind one `=`.")
            .fix(m.replace(m.at(), "="))
        : null;
  }

  private static Diagnostic site(Mistake m) {
    if (m.rule() != TGraphParser.RULE_site) {
      return null;
    }
    if (m.found() == ASSIGN) {
      return unbound(m);
    }
    return m.text(m.first()).equals("else") ? otherwise(m) : null;
  }

  private static Diagnostic otherwise(Mistake m) {
    return m.at() == m.first()
        ? m.error(Code.TG0101, "This `else` has no `if` before it.")
            .note("`if test { a } else { b }`")
        : null;
  }

  static Diagnostic comment(Mistake m, int slashes) {
    return m.error(Code.TG0108, slashes, "A comment begins with `#`.").fix(m.replace(slashes, "#"));
  }
}

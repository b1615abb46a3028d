package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Explains the words that are not tgraph. Where what was meant is certain, such as {@code &&} or a
 * curly quote, the word is put right, so that the rest of its statement is still checked; the
 * others stay, and no rule of the grammar takes them.
 */
final class Spelling {
  private final Source source;
  private final List<Lexeme> words;
  private final List<Diagnostic> problems;
  private final List<Lexeme> out;

  /** The innermost open bracket and those around it. */
  private final List<Integer> open = new ArrayList<>();

  private Spelling(Source source, List<Lexeme> words, List<Diagnostic> problems) {
    this.source = source;
    this.words = words;
    this.problems = problems;
    this.out = new ArrayList<>(words.size());
  }

  static List<Lexeme> correct(Source source, List<Lexeme> words, List<Diagnostic> problems) {
    Spelling spelling = new Spelling(source, words, problems);
    for (int i = 0; i < words.size(); i++) {
      spelling.take(i);
    }
    return spelling.out;
  }

  private void take(int at) {
    Lexeme word = words.get(at);
    switch (word.type()) {
      case LPAREN, LBRACK, LBRACE -> {
        open.add(word.type());
        out.add(word);
      }
      case RPAREN, RBRACK, RBRACE -> {
        if (!open.isEmpty()) {
          open.removeLast();
        }
        out.add(word);
      }
      case NAME -> name(at);
      case INT -> integer(word);
      case PART -> part(word);
      case STRING -> string(word);
      case BAD_NUMBER -> {
        problems.add(NumberSpelling.explain(source, word));
        out.add(word);
      }
      case OPEN_STRING -> openString(word);
      case QUOTED -> quoted(word);
      case CURLY_QUOTED -> {
        String text = text(word);
        String straight = "\"" + text.substring(1, text.length() - 1) + "\"";
        foreign(word, STRING, Code.TG0107, "Texts stand in straight quotes, `\"…\"`.", straight);
      }
      case AND_AND -> foreign(word, AND, "`&&` is `and` in tgraph.", "and");
      case OR_OR -> foreign(word, OR, "`||` is `or` in tgraph.", "or");
      case BANG -> foreign(word, NOT, "`!` is `not` in tgraph.", "not ");
      case FAT_ARROW -> foreign(word, ARROW, "The arrow is `->` in tgraph.", "->");
      case SEMICOLON -> semicolon(at);
      case C_COMMENT ->
          foreign(
              word, NEWLINE, "Comments begin with `#`.", "# " + text(word).substring(2).strip());
      case ODD_SPACE -> oddSpace(word);
      case BAD_CHARACTER -> character(word);
      case NEWLINE -> newline(word);
      default -> out.add(word);
    }
  }

  /** Of several line ends in a row one is enough. */
  private void newline(Lexeme word) {
    if (out.isEmpty() || out.getLast().type() != NEWLINE) {
      out.add(word.as(NEWLINE));
    }
  }

  private void name(int at) {
    Lexeme word = words.get(at);
    String right =
        switch (text(word)) {
          case "True" -> "true";
          case "False" -> "false";
          case "None" -> "none";
          default -> "";
        };
    boolean label = !out.isEmpty() && (out.getLast().type() == DOT || out.getLast().type() == LET);
    int following = at + 1 < words.size() ? words.get(at + 1).type() : EOF;
    if (right.isEmpty() || label || following == ASSIGN || following == COLON) {
      out.add(word);
      return;
    }
    int type = right.equals("true") ? TRUE : right.equals("false") ? FALSE : NONE;
    foreign(word, type, "`" + text(word) + "` is `" + right + "` in tgraph.", right);
  }

  private void integer(Lexeme word) {
    String digits = text(word);
    if (digits.length() > 1
        && digits.charAt(0) == '0'
        && Character.toLowerCase(digits.charAt(1)) != 'x') {
      String right = digits.replaceFirst("^[0_]+(?=[0-9])", "");
      problems.add(
          Diagnostic.error(Code.TG0104, span(word), "A whole number does not begin with `0`.")
              .fix(Fix.replace("write `" + right + "`", span(word), right)));
    }
    out.add(word);
  }

  private void part(Lexeme word) {
    if (word.end() - word.start() > 9) {
      problems.add(Diagnostic.error(Code.TG0104, span(word), "No tuple has that many parts."));
      out.add(word.as(BAD_NUMBER));
    } else {
      out.add(word);
    }
  }

  private void string(Lexeme word) {
    int bad = TextLiteral.badEscape(source.text(), word.start() + 1, word.end() - 1);
    if (bad >= 0) {
      Span at = source.span(bad, Math.min(bad + 2, word.end() - 1));
      Diagnostic problem =
          Diagnostic.error(Code.TG0109, at, "`" + at.text() + "` means nothing in a text.")
              .note(
                  "the escapes are `\\n`, `\\t`, `\\r`, `\\\"`, `\\\\` and `\\u` with four digits");
      problems.add(
          problem.fix(
              Fix.replace("write `\\\\` for a backslash", source.span(bad, bad + 1), "\\\\")));
    }
    out.add(word);
  }

  private void openString(Lexeme word) {
    Span end = source.span(word.end(), word.end());
    problems.add(
        Diagnostic.error(
                Code.TG0103,
                source.span(word.start(), word.start() + 1),
                "This text has no closing `\"`.")
            .note("a text ends on the line it begins on; `\\n` in it is a line break")
            .fix(Fix.replace("close it with `\"`", end, "\"")));
    out.add(word);
  }

  private void quoted(Lexeme word) {
    if (followsOperand(word)) {
      transposed(word);
      return;
    }
    String text = text(word);
    String inner = text.substring(1, text.length() - 1).replace("\"", "\\\"");
    foreign(word, STRING, "Texts stand in double quotes.", "\"" + inner + "\"");
  }

  private void transposed(Lexeme word) {
    Span quote = source.span(word.start(), word.start() + 1);
    problems.add(
        Diagnostic.error(Code.TG0108, quote, "The transpose is `.T` in tgraph.")
            .fix(Fix.replace("write `.T`", quote, ".T")));
    out.add(word);
  }

  private boolean followsOperand(Lexeme word) {
    return !out.isEmpty()
        && out.getLast().end() == word.start()
        && LexemeKinds.endsOperand(out.getLast().type());
  }

  private void semicolon(int at) {
    Lexeme word = words.get(at);
    boolean last = at + 1 == words.size() || words.get(at + 1).type() == NEWLINE;
    boolean rows = !open.isEmpty() && open.getLast() == LBRACK;
    if (rows) {
      problems.add(
          Diagnostic.error(Code.TG0108, span(word), "The rows of a matrix are lists in tgraph.")
              .note("`[1, 2; 3, 4]` is `[[1, 2], [3, 4]]`"));
      out.add(word);
    } else {
      foreign(
          word,
          NEWLINE,
          "A statement ends with its line, not with `;`.",
          last ? "" : "\n" + indent(word));
    }
  }

  private String indent(Lexeme word) {
    String line = source.line(source.position(word.start()).line());
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private void oddSpace(Lexeme word) {
    boolean byteOrderMark = word.start() == 0 && text(word).equals("\uFEFF");
    if (!byteOrderMark) {
      String name = String.format("U+%04X", (int) source.text().charAt(word.start()));
      problems.add(
          Diagnostic.error(
                  Code.TG0107,
                  span(word),
                  "This space is the character " + name + ", not a plain one.")
              .fix(Fix.replace("write a plain space", span(word), " ")));
    }
  }

  private void character(Lexeme word) {
    String text = text(word);
    if (text.equals("'")) {
      if (followsOperand(word)) {
        transposed(word);
      } else {
        foreign(word, BAD_CHARACTER, "Texts stand in double quotes.", "\"");
      }
      return;
    }
    for (Lookalike one : Lookalike.ALL) {
      if (one.character().equals(text)) {
        String message = "`" + text + "` is `" + one.meant() + "` in tgraph.";
        foreign(word, one.type(), Code.TG0107, message, one.meant());
        return;
      }
    }
    problems.add(strange(word, text));
    out.add(word);
  }

  private Diagnostic strange(Lexeme word, String text) {
    if (text.equals("\\")) {
      return Diagnostic.error(Code.TG0107, span(word), "A line is not continued with `\\`.")
          .note("it goes on inside `(` and `[`, and after an operator or a comma")
          .fix(Fix.replace("remove the `\\`", span(word), ""));
    }
    if (text.equals("?")) {
      return Diagnostic.error(Code.TG0108, span(word), "`?` means nothing in tgraph.")
          .note("a choice is `if test { a } else { b }`, or elementwise `where(test, a, b)`");
    }
    int point = text.codePointAt(0);
    String shown = String.format("U+%04X", point);
    boolean visible =
        switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
    String what = visible ? "`" + text + "`" : "The character " + shown;
    return Diagnostic.error(Code.TG0107, span(word), what + " means nothing in tgraph.");
  }

  private void foreign(Lexeme word, int type, String message, String right) {
    foreign(word, type, Code.TG0108, message, right);
  }

  /** Reports a word and puts {@code right}, a word of {@code type}, in its place. */
  private void foreign(Lexeme word, int type, Code code, String message, String right) {
    String title = right.isBlank() ? "remove it" : "write `" + right.strip() + "`";
    if (right.startsWith("\n")) {
      title = "begin a new line";
    }
    problems.add(
        Diagnostic.error(code, span(word), message).fix(Fix.replace(title, span(word), right)));
    if (type == NEWLINE) {
      newline(word);
    } else {
      out.add(word.as(type));
    }
  }

  private String text(Lexeme word) {
    return source.text().substring(word.start(), word.end());
  }

  private Span span(Lexeme word) {
    return source.span(word.start(), word.end());
  }
}

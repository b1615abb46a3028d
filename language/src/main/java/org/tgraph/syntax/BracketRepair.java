package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;

/**
 * Balances the brackets of a stretch of lines that do not balance. A bracket counts as unclosed
 * where a line that is indented no deeper than the one it was opened on begins something new.
 */
final class BracketRepair {
  /**
   * @param indent the column of the first word of its line; for a {@code (} or {@code [} inside
   *     another, of the line on which the outermost was opened
   * @param endsLine whether nothing follows it on its line
   */
  private record Open(int type, Lexeme word, int indent, int line, boolean endsLine) {
    boolean isBlock() {
      return type == LBRACE;
    }
  }

  private final Headings text;
  private final List<Lexeme> out;
  private final List<Diagnostic> problems;
  private final List<Open> open = new ArrayList<>();
  private int indent;
  private int line;

  BracketRepair(Headings text, List<Lexeme> out, List<Diagnostic> problems) {
    this.text = text;
    this.out = out;
    this.problems = problems;
  }

  void repair(int from, int to) {
    for (int i = from; i < to; i++) {
      Lexeme word = text.words().get(i);
      if (word.type() != NEWLINE && text.leadsLine(i)) {
        indent = text.column(i);
        line = i;
        beginLine(i);
      }
      if (LexemeKinds.opens(word.type())) {
        boolean inside = !open.isEmpty() && !top().isBlock() && word.type() != LBRACE;
        open.add(
            new Open(
                word.type(),
                word,
                inside ? top().indent() : indent,
                line,
                text.type(i + 1) == NEWLINE));
        out.add(word);
      } else if (LexemeKinds.closes(word.type())) {
        close(i, to);
      } else {
        if (word.type() == ELSE && !open.isEmpty() && top().isBlock() && lastType() != RBRACE) {
          closeDownTo(open.size() - 1, true);
        }
        out.add(word);
      }
    }
    closeDownTo(0, false);
  }

  /** Supplies a {@code {} behind the word {@code header} of {@link #out}. */
  private Diagnostic openAfter(int header, Diagnostic problem) {
    int offset = out.get(header).end();
    out.add(header + 1, new Lexeme(LBRACE, offset, offset));
    Span end = text.source().span(offset, offset);
    return problem.label(end, "is a `{` missing here?").fix(Fix.replace("write `{`", end, " {"));
  }

  /** Closes what the line that begins at {@code at} shows to have ended before. */
  private void beginLine(int at) {
    int type = text.type(at);
    if (LexemeKinds.closes(type)
        || LexemeKinds.isInfix(type)
        || LexemeKinds.continuesPrevious(type)
        || type == ELSE) {
      return;
    }
    boolean begins = text.begins(at);
    if (begins && !open.isEmpty() && !top().isBlock() && opensBlock()) {
      return;
    }
    int keep = open.size();
    while (keep > 0) {
      Open last = open.get(keep - 1);
      if (!(indent <= last.indent() || begins && !last.isBlock())) {
        break;
      }
      keep--;
    }
    closeDownTo(keep, false);
  }

  /** Supplies the {@code {} of a lambda whose first statement begins on a deeper line. */
  private boolean opensBlock() {
    int header = out.size() - 2;
    if (header < 0 || out.get(header).type() != ARROW || indent <= top().indent()) {
      return false;
    }
    Span arrow = span(out.get(header));
    problems.add(openAfter(header, Diagnostic.error(Code.TG0102, arrow, "This block has no `{`.")));
    open.add(new Open(LBRACE, out.get(header + 1), top().indent(), header, true));
    return true;
  }

  private void close(int at, int to) {
    Lexeme word = text.words().get(at);
    int match = opener(word.type(), at);
    boolean leads = word.type() == RBRACE && line == at;
    if (leads
        && match >= 0
        && open.get(match).indent() < indent
        && MissingBlock.header(text, out, at) >= 0) {
      stray(at);
    } else if (match >= 0 && closesRecord(word, open.get(match))) {
      out.add(word);
    } else if (match >= 0) {
      closeDownTo(match + 1, true);
      open.removeLast();
      out.add(word);
    } else if (!open.isEmpty()
        && !top().isBlock()
        && top().line() == line
        && !closesLater(at, to)) {
      Open wrong = open.removeLast();
      int right = LexemeKinds.closerOf(wrong.type());
      String symbol = LexemeKinds.symbol(right);
      problems.add(
          Diagnostic.error(
                  Code.TG0102,
                  span(word),
                  "This `"
                      + LexemeKinds.symbol(word.type())
                      + "` closes a `"
                      + LexemeKinds.symbol(wrong.type())
                      + "`.")
              .label(span(wrong.word()), "opened here")
              .fix(Fix.replace("write `" + symbol + "`", span(word), symbol)));
      out.add(word.as(right));
    } else {
      stray(at);
    }
  }

  /**
   * Whether {@code word}, at the end of a line, closes a record without a {@code {}, which is then
   * supplied, rather than the block around it.
   */
  private boolean closesRecord(Lexeme word, Open block) {
    if (word.type() != RBRACE || !block.endsLine() || block.line() == line || block != top()) {
      return false;
    }
    if (lastType() == NEWLINE) {
      return false;
    }
    int depth = 0;
    for (int i = out.size() - 1; i > 0 && depth >= 0; i--) {
      int type = out.get(i).type();
      depth += LexemeKinds.closes(type) ? 1 : LexemeKinds.opens(type) ? -1 : 0;
      boolean field = depth == 0 && type == NAME && typeAt(i + 1) == COLON;
      if (field && out.get(i - 1).type() == NEWLINE) {
        int offset = out.get(i).start();
        out.add(i, new Lexeme(LBRACE, offset, offset));
        Span start = text.source().span(offset, offset);
        problems.add(
            Diagnostic.error(Code.TG0102, start, "This record has no `{`.")
                .label(span(word), "it ends here")
                .fix(Fix.replace("write `{`", start, "{")));
        return true;
      }
    }
    return false;
  }

  private int lastType() {
    return typeAt(out.size() - 1);
  }

  private int typeAt(int index) {
    return index >= 0 && index < out.size() ? out.get(index).type() : NEWLINE;
  }

  /** Which of the open brackets the closing one at {@code at} belongs to, or -1. */
  private int opener(int closer, int at) {
    int found = -1;
    for (int i = open.size() - 1; i >= 0; i--) {
      Open candidate = open.get(i);
      if (LexemeKinds.closerOf(candidate.type()) == closer) {
        boolean aligned = candidate.indent() == indent || candidate.line() == line;
        if (found < 0) {
          found = i;
        }
        if (closer != RBRACE || line != at || aligned) {
          return aligned || closer != RBRACE ? i : found;
        }
      } else if (candidate.isBlock() && candidate.line() != line) {
        boolean ended = line == at && candidate.indent() >= indent;
        if (!ended) {
          break;
        }
      }
      if (open.size() - i > 200) {
        break;
      }
    }
    return found;
  }

  /**
   * Whether the innermost open bracket is closed on this line, with the closing one at hand left
   * out.
   */
  private boolean closesLater(int at, int to) {
    int depth = 0;
    for (int i = at + 1; i < to && i < at + 100 && text.type(i) != NEWLINE; i++) {
      if (LexemeKinds.opens(text.type(i))) {
        depth++;
      } else if (LexemeKinds.closes(text.type(i)) && depth-- == 0) {
        return text.type(i) == LexemeKinds.closerOf(top().type());
      }
    }
    return false;
  }

  private void stray(int at) {
    Lexeme word = text.words().get(at);
    Diagnostic problem =
        Diagnostic.error(
            Code.TG0102,
            span(word),
            "This `" + LexemeKinds.symbol(word.type()) + "` closes nothing.");
    int header = word.type() == RBRACE && line == at ? MissingBlock.header(text, out, at) : -1;
    if (header >= 0) {
      problems.add(openAfter(header, problem));
      out.add(word);
    } else {
      problems.add(
          problem.fix(
              Fix.replace("remove the `" + LexemeKinds.symbol(word.type()) + "`", span(word), "")));
    }
  }

  /** Supplies the closing brackets of all but the {@code keep} outermost that are open. */
  private void closeDownTo(int keep, boolean inLine) {
    if (open.size() <= keep) {
      return;
    }
    int end = out.size();
    while (!inLine && end > 0 && out.get(end - 1).type() == NEWLINE) {
      end--;
    }
    Lexeme last = out.get(end - 1);
    List<Open> unclosed = new ArrayList<>(open.subList(keep, open.size()));
    open.subList(keep, open.size()).clear();
    Collections.reverse(unclosed);
    StringBuilder closers = new StringBuilder();
    List<Lexeme> supplied = new ArrayList<>();
    for (Open one : unclosed) {
      int closer = LexemeKinds.closerOf(one.type());
      closers.append(LexemeKinds.symbol(closer));
      supplied.add(new Lexeme(closer, last.end(), last.end()));
    }
    out.addAll(end, supplied);
    if (last.type() != OPEN_STRING) {
      report(unclosed, text.source().span(last.end(), last.end()), closers.toString());
    }
  }

  private void report(List<Open> unclosed, Span end, String closers) {
    Open outer = unclosed.getLast();
    String what =
        unclosed.size() == 1
            ? "This `" + LexemeKinds.symbol(outer.type()) + "` is never closed."
            : "These brackets are never closed.";
    boolean block = outer.isBlock() && outer.endsLine();
    Diagnostic problem =
        Diagnostic.error(Code.TG0102, span(outer.word()), what)
            .label(end, "`" + closers + "` is missing " + (block ? "after this" : "here"));
    for (Open inner : unclosed.subList(Math.max(0, unclosed.size() - 4), unclosed.size() - 1)) {
      problem = problem.label(span(inner.word()), "this too");
    }
    problems.add(
        problem.fix(
            Fix.replace("close with `" + closers + "`", end, block ? "\n" + closers : closers)));
  }

  private Open top() {
    return open.getLast();
  }

  private Span span(Lexeme word) {
    return text.source().span(word.start(), word.end());
  }
}

package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;

/**
 * Keeps the syntax tree shallow enough for every stage that walks it by recursion: nothing is
 * nested deeper than {@link #NESTING}, and no chain of operators and calls, those around it
 * included, is longer than {@link #CHAIN}. A statement that is deeper is replaced by one word that
 * fits nowhere.
 */
final class Depth {
  /** How deeply brackets, and operators that take all that follows them, may be nested. */
  static final int NESTING = 200;

  /** How many operators, calls, fields and subscripts may stand in a row, as in a sum. */
  static final int CHAIN = 500;

  /**
   * What is counted between two brackets: what nests until the next comma, and what merely follows.
   */
  private static final class Level {
    int chain;

    /** Signs and powers: they end with any other operator. */
    int tight;

    /** {@code not}: ends with {@code and} and what is looser. */
    int loose;

    /** Lambdas, loops and branches: they take all that follows. */
    int open;

    boolean inLoopHead;

    int nesting() {
      return tight + loose + open;
    }

    void restart() {
      chain = 0;
      tight = 0;
      loose = 0;
      open = 0;
      inLoopHead = false;
    }
  }

  private final Source source;
  private final List<Diagnostic> problems;
  private final List<Lexeme> out;
  private final List<Level> levels = new ArrayList<>(List.of(new Level()));
  private int outerNesting;
  private int outerChain;

  private Depth(Source source, int size, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
    this.out = new ArrayList<>(size);
  }

  static List<Lexeme> limit(Source source, List<Lexeme> words, List<Diagnostic> problems) {
    Depth depth = new Depth(source, words.size(), problems);
    depth.limit(words);
    return depth.out;
  }

  private void limit(List<Lexeme> words) {
    int statement = 0;
    int previous = NEWLINE;
    boolean tooDeep = false;
    for (Lexeme word : words) {
      out.add(word);
      count(word.type(), previous);
      previous = word.type();
      Level level = levels.getLast();
      boolean nested = outerNesting + level.nesting() > NESTING;
      if (!tooDeep && (nested || outerChain + level.chain > CHAIN)) {
        tooDeep = true;
        report(word, nested);
      }
      if (word.type() == NEWLINE && levels.size() == 1) {
        if (tooDeep) {
          damage(statement, word);
        }
        tooDeep = false;
        statement = out.size();
      }
    }
  }

  private void count(int type, int previous) {
    Level level = levels.getLast();
    if (LexemeKinds.opens(type)) {
      level.chain += LexemeKinds.endsOperand(previous) ? 1 : 0;
      outerNesting += level.nesting() + 1;
      outerChain += level.chain;
      levels.add(new Level());
    } else if (LexemeKinds.closes(type)) {
      levels.removeLast();
      outerNesting -= levels.getLast().nesting() + 1;
      outerChain -= levels.getLast().chain;
    } else {
      countInside(level, type, previous);
    }
  }

  private static void countInside(Level level, int type, int previous) {
    switch (type) {
      case NEWLINE -> level.restart();
      case COMMA, LAST_COMMA -> {
        if (!level.inLoopHead) {
          level.restart();
        }
      }
      case COLON -> level.inLoopHead = false;
      case FOR -> {
        level.open++;
        level.inLoopHead = true;
      }
      case ARROW, IF, ELSE -> level.open++;
      case NOT -> level.loose++;
      case TILDE -> level.tight++;
      case POWER -> {
        level.tight++;
        level.chain++;
      }
      case PLUS, MINUS -> {
        if (LexemeKinds.endsOperand(previous)) {
          level.tight = 0;
          level.chain++;
        } else {
          level.tight++;
        }
      }
      case DOT, PART -> level.chain++;
      default -> {
        if (LexemeKinds.isInfix(type)) {
          level.chain++;
          level.tight = 0;
          boolean loosest = type == AND || type == OR || type == PIPE || type == GIVEN;
          level.loose = loosest || type == WITH ? 0 : level.loose;
        }
      }
    }
  }

  private void report(Lexeme word, boolean nested) {
    String message =
        nested
            ? "This is nested more than " + NESTING + " levels deep."
            : "This is a chain of more than " + CHAIN + " operators.";
    String note =
        nested
            ? "give a name to an inner part with `let`"
            : "put the terms into a list, `sum([a, b, …])`, or name a part of it with `let`";
    problems.add(
        Diagnostic.error(Code.TG0105, source.span(word.start(), word.end()), message).note(note));
  }

  /**
   * Leaves of a statement the words that tell what it defines, and one that stands for the rest.
   */
  private void damage(int statement, Lexeme end) {
    List<Lexeme> words = out.subList(statement, out.size());
    boolean defines = words.size() > 2 && words.get(1).type() == NAME;
    int kept = defines && !LexemeKinds.startsOperand(words.get(0).type()) ? 2 : 0;
    List<Lexeme> left = new ArrayList<>(words.subList(0, kept));
    left.add(new Lexeme(DAMAGED, words.get(kept).start(), end.start()));
    left.add(end);
    words.clear();
    out.addAll(left);
  }
}

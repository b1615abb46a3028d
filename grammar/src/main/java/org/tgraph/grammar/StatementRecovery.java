package org.tgraph.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Ends the statement in which an error stands and goes on behind it, so that each statement has at
 * most one error. Relies on brackets that balance: the end is the first NEWLINE outside the
 * brackets that the statement opened.
 */
public final class StatementRecovery extends DefaultErrorStrategy {
  /**
   * Where the parser stopped.
   *
   * @param statement the index of the first token of the innermost statement
   * @param token the index of the first token that does not fit
   * @param rule the innermost rule, one of the {@code RULE_} constants of the parser
   * @param expected the types of the tokens that would have fitted
   */
  public record Failure(int statement, int token, int rule, List<Integer> expected) {}

  private final List<Failure> failures = new ArrayList<>();

  public List<Failure> failures() {
    return failures;
  }

  /** Fails at the next token, as if no rule took it. */
  static void refuse(Parser parser) {
    throw new NoViableAltException(parser);
  }

  /** Takes at least one word, and all up to the end of the statement that {@code context} began. */
  static void resume(Parser parser, ParserRuleContext context) {
    int open = 0;
    for (int i = context.start.getTokenIndex(); i < parser.getCurrentToken().getTokenIndex(); i++) {
      open += opens(parser.getTokenStream().get(i).getType());
    }
    context.exception = new NoViableAltException(parser);
    while (true) {
      int type = parser.getTokenStream().LA(1);
      open += opens(type);
      boolean begun = parser.getCurrentToken() != context.start;
      if (type == Token.EOF || open < 0 && begun) {
        return;
      }
      parser.getTokenStream().consume();
      if (type == TGraphLexer.NEWLINE && open == 0) {
        return;
      }
    }
  }

  private static int opens(int type) {
    return switch (type) {
      case TGraphLexer.LPAREN,
          TGraphLexer.LBRACK,
          TGraphLexer.LBRACE,
          TGraphLexer.LAMBDA,
          TGraphLexer.RECORD ->
          1;
      case TGraphLexer.RPAREN, TGraphLexer.RBRACK, TGraphLexer.RBRACE -> -1;
      default -> 0;
    };
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    IntervalSet expected = parser.getExpectedTokens();
    failures.add(
        new Failure(
            statement(parser.getContext()),
            parser.getCurrentToken().getTokenIndex(),
            parser.getContext().getRuleIndex(),
            List.copyOf(expected.toList())));
  }

  private static int statement(ParserRuleContext context) {
    ParserRuleContext at = context;
    while (at.getRuleIndex() != TGraphParser.RULE_statement) {
      at = at.getParent();
    }
    return at.start.getTokenIndex();
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    throw new ParseCancellationException(error);
  }

  @Override
  public Token recoverInline(Parser parser) {
    InputMismatchException error = new InputMismatchException(parser);
    reportError(parser, error);
    throw new ParseCancellationException(error);
  }

  @Override
  public void sync(Parser parser) {}
}

package org.tgraph.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.grammar.StatementRecovery;
import org.tgraph.grammar.TGraphLexer;
import org.tgraph.grammar.TGraphParser;
import org.tgraph.grammar.TextStream;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Reads a script. Total: every text gives a {@link Parsed}, whose tree is shallow enough to be
 * walked by recursion, and with at most one diagnostic for each statement.
 *
 * <p>The text passes through words (the lexer), {@link Spelling}, {@link Brackets}, {@link Layout}
 * and {@link Depth} before the grammar sees it, so that the grammar is LL(1) and an error stays
 * within its statement; {@link ScriptBuilder} then makes the tree. No other class of this module
 * knows ANTLR.
 */
public final class Parser {
  private Parser() {}

  public static Parsed parse(Source source) {
    return Parsed.of(source, Optional.empty());
  }

  /** The same, faster: of what another version of the text has too nothing is read again. */
  public static Parsed parse(Source source, Parsed before) {
    return Parsed.of(source, Optional.of(before));
  }

  /** Reads words of a text of which none depends on others; the last of them end at {@code end}. */
  static Reading read(Source source, List<Lexeme> read, List<Span> comments, int end) {
    List<Diagnostic> problems = new ArrayList<>();
    List<Lexeme> spelled = Spelling.correct(source, read, problems);
    int misspelled = problems.size();
    List<Lexeme> balanced = Brackets.balance(source, spelled, problems);
    List<Diagnostic> repairs = List.copyOf(problems.subList(misspelled, problems.size()));
    List<Lexeme> arranged = Layout.arrange(source, balanced, end);
    List<Lexeme> words = Depth.limit(source, arranged, problems);

    StatementRecovery recovery = new StatementRecovery();
    ScriptBuilder builder = new ScriptBuilder(source, words, comments, repairs);
    List<Statement> statements = statements(words, recovery, builder);
    problems.addAll(explain(source, words, recovery.failures()));
    problems.addAll(builder.problems());
    return new Reading(
        source,
        statements,
        OnePerStatement.of(problems, builder.extents()),
        List.copyOf(comments),
        List.copyOf(builder.parenthesised()),
        List.copyOf(builder.broken()));
  }

  /** The words of the text, line ends among them, and its comments. */
  static void read(Source source, List<Lexeme> words, List<Lexeme> comments) {
    TGraphLexer lexer = new TGraphLexer(new TextStream(source.text()));
    lexer.removeErrorListeners();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      Lexeme word = new Lexeme(token.getType(), token.getStartIndex(), token.getStopIndex() + 1);
      (token.getType() == TGraphLexer.COMMENT ? comments : words).add(word);
    }
  }

  /** The words of the text without its comments. */
  static List<Lexeme> words(Source source) {
    List<Lexeme> words = new ArrayList<>();
    read(source, words, new ArrayList<>());
    return words;
  }

  /** The brackets that close what a piece of the text opens and does not close. */
  public static String closers(Span piece) {
    String missing = "";
    for (Lexeme word : words(new Source(piece.source().name(), piece.text()))) {
      if (LexemeKinds.opens(word.type())) {
        missing = LexemeKinds.symbol(LexemeKinds.closerOf(word.type())) + missing;
      } else if (LexemeKinds.closes(word.type()) && !missing.isEmpty()) {
        missing = missing.substring(1);
      }
    }
    return missing;
  }

  /**
   * Whether two texts without mistakes say the same in other lines: they differ in spaces, in line
   * ends that do not count, and in commas before closing brackets, but not in their comments.
   */
  public static boolean sameWords(Source one, Source other) {
    return essence(one).equals(essence(other));
  }

  private static List<String> essence(Source source) {
    List<Lexeme> read = new ArrayList<>();
    List<Lexeme> comments = new ArrayList<>();
    read(source, read, comments);
    List<Lexeme> spelled = Spelling.correct(source, read, new ArrayList<>());
    List<Lexeme> balanced = Brackets.balance(source, spelled, new ArrayList<>());
    List<String> essence = new ArrayList<>();
    for (Lexeme word : Layout.arrange(source, balanced, source.text().length())) {
      if (word.type() == TGraphLexer.NEWLINE) {
        essence.add("\n");
      } else if (word.type() != TGraphLexer.LAST_COMMA) {
        essence.add(source.text().substring(word.start(), word.end()));
      }
    }
    comments.forEach(c -> essence.add(source.text().substring(c.start(), c.end()).stripTrailing()));
    return essence;
  }

  private static List<Diagnostic> explain(
      Source source, List<Lexeme> words, List<StatementRecovery.Failure> failures) {
    List<Diagnostic> explained = new ArrayList<>();
    int afterBranch = -1;
    for (StatementRecovery.Failure failure : failures) {
      Mistake mistake =
          new Mistake(
              source,
              words,
              failure.statement(),
              failure.token(),
              failure.rule(),
              failure.expected());
      boolean orphan = mistake.heading() == TGraphLexer.ELSE && mistake.first() == afterBranch;
      if (!orphan) {
        explained.add(Mistakes.explain(mistake));
      }
      afterBranch = mistake.heading() == TGraphLexer.IF ? mistake.last() + 2 : -1;
    }
    return explained;
  }

  private static List<Statement> statements(
      List<Lexeme> words, StatementRecovery recovery, ScriptBuilder builder) {
    List<Token> tokens = new ArrayList<>(words.size() + 1);
    for (Lexeme word : words) {
      CommonToken token = new CommonToken(word.type());
      token.setStartIndex(word.start());
      token.setStopIndex(word.end() - 1);
      token.setTokenIndex(tokens.size());
      tokens.add(token);
    }
    TGraphParser parser = new TGraphParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setErrorHandler(recovery);
    List<Statement> statements = new ArrayList<>();
    while (parser.getCurrentToken().getType() != Token.EOF) {
      statements.add(builder.statement(parser.statement()));
    }
    return List.copyOf(statements);
  }
}

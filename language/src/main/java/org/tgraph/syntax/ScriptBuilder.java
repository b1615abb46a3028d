package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.grammar.TGraphParser.AssertingContext;
import org.tgraph.grammar.TGraphParser.BenchContext;
import org.tgraph.grammar.TGraphParser.BlockContext;
import org.tgraph.grammar.TGraphParser.DerivedContext;
import org.tgraph.grammar.TGraphParser.ExprContext;
import org.tgraph.grammar.TGraphParser.FactorContext;
import org.tgraph.grammar.TGraphParser.FnContext;
import org.tgraph.grammar.TGraphParser.ImportingContext;
import org.tgraph.grammar.TGraphParser.InputContext;
import org.tgraph.grammar.TGraphParser.KindContext;
import org.tgraph.grammar.TGraphParser.LetContext;
import org.tgraph.grammar.TGraphParser.ModelContext;
import org.tgraph.grammar.TGraphParser.ParamContext;
import org.tgraph.grammar.TGraphParser.ParamsContext;
import org.tgraph.grammar.TGraphParser.SiteContext;
import org.tgraph.grammar.TGraphParser.StatementContext;
import org.tgraph.grammar.TGraphParser.TestContext;
import org.tgraph.grammar.TGraphParser.TypeContext;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Makes statements of what the grammar recognised. Of a statement with an error it keeps what it
 * defines, with a broken value, so that nothing else is reported for its uses.
 */
final class ScriptBuilder {
  private final Words words;
  private final TypeBuilder types;
  private final ExprBuilder exprs;
  private final Salvage salvage;
  private final DocComments docs;
  private final List<OnePerStatement.Extent> extents = new ArrayList<>();
  private final List<Span> broken = new ArrayList<>();
  private final NavigableSet<Integer> repairs = new TreeSet<>();

  /**
   * @param repairs the diagnostics of brackets that were supplied or dropped
   */
  ScriptBuilder(Source source, List<Lexeme> list, List<Span> comments, List<Diagnostic> repairs) {
    this.words = new Words(source, list);
    this.exprs = new ExprBuilder(words, this::block);
    this.types = exprs.types();
    this.salvage = new Salvage(words);
    this.docs = new DocComments(source, comments);
    for (Diagnostic repair : repairs) {
      this.repairs.add(repair.span().start());
    }
  }

  List<Diagnostic> problems() {
    return exprs.problems();
  }

  /** Where the statements stand, those inside others before them. */
  List<OnePerStatement.Extent> extents() {
    return extents;
  }

  /** The statements of which something is broken or guessed. */
  List<Span> broken() {
    return broken;
  }

  List<Span> parenthesised() {
    return exprs.parenthesised();
  }

  Statement statement(StatementContext context) {
    boolean failed = context.failed();
    Statement statement =
        failed ? salvage.statement(context.first(), context.last()) : plain(context);
    int start = words.span(context.first()).start();
    int end = words.span(context.last()).start();
    extents.add(new OnePerStatement.Extent(start, end));
    NavigableSet<Integer> inside = repairs.subSet(start, true, end, true);
    if (failed || !inside.isEmpty()) {
      broken.add(statement.span().source().span(start, end));
    }
    if (inside.isEmpty()) {
      return statement;
    }
    int offset = inside.first();
    inside.clear();
    return failed ? statement : Salvage.doubt(statement, offset);
  }

  private Statement plain(StatementContext context) {
    return switch (context.inner()) {
      case LetContext let ->
          new Statement.Let(
              words.span(let),
              types.pattern(let.pattern()),
              types.optional(let.typeExpr()),
              exprs.expr(let.expr()));
      case FnContext fn -> fn(fn);
      case ImportingContext importing ->
          new Statement.Import(
              words.span(importing),
              words.ident(importing.word(NAME)),
              importing.has(AS) ? Optional.of(words.ident(importing.last())) : Optional.empty());
      case InputContext input ->
          new Statement.Input(
              words.span(input),
              words.ident(input.word(NAME)),
              types.optional(input.typeExpr()),
              exprs.expr(input.expr()));
      case TypeContext type ->
          new Statement.TypeDef(
              words.span(type),
              docs.above(words.span(type).start()),
              words.ident(type.word(NAME)),
              type.names() == null ? List.of() : types.names(type.names()),
              types.type(type.typeExpr()));
      case ModelContext model ->
          new Statement.Model(
              words.span(model),
              docs.above(words.span(model).start()),
              words.ident(model.word(NAME)),
              params(model.params()),
              model.block().statement().stream().map(this::statement).toList());
      case TestContext test ->
          new Statement.Test(
              words.span(test),
              TextLiteral.value(words.text(test.word(STRING))),
              block(test.block()));
      case BenchContext bench ->
          new Statement.Bench(
              words.span(bench),
              TextLiteral.value(words.text(bench.word(STRING))),
              block(bench.block()));
      case AssertingContext asserting ->
          new Statement.Assert(
              words.span(asserting),
              exprs.expr(asserting.expr(0)),
              exprs.optional(asserting.expr(1)));
      case DerivedContext derived ->
          new Statement.Derived(
              words.span(derived),
              words.ident(derived.word(NAME)),
              types.optional(derived.typeExpr()),
              exprs.expr(derived.expr()));
      case FactorContext factor ->
          new Statement.Factor(words.span(factor), exprs.expr(factor.expr()));
      case SiteContext site ->
          new Statement.Site(
              words.span(site),
              words.ident(site.first()),
              types.optional(site.typeExpr()),
              exprs.expr(site.expr()));
      case ExprContext expr -> new Statement.Do(words.span(expr), exprs.expr(expr));
      default -> new Statement.Broken(words.span(context));
    };
  }

  private Statement fn(FnContext fn) {
    List<Statement.KindParam> kinds = new ArrayList<>();
    if (fn.kinds() != null) {
      for (KindContext kind : fn.kinds().kind()) {
        kinds.add(new Statement.KindParam(words.ident(kind.first()), words.ident(kind.last())));
      }
    }
    return new Statement.Fn(
        words.span(fn),
        docs.above(words.span(fn).start()),
        words.ident(fn.word(NAME)),
        List.copyOf(kinds),
        params(fn.params()),
        types.optional(fn.typeExpr()),
        fn.block() == null ? exprs.expr(fn.expr()) : block(fn.block()));
  }

  private List<Statement.Param> params(ParamsContext params) {
    List<Statement.Param> all = new ArrayList<>();
    for (ParamContext param : params.param()) {
      all.add(
          new Statement.Param(
              words.ident(param.first()),
              types.optional(param.typeExpr()),
              exprs.optional(param.expr())));
    }
    return List.copyOf(all);
  }

  /** A block, whose result is its last statement if that is an expression or was meant as one. */
  private Expr.Block block(BlockContext block) {
    List<Statement> statements = new ArrayList<>();
    for (StatementContext statement : block.statement()) {
      statements.add(statement(statement));
    }
    Optional<Expr> result = Optional.empty();
    if (!statements.isEmpty()) {
      switch (statements.getLast()) {
        case Statement.Do last -> result = Optional.of(last.value());
        case Statement.Broken broken -> result = Optional.of(new Expr.Broken(broken.span()));
        default -> {}
      }
    }
    if (result.isPresent()) {
      statements.removeLast();
    } else if (!statements.isEmpty() && block.statement().getLast().failed()) {
      result = Optional.of(new Expr.Broken(statements.getLast().span()));
    }
    return new Expr.Block(words.span(block), List.copyOf(statements), result);
  }
}

package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.grammar.TGraphParser.ArgumentContext;
import org.tgraph.grammar.TGraphParser.BlockContext;
import org.tgraph.grammar.TGraphParser.ConditionalContext;
import org.tgraph.grammar.TGraphParser.ExprContext;
import org.tgraph.grammar.TGraphParser.FieldContext;
import org.tgraph.grammar.TGraphParser.ListContext;
import org.tgraph.grammar.TGraphParser.OperandContext;
import org.tgraph.grammar.TGraphParser.ParenContext;
import org.tgraph.grammar.TGraphParser.PostfixContext;
import org.tgraph.grammar.TGraphParser.PrimaryContext;
import org.tgraph.grammar.TGraphParser.RecordContext;
import org.tgraph.grammar.TGraphParser.SliceContext;
import org.tgraph.grammar.TGraphParser.SubscriptContext;
import org.tgraph.grammar.TGraphParser.SubscriptsContext;
import org.tgraph.source.Span;

/**
 * Makes expressions of what the grammar recognised; {@link Operators} ties their operands together.
 */
final class ExprBuilder {
  private final Words words;
  private final TypeBuilder types;
  private final Function<BlockContext, Expr.Block> blocks;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Span> parenthesised = new ArrayList<>();

  ExprBuilder(Words words, Function<BlockContext, Expr.Block> blocks) {
    this.words = words;
    this.blocks = blocks;
    this.types = new TypeBuilder(words, this::expr, parenthesised);
  }

  Words words() {
    return words;
  }

  TypeBuilder types() {
    return types;
  }

  List<Diagnostic> problems() {
    return problems;
  }

  void report(Diagnostic problem) {
    problems.add(problem);
  }

  List<Span> parenthesised() {
    return parenthesised;
  }

  Expr expr(ExprContext expr) {
    return new Operators(this, expr).build();
  }

  Optional<Expr> optional(ExprContext expr) {
    return expr == null ? Optional.empty() : Optional.of(expr(expr));
  }

  /** An operand without its prefixes. */
  Expr operand(OperandContext operand) {
    PrimaryContext primary = operand.primary();
    Expr value = primary(primary);
    for (PostfixContext postfix : operand.postfix()) {
      value = postfix(primary.first(), value, postfix);
    }
    return value;
  }

  private Expr primary(PrimaryContext primary) {
    return switch (primary.inner()) {
      case ParenContext paren -> paren(paren);
      case ListContext list -> new Expr.ListLit(words.span(list), exprs(list.expr()));
      case RecordContext record -> new Expr.RecordLit(words.span(record), fields(record));
      case BlockContext block when block.statement().isEmpty() ->
          new Expr.RecordLit(words.span(block), List.of());
      case BlockContext block -> blocks.apply(block);
      case ConditionalContext conditional -> conditional(conditional);
      default -> literal(primary.first());
    };
  }

  private Expr literal(int index) {
    Span span = words.span(index);
    String text = span.text();
    return switch (words.type(index)) {
      case INT -> new Expr.IntLit(span, text);
      case FLOAT -> new Expr.FloatLit(span, text);
      case IMAG -> new Expr.ImagLit(span, text.substring(0, text.length() - 1));
      case STRING -> new Expr.StrLit(span, TextLiteral.value(text));
      case TRUE -> new Expr.BoolLit(span, true);
      case FALSE -> new Expr.BoolLit(span, false);
      case NONE -> new Expr.NoneLit(span);
      default -> new Expr.Name(span, text);
    };
  }

  private Expr paren(ParenContext paren) {
    List<Expr> items = exprs(paren.expr());
    if (items.size() != 1 || paren.has(LAST_COMMA)) {
      return new Expr.Tuple(words.span(paren), items);
    }
    parenthesised.add(items.getFirst().span());
    return items.getFirst();
  }

  private List<Expr> exprs(List<ExprContext> exprs) {
    List<Expr> all = new ArrayList<>(exprs.size());
    for (ExprContext expr : exprs) {
      all.add(expr(expr));
    }
    return List.copyOf(all);
  }

  List<Expr.RecordField> fields(RecordContext record) {
    List<Expr.RecordField> fields = new ArrayList<>();
    for (FieldContext field : record.field()) {
      fields.add(new Expr.RecordField(words.ident(field.first()), expr(field.expr())));
    }
    return List.copyOf(fields);
  }

  private Expr conditional(ConditionalContext conditional) {
    Expr then = blocks.apply(conditional.block(0));
    Optional<Expr> otherwise = Optional.empty();
    if (conditional.conditional() != null) {
      otherwise = Optional.of(conditional(conditional.conditional()));
    } else if (conditional.block().size() > 1) {
      otherwise = Optional.of(blocks.apply(conditional.block(1)));
    }
    return new Expr.If(words.span(conditional), expr(conditional.expr()), then, otherwise);
  }

  /** A call, subscript or field of {@code target}, which begins with the word {@code first}. */
  private Expr postfix(int first, Expr target, PostfixContext postfix) {
    Span span = words.span(first, postfix.last());
    return switch (words.type(postfix.first())) {
      case LPAREN -> new Expr.Call(span, target, arguments(postfix), words.span(postfix));
      case DOT -> new Expr.Field(span, target, words.ident(postfix.last()));
      case PART -> {
        Span dot = words.span(postfix.first());
        Span index = dot.source().span(dot.start() + 1, dot.end());
        yield new Expr.Part(span, target, Integer.parseInt(index.text()), index);
      }
      default ->
          new Expr.Index(
              span, target, subscripts(postfix.subscripts()), words.span(postfix.subscripts()));
    };
  }

  private List<Expr.Arg> arguments(PostfixContext call) {
    List<Expr.Arg> all = new ArrayList<>();
    for (ArgumentContext argument : call.argument()) {
      Optional<Ident> name =
          words.type(argument.first()) == ARGUMENT
              ? Optional.of(words.ident(argument.first()))
              : Optional.empty();
      all.add(new Expr.Arg(name, expr(argument.expr())));
    }
    return List.copyOf(all);
  }

  List<Subscript> subscripts(SubscriptsContext subscripts) {
    List<Subscript> all = new ArrayList<>();
    for (SubscriptContext subscript : subscripts.subscript()) {
      Span span = words.span(subscript);
      if (subscript.has(ELLIPSIS)) {
        all.add(new Subscript.Rest(span));
      } else if (subscript.slice() == null) {
        all.add(new Subscript.At(span, expr(subscript.expr())));
      } else {
        all.add(slice(span, subscript.expr(), subscript.slice()));
      }
    }
    return List.copyOf(all);
  }

  private Subscript slice(Span span, ExprContext start, SliceContext slice) {
    List<Integer> colons = slice.words(COLON);
    ExprContext stop = null;
    ExprContext step = null;
    for (ExprContext expr : slice.expr()) {
      if (colons.size() > 1 && expr.first() > colons.get(1)) {
        step = expr;
      } else {
        stop = expr;
      }
    }
    return new Subscript.Slice(span, optional(start), optional(stop), optional(step));
  }
}

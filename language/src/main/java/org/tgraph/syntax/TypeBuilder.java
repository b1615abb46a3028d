package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.grammar.TGraphParser.AxesContext;
import org.tgraph.grammar.TGraphParser.AxisContext;
import org.tgraph.grammar.TGraphParser.ExprContext;
import org.tgraph.grammar.TGraphParser.NamesContext;
import org.tgraph.grammar.TGraphParser.PatternContext;
import org.tgraph.grammar.TGraphParser.TypeExprContext;
import org.tgraph.grammar.TGraphParser.TypeFieldContext;
import org.tgraph.source.Span;

/** Makes types and patterns of what the grammar recognised. */
final class TypeBuilder {
  private final Words words;
  private final Function<ExprContext, Expr> exprs;
  private final List<Span> parenthesised;

  /**
   * @param parenthesised where it leaves what stands in parentheses of its own
   */
  TypeBuilder(Words words, Function<ExprContext, Expr> exprs, List<Span> parenthesised) {
    this.words = words;
    this.exprs = exprs;
    this.parenthesised = parenthesised;
  }

  Optional<TypeExpr> optional(TypeExprContext type) {
    return type == null ? Optional.empty() : Optional.of(type(type));
  }

  TypeExpr type(TypeExprContext type) {
    Span span = words.span(type);
    return switch (words.type(type.first())) {
      case NAME -> named(type, span);
      case LAMBDA -> {
        List<TypeExpr> all = new ArrayList<>(all(type));
        TypeExpr result = all.removeLast();
        yield new TypeExpr.Function(span, List.copyOf(all), result);
      }
      case LPAREN -> {
        List<TypeExpr> all = all(type);
        boolean grouped = all.size() == 1 && !type.has(LAST_COMMA);
        if (grouped) {
          parenthesised.add(all.getFirst().span());
        }
        yield grouped ? all.getFirst() : new TypeExpr.Tuple(span, all);
      }
      default -> {
        List<TypeExpr.RecordField> fields = new ArrayList<>();
        for (TypeFieldContext field : type.typeField()) {
          fields.add(new TypeExpr.RecordField(words.ident(field.first()), type(field.typeExpr())));
        }
        yield new TypeExpr.Record(span, List.copyOf(fields));
      }
    };
  }

  private List<TypeExpr> all(TypeExprContext type) {
    return type.typeExpr().stream().map(this::type).toList();
  }

  private TypeExpr named(TypeExprContext type, Span span) {
    List<Ident> names = words.idents(type.words(NAME));
    return new TypeExpr.Named(
        span,
        names.size() > 1 ? Optional.of(names.getFirst()) : Optional.empty(),
        names.getLast(),
        type.axes() == null ? Optional.empty() : Optional.of(axes(type.axes())));
  }

  private List<TypeExpr.Axis> axes(AxesContext axes) {
    List<TypeExpr.Axis> all = new ArrayList<>();
    for (AxisContext axis : axes.axis()) {
      Span span = words.span(axis);
      all.add(
          switch (words.type(axis.first())) {
            case PACK -> new TypeExpr.Axis.Pack(span, words.ident(axis.last()));
            case UNDERSCORE -> new TypeExpr.Axis.Hole(span);
            default -> new TypeExpr.Axis.Size(span, exprs.apply(axis.expr()));
          });
    }
    return List.copyOf(all);
  }

  List<Ident> names(NamesContext names) {
    return words.idents(names.words(NAME));
  }

  Pattern pattern(PatternContext pattern) {
    Span span = words.span(pattern);
    return switch (words.type(pattern.first())) {
      case NAME -> new Pattern.Bind(span, span.text());
      case UNDERSCORE -> new Pattern.Ignore(span);
      case RECORD -> new Pattern.Fields(span, names(pattern.names()));
      default -> {
        List<Pattern> parts = pattern.pattern().stream().map(this::pattern).toList();
        boolean grouped = parts.size() == 1 && !pattern.has(LAST_COMMA);
        if (grouped) {
          parenthesised.add(parts.getFirst().span());
        }
        yield grouped ? parts.getFirst() : new Pattern.Parts(span, parts);
      }
    };
  }
}

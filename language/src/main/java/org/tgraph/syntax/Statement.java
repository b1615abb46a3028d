package org.tgraph.syntax;

import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;

/**
 * A definition, an input, an effect, or a line of a block. The grammar takes every statement
 * everywhere; the checker says which do not belong where they stand.
 */
public sealed interface Statement {
  Span span();

  record Import(Span span, Ident module, Optional<Ident> alias) implements Statement {}

  /** {@code input name: type = source}. */
  record Input(Span span, Ident name, Optional<TypeExpr> type, Expr source) implements Statement {}

  record Let(Span span, Pattern pattern, Optional<TypeExpr> type, Expr value)
      implements Statement {}

  /**
   * {@code fn name[T: real](params) -> result = body}.
   *
   * @param doc the text of the {@code ##} comments above it, empty if there are none
   */
  record Fn(
      Span span,
      String doc,
      Ident name,
      List<KindParam> kinds,
      List<Param> params,
      Optional<TypeExpr> result,
      Expr body)
      implements Statement {}

  /** {@code T: real}. */
  record KindParam(Ident name, Ident kind) {}

  record Param(Ident name, Optional<TypeExpr> type, Optional<Expr> defaultValue) {
    public Span span() {
      return type.map(t -> name.span().to(t.span())).orElse(name.span());
    }
  }

  /** {@code type Params[h] = {w: f64[h]}}. */
  record TypeDef(Span span, String doc, Ident name, List<Ident> sizes, TypeExpr type)
      implements Statement {}

  record Model(Span span, String doc, Ident name, List<Param> params, List<Statement> body)
      implements Statement {}

  record Test(Span span, String name, Expr.Block body) implements Statement {}

  record Bench(Span span, String name, Expr.Block body) implements Statement {}

  record Assert(Span span, Expr condition, Optional<Expr> message) implements Statement {}

  /** {@code name: type ~ distribution}. */
  record Site(Span span, Ident name, Optional<TypeExpr> type, Expr distribution)
      implements Statement {}

  record Derived(Span span, Ident name, Optional<TypeExpr> type, Expr value) implements Statement {}

  record Factor(Span span, Expr value) implements Statement {}

  /** An expression for its effect, such as {@code print(x)}. */
  record Do(Span span, Expr value) implements Statement {}

  record Broken(Span span) implements Statement {}
}

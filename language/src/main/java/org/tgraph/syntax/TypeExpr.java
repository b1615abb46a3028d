package org.tgraph.syntax;

import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;

/** A type as written. */
public sealed interface TypeExpr {
  Span span();

  /**
   * {@code f64}, {@code f64[n, 3]}, {@code Params[h]}, {@code dim}, {@code key}, {@code str[n]},
   * {@code nn.Params[h]}; which of them it is, is found by the checker.
   */
  record Named(Span span, Optional<Ident> module, Ident name, Optional<List<Axis>> axes)
      implements TypeExpr {}

  record Tuple(Span span, List<TypeExpr> items) implements TypeExpr {}

  record Record(Span span, List<RecordField> fields) implements TypeExpr {}

  record RecordField(Ident name, TypeExpr type) {}

  record Function(Span span, List<TypeExpr> params, TypeExpr result) implements TypeExpr {}

  record Broken(Span span) implements TypeExpr {}

  /** One entry between the brackets of a type. */
  sealed interface Axis {
    Span span();

    record Size(Span span, Expr size) implements Axis {}

    /** {@code ..batch}: any run of axes. */
    record Pack(Span span, Ident name) implements Axis {}

    /** {@code _}: any size. */
    record Hole(Span span) implements Axis {}
  }
}

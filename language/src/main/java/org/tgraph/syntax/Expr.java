package org.tgraph.syntax;

import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;

/** An expression. Sizes inside types are expressions too. */
public sealed interface Expr {
  Span span();

  /** A whole number, its digits as written ({@code 1_000}, {@code 0xff}). */
  record IntLit(Span span, String digits) implements Expr {}

  /** A number with a point or an exponent, as written. */
  record FloatLit(Span span, String digits) implements Expr {}

  /** {@code 2.5j}: the imaginary part, without the {@code j}. */
  record ImagLit(Span span, String digits) implements Expr {}

  record BoolLit(Span span, boolean value) implements Expr {}

  /** A text; {@code value} has its escapes resolved. */
  record StrLit(Span span, String value) implements Expr {}

  /** {@code none}: the new axis, or "no value" for an option. */
  record NoneLit(Span span) implements Expr {}

  record Name(Span span, String name) implements Expr {}

  /** {@code target.name}: a field, an attribute, or a member of a module. */
  record Field(Span span, Expr target, Ident name) implements Expr {}

  /** {@code target.0}. */
  record Part(Span span, Expr target, int index, Span indexSpan) implements Expr {}

  /** {@code function(args)}; {@code parens} spans the parentheses and what is between. */
  record Call(Span span, Expr function, List<Arg> args, Span parens) implements Expr {}

  /** An argument; with a name if it was given as {@code name=value}. */
  record Arg(Optional<Ident> name, Expr value) {
    public Span span() {
      return name.map(n -> n.span().to(value.span())).orElse(value.span());
    }
  }

  /** {@code target[subscripts]}; {@code brackets} spans the brackets and what is between. */
  record Index(Span span, Expr target, List<Subscript> subscripts, Span brackets) implements Expr {}

  record Unary(Span span, UnaryOp op, Span opSpan, Expr operand) implements Expr {}

  record Binary(Span span, BinaryOp op, Span opSpan, Expr left, Expr right) implements Expr {}

  /**
   * {@code left |> right}: {@code right(left)}, or {@code f(left, a)} where right is {@code f(a)}.
   */
  record Pipe(Span span, Expr left, Span opSpan, Expr right) implements Expr {}

  record Tuple(Span span, List<Expr> items) implements Expr {}

  /** {@code [a, b, c]}: a tensor whose rows are the items. */
  record ListLit(Span span, List<Expr> items) implements Expr {}

  record RecordLit(Span span, List<RecordField> fields) implements Expr {}

  record RecordField(Ident name, Expr value) {}

  /** {@code target with [i] = value} or {@code target with {w: value}}. */
  record With(Span span, Expr target, List<Update> updates) implements Expr {}

  sealed interface Update {
    Span span();

    /**
     * {@code [subscripts] = value}, or {@code op=}: {@code adds} holds the operator of {@code +=}.
     */
    record At(Span span, List<Subscript> subscripts, Optional<BinaryOp> op, Expr value)
        implements Update {}

    record Fields(Span span, List<RecordField> fields) implements Update {}
  }

  record Lambda(Span span, List<LambdaParam> params, Expr body) implements Expr {}

  record LambdaParam(Pattern pattern, Optional<TypeExpr> type) {}

  /** {@code { statements; result }}; without a result it is only for its effects. */
  record Block(Span span, List<Statement> statements, Optional<Expr> result) implements Expr {}

  /** {@code if test { … } else { … }}. */
  record If(Span span, Expr test, Expr then, Optional<Expr> otherwise) implements Expr {}

  /** {@code for i < n, j: body}. */
  record For(Span span, List<LoopIndex> indices, Expr body) implements Expr {}

  record LoopIndex(Ident name, Optional<Expr> bound) {}

  /** {@code value as type}. */
  record As(Span span, Expr value, TypeExpr type) implements Expr {}

  /** {@code model given {site: data}}. */
  record Given(Span span, Expr model, Expr data) implements Expr {}

  /**
   * What could not be parsed; a diagnostic was reported for it, so nothing more is said about it.
   *
   * @param guess what was probably meant, for the editor's questions only
   */
  record Broken(Span span, Optional<Expr> guess) implements Expr {
    public Broken(Span span) {
      this(span, Optional.empty());
    }
  }
}

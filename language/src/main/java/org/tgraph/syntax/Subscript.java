package org.tgraph.syntax;

import java.util.Optional;
import org.tgraph.source.Span;

/** One entry between the brackets of {@code x[…]}. */
public sealed interface Subscript {
  Span span();

  /** An index, an index tensor, a mask, or {@code none} for a new axis. */
  record At(Span span, Expr value) implements Subscript {}

  record Slice(Span span, Optional<Expr> start, Optional<Expr> stop, Optional<Expr> step)
      implements Subscript {}

  /** {@code ...}: all axes not mentioned otherwise. */
  record Rest(Span span) implements Subscript {}
}

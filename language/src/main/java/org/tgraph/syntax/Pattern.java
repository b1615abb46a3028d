package org.tgraph.syntax;

import java.util.List;
import org.tgraph.source.Span;

/** What stands left of the {@code =} of a {@code let}, or as a parameter of a lambda. */
public sealed interface Pattern {
  Span span();

  record Bind(Span span, String name) implements Pattern {}

  /** {@code _}. */
  record Ignore(Span span) implements Pattern {}

  record Parts(Span span, List<Pattern> parts) implements Pattern {}

  /** {@code {w, b}}: binds the fields of these names. */
  record Fields(Span span, List<Ident> names) implements Pattern {}
}

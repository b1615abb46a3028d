package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;

/** The arguments of a call, as written. */
public record Arguments(List<Argument> list) {
  public Arguments {
    list = List.copyOf(list);
  }

  /** One argument. {@code span} is that of the value alone. */
  public record Argument(Optional<Ident> name, Val val, Span span) {}

  public boolean hasPoison() {
    return list.stream().anyMatch(a -> a.val().isPoison());
  }

  public static Arguments of(List<Val> vals, Span span) {
    return new Arguments(vals.stream().map(v -> new Argument(Optional.empty(), v, span)).toList());
  }
}

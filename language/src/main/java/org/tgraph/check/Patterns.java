package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.type.TensorType;

/** Gives names to the parts of a value. */
final class Patterns {
  private final Context c;

  Patterns(Context c) {
    this.c = c;
  }

  void bind(Pattern pattern, Val val, Span span, Scope scope) {
    switch (pattern) {
      case Pattern.Ignore p -> {}
      case Pattern.Bind p -> {
        c.facts.defined(p.span(), p.name(), val);
        Optional<Span> before =
            scope.own(p.name()).filter(e -> !e.val().isPoison()).flatMap(Scope.Entry::place);
        if (before.isPresent() && !before.get().equals(p.span())) {
          c.report(
              Diagnostic.error(Code.TG0202, p.span(), "`" + p.name() + "` is defined twice.")
                  .label(before.get(), "it is defined here first")
                  .note("Names do not change what they stand for; use another name."));
        }
        scope.define(p.name(), val, Optional.of(p.span()));
      }
      case Pattern.Parts p -> parts(p, val, span, scope);
      case Pattern.Fields p -> fields(p, val, span, scope);
    }
  }

  private void parts(Pattern.Parts pattern, Val val, Span span, Scope scope) {
    List<Val> parts =
        switch (val) {
          case Val.Tuple t -> t.parts();
          case Val.Poison p -> null;
          default -> {
            boolean isRows =
                val.type() instanceof TensorType t
                    && t.rank() > 0
                    && c.known(t.dim(0)).is(pattern.parts().size());
            c.report(
                Diagnostic.error(
                        Code.TG0408,
                        pattern.span(),
                        "The pattern takes a tuple apart, but this is %s."
                            .formatted(c.tensors.describe(val)))
                    .label(span, "this is " + c.tensors.describe(val))
                    .fixIf(isRows, span, "unstack(" + span.text() + ")"));
            yield null;
          }
        };
    if (parts != null && parts.size() != pattern.parts().size()) {
      c.report(
          otherwise(
              Diagnostic.error(
                      Code.TG0408,
                      pattern.span(),
                      "The pattern has %d parts, but the tuple has %d."
                          .formatted(pattern.parts().size(), parts.size()))
                  .label(span, "this is `" + c.text(val.type()) + "`"),
              pattern,
              parts.size()));
      parts = null;
    }
    for (int i = 0; i < pattern.parts().size(); i++) {
      bind(pattern.parts().get(i), parts == null ? Val.POISON : parts.get(i), span, scope);
    }
  }

  /** Offers the pattern with as many parts as there are. */
  private static Diagnostic otherwise(Diagnostic d, Pattern.Parts pattern, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(i < pattern.parts().size() ? pattern.parts().get(i).span().text() : "_");
    }
    return d.fixIf(count > 1, pattern.span(), "(" + String.join(", ", names) + ")");
  }

  private void fields(Pattern.Fields pattern, Val val, Span span, Scope scope) {
    for (Ident name : pattern.names()) {
      Val field = Val.POISON;
      if (val instanceof Val.Record r && r.fields().containsKey(name.name())) {
        field = r.fields().get(name.name());
      } else if (!val.isPoison()) {
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0408, name.span(), "There is no field `" + name.name() + "` to take.")
                .label(span, "this is " + c.tensors.describe(val));
        Optional<String> near =
            val instanceof Val.Record r
                ? Similar.to(name.name(), r.fields().keySet())
                : Optional.empty();
        c.report(
            near.isPresent()
                ? d.fix(Fix.replace("write `" + near.get() + "`", name.span(), near.get()))
                : d);
      }
      bind(new Pattern.Bind(name.span(), name.name()), field, span, scope);
    }
  }
}

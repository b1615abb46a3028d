package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** An argument that is a shape: a tuple or list of sizes, or one size. */
final class ShapeArgument {
  private ShapeArgument() {}

  /**
   * @param elements how many there must be, if one of the sizes may be {@code -1}
   */
  static Shape of(CallArguments call, String name, Optional<Dim> elements) {
    Context c = call.c();
    List<Dim> dims = new ArrayList<>();
    int hole = -1;
    for (Operand part : call.list(name)) {
      Dim dim =
          Operators.size(part.val())
              .orElseThrow(() ->
                  c.fail(
                      Diagnostic.error(
                              Code.TG0309,
                              part.span(),
                              "A size must be known before the program runs, but this is %s."
                                  .formatted(c.tensors.describe(part.val())))
                          .fix(asSize(c, part.span()))));
      if (c.isSignUnforeseen(dim, part.span())) {
        throw c.unforeseenSign(dim, part.span());
      }
      if (dim.is(-1) && elements.isPresent() && hole < 0) {
        hole = dims.size();
      } else if (c.known(dim).isAtLeast(0) == Truth.NO) {
        throw c.fail(Code.TG0307, part.span(), "The size `" + c.text(dim) + "` is negative.");
      }
      dims.add(dim);
    }
    if (hole >= 0) {
      Dim row = new Shape(dims).remove(hole).size();
      dims.set(hole, rows(c, elements.orElseThrow(), row, call.span(name)));
    }
    return new Shape(dims);
  }

  /** A parameter {@code n: i64} is a size if it is {@code n: dim}. */
  private static Optional<Fix> asSize(Context c, Span use) {
    Optional<Span> definition = c.facts.definition(use);
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    Source source = definition.get().source();
    Matcher type =
        Pattern.compile(":\\s*(i64|i32)\\b(?!\\s*[\\[=])")
            .matcher(source.text())
            .region(definition.get().end(), source.text().length());
    return type.lookingAt()
        ? Optional.of(
            Fix.replace(
                "make `" + use.text() + "` a size: write `dim`",
                source.span(type.start(1), type.end(1)),
                "dim"))
        : Optional.empty();
  }

  /** How many rows of {@code row} elements there are in {@code elements}. */
  private static Dim rows(Context c, Dim elements, Dim row, Span span) {
    return elements
        .divideExactly(row)
        .or(() -> c.known(elements).divideExactly(c.known(row)))
        .orElseThrow(() ->
            c.fail(
                Diagnostic.error(
                        Code.TG0308,
                        span,
                        "`%s` elements cannot be divided into rows of `%s`."
                            .formatted(c.text(elements), c.text(row)))
                    .note("`-1` stands for the number of rows, which must come out even.")));
  }
}

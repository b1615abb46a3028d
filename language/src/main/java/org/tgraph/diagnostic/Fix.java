package org.tgraph.diagnostic;

import java.util.List;
import org.tgraph.source.Span;

/**
 * A change to the text that mends a problem, small enough to be applied by a click.
 *
 * @param title what it does, in the imperative: "write `w: f64[k, h]`"
 */
public record Fix(String title, List<Edit> edits) {
  /** Replaces the text of {@code span}; an empty span inserts. */
  public record Edit(Span span, String replacement) {}

  public static Fix replace(String title, Span span, String replacement) {
    return new Fix(title, List.of(new Edit(span, replacement)));
  }

  public static Fix insert(String title, Span at, boolean before, String text) {
    int offset = before ? at.start() : at.end();
    return replace(title, at.source().span(offset, offset), text);
  }
}

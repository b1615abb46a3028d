package org.tgraph.analysis;

import java.util.List;
import org.tgraph.source.Span;

/**
 * A definition, for an outline of the script.
 *
 * @param detail its type or signature
 * @param whole all of it; {@code name} is where its name stands
 */
public record Symbol(
    String text, Kind kind, String detail, Span whole, Span name, List<Symbol> inside) {
  /** What is defined. */
  public enum Kind {
    FUNCTION,
    VALUE,
    INPUT,
    TYPE,
    MODEL,
    MODULE,
    TEST,
    BENCH
  }
}

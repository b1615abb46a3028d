package org.tgraph.analysis;

import org.tgraph.source.Span;

/** A word of the script and what it means. */
public record Token(Span place, Kind kind, boolean isDefinition) {
  /** What it means. */
  public enum Kind {
    VARIABLE,
    PARAMETER,
    FUNCTION,
    BUILTIN,
    SIZE,
    TYPE,
    FIELD,
    MODULE
  }
}

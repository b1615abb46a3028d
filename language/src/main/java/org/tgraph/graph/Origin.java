package org.tgraph.graph;

import java.util.Optional;
import org.tgraph.source.Span;

/** Where an equation comes from, through all transformations, so that messages can say it. */
public sealed interface Origin {
  Origin UNKNOWN = new Unknown();

  /** The text of the script. */
  record Text(Span span) implements Origin {}

  /** A line of a Java or Kotlin program that built the expression: {@code Model.java:12}. */
  record Line(String text) implements Origin {}

  /** Made by a transformation, such as {@code grad}, from what has the origin {@code of}. */
  record Derived(String transform, Origin of) implements Origin {}

  /** Of a graph that was read from its text. */
  record Unknown() implements Origin {}

  /** The place in a script, if it has one. */
  default Optional<Span> place() {
    return switch (this) {
      case Text t -> Optional.of(t.span());
      case Derived d -> d.of().place();
      case Line l -> Optional.empty();
      case Unknown u -> Optional.empty();
    };
  }
}

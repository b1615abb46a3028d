package org.tgraph.generate;

/** A piece of the text of a generated program. */
public sealed interface Piece {
  /** Text that is never changed. */
  record Text(String text) implements Piece {}

  /** A size, an axis and the like: what is changed to make a wrong program. */
  record Part(Role role, String text) implements Piece {}

  /** An expression in it. */
  record Sub(Term term) implements Piece {}

  /** What a part says. */
  enum Role {
    SIZE,
    AXIS,
    INDEX,
    ELEMENT
  }
}

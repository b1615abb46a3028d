package org.tgraph.type;

/** A set of element types that a signature may ask for: {@code fn relu[T: real]}. */
public enum Kind {
  BOOL("bool"),
  INT("int"),
  FLOAT("float"),
  COMPLEX("complex"),
  /** Whole numbers and floats. */
  REAL("real"),
  /** Floats and complex numbers. */
  FLOATING("floating"),
  NUMERIC("numeric"),
  /** Whole numbers and {@code bool}: what the bitwise operations take. */
  BITS("bits"),
  ANY("any");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /**
   * Whether every element type of {@code other}, one of bool, int, float or complex, is in this.
   */
  private boolean holdsBasic(Kind other) {
    return switch (this) {
      case BOOL, INT, FLOAT, COMPLEX -> this == other;
      case REAL -> other == INT || other == FLOAT;
      case FLOATING -> other == FLOAT || other == COMPLEX;
      case NUMERIC -> other == INT || other == FLOAT || other == COMPLEX;
      case BITS -> other == INT || other == BOOL;
      case ANY -> true;
    };
  }

  /** Whether everything in {@code other} is in this. */
  public boolean holds(Kind other) {
    for (Kind basic : new Kind[] {BOOL, INT, FLOAT, COMPLEX}) {
      if (other.holdsBasic(basic) && !holdsBasic(basic)) {
        return false;
      }
    }
    return true;
  }

  /** The kind of that name in the language, or null. */
  public static Kind named(String text) {
    for (Kind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text;
  }
}

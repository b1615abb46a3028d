package org.tgraph.type;

/**
 * The type of a tensor's elements: one of the language's, or, while a function with kinds is
 * checked for all of them, a variable that stands for any of its kind.
 */
public sealed interface Element permits DType, Element.Variable {
  /** The kind that every element type this may stand for belongs to. */
  Kind kind();

  /** An element type that is a parameter: {@code T} of {@code fn relu[T: real]}. */
  record Variable(String name, Kind kind) implements Element {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Whether this is one of the language's element types, or a variable over some of them. */
  default boolean isIn(Kind wanted) {
    return wanted.holds(kind());
  }

  /** The concrete type; to be asked for only where graphs are run, where no variable is left. */
  default DType concrete() {
    if (this instanceof DType type) {
      return type;
    }
    throw new IllegalStateException("element type " + this + " is not concrete");
  }
}

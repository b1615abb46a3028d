package org.tgraph.graph;

import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * A value of a graph: an input, or a result of the one equation that defines it. Compared by
 * identity.
 */
public final class Value {
  private final TensorType type;
  private final String hint;

  /**
   * @param hint a name to print it under, where that is free; may be empty
   */
  public Value(TensorType type, String hint) {
    this.type = type;
    this.hint = hint;
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public int rank() {
    return type.rank();
  }

  public String hint() {
    return hint;
  }

  @Override
  public String toString() {
    return "%" + (hint.isEmpty() ? "_" : hint) + ": " + type;
  }
}

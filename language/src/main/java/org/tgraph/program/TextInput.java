package org.tgraph.program;

import java.util.List;
import org.tgraph.type.Shape;

/** A column (or other array) of text in an input file. Compared by identity. */
public final class TextInput {
  private final List<String> path;
  private final Shape shape;

  /**
   * @param path the fields that lead to it in the file; empty if it is the whole file
   */
  public TextInput(List<String> path, Shape shape) {
    this.path = List.copyOf(path);
    this.shape = shape;
  }

  public List<String> path() {
    return path;
  }

  public Shape shape() {
    return shape;
  }
}

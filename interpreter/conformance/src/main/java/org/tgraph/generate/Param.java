package org.tgraph.generate;

import java.util.List;
import org.tgraph.type.TensorType;

/** A parameter of a function of the generated script. */
sealed interface Param {
  String name();

  /**
   * Tensors, in a tuple or record or by themselves.
   *
   * @param isOptional whether it has a default
   */
  record Tensors(String name, Arrangement arrangement, boolean isOptional) implements Param {}

  /** A function of one tensor. */
  record Function(String name, TensorType from, TensorType to) implements Param {
    /** As something that may be called in the body. */
    Callable callable() {
      Param argument = new Tensors("", new Arrangement.One(from), false);
      return new Callable(
          name, List.of(), 0, List.of(argument), new Arrangement.One(to), false, false);
    }
  }

  /** A random key, which the function uses up. */
  record RandomKey(String name) implements Param {}
}

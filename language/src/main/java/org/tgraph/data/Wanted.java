package org.tgraph.data;

import java.util.List;
import java.util.Optional;
import org.tgraph.type.DType;

/**
 * A part of a file to be read.
 *
 * @param path the fields that lead to it: a column, an array, a member; empty for the whole file
 * @param dtype what its elements are to be; empty for text
 */
public record Wanted(List<String> path, Optional<DType> dtype) {
  public Wanted {
    path = List.copyOf(path);
  }

  public static Wanted numbers(DType dtype, String... path) {
    return new Wanted(List.of(path), Optional.of(dtype));
  }

  public static Wanted text(String... path) {
    return new Wanted(List.of(path), Optional.empty());
  }

  /** The name of the element type in the language. */
  String typeName() {
    return dtype.map(DType::toString).orElse("str");
  }

  String dotted() {
    return String.join(".", path);
  }
}

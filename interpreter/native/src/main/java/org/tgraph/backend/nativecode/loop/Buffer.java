package org.tgraph.backend.nativecode.loop;

import org.tgraph.type.DType;

/** Memory for elements of one type; {@code id} is its name. */
public record Buffer(int id, DType element) {
  @Override
  public String toString() {
    return "b" + id;
  }
}

package org.tgraph.backend.nativecode.loop;

import org.tgraph.type.DType;

/** A number that is computed once each time its definition is reached; {@code id} is its name. */
public record Var(int id, DType type) implements Atom {
  @Override
  public String toString() {
    return "v" + id;
  }
}

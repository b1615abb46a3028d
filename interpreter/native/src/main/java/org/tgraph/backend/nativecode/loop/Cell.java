package org.tgraph.backend.nativecode.loop;

import org.tgraph.type.DType;

/** A number that changes while a loop runs: an accumulator, a position. */
public record Cell(int id, DType type) {
  @Override
  public String toString() {
    return "c" + id;
  }
}

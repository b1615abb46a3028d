package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;

/** Which element of a tensor. */
sealed interface Position {
  /** The number of the element in row-major order. */
  record Flat(Atom index) implements Position {}

  /** An index for each axis. */
  record Axes(List<Atom> indices) implements Position {
    public Axes {
      indices = List.copyOf(indices);
    }
  }
}

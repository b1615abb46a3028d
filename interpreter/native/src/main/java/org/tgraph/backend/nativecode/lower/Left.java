package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;

/** A left factor as tiles read it. */
interface Left {
  Buffer memory();

  /** Whether rows are next to each other, and not columns. */
  boolean isTransposed();

  /** The number of an element that is the first of a tile. */
  Atom at(Atom batch, Atom row, Atom column);

  /** How far rows are from each other, or columns if it {@link #isTransposed}. */
  Atom stride();
}

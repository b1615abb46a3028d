package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;

/** A left factor as tiles read it: some columns of some rows. */
interface Left {
  Buffer memory();

  /** Whether columns are next to each other, and not rows. */
  boolean isTransposed();

  /**
   * Where the first of the elements is.
   *
   * @param from the first column, of which {@code length} are read
   */
  Atom start(Atom batch, Atom row, Atom from, Atom length);

  /** How far rows are from each other, or columns if it {@link #isTransposed}. */
  Atom stride(Atom length);
}

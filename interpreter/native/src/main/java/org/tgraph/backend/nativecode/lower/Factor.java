package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.graph.Value;

/**
 * A factor of a product of matrices, in memory.
 *
 * @param rows of each matrix, and
 * @param columns as it is multiplied; if it {@code isTransposed} they are columns and rows in
 *     memory
 */
record Factor(LoopBuilder b, Buffer memory, boolean isTransposed, Atom rows, Atom columns)
    implements Left {
  /** A value that is not kept is another transposed. */
  static Factor of(Block block, Value x, Atom rows, Atom columns) {
    boolean isTransposed = block.memory(x) == null;
    Buffer memory = block.memory(isTransposed ? block.definition(x).operands().get(0) : x);
    return new Factor(block.b, memory, isTransposed, rows, columns);
  }

  Literal order() {
    return isTransposed ? Blas.TRANSPOSED : Blas.AS_IT_IS;
  }

  /** How far the rows in memory are from each other. */
  @Override
  public Atom stride() {
    return isTransposed ? rows : columns;
  }

  /** The number of an element. */
  @Override
  public Atom at(Atom batch, Atom row, Atom column) {
    Atom inMatrix =
        isTransposed ? b.plus(b.times(column, rows), row) : b.plus(b.times(row, columns), column);
    return b.plus(b.times(batch, b.times(rows, columns)), inMatrix);
  }

  /** The memory from an element on. */
  Buffer from(Atom batch, Atom row, Atom column) {
    return b.view(memory, at(batch, row, column));
  }
}

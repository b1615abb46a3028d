package org.tgraph.backend.nativecode.lower;

import org.tgraph.op.Op;
import org.tgraph.op.fourier.Dft;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.sort.ArgSort;

/** What is known of the operations that have loops of their own. */
final class Structure {
  private Structure() {}

  /** Whether it reads each element of its operands once or twice, so that they need not be kept. */
  static boolean readsElements(Op op) {
    return op instanceof ScatterAdd
        || op instanceof LastWrite
        || op instanceof Nonzero
        || op instanceof RepeatedPlaces
        || op instanceof ArgSort
        || op instanceof Dft;
  }
}

package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;

/** What numbers are combined in, one after the other; of complex ones, each part has a cell. */
final class Accumulator {
  private final LoopBuilder b;
  private final Cell first;

  /** For the imaginary parts; the same as the first one if the numbers are real. */
  private final Cell second;

  Accumulator(LoopBuilder b, Atom start) {
    this.b = b;
    this.first = b.cell(ComplexNumbers.re(start));
    this.second = start instanceof Pair pair ? b.cell(pair.im()) : first;
  }

  private boolean isComplex() {
    return second != first;
  }

  /** Sums, and what is real, in an order that does not matter. */
  void combine(Code code, Atom value) {
    if (!isComplex()) {
      b.add(new Statement.Combine(first, code, value));
    } else if (code == Code.ADD) {
      b.add(new Statement.Combine(first, code, ComplexNumbers.re(value)));
      b.add(new Statement.Combine(second, code, ComplexNumbers.im(value)));
    } else {
      write(b.let(code, read(), value));
    }
  }

  Atom read() {
    return isComplex() ? new Pair(b.read(first), b.read(second)) : b.read(first);
  }

  void write(Atom value) {
    b.add(new Statement.Write(first, ComplexNumbers.re(value)));
    if (value instanceof Pair pair) {
      b.add(new Statement.Write(second, pair.im()));
    }
  }
}

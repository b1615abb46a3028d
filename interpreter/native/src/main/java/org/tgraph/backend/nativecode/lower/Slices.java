package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.graph.Equation;

/**
 * A copy of a left factor in which the columns that tiles read together are next to each other:
 * rows that are far apart, most of all by a power of two, share few places of the caches.
 */
record Slices(LoopBuilder b, Factor of, Buffer memory) implements Left {
  /** So many rows are copied by one thread. */
  private static final Literal ROWS = Literal.of(64);

  /** Gets memory, which is to be released, and copies the factor. */
  static Slices of(Block block, Factor factor, Atom batches, Equation product) {
    LoopBuilder b = block.b;
    List<Atom> counts = List.of(batches, factor.rows(), factor.columns());
    Buffer memory = block.scratch(factor.memory().element(), counts, product);
    Slices slices = new Slices(b, factor, memory);
    slices.fill(batches);
    return slices;
  }

  private void fill(Atom batches) {
    Atom parts = Portions.count(b, of.rows(), ROWS);
    b.sharedKernel(
        b.times(batches, b.times(of.rows(), of.columns())),
        () ->
            b.loop(
                b.times(batches, parts),
                number -> {
                  Atom batch = b.let(Code.UNSIGNED_QUOTIENT, number, parts);
                  Atom part = b.minus(number, b.times(batch, parts));
                  Portions.of(
                      b,
                      part,
                      of.rows(),
                      ROWS,
                      (top, some) ->
                          Portions.each(
                              b,
                              of.columns(),
                              Panels.DEPTH,
                              (from, length) -> copy(batch, top, some, from, length)));
                }));
  }

  private void copy(Atom batch, Atom top, Atom some, Atom from, Atom length) {
    Atom start = of.at(batch, top, from);
    Atom to = start(batch, top, from, length);
    b.loop(
        of.isTransposed() ? length : some,
        line -> {
          Atom source = b.plus(start, b.times(line, of.stride()));
          b.loop(
              of.isTransposed() ? some : length,
              i -> {
                Atom row = of.isTransposed() ? i : line;
                Atom column = of.isTransposed() ? line : i;
                Atom target = b.plus(b.plus(to, b.times(row, length)), column);
                b.store(memory, target, b.loadNow(of.memory(), b.plus(source, i)));
              });
        });
  }

  @Override
  public boolean isTransposed() {
    return false;
  }

  @Override
  public Atom start(Atom batch, Atom row, Atom from, Atom length) {
    Atom matrix = b.times(batch, b.times(of.rows(), of.columns()));
    return b.plus(b.plus(matrix, b.times(from, of.rows())), b.times(row, length));
  }

  @Override
  public Atom stride(Atom length) {
    return length;
  }
}

package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;

/**
 * A copy of a transposed left factor in the order in which tiles read it: the rows of a tile next
 * to each other, of one column after the other. In memory its columns are far apart, so that each
 * step of a tile would need another page, and columns share few places of the caches.
 */
record Strips(LoopBuilder b, Factor of, Atom strips, Buffer memory) implements Left {
  private static final Literal WIDTH = Literal.of(Statement.Tile.ROWS);

  /** So many columns are copied by one thread. */
  private static final Literal COLUMNS = Literal.of(64);

  /** Gets memory, which is to be released, and copies the factor. */
  static Strips of(Block block, Factor factor, Atom batches, Equation product) {
    LoopBuilder b = block.b;
    Atom strips = Portions.count(b, factor.rows(), WIDTH);
    List<Atom> counts = List.of(batches, strips, factor.columns(), WIDTH);
    Buffer memory = block.scratch(factor.memory().element(), counts, product);
    Strips copied = new Strips(b, factor, strips, memory);
    copied.fill(batches);
    return copied;
  }

  private void fill(Atom batches) {
    Atom parts = Portions.count(b, of.columns(), COLUMNS);
    b.sharedKernel(
        b.times(batches, b.times(of.rows(), of.columns())),
        () ->
            b.loop(
                b.times(batches, parts),
                number -> Portions.of(b, number, parts, of.columns(), COLUMNS, this::copy)));
  }

  /** Some columns; of whole strips as many rows at once as is known when this is compiled. */
  private void copy(Atom batch, Atom from, Atom some) {
    Atom whole = b.let(Code.UNSIGNED_QUOTIENT, of.rows(), WIDTH);
    Atom rest = b.minus(of.rows(), b.times(whole, WIDTH));
    b.loop(whole, strip -> copy(batch, strip, from, some, WIDTH));
    b.when(b.less(Literal.of(0), rest), () -> copy(batch, whole, from, some, rest));
  }

  private void copy(Atom batch, Atom strip, Atom from, Atom some, Atom rows) {
    Atom top = b.times(strip, WIDTH);
    Atom source = of.at(batch, top, from);
    Atom target = at(batch, top, from);
    b.loop(
        some,
        column -> {
          Atom read = b.plus(source, b.times(column, of.stride()));
          Atom written = b.plus(target, b.times(column, WIDTH));
          b.add(new Statement.Copy(b.view(memory, written), b.view(of.memory(), read), rows));
        });
  }

  @Override
  public boolean isTransposed() {
    return true;
  }

  /** Of a row that is the first of a strip. */
  @Override
  public Atom at(Atom batch, Atom row, Atom column) {
    Atom strip = b.plus(b.times(batch, strips), b.let(Code.UNSIGNED_QUOTIENT, row, WIDTH));
    return b.times(b.plus(b.times(strip, of.columns()), column), WIDTH);
  }

  @Override
  public Atom stride() {
    return WIDTH;
  }
}

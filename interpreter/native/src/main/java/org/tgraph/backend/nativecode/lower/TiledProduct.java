package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.type.DType;

/**
 * A product of large matrices of floats: the right factor is copied once, for all threads, and each
 * of them does blocks of rows, and of columns where there are few rows. How it is divided depends
 * on the sizes alone.
 */
final class TiledProduct {
  /** The fewest rows for which it pays to copy the right factor. */
  private static final long LEAST_ROWS = 48;

  /** The fewest multiplications. */
  private static final long LEAST = 1 << 18;

  /** The most rows that are done together, so that they fit the second cache. */
  private static final Literal TALLEST = Literal.of(128);

  /** About so many blocks of rows there are at least. */
  private static final Literal DOWN = Literal.of(4);

  /** And so many blocks in all; of large products more, as there may be many processors. */
  private static final Literal BLOCKS = Literal.of(16);

  private static final Literal MANY_BLOCKS = Literal.of(64);

  private static final Literal LARGE = Literal.of(1L << 32);

  /** For so many columns a transposed left factor is copied. */
  private static final long MANY = 256;

  private static final Literal ONE = Literal.of(1);

  private final Block block;
  private final LoopBuilder b;
  private final Equation equation;
  private final Factor left;
  private final Factor right;
  private final Atom batches;
  private final Panels panels;

  TiledProduct(Block block, Equation equation, Factor left, Factor right, Atom batches) {
    this.block = block;
    this.b = block.b;
    this.equation = equation;
    this.left = left;
    this.right = right;
    this.batches = batches;
    this.panels = new Panels(b, equation.result().type().dtype(), right, batches);
  }

  /** Whether there are enough rows, and columns to fill what is copied. */
  Atom pays() {
    DType type = equation.result().type().dtype();
    Atom columns = b.less(Literal.of(Statement.Tile.granule(type) / 2), right.columns());
    Atom isTall = b.not(b.less(left.rows(), Literal.of(LEAST_ROWS)));
    return b.and(b.and(isTall, columns), b.not(b.less(multiplications(), Literal.of(LEAST))));
  }

  /** For one matrix. */
  private Atom multiplications() {
    return b.times(b.times(left.rows(), right.rows()), right.columns());
  }

  /** A left factor that is transposed is copied too, if there are many columns. */
  void lower(Buffer to) {
    Buffer copied = panels.fill(block, equation);
    if (left.isTransposed()) {
      b.branch(
          b.not(b.less(right.columns(), Literal.of(MANY))),
          () -> {
            Strips strips = Strips.of(block, left, batches, equation);
            blocks(to, strips);
            b.add(new Statement.Release(strips.memory()));
          },
          () -> blocks(to, left));
    } else {
      blocks(to, left);
    }
    b.add(new Statement.Release(copied));
  }

  private void blocks(Buffer to, Left from) {
    Atom rows = left.rows();
    Literal tile = Literal.of(Statement.Tile.ROWS);
    Atom about = b.let(Code.MINIMUM, Portions.count(b, rows, DOWN), TALLEST);
    Atom fewest =
        b.let(Code.MAXIMUM, Portions.count(b, rows, b.let(Code.MAXIMUM, about, tile)), ONE);
    Atom tiles = Portions.count(b, Portions.count(b, rows, fewest), tile);
    // What is divided by may not be 0, though this may be computed where no rows are.
    Atom height = b.times(b.let(Code.MAXIMUM, tiles, ONE), tile);
    Atom down = Portions.count(b, rows, height);
    Atom isLarge = b.not(b.less(multiplications(), LARGE));
    Atom most = b.select(isLarge, MANY_BLOCKS, BLOCKS);
    Atom wanted = Portions.count(b, most, b.let(Code.MAXIMUM, b.times(batches, down), ONE));
    Atom width = b.let(Code.MAXIMUM, Portions.count(b, panels.across(), wanted), ONE);
    new Grid(b, batches, rows, height, panels.across(), width)
        .each(
            b.times(batches, b.times(rows, right.columns())),
            right.rows(),
            (batch, top, some, first, few) -> {
              Atom line = b.plus(b.times(batch, rows), top);
              Atom target = b.times(line, right.columns());
              panels.product(to, from, batch, top, some, first, b.plus(first, few), target);
            });
  }
}

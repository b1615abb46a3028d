package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.type.DType;

/**
 * The right factors of products in the order in which tiles read them: some columns next to each
 * other, of one row after the other. Where there are no columns any more there are zeros.
 */
final class Panels {
  /** Of how many rows a panel is read before another is. */
  private static final Literal DEPTH = Literal.of(512);

  private static final Literal HEIGHT = Literal.of(Statement.Tile.ROWS);
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  private final LoopBuilder b;
  private final Factor right;
  private final Atom batches;
  private final Literal granule;
  private final Atom width;
  private final Atom across;
  private Buffer memory;

  Panels(LoopBuilder b, DType type, Factor right, Atom batches) {
    this.b = b;
    this.right = right;
    this.batches = batches;
    this.granule = Literal.of(Statement.Tile.granule(type));
    Literal most = Literal.of(Statement.Tile.widest(type));
    Atom fewest = b.let(Code.MAXIMUM, Portions.count(b, right.columns(), most), ONE);
    Atom granules = Portions.count(b, Portions.count(b, right.columns(), fewest), granule);
    this.width = b.times(b.let(Code.MAXIMUM, granules, ONE), granule);
    this.across = Portions.count(b, right.columns(), width);
  }

  /** How many columns there are in panels, for a number of them that is known. */
  static long copied(long columns, DType type) {
    long granule = Statement.Tile.granule(type);
    long fewest = Math.max(Math.ceilDiv(columns, (long) Statement.Tile.widest(type)), 1);
    long granules = Math.ceilDiv(Math.ceilDiv(columns, fewest), granule);
    long width = Math.max(granules, 1) * granule;
    return Math.ceilDiv(columns, width) * width;
  }

  /** How many panels a matrix has. */
  Atom across() {
    return across;
  }

  /** How many numbers there are. */
  Atom elements() {
    return b.times(b.times(batches, across), b.times(right.rows(), width));
  }

  /** Gets memory, which is to be released, and copies the factors. */
  Buffer fill(Block block, Equation product) {
    DType type = right.memory().element();
    memory = block.scratch(type, List.of(batches, across, right.rows(), width), product);
    Atom all = b.times(batches, across);
    b.sharedKernel(
        b.times(batches, b.times(right.rows(), right.columns())),
        () ->
            b.loop(
                all,
                number ->
                    Portions.of(
                        b,
                        number,
                        across,
                        right.columns(),
                        width,
                        (batch, first, some) ->
                            fill(right.at(batch, ZERO, first), start(ZERO, number), some))));
    return memory;
  }

  /** One panel, of some columns from an element on, with zeros behind them. */
  private void fill(Atom first, Atom panel, Atom some) {
    Atom wide = wide(some);
    copy(first, panel, some, wide);
    b.loop(
        right.rows(),
        row -> {
          Atom line = b.plus(panel, b.times(row, wide));
          Atom zero = Loops.zero(memory.element());
          b.loop(some, wide, i -> b.store(memory, b.plus(line, i), zero));
        });
  }

  /** Where a panel is. */
  private Atom start(Atom batch, Atom number) {
    return b.times(b.plus(b.times(batch, across), number), b.times(right.rows(), width));
  }

  /** How wide a panel is that has some columns: the last may be narrower than the others. */
  private Atom wide(Atom some) {
    return b.times(Portions.count(b, some, granule), granule);
  }

  /** Some columns from an element on, in the order in which they are in memory. */
  private void copy(Atom first, Atom panel, Atom some, Atom wide) {
    boolean isTransposed = right.isTransposed();
    b.loop(
        isTransposed ? some : right.rows(),
        line -> {
          Atom source = b.plus(first, b.times(line, right.stride()));
          b.loop(
              isTransposed ? right.rows() : some,
              i -> {
                Atom row = isTransposed ? i : line;
                Atom column = isTransposed ? line : i;
                Atom target = b.plus(b.plus(panel, b.times(row, wide)), column);
                b.store(memory, target, b.loadNow(right.memory(), b.plus(source, i)));
              });
        });
  }

  /**
   * Some rows of a product, by some panels.
   *
   * @param left the left factor
   * @param batch the number of the matrix
   * @param row the number of the first row, of which {@code some} are done
   * @param panel that of the first panel, up to {@code end}
   * @param target where the first row is in {@code to}
   */
  void product(
      Buffer to, Left left, Atom batch, Atom row, Atom some, Atom panel, Atom end, Atom target) {
    Atom columns = right.columns();
    Portions.each(
        b,
        right.rows(),
        DEPTH,
        (from, length) ->
            b.loop(
                panel,
                end,
                number -> {
                  Atom first = b.times(number, width);
                  Atom few = b.let(Code.MINIMUM, width, b.minus(columns, first));
                  Atom wide = wide(few);
                  Atom at = b.plus(start(batch, number), b.times(from, wide));
                  Atom isLast = b.equal(b.plus(number, ONE), end);
                  Atom next = b.select(isLast, panel, b.plus(number, ONE));
                  Atom nextRow = b.select(isLast, b.plus(from, length), from);
                  Atom ahead = b.plus(start(batch, next), b.times(nextRow, width));
                  Portions.each(
                      b,
                      some,
                      HEIGHT,
                      (top, high) ->
                          b.add(
                              new Statement.Tile(
                                  to,
                                  b.plus(b.plus(target, b.times(top, columns)), first),
                                  columns,
                                  left.memory(),
                                  left.at(batch, b.plus(row, top), from),
                                  left.stride(),
                                  left.isTransposed(),
                                  memory,
                                  at,
                                  length,
                                  high,
                                  few,
                                  wide,
                                  b.less(ZERO, from),
                                  b.plus(ahead, share(top, length)),
                                  false)));
                }));
  }

  /** How many numbers all tiles above one have asked for. */
  private Atom share(Atom top, Atom length) {
    Literal line = Literal.of(Statement.Tile.ROWS * Statement.Tile.LINE);
    return b.let(Code.UNSIGNED_QUOTIENT, b.times(b.times(top, length), granule), line);
  }
}

package org.tgraph.backend.nativecode.lower;

import java.util.function.BiConsumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Statement.Tile;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.type.DType;

/**
 * Large triangular systems of doubles, some columns of the right sides at a time, which are copied
 * for it: what is solved is subtracted from a block of rows as a product of matrices is, in tiles;
 * the block itself is solved in smaller ones.
 */
final class TiledSolve {
  /** The rows of a block. */
  private static final Literal BLOCK = Literal.of(64);

  /** Of how many rows that are solved a tile has the products. */
  private static final Literal DEPTH = Literal.of(512);

  /** How many panels are done together. */
  private static final Literal TOGETHER = Literal.of(4);

  private static final Literal TILE = Literal.of(Tile.ROWS);
  private static final Literal WIDTH = Literal.of(Tile.widest(DType.F64));
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  /** So many parts of the columns have panels of their own. */
  private static final Literal PARTS = Literal.of(32);

  private final Matrices m;
  private final LoopBuilder b;
  private final SolveTriangular solve;
  private final Buffer matrix;
  private final Atom n;
  private final Atom columns;
  private final Atom across;
  private final boolean isForward;
  private Buffer panels;

  /**
   * @param matrix those of the systems, as doubles
   */
  TiledSolve(Matrices m, SolveTriangular solve, Buffer matrix) {
    this.m = m;
    this.b = m.b;
    this.solve = solve;
    this.matrix = matrix;
    this.n = m.size(m.rows(1));
    this.columns = m.size(m.columns(1));
    this.across = Portions.count(b, columns, WIDTH);
    this.isForward = solve.lower() != solve.transposed();
  }

  /** Whether there are enough rows and columns. */
  Atom pays() {
    return b.and(b.less(BLOCK, n), b.less(Literal.of(WIDTH.bits() / 2), columns));
  }

  /**
   * Of all matrices.
   *
   * @param x the right sides, as doubles, in whose place the solutions are then
   */
  void lower(Buffer x) {
    Atom groups = Portions.count(b, across, TOGETHER);
    Atom count = b.times(m.batch.count(), groups);
    Atom parts = b.let(Code.MAXIMUM, b.let(Code.MINIMUM, count, PARTS), ONE);
    Atom room = b.times(TOGETHER, b.times(n, WIDTH));
    panels = m.numbers(b.times(parts, room));
    b.sharedKernel(
        b.times(b.times(b.times(m.batch.count(), columns), n), Literal.of(8)),
        () ->
            Portions.eachIn(
                b, parts, count, (part, i) -> group(x, groups, i, b.times(part, room))));
  }

  /**
   * Some columns of one matrix.
   *
   * @param start where their panels are
   */
  private void group(Buffer x, Atom groups, Atom number, Atom start) {
    Portions.of(
        b,
        number,
        groups,
        across,
        TOGETHER,
        (batch, first, some) -> {
          Atom left = b.times(first, WIDTH);
          Atom from = b.plus(b.times(batch, b.times(n, columns)), left);
          Atom wide = b.minus(columns, left);
          copy(x, from, start, some, wide, true);
          solve(b.times(batch, b.times(n, n)), start, some);
          copy(x, from, start, some, wide, false);
        });
  }

  /** Copies columns into panels, with zeros where there are none, or back. */
  private void copy(Buffer x, Atom from, Atom start, Atom some, Atom wide, boolean isIn) {
    b.loop(
        some,
        panel -> {
          Atom left = b.times(panel, WIDTH);
          Atom few = b.let(Code.MINIMUM, WIDTH, b.minus(wide, left));
          b.loop(
              n,
              row -> {
                Atom outside = b.plus(b.plus(from, b.times(row, columns)), left);
                Atom inside = b.plus(start, b.times(b.plus(b.times(panel, n), row), WIDTH));
                b.loop(
                    few,
                    i -> {
                      if (isIn) {
                        b.store(panels, b.plus(inside, i), b.loadNow(x, b.plus(outside, i)));
                      } else {
                        b.store(x, b.plus(outside, i), b.loadNow(panels, b.plus(inside, i)));
                      }
                    });
                if (isIn) {
                  Literal zero = Literal.of(DType.F64, 0);
                  b.loop(few, WIDTH, i -> b.store(panels, b.plus(inside, i), zero));
                }
              });
        });
  }

  private void solve(Atom base, Atom start, Atom some) {
    each(
        ZERO,
        n,
        BLOCK,
        (top, high) -> {
          Atom first = isForward ? ZERO : b.plus(top, high);
          Atom length = isForward ? top : b.minus(n, first);
          subtract(base, start, some, top, high, first, length);
          b.loop(
              some,
              panel -> {
                Atom place = b.plus(start, b.times(b.times(panel, n), WIDTH));
                within(base, place, top, high);
              });
        });
  }

  /** The parts of some rows, in the order in which they are solved. */
  private void each(Atom top, Atom high, Literal length, BiConsumer<Atom, Atom> body) {
    Atom parts = Portions.count(b, high, length);
    b.loop(
        parts,
        i -> {
          Atom number = isForward ? i : b.minus(b.minus(parts, ONE), i);
          Portions.of(
              b, number, high, length, (first, some) -> body.accept(b.plus(top, first), some));
        });
  }

  /** Subtracts what is solved from all rows of a block. */
  private void subtract(
      Atom base, Atom start, Atom some, Atom top, Atom high, Atom first, Atom length) {
    Portions.each(
        b,
        length,
        DEPTH,
        (from, deep) ->
            b.loop(
                some,
                panel -> {
                  Atom place = b.plus(start, b.times(b.times(panel, n), WIDTH));
                  Portions.each(
                      b,
                      high,
                      TILE,
                      (row, few) ->
                          tile(base, place, b.plus(top, row), few, b.plus(first, from), deep));
                }));
  }

  private void tile(Atom base, Atom place, Atom row, Atom few, Atom first, Atom length) {
    b.add(
        new Tile(
            panels,
            b.plus(place, b.times(row, WIDTH)),
            WIDTH,
            matrix,
            element(base, row, first),
            n,
            solve.transposed(),
            panels,
            b.plus(place, b.times(first, WIDTH)),
            length,
            few,
            WIDTH,
            WIDTH,
            Literal.TRUE,
            b.plus(place, b.times(b.plus(first, length), WIDTH)),
            true));
  }

  private Atom element(Atom base, Atom row, Atom column) {
    Atom at =
        solve.transposed() ? b.plus(b.times(column, n), row) : b.plus(b.times(row, n), column);
    return b.plus(base, at);
  }

  /** Solves a block of rows of one panel. */
  private void within(Atom base, Atom place, Atom top, Atom high) {
    each(
        top,
        high,
        TILE,
        (row, few) -> {
          Atom first = isForward ? top : b.plus(row, few);
          Atom length = b.minus(isForward ? row : b.plus(top, high), first);
          b.when(b.less(ZERO, length), () -> tile(base, place, row, few, first, length));
          Literal step = Literal.of(isForward ? 1 : -1);
          Atom begin = isForward ? row : b.minus(b.plus(row, few), ONE);
          Atom down = b.times(step, n);
          b.add(
              new Statement.Substitute(
                  panels,
                  b.plus(place, b.times(begin, WIDTH)),
                  b.times(step, WIDTH),
                  matrix,
                  element(base, begin, begin),
                  solve.transposed() ? step : down,
                  solve.transposed() ? down : step,
                  few,
                  solve.unit()));
        });
  }
}

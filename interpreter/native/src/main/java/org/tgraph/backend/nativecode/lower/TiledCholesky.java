package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Statement.Tile;
import org.tgraph.type.DType;

/**
 * The Cholesky factor of a large matrix of doubles: that above the diagonal is made, in panels of
 * columns next to each other, a block of rows after the other. What the rows above say is
 * subtracted as a product of matrices is, in tiles; then the block on the diagonal is factored, and
 * the rest of its rows is solved for.
 *
 * @see "Golub and Van Loan: Matrix computations, 4th edition, section 4.2.6"
 */
final class TiledCholesky {
  /** From so many rows on it pays; of several matrices, from so many. */
  private static final long LEAST = 160;

  private static final long LEAST_OF_SEVERAL = 512;

  private static final Literal TILE = Literal.of(Tile.ROWS);
  private static final Literal WIDTH = Literal.of(Tile.widest(DType.F64));

  /** The rows of a block: as many as the columns of two panels. */
  private static final Literal BLOCK = Literal.of(2 * WIDTH.bits());

  /** Of how many rows a tile has the products. */
  private static final Literal DEPTH = Literal.of(512);

  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);

  private final Matrices m;
  private final LoopBuilder b;
  private final Atom n;
  private final Atom across;
  private Buffer panels;

  /** The factor of the small block on the diagonal. */
  private Buffer corner;

  TiledCholesky(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.n = m.size(m.rows(0));
    this.across = Portions.count(b, n, WIDTH);
  }

  Atom pays() {
    Atom isOne = b.less(m.batch.count(), Literal.of(4));
    Atom least = b.select(isOne, Literal.of(LEAST), Literal.of(LEAST_OF_SEVERAL));
    return b.not(b.less(n, least));
  }

  void lower(Verdict verdict) {
    panels = m.numbers(b.times(across, b.times(n, WIDTH)));
    corner = m.numbers(b.times(TILE, TILE));
    m.eachInOrder(batch -> {
      take(batch);
      b.guardedLoop(
          Portions.count(b, n, BLOCK),
          number ->
              Portions.of(b, number, n, BLOCK, (top, high) -> block(batch, verdict, top, high)));
      give(batch);
    });
  }

  private Atom panel(Atom number) {
    return b.times(number, b.times(n, WIDTH));
  }

  /** The panels from one on, at the same time. */
  private void eachFrom(Atom first, Atom work, Consumer<Atom> body) {
    Atom count = b.let(Code.MAXIMUM, b.minus(across, first), ZERO);
    b.sharedKernel(b.times(count, work), () -> b.loop(count, i -> body.accept(b.plus(first, i))));
  }

  /** The part below the diagonal, which counts, becomes that above. */
  private void take(List<Atom> batch) {
    eachFrom(
        ZERO,
        b.times(n, WIDTH),
        number -> {
          Atom left = b.times(number, WIDTH);
          Atom few = b.let(Code.MINIMUM, WIDTH, b.minus(n, left));
          b.loop(
              few,
              i ->
                  b.loop(
                      n,
                      row -> {
                        Atom column = b.plus(left, i);
                        Atom isBelow = b.less(column, row);
                        Atom element = m.operand(0, batch, column, row);
                        b.store(
                            panels,
                            b.plus(b.plus(panel(number), b.times(row, WIDTH)), i),
                            b.select(isBelow, NOTHING, element));
                      }));
          b.loop(
              n,
              row -> {
                Atom line = b.plus(panel(number), b.times(row, WIDTH));
                b.loop(few, WIDTH, i -> b.store(panels, b.plus(line, i), NOTHING));
              });
        });
  }

  private void give(List<Atom> batch) {
    eachFrom(
        ZERO,
        b.times(n, WIDTH),
        number -> {
          Atom top = b.times(number, WIDTH);
          b.loop(
              b.let(Code.MINIMUM, WIDTH, b.minus(n, top)),
              i ->
                  b.loop(
                      n,
                      column -> {
                        Atom row = b.plus(top, i);
                        Atom at = b.plus(b.plus(panel(number), b.times(column, WIDTH)), i);
                        Atom isAbove = b.less(row, column);
                        Atom element = b.select(isAbove, NOTHING, b.loadNow(panels, at));
                        m.store(0, batch, row, column, element);
                      }));
        });
  }

  private void block(List<Atom> batch, Verdict verdict, Atom top, Atom high) {
    Atom first = b.let(Code.UNSIGNED_QUOTIENT, top, WIDTH);
    Atom next = b.plus(first, Literal.of(BLOCK.bits() / WIDTH.bits()));
    Atom work = b.times(b.times(high, WIDTH), Literal.of(64));
    b.when(
        b.less(ZERO, top),
        () ->
            eachFrom(
                first,
                work,
                number ->
                    Portions.each(
                        b,
                        top,
                        DEPTH,
                        (from, length) ->
                            groups(
                                top,
                                high,
                                (row, few) -> subtract(number, row, few, from, length)))));
    b.kernel(() ->
        groups(
            top,
            high,
            (row, few) -> {
              Atom last = b.let(Code.MINIMUM, next, across);
              Atom own = b.let(Code.UNSIGNED_QUOTIENT, row, WIDTH);
              b.loop(own, last, number -> subtract(number, row, few, top, b.minus(row, top)));
              factor(batch, verdict, row, few);
              b.loop(own, last, number -> solve(number, row, few, corner, ZERO, ONE, TILE));
              put(row, few);
            }));
    eachFrom(
        next,
        work,
        number ->
            groups(
                top,
                high,
                (row, few) -> {
                  subtract(number, row, few, top, b.minus(row, top));
                  solve(number, row, few, panels, element(row, row), ONE, WIDTH);
                }));
  }

  private void groups(Atom top, Atom high, BiConsumer<Atom, Atom> body) {
    Portions.each(b, high, TILE, (first, few) -> body.accept(b.plus(top, first), few));
  }

  /** Where an element above the diagonal is. */
  private Atom element(Atom row, Atom column) {
    Atom number = b.let(Code.UNSIGNED_QUOTIENT, column, WIDTH);
    Atom within = b.minus(column, b.times(number, WIDTH));
    return b.plus(b.plus(panel(number), b.times(row, WIDTH)), within);
  }

  /** Subtracts from some rows of a panel the products of rows above. */
  private void subtract(Atom number, Atom row, Atom few, Atom from, Atom length) {
    b.when(
        b.less(ZERO, length),
        () ->
            b.add(
                new Tile(
                    panels,
                    b.plus(panel(number), b.times(row, WIDTH)),
                    WIDTH,
                    panels,
                    element(from, row),
                    WIDTH,
                    true,
                    panels,
                    b.plus(panel(number), b.times(from, WIDTH)),
                    length,
                    few,
                    WIDTH,
                    WIDTH,
                    Literal.TRUE,
                    b.plus(panel(number), b.times(b.plus(from, length), WIDTH)),
                    true)));
  }

  /** Some rows of a panel, by the small factor on the diagonal. */
  private void solve(
      Atom number, Atom row, Atom few, Buffer matrix, Atom at, Atom down, Atom right) {
    b.add(
        new Statement.Substitute(
            panels,
            b.plus(panel(number), b.times(row, WIDTH)),
            WIDTH,
            matrix,
            at,
            down,
            right,
            few,
            false));
  }

  /** The factor of a small block on the diagonal. */
  private void factor(List<Atom> batch, Verdict verdict, Atom top, Atom few) {
    Atom start = element(top, top);
    b.loop(
        few,
        row -> {
          Atom line = b.times(row, TILE);
          b.loop(
              row,
              few,
              column -> {
                Atom sum =
                    Work.sum(
                        b,
                        DType.F64,
                        ZERO,
                        row,
                        k ->
                            b.times(
                                b.loadNow(corner, b.plus(b.times(k, TILE), row)),
                                b.loadNow(corner, b.plus(b.times(k, TILE), column))));
                Atom element =
                    b.loadNow(panels, b.plus(start, b.plus(b.times(row, WIDTH), column)));
                b.store(corner, b.plus(line, column), b.minus(element, sum));
              });
          Atom square = b.loadNow(corner, b.plus(line, row));
          Atom isPositive = b.less(NOTHING, square);
          verdict.of(batch, b.not(isPositive), b.plus(b.plus(top, row), ONE));
          Atom root = b.let(Code.SQRT, square);
          b.store(corner, b.plus(line, row), root);
          b.loop(
              b.plus(row, ONE),
              few,
              column -> {
                Atom at = b.plus(line, column);
                b.store(corner, at, b.let(Code.DIVIDE, b.loadNow(corner, at), root));
              });
        });
  }

  /** Puts it where it belongs. */
  private void put(Atom top, Atom few) {
    Atom start = element(top, top);
    b.loop(
        few,
        row ->
            b.loop(
                row,
                few,
                column ->
                    b.store(
                        panels,
                        b.plus(start, b.plus(b.times(row, WIDTH), column)),
                        b.loadNow(corner, b.plus(b.times(row, TILE), column)))));
  }
}

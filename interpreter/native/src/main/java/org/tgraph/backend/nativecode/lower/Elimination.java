package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * The LU factorisation with partial pivoting, as LAPACK does it (xGETF2); of large matrices by
 * LAPACK.
 */
final class Elimination {
  private static final Literal ONE = Literal.of(1);

  private final Matrices m;
  private final LoopBuilder b;
  private final Work packed;
  private final Work order;
  private final Atom rows;
  private final Atom columns;
  private final Atom pivots;

  private Elimination(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.packed = m.own(m.rows(0), m.columns(0));
    this.order = m.own(DType.I64, m.size(m.rows(0)));
    this.rows = m.size(m.rows(0));
    this.columns = m.size(m.columns(0));
    this.pivots = m.size(Dim.min(m.rows(0), m.columns(0)));
  }

  static void lu(Matrices m) {
    m.byLibrary(
        "LAPACKE_dgetrf_work",
        m.size(m.rows(0)),
        m.size(m.columns(0)),
        blas -> large(m, blas),
        () -> small(m));
  }

  private static void small(Matrices m) {
    Elimination elimination = new Elimination(m);
    m.batch.each(
        1,
        batch -> {
          m.copy(0, batch, elimination.packed);
          elimination.factor();
          elimination.store(batch);
        });
  }

  /** The determinant of a complex matrix, whose pivots may be infinite. */
  static void det(Matrices m) {
    Elimination elimination = new Elimination(m);
    m.batch.each(
        1,
        batch -> {
          m.copy(0, batch, elimination.packed);
          Cell isOdd = elimination.b.cell(Literal.FALSE);
          elimination.factor(isOdd);
          elimination.product(batch, isOdd);
        });
  }

  /** That of the pivots, with the sign of the exchanges of rows; of a singular matrix 0, not -0. */
  private void product(List<Atom> batch, Cell isOdd) {
    Atom one = m.number(1);
    Atom first = b.select(b.read(isOdd), b.let(Code.NEGATE, one), one);
    Accumulator product = new Accumulator(b, first);
    b.loop(
        pivots,
        k ->
            product.write(
                ComplexNumbers.keepingInfinity(b, (Pair) product.read(), (Pair) packed.get(k, k))));
    m.store(0, batch, b.plus(product.read(), m.number(0)));
  }

  private static void large(Matrices m, Blas blas) {
    Elimination elimination = new Elimination(m);
    Work turned = m.own(m.columns(0), m.rows(0));
    Work swaps = m.own(DType.I32, elimination.pivots);
    m.batch.each(
        1,
        batch -> {
          m.ifFinite(
              batch,
              elimination.packed,
              turned,
              () -> elimination.factor(blas, turned, swaps),
              elimination::factor);
          elimination.store(batch);
        });
  }

  /** LAPACK's, which tells with which row each was exchanged, one after the other, from 1. */
  private void factor(Blas blas, Work turned, Work swaps) {
    blas.call(Blas.COLUMNS, rows, columns, turned.elements(), rows, swaps.elements());
    packed.setTurned(rows, turned);
    b.loop(rows, row -> order.set(row, row));
    Atom last = b.minus(rows, ONE);
    b.loop(
        pivots,
        k -> {
          Atom told = b.minus(b.convert(DType.I64, swaps.get(k)), ONE);
          Atom pivot = b.let(Code.MAXIMUM, k, b.let(Code.MINIMUM, told, last));
          swap(k, pivot);
        });
  }

  private void swap(Atom k, Atom pivot) {
    Atom first = order.get(k);
    Atom second = order.get(pivot);
    order.set(k, second);
    order.set(pivot, first);
  }

  private void factor() {
    factor(b.cell(Literal.FALSE));
  }

  /**
   * @param isOdd false before; whether the number of exchanges is odd after
   */
  private void factor(Cell isOdd) {
    b.loop(rows, row -> order.set(row, row));
    b.loop(
        pivots,
        k -> {
          Atom pivot = pivot(b, packed, k, rows);
          swap(k, pivot);
          b.write(isOdd, b.let(Code.NOT_EQUAL, b.read(isOdd), b.not(b.equal(k, pivot))));
          b.loop(
              columns,
              column -> {
                Atom above = packed.get(k, column);
                Atom below = packed.get(pivot, column);
                packed.set(k, column, below);
                packed.set(pivot, column, above);
              });
          Atom divisor = packed.get(k, k);
          b.branch(b.equal(divisor, m.number(0)), () -> {}, () -> eliminate(k, divisor));
        });
  }

  private void eliminate(Atom k, Atom divisor) {
    Work.from(
        b,
        b.plus(k, ONE),
        rows,
        row -> {
          Atom factor = m.divide(packed.get(row, k), divisor);
          packed.set(row, k, factor);
          packed.subtract(row, factor, k, b.plus(k, ONE), columns);
        });
  }

  /** Of complex numbers the sum of those of their parts. */
  private static Atom size(LoopBuilder b, Atom x) {
    Atom re = b.let(Code.ABS, ComplexNumbers.re(x));
    return x instanceof Pair pair ? b.plus(re, b.let(Code.ABS, pair.im())) : re;
  }

  /** The first row from {@code k} on whose element in that column is largest. */
  static Atom pivot(LoopBuilder b, Work packed, Atom k, Atom rows) {
    Cell best = b.cell(k);
    Cell most = b.cell(size(b, packed.get(k, k)));
    Work.from(
        b,
        b.plus(k, ONE),
        rows,
        row -> {
          Atom size = size(b, packed.get(row, k));
          Atom isLarger = b.less(b.read(most), size);
          b.add(new Statement.Write(best, b.select(isLarger, row, b.read(best))));
          b.add(new Statement.Write(most, b.select(isLarger, size, b.read(most))));
        });
    return b.read(best);
  }

  private void store(List<Atom> batch) {
    b.loop(
        rows,
        row -> {
          List<Atom> at = new ArrayList<>(batch);
          at.add(row);
          m.store(0, at, order.get(row));
          b.loop(
              pivots,
              column -> {
                Atom onOrAbove = b.select(b.equal(row, column), m.number(1), m.number(0));
                Atom below = b.less(column, row);
                m.store(1, batch, row, column, b.select(below, packed.get(row, column), onOrAbove));
              });
        });
    b.loop(
        pivots,
        row ->
            b.loop(
                columns,
                column -> {
                  Atom below = b.less(column, row);
                  m.store(
                      2, batch, row, column, b.select(below, m.number(0), packed.get(row, column)));
                }));
  }
}

package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * Singular values and vectors by the one-sided Jacobi method, as the definition has it (Demmel and
 * Veselić, "Jacobi's method is more accurate than QR", 1992), after a QR factorisation: rotations
 * of the columns make them orthogonal; their lengths are the singular values. Of a matrix with
 * fewer rows than columns it is the adjoint that is decomposed.
 */
final class OneSidedJacobi {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);

  /** Below this, times the largest, a column's length cannot be squared, and is taken to be 0. */
  private static final Literal NO_LENGTH = Literal.of(DType.F64, 1e-150);

  private final Matrices m;
  private final LoopBuilder b;
  private final boolean full;
  private final boolean hasVectors;
  private final Atom isWide;

  /** The larger and the smaller of the numbers of rows and columns. */
  private final Atom most;

  private final Atom least;
  private final Reflections qr;
  private final Reflections inner;

  /** The columns that are made orthogonal, as rows; without vectors, in place of R. */
  private final Work columns;

  /** The rotations of them together. */
  private final Work v;

  private final Work lengths;
  private final Work places;
  private final Work u;

  OneSidedJacobi(Matrices m, boolean full) {
    this.m = m;
    this.b = m.b;
    this.full = full;
    this.hasVectors = m.isRead(0) || m.isRead(2);
    Atom rows = m.size(m.rows(0));
    Atom cols = m.size(m.columns(0));
    this.isWide = rows.equals(cols) ? Literal.FALSE : b.less(rows, cols);
    Dim more = Dim.max(m.rows(0), m.columns(0));
    Dim few = Dim.min(m.rows(0), m.columns(0));
    Dim width = full ? more : few;
    this.most = m.size(more);
    this.least = m.size(few);
    this.qr = new Reflections(m, more, few, width);
    this.lengths = m.own(DType.F64, least);
    this.places = m.own(DType.I64, least);
    Dim some = hasVectors ? few : Dim.ZERO;
    this.inner = new Reflections(m, some, some, some);
    this.columns = hasVectors ? m.own(few, few) : qr.packed();
    this.v = m.own(some, some);
    this.u = m.own(hasVectors ? more : Dim.ZERO, width);
  }

  /** One matrix of the batch; where something is not finite, all is {@code nan}. */
  void decompose(List<Atom> batch) {
    Cell all = b.cell(Literal.TRUE);
    Cell most = b.cell(NOTHING);
    load(batch, all, most);
    b.branch(
        b.read(all),
        () -> {
          Atom largest = b.read(most);
          begin(Vectors.inversePower(b, largest));
          sweep();
          values(batch, Vectors.power(b, largest));
          if (hasVectors) {
            vectors();
            store(batch);
          }
        },
        () -> m.fill(batch, m.nan()));
  }

  private void load(List<Atom> batch, Cell all, Cell largest) {
    b.loop(
        most,
        i ->
            b.loop(
                least,
                j -> {
                  Atom row = b.select(isWide, j, i);
                  Atom column = b.select(isWide, i, j);
                  Atom x = m.operand(0, batch, row, column);
                  Atom element = b.select(isWide, ComplexNumbers.conjugate(b, x), x);
                  qr.packed().set(i, j, element);
                  b.add(new Statement.Combine(all, Code.AND, m.isFinite(element)));
                  b.add(new Statement.Combine(largest, Code.MAXIMUM, m.largestPart(element)));
                }));
  }

  /** Begins with the columns of R. */
  private void begin(Atom scale) {
    Work packed = qr.packed();
    b.loop(most, i -> b.loop(least, j -> packed.set(i, j, m.scaled(packed.get(i, j), scale))));
    qr.factor();
    b.loop(
        least,
        p -> {
          b.loop(
              p,
              k -> {
                columns.set(p, k, packed.get(k, p));
                columns.set(k, p, m.number(0));
              });
          columns.set(p, p, packed.get(p, p));
        });
    v.setIdentity(m.number(1), m.number(0));
  }

  private void sweep() {
    Atom count = b.convert(DType.F64, b.let(Code.MAXIMUM, least, Literal.of(10)));
    Atom tolerance = b.times(count, Literal.of(DType.F64, 1.2e-16));
    Rotation.sweeps(b, least, (p, q, isTurned) -> rotate(p, q, tolerance, isTurned));
  }

  /** Makes two columns orthogonal, unless they are. */
  private void rotate(Atom p, Atom q, Atom tolerance, Cell isTurned) {
    Accumulator first = new Accumulator(b, NOTHING);
    Accumulator second = new Accumulator(b, NOTHING);
    Accumulator product = new Accumulator(b, m.number(0));
    b.loop(
        least,
        k -> {
          Atom x = columns.get(p, k);
          Atom y = columns.get(q, k);
          first.combine(Code.ADD, square(x));
          second.combine(Code.ADD, square(y));
          product.combine(Code.ADD, b.times(y, ComplexNumbers.conjugate(b, x)));
        });
    Atom off = product.read();
    Atom size = m.size(off);
    Atom lengths = b.times(b.let(Code.SQRT, first.read()), b.let(Code.SQRT, second.read()));
    Atom bound =
        b.let(Code.MAXIMUM, b.times(tolerance, lengths), Literal.of(DType.F64, Double.MIN_NORMAL));
    b.when(
        b.less(bound, size),
        () -> {
          b.write(isTurned, Literal.TRUE);
          Rotation rotation = Rotation.of(m, first.read(), second.read(), off, size).conjugate(b);
          rotation.apply(m, columns, p, q);
          if (hasVectors) {
            rotation.apply(m, v, p, q);
          }
        });
  }

  private Atom square(Atom x) {
    Atom re = ComplexNumbers.re(x);
    Atom im = ComplexNumbers.im(x);
    Atom square = b.times(re, re);
    return x instanceof Pair ? b.plus(square, b.times(im, im)) : square;
  }

  private void values(List<Atom> batch, Atom scale) {
    b.loop(least, i -> lengths.set(i, length(i)));
    Vectors.places(b, least, places, (i, j) -> b.less(lengths.get(j), lengths.get(i)));
    b.loop(
        least,
        i -> {
          Atom length = lengths.get(i);
          Atom value = b.select(isSome(length), b.times(length, scale), NOTHING);
          m.store(1, Matrices.with(batch, places.get(i)), value);
        });
  }

  private Atom isSome(Atom length) {
    return b.less(NO_LENGTH, length);
  }

  /** Of a column; its elements are divided by the largest, so that small ones have squares. */
  private Atom length(Atom i) {
    Cell largest = b.cell(NOTHING);
    b.loop(
        least, k -> b.add(new Statement.Combine(largest, Code.MAXIMUM, m.size(columns.get(i, k)))));
    Atom scale = b.read(largest);
    Atom isZero = b.equal(scale, NOTHING);
    Atom divisor = b.select(isZero, Literal.of(DType.F64, 1), scale);
    Atom sum =
        Work.sum(
            b,
            DType.F64,
            ZERO,
            least,
            k -> square(b.let(Code.DIVIDE, m.size(columns.get(i, k)), divisor)));
    return b.times(scale, b.let(Code.SQRT, sum));
  }

  /** Makes u the left vectors, in the order of the values; v stays in its own. */
  private void vectors() {
    Cell rank = b.cell(ZERO);
    b.loop(
        least,
        i -> {
          Atom place = places.get(i);
          Atom length = lengths.get(i);
          Atom isSome = isSome(length);
          Atom inverse = b.let(Code.DIVIDE, Literal.of(DType.F64, 1), length);
          Atom factor = b.select(isSome, inverse, NOTHING);
          b.add(new Statement.Combine(rank, Code.ADD, b.convert(DType.I64, isSome)));
          b.loop(least, k -> u.set(k, place, m.scaled(columns.get(i, k), factor)));
        });
    Work.from(b, least, most, row -> b.loop(least, j -> u.set(row, j, m.number(0))));
    Atom found = b.read(rank);
    b.when(b.less(found, least), () -> complete(found));
    qr.apply(u, least);
    if (full) {
      b.when(b.less(least, most), this::completeAll);
    }
  }

  /** Puts further orthonormal columns behind those that have a length. */
  private void complete(Atom rank) {
    b.loop(least, row -> b.loop(least, j -> inner.packed().set(row, j, u.get(row, j))));
    inner.factor();
    inner.form(columns);
    b.loop(least, row -> Work.from(b, rank, least, j -> u.set(row, j, columns.get(row, j))));
  }

  /** The same to make u square. It gives the columns that are there back, but for their signs. */
  private void completeAll() {
    Work packed = qr.packed();
    b.loop(most, row -> b.loop(least, j -> packed.set(row, j, u.get(row, j))));
    qr.factor();
    qr.form(u);
    b.loop(
        least,
        j -> {
          Atom sign =
              b.let(Code.COPY_SIGN, Literal.of(DType.F64, 1), ComplexNumbers.re(packed.get(j, j)));
          b.loop(most, row -> u.set(row, j, m.scaled(u.get(row, j), sign)));
        });
  }

  private void store(List<Atom> batch) {
    b.loop(
        least,
        i -> {
          Atom j = places.get(i);
          UnaryOperator<Atom> ofU = row -> u.get(row, j);
          UnaryOperator<Atom> ofV = k -> v.get(i, k);
          b.branch(
              isWide,
              () -> store(batch, j, least, ofV, most, ofU),
              () -> store(batch, j, most, ofU, least, ofV));
        });
    if (!full) {
      return;
    }
    Work.from(
        b,
        least,
        most,
        j -> {
          UnaryOperator<Atom> vector =
              row -> {
                Atom component = u.get(row, j);
                return b.select(isWide, ComplexNumbers.conjugate(b, component), component);
              };
          Atom factor = Vectors.factor(m, most, vector);
          b.branch(
              isWide,
              () -> b.loop(most, k -> m.store(2, batch, j, k, b.times(vector.apply(k), factor))),
              () ->
                  b.loop(
                      most, row -> m.store(0, batch, row, j, b.times(vector.apply(row), factor))));
        });
  }

  /** Turns both vectors of a singular value by what the left one takes. */
  private void store(
      List<Atom> batch,
      Atom j,
      Atom rows,
      UnaryOperator<Atom> left,
      Atom columns,
      UnaryOperator<Atom> right) {
    Atom factor = Vectors.factor(m, rows, left);
    b.loop(rows, row -> m.store(0, batch, row, j, b.times(left.apply(row), factor)));
    b.loop(
        columns,
        k -> {
          Atom turned = b.times(right.apply(k), factor);
          m.store(2, batch, j, k, ComplexNumbers.conjugate(b, turned));
        });
  }
}

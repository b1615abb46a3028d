package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.DType;

/**
 * The eigenvalues and vectors of Hermitian matrices: of small ones by Jacobi's cyclic method, as
 * the definition has it (Golub and Van Loan, Matrix Computations, 8.5), of larger ones by LAPACK
 * ({@code dsyevd}, {@code zheevd}). If nothing reads the vectors, none are computed.
 */
final class HermitianEigen {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);

  /** The rows from which on a call of LAPACK takes less than the rotations. */
  private static final long LARGE = 12;

  /** At least as many columns as LAPACK works on at once; memory for so many lets it do so. */
  private static final Literal BLOCK = Literal.of(64);

  private static final double TOLERANCE = 1e-17;

  private final Matrices m;
  private final LoopBuilder b;
  private final Atom n;
  private final Work places;

  private HermitianEigen(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.n = m.size(m.rows(0));
    this.places = m.own(DType.I64, n);
  }

  static void of(Matrices m) {
    Atom n = m.size(m.rows(0));
    // The memory that it needs has to be counted by an int too.
    Atom numbers = m.b.times(m.b.plus(n, n), m.b.plus(n, BLOCK));
    m.byLibrary(
        m.type().isComplex() ? "LAPACKE_zheevd_work" : "LAPACKE_dsyevd_work",
        m.b.less(Literal.of(LARGE - 1), n),
        List.of(n, numbers),
        (blas, failed) -> new HermitianEigen(m).large(blas, failed),
        () -> new HermitianEigen(m).small());
  }

  private boolean hasVectors() {
    return m.isRead(1);
  }

  private void small() {
    Work a = m.own(m.rows(0), m.rows(0));
    Optional<Work> vectors =
        hasVectors() ? Optional.of(m.own(m.rows(0), m.rows(0))) : Optional.empty();
    m.batch.each(32, batch -> byRotations(batch, a, vectors));
  }

  private void large(Blas blas, Verdict failed) {
    boolean isInPlace = m.isDouble() && hasVectors();
    Atom square = hasVectors() ? b.times(n, n) : ZERO;
    Atom some = b.times(n, BLOCK);
    Optional<Work> own = isInPlace ? Optional.empty() : Optional.of(m.own(m.rows(0), m.rows(0)));
    Work values = m.own(DType.F64, n);
    // For the vectors, as much as another two matrices.
    Atom count = b.plus(m.type().isComplex() ? square : b.plus(square, square), some);
    Work room = m.own(m.type(), count);
    Atom realCount = b.plus(b.plus(square, square), some);
    Work realRoom = m.type().isComplex() ? m.own(DType.F64, realCount) : room;
    Work numbers = m.own(DType.I32, b.plus(Literal.of(3), b.times(Literal.of(5), n)));
    m.batch.each(
        32,
        batch -> {
          Work a = own.orElseGet(() -> new Work(b, m.result(1, batch), n, n));
          b.branch(
              load(batch, a),
              () -> {
                Atom isDone = call(blas, a, values, room, realRoom, numbers);
                failed.of(batch, b.not(isDone), ZERO);
                store(batch, a, values, isInPlace);
              },
              () -> m.fill(batch, m.nan()));
        });
  }

  /**
   * The lower triangle, row by row, as LAPACK reads the upper one, column by column.
   *
   * @return whether all of it is finite
   */
  private Atom load(List<Atom> batch, Work a) {
    Cell all = b.cell(Literal.TRUE);
    lower((row, column) -> {
      Atom element = operand(batch, row, column);
      a.set(row, column, ComplexNumbers.conjugate(b, element));
      b.add(new Statement.Combine(all, Code.AND, m.isFinite(element)));
    });
    return b.read(all);
  }

  /** An element of the lower triangle, whose diagonal is taken to be real. */
  private Atom operand(List<Atom> batch, Atom row, Atom column) {
    Atom element = m.operand(0, batch, row, column);
    Atom real = b.convert(m.type(), ComplexNumbers.re(element));
    return m.type().isComplex() ? b.select(b.equal(row, column), real, element) : element;
  }

  private void lower(Matrices.Each each) {
    b.loop(n, row -> b.loop(b.plus(row, ONE), column -> each.of(row, column)));
  }

  private Atom call(Blas blas, Work a, Work values, Work room, Work realRoom, Work numbers) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                Blas.COLUMNS,
                hasVectors() ? 'V' : 'N',
                'U',
                n,
                a.elements(),
                n,
                values.elements(),
                room.elements(),
                room.columns()));
    if (m.type().isComplex()) {
      arguments.addAll(List.of(realRoom.elements(), realRoom.columns()));
    }
    arguments.addAll(List.of(numbers.elements(), numbers.columns()));
    return blas.succeeds(arguments.toArray());
  }

  /** The vectors are the rows; in place they change places with the columns. */
  private void store(List<Atom> batch, Work a, Work values, boolean isInPlace) {
    b.loop(n, k -> m.store(0, Matrices.with(batch, k), values.get(k)));
    if (!hasVectors()) {
      return;
    }
    b.loop(
        n,
        k -> {
          Atom factor = Vectors.factor(m, n, i -> a.get(k, i));
          b.loop(n, i -> a.set(k, i, b.times(a.get(k, i), factor)));
        });
    if (isInPlace) {
      lower((row, column) -> {
        Atom below = a.get(row, column);
        a.set(row, column, a.get(column, row));
        a.set(column, row, below);
      });
    } else {
      b.loop(n, k -> b.loop(n, i -> m.store(1, batch, i, k, a.get(k, i))));
    }
  }

  /** The definition's way; where something is not finite, all is {@code nan}. */
  private void byRotations(List<Atom> batch, Work a, Optional<Work> vectors) {
    Cell all = b.cell(Literal.TRUE);
    Cell most = b.cell(NOTHING);
    lower((row, column) -> {
      Atom element = operand(batch, row, column);
      a.set(row, column, element);
      a.set(column, row, ComplexNumbers.conjugate(b, element));
      b.add(new Statement.Combine(all, Code.AND, m.isFinite(element)));
      b.add(new Statement.Combine(most, Code.MAXIMUM, m.largestPart(element)));
    });
    b.branch(
        b.read(all),
        () -> {
          Atom largest = b.read(most);
          Atom scale = Vectors.inversePower(b, largest);
          b.loop(n, i -> b.loop(n, k -> a.set(i, k, m.scaled(a.get(i, k), scale))));
          vectors.ifPresent(v -> v.setIdentity(m.number(1), m.number(0)));
          Rotation.sweeps(b, n, (p, q, isTurned) -> rotate(a, vectors, p, q, isTurned));
          store(batch, a, vectors, Vectors.power(b, largest));
        },
        () -> m.fill(batch, m.nan()));
  }

  /** Makes {@code a[p, q]} 0, unless it is next to nothing. */
  private void rotate(Work a, Optional<Work> vectors, Atom p, Atom q, Cell isTurned) {
    Atom off = a.get(p, q);
    Atom size = m.size(off);
    Atom first = ComplexNumbers.re(a.get(p, p));
    Atom second = ComplexNumbers.re(a.get(q, q));
    Atom bound =
        b.times(
            Literal.of(DType.F64, TOLERANCE),
            b.times(
                b.let(Code.SQRT, b.let(Code.ABS, first)),
                b.let(Code.SQRT, b.let(Code.ABS, second))));
    Atom least = b.let(Code.MAXIMUM, bound, Literal.of(DType.F64, Double.MIN_NORMAL));
    b.when(
        b.less(least, size),
        () -> {
          b.write(isTurned, Literal.TRUE);
          Rotation rotation = Rotation.of(m, first, second, off, size);
          b.loop(
              n,
              k -> {
                Atom x = a.get(p, k);
                Atom y = a.get(q, k);
                Atom upper = rotation.first(m, x, y);
                Atom lower = rotation.second(m, x, y);
                a.set(p, k, upper);
                a.set(q, k, lower);
                a.set(k, p, ComplexNumbers.conjugate(b, upper));
                a.set(k, q, ComplexNumbers.conjugate(b, lower));
              });
          a.set(p, p, b.convert(m.type(), b.minus(first, rotation.change())));
          a.set(q, q, b.convert(m.type(), b.plus(second, rotation.change())));
          a.set(p, q, m.number(0));
          a.set(q, p, m.number(0));
          vectors.ifPresent(v -> rotation.conjugate(b).apply(m, v, p, q));
        });
  }

  private void store(List<Atom> batch, Work a, Optional<Work> vectors, Atom scale) {
    Vectors.places(
        b,
        n,
        places,
        (i, j) -> b.less(ComplexNumbers.re(a.get(i, i)), ComplexNumbers.re(a.get(j, j))));
    b.loop(
        n,
        i -> {
          Atom place = places.get(i);
          Atom value = ComplexNumbers.re(a.get(i, i));
          m.store(0, Matrices.with(batch, place), b.times(value, scale));
          vectors.ifPresent(v -> {
            Atom factor = Vectors.factor(m, n, k -> v.get(i, k));
            b.loop(n, k -> m.store(1, batch, k, place, b.times(v.get(i, k), factor)));
          });
        });
  }
}

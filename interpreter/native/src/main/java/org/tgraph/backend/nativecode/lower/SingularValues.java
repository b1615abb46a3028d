package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.linalg.Svd;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * Singular values and vectors: of small matrices by {@link OneSidedJacobi}, of larger ones by
 * LAPACK ({@code dgesdd}, {@code zgesdd}). If nothing reads the vectors, none are computed. What
 * completes those of a matrix that is not square is for the definition to choose, so that these are
 * done by rotations if all vectors are wanted.
 *
 * <p>What is row by row a matrix is column by column the transposed one, {@code conj(v) diag(s)
 * uᵀ}, whose factors are, row by row again, vh and u.
 */
final class SingularValues {
  private static final Literal ONE = Literal.of(1);

  /** The rows and columns from which on a call of LAPACK takes less than the rotations. */
  private static final long LARGE = 12;

  /** So many numbers for each row or column let LAPACK work on 32 at once, wherever it can. */
  private static final Literal BLOCKS = Literal.of(96);

  private final Matrices m;
  private final LoopBuilder b;
  private final Svd svd;
  private final Dim few;
  private final Atom rows;
  private final Atom columns;
  private final Atom least;
  private final Atom most;

  private SingularValues(Matrices m, Svd svd) {
    this.m = m;
    this.b = m.b;
    this.svd = svd;
    this.few = Dim.min(m.rows(0), m.columns(0));
    this.rows = m.size(m.rows(0));
    this.columns = m.size(m.columns(0));
    this.least = m.size(few);
    this.most = m.size(Dim.max(m.rows(0), m.columns(0)));
  }

  static void of(Matrices m, Svd svd) {
    SingularValues of = new SingularValues(m, svd);
    LoopBuilder b = m.b;
    Atom isLarge = b.less(Literal.of(LARGE - 1), of.least);
    Atom isLapacks = svd.full() ? b.and(isLarge, b.equal(of.rows, of.columns)) : isLarge;
    m.byLibrary(
        m.type().isComplex() ? "LAPACKE_zgesdd_work" : "LAPACKE_dgesdd_work",
        isLapacks,
        List.of(of.rows, of.columns, of.room(), of.realRoom()),
        of::large,
        of::small);
  }

  private boolean hasVectors() {
    return m.isRead(0) || m.isRead(2);
  }

  private void small() {
    OneSidedJacobi rotations = new OneSidedJacobi(m, svd.full());
    m.batch.each(64, rotations::decompose);
  }

  /** With how many numbers LAPACK works. */
  private Atom room() {
    Atom some = b.plus(b.times(BLOCKS, least), most);
    Atom squares = b.times(Literal.of(m.type().isComplex() ? 1 : 4), b.times(least, least));
    return hasVectors() ? b.plus(squares, some) : some;
  }

  /** With how many real ones beside complex ones. */
  private Atom realRoom() {
    if (!m.type().isComplex()) {
      return ONE;
    }
    Atom some = b.times(Literal.of(7), least);
    Atom square = b.times(least, least);
    Atom both = b.times(Literal.of(2), b.plus(b.times(most, least), square));
    Atom more = b.let(Code.MAXIMUM, both, b.times(Literal.of(5), square));
    return hasVectors() ? b.plus(more, some) : some;
  }

  private void large(Blas blas, Verdict failed) {
    boolean isInPlace = m.isDouble() && m.isRead(0) && m.isRead(2);
    boolean isOwn = hasVectors() && !isInPlace;
    Work a = m.own(m.rows(0), m.columns(0));
    Work values = m.own(DType.F64, least);
    Work room = m.own(m.type(), room());
    Work realRoom = m.own(DType.F64, realRoom());
    Work numbers = m.own(DType.I32, b.times(Literal.of(8), least));
    Work ownU = isOwn ? m.own(m.rows(0), few) : a;
    Work ownVh = isOwn ? m.own(few, m.columns(0)) : a;
    m.batch.each(
        32,
        batch -> {
          Work u = isInPlace ? new Work(b, m.result(0, batch), rows, least) : ownU;
          Work vh = isInPlace ? new Work(b, m.result(2, batch), least, columns) : ownVh;
          m.ifFinite(
              batch,
              a::set,
              () -> {
                Atom isDone = call(blas, a, values, vh, u, room, realRoom, numbers);
                failed.of(batch, b.not(isDone), Literal.of(0));
                b.loop(least, k -> m.store(1, Matrices.with(batch, k), values.get(k)));
                if (hasVectors()) {
                  store(batch, u, vh, isInPlace);
                }
              },
              () -> m.fill(batch, m.nan()));
        });
  }

  private Atom call(
      Blas blas, Work a, Work values, Work vh, Work u, Work room, Work realRoom, Work numbers) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                Blas.COLUMNS,
                hasVectors() ? 'S' : 'N',
                columns,
                rows,
                a.elements(),
                columns,
                values.elements(),
                vh.elements(),
                columns,
                u.elements(),
                least,
                room.elements(),
                room.columns()));
    if (m.type().isComplex()) {
      arguments.add(realRoom.elements());
    }
    arguments.add(numbers.elements());
    return blas.succeeds(arguments.toArray());
  }

  private void store(List<Atom> batch, Work u, Work vh, boolean isInPlace) {
    b.loop(
        least,
        k -> {
          Atom factor = Vectors.factor(m, rows, row -> u.get(row, k));
          Atom adjoint = ComplexNumbers.conjugate(b, factor);
          b.loop(rows, row -> u.set(row, k, b.times(u.get(row, k), factor)));
          b.loop(columns, column -> vh.set(k, column, b.times(vh.get(k, column), adjoint)));
        });
    if (!isInPlace) {
      m.store(0, batch, u);
      m.store(2, batch, vh);
    }
  }
}

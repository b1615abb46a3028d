package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.op.linalg.Eig;
import org.tgraph.type.DType;

/**
 * The eigenvalues and vectors of matrices that need not be Hermitian, by LAPACK ({@code dgeev},
 * {@code zgeev}); where it is not there, by the definition. If nothing reads the vectors, none are
 * computed. Of a real matrix LAPACK gives those that are not real in pairs: the vectors are {@code
 * v + iw} and {@code v - iw}, of which it has v and w.
 */
final class GeneralEigen {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);

  /** With so many numbers for each row LAPACK works on 64 columns at once. */
  private static final long ROOM = 132;

  private final Matrices m;
  private final LoopBuilder b;
  private final Atom n;

  /** What LAPACK takes for the length of a column: of an empty matrix, 1. */
  private final Atom length;

  private final boolean isComplex;

  private GeneralEigen(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.n = m.size(m.rows(0));
    this.length = b.let(Code.MAXIMUM, n, ONE);
    this.isComplex = m.type().isComplex();
  }

  static void of(Matrices m) {
    GeneralEigen eigen = new GeneralEigen(m);
    m.byLibraryAlone(
        eigen.isComplex ? "LAPACKE_zgeev_work" : "LAPACKE_dgeev_work",
        List.of(eigen.room()),
        eigen::byLibrary);
  }

  private Atom room() {
    return b.times(Literal.of(ROOM), length);
  }

  private boolean hasVectors() {
    return m.isRead(1);
  }

  private void byLibrary(Blas blas) {
    Work a = m.own(m.rows(0), m.rows(0));
    Work vectors = hasVectors() ? m.own(m.rows(0), m.rows(0)) : a;
    Work values = m.own(m.type(), n);
    // Of a real matrix the imaginary parts of its eigenvalues, else numbers to work with.
    Work more = m.own(DType.F64, b.times(Literal.of(2), n));
    Work room = m.own(m.type(), room());
    Work places = m.own(DType.I64, n);
    Verdict verdict = new Verdict(m);
    m.batch.each(
        64,
        batch ->
            m.ifFinite(
                batch,
                (row, column, element) -> a.set(column, row, element),
                () -> {
                  verdict.of(batch, b.not(call(blas, a, values, more, vectors, room)), ZERO);
                  store(batch, values, more, vectors, places);
                },
                () -> {
                  Atom nan = Literal.of(DType.F64, Double.NaN);
                  m.fill(batch, new Pair(nan, nan));
                }));
    verdict.check((batches, matrix, reason) -> Eig.notFound(batches, matrix));
  }

  private Atom call(Blas blas, Work a, Work values, Work more, Work vectors, Work room) {
    char job = hasVectors() ? 'V' : 'N';
    List<Object> arguments =
        new ArrayList<>(
            List.of(Blas.COLUMNS, 'N', job, n, a.elements(), length, values.elements()));
    if (!isComplex) {
      arguments.add(more.elements());
    }
    // There are no left vectors.
    arguments.addAll(
        List.of(vectors.elements(), ONE, vectors.elements(), length, room.elements(), room()));
    if (isComplex) {
      arguments.add(more.elements());
    }
    return blas.succeeds(arguments.toArray());
  }

  /** By the real parts and then by the imaginary ones. */
  private void store(List<Atom> batch, Work values, Work im, Work vectors, Work places) {
    UnaryOperator<Atom> value = k -> isComplex ? values.get(k) : new Pair(values.get(k), im.get(k));
    Vectors.places(b, n, places, (i, j) -> isBefore((Pair) value.apply(i), (Pair) value.apply(j)));
    b.loop(
        n,
        k -> {
          Atom place = places.get(k);
          m.store(0, Matrices.with(batch, place), value.apply(k));
          if (hasVectors()) {
            UnaryOperator<Atom> component =
                isComplex ? i -> vectors.get(k, i) : real(vectors, im.get(k), k);
            store(batch, place, component);
          }
        });
  }

  private Atom isBefore(Pair x, Pair y) {
    return b.or(b.less(x.re(), y.re()), b.and(b.equal(x.re(), y.re()), b.less(x.im(), y.im())));
  }

  /** The components of the vector of eigenvalue k. */
  private UnaryOperator<Atom> real(Work vectors, Atom im, Atom k) {
    Atom isSecond = b.less(im, NOTHING);
    Atom isFirst = b.less(NOTHING, im);
    Atom before = b.let(Code.MAXIMUM, b.minus(k, ONE), ZERO);
    Atom after = b.let(Code.MINIMUM, b.plus(k, ONE), b.minus(n, ONE));
    Atom ofRe = b.select(isSecond, before, k);
    Atom ofIm = b.select(isFirst, after, k);
    return i -> {
      Atom size = vectors.get(ofIm, i);
      Atom negative = b.let(Code.NEGATE, size);
      Atom part = b.select(isFirst, size, b.select(isSecond, negative, NOTHING));
      return new Pair(vectors.get(ofRe, i), part);
    };
  }

  private void store(List<Atom> batch, Atom place, UnaryOperator<Atom> component) {
    Atom first = Vectors.directing(m, n, component);
    Pair at = (Pair) component.apply(first);
    Atom size = m.size(at);
    Pair factor =
        new Pair(
            b.let(Code.DIVIDE, at.re(), size),
            b.let(Code.NEGATE, b.let(Code.DIVIDE, at.im(), size)));
    b.loop(
        n,
        i -> {
          Pair turned = (Pair) b.times(component.apply(i), factor);
          Atom im = b.select(b.equal(i, first), NOTHING, turned.im());
          m.store(1, batch, i, place, new Pair(turned.re(), im));
        });
  }
}

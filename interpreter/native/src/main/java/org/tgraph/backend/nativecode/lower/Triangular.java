package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.type.DType;

/** The Cholesky factor, row by row, and systems with a triangular matrix, by substitution. */
final class Triangular {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final long FEW = 8;

  private Triangular() {}

  static void cholesky(Matrices m) {
    LoopBuilder b = m.b;
    m.byLibrary(
        "LAPACKE_dpotrf_work",
        m.size(m.rows(0)),
        m.size(m.rows(0)),
        blas -> {
          if (m.block.program.registers().areForTiles()) {
            TiledCholesky tiled = new TiledCholesky(m);
            b.branch(
                tiled.pays(),
                () ->
                    m.released(() -> {
                      Verdict verdict = new Verdict(m);
                      tiled.lower(verdict);
                      verdict.check(Cholesky::notPositive);
                    }),
                () -> m.released(() -> largeCholesky(m, blas)));
          } else {
            largeCholesky(m, blas);
          }
        },
        () -> smallCholesky(m));
  }

  /**
   * What is row by row the lower triangle is column by column the upper one, so that LAPACK finds
   * the factor in its place.
   */
  private static void largeCholesky(Matrices m, Blas blas) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(0));
    Verdict verdict = new Verdict(m);
    Buffer factor = m.resultInDoubles(0);
    m.batch.each(
        1,
        batch -> {
          b.loop(
              n,
              row ->
                  b.loop(
                      n,
                      column -> {
                        Atom below = b.not(b.less(row, column));
                        Atom element = m.operand(0, batch, row, column);
                        Atom at = m.at(0, batch, row, column);
                        b.store(factor, at, b.select(below, element, Literal.of(DType.F64, 0)));
                      }));
          Buffer matrix = b.view(factor, m.at(0, batch, ZERO, ZERO));
          blas.call(Blas.COLUMNS, 'U', n, matrix, n);
          // Where it ends it leaves the pivot that is not positive, or nan.
          b.loop(
              n,
              row -> {
                Atom pivot = b.loadNow(factor, m.at(0, batch, row, row));
                Atom isPositive = b.less(Literal.of(DType.F64, 0), pivot);
                verdict.of(batch, b.not(isPositive), b.plus(row, ONE));
              });
        });
    m.give(0, factor);
    verdict.check(Cholesky::notPositive);
  }

  private static void smallCholesky(Matrices m) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(0));
    Work l = m.own(m.rows(0), m.rows(0));
    Verdict verdict = new Verdict(m);
    m.batch.each(
        1,
        batch -> {
          b.loop(
              n,
              row -> {
                b.loop(
                    row,
                    column -> {
                      Atom dot = dot(m, l, row, column, column);
                      Atom rest = b.minus(m.operand(0, batch, row, column), dot);
                      l.set(row, column, m.divide(rest, l.get(column, column)));
                    });
                Atom squares = dot(m, l, row, row, row);
                Atom square = ComplexNumbers.re(b.minus(m.operand(0, batch, row, row), squares));
                Atom isPositive = b.less(Literal.of(DType.F64, 0), square);
                verdict.of(batch, b.not(isPositive), b.plus(row, ONE));
                l.set(row, row, b.convert(m.type(), b.let(Code.SQRT, square)));
              });
          b.loop(
              n,
              row ->
                  b.loop(
                      n,
                      column -> {
                        Atom below = b.not(b.less(row, column));
                        // Above the diagonal nothing was written: what is read there is not taken.
                        Atom element = l.get(row, column);
                        m.store(0, batch, row, column, b.select(below, element, m.number(0)));
                      }));
        });
    verdict.check(Cholesky::notPositive);
  }

  /** The sum of the first products of a row with the conjugates of another. */
  private static Atom dot(Matrices m, Work l, Atom row, Atom other, Atom length) {
    LoopBuilder b = m.b;
    return Work.sum(
        b,
        m.type(),
        ZERO,
        length,
        k -> b.times(l.get(row, k), ComplexNumbers.conjugate(b, l.get(other, k))));
  }

  static void solve(Matrices m, SolveTriangular solve) {
    Atom columns = m.size(m.columns(1));
    Runnable large =
        () ->
            m.byLibrary(
                "cblas_dtrsm",
                m.size(m.rows(1)),
                columns,
                blas -> largeSolve(m, solve, blas),
                () -> smallSolve(m, solve));
    if (m.isDouble()) {
      large.run();
    } else {
      // What is not there as doubles is copied, which is too much for few columns.
      Atom areFew = m.b.less(columns, Literal.of(FEW));
      m.b.branch(areFew, () -> m.released(() -> smallSolve(m, solve)), large);
    }
  }

  /** Several columns at a time, each time in their place. */
  private static void largeSolve(Matrices m, SolveTriangular solve, Blas blas) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(1));
    Verdict verdict = new Verdict(m);
    Buffer a = m.doubles(0);
    Buffer x;
    if (m.isDouble()) {
      m.fill(0, 1);
      x = m.result(0);
    } else {
      x = m.doubles(1);
    }
    if (m.block.program.registers().areForTiles()) {
      TiledSolve tiled = new TiledSolve(m, solve, a);
      b.branch(
          tiled.pays(),
          () -> m.released(() -> tiled.lower(x)),
          () -> byColumns(m, solve, blas, a, x));
    } else {
      byColumns(m, solve, blas, a, x);
    }
    m.give(0, x);
    if (!solve.unit()) {
      m.batch.each(
          1,
          batch ->
              b.loop(
                  n,
                  i -> {
                    Atom isZero = b.equal(m.operand(0, batch, i, i), Literal.of(DType.F64, 0));
                    verdict.of(batch, isZero, ZERO);
                  }));
    }
    verdict.check((batches, matrix, reason) -> SolveTriangular.singular(batches, matrix));
  }

  private static void byColumns(
      Matrices m, SolveTriangular solve, Blas blas, Buffer matrix, Buffer x) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(1));
    Atom columns = m.size(m.columns(1));
    Atom width = Literal.of(128);
    Atom across = Portions.count(b, columns, width);
    Atom count = b.times(m.batch.count(), across);
    b.sharedKernel(
        b.times(b.times(b.times(m.batch.count(), columns), n), Literal.of(8)),
        () ->
            b.loop(
                count,
                part ->
                    Portions.of(
                        b,
                        part,
                        across,
                        columns,
                        width,
                        (batch, left, some) ->
                            blas.call(
                                Blas.ROWS,
                                Blas.LEFT,
                                solve.lower() ? Blas.LOWER : Blas.UPPER,
                                solve.transposed() ? Blas.TRANSPOSED : Blas.AS_IT_IS,
                                solve.unit() ? Blas.DIAGONAL_OF_ONES : Blas.ANY_DIAGONAL,
                                n,
                                some,
                                Literal.of(DType.F64, 1),
                                b.view(matrix, b.times(batch, b.times(n, n))),
                                n,
                                b.view(x, b.plus(b.times(batch, b.times(n, columns)), left)),
                                columns))));
  }

  private static void smallSolve(Matrices m, SolveTriangular solve) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(1));
    Atom columns = m.size(m.columns(1));
    Work x = m.own(m.rows(1), m.columns(1));
    Verdict verdict = new Verdict(m);
    boolean isForward = solve.lower() != solve.transposed();
    m.batch.each(
        1,
        batch -> {
          m.copy(1, batch, x);
          Matrices.Entry a =
              (row, column) ->
                  solve.transposed()
                      ? m.operand(0, batch, column, row)
                      : m.operand(0, batch, row, column);
          if (isForward) {
            b.loop(
                n,
                row -> {
                  b.loop(row, k -> x.subtract(row, a.at(row, k), k, ZERO, columns));
                  divide(m, solve, x, a, row);
                });
          } else {
            Work.down(
                b,
                n,
                row -> {
                  Work.from(
                      b, b.plus(row, ONE), n, k -> x.subtract(row, a.at(row, k), k, ZERO, columns));
                  divide(m, solve, x, a, row);
                });
          }
          if (!solve.unit()) {
            b.loop(n, i -> verdict.of(batch, b.equal(a.at(i, i), m.number(0)), ZERO));
          }
          b.loop(
              n,
              row -> b.loop(columns, column -> m.store(0, batch, row, column, x.get(row, column))));
        });
    verdict.check((batches, matrix, reason) -> SolveTriangular.singular(batches, matrix));
  }

  private static void divide(
      Matrices m, SolveTriangular solve, Work x, Matrices.Entry a, Atom row) {
    if (!solve.unit()) {
      Atom divisor = a.at(row, row);
      m.b.loop(x.columns(), column -> x.set(row, column, m.divide(x.get(row, column), divisor)));
    }
  }
}

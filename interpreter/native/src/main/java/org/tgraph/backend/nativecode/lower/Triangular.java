package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.type.DType;

/** The Cholesky factor, row by row, and systems with a triangular matrix, by substitution. */
final class Triangular {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  private Triangular() {}

  static void cholesky(Matrices m) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(0));
    Work l = m.work(m.rows(0), m.rows(0));
    Matrices.Verdict verdict = m.new Verdict();
    m.each(batch -> {
      b.loop(
          n,
          row -> {
            b.loop(
                row,
                column -> {
                  Atom dot =
                      Work.sum(b, ZERO, column, k -> b.times(l.get(row, k), l.get(column, k)));
                  Atom rest = b.minus(m.operand(0, batch, row, column), dot);
                  l.set(row, column, b.let(Code.DIVIDE, rest, l.get(column, column)));
                });
            Atom squares = Work.sum(b, ZERO, row, k -> b.times(l.get(row, k), l.get(row, k)));
            Atom square = b.minus(m.operand(0, batch, row, row), squares);
            Atom isPositive = b.less(Literal.of(DType.F64, 0), square);
            verdict.of(batch, b.not(isPositive), b.plus(row, ONE));
            l.set(row, row, b.let(Code.SQRT, square));
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
                    m.store(
                        0, batch, row, column, b.select(below, element, Literal.of(DType.F64, 0)));
                  }));
    });
    verdict.check(Cholesky::notPositive);
  }

  static void solve(Matrices m, SolveTriangular solve) {
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(1));
    Atom columns = m.size(m.columns(1));
    Work x = m.work(m.rows(1), m.columns(1));
    Matrices.Verdict verdict = m.new Verdict();
    boolean isForward = solve.lower() != solve.transposed();
    m.each(batch -> {
      m.copy(1, batch, x);
      Entry a =
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
        b.loop(n, i -> verdict.of(batch, b.equal(a.at(i, i), Literal.of(DType.F64, 0)), ZERO));
      }
      b.loop(
          n, row -> b.loop(columns, column -> m.store(0, batch, row, column, x.get(row, column))));
    });
    verdict.check((batches, matrix, reason) -> SolveTriangular.singular(batches, matrix));
  }

  private interface Entry {
    Atom at(Atom row, Atom column);
  }

  private static void divide(Matrices m, SolveTriangular solve, Work x, Entry a, Atom row) {
    if (!solve.unit()) {
      Atom divisor = a.at(row, row);
      m.b.loop(
          x.columns(),
          column -> x.set(row, column, m.b.let(Code.DIVIDE, x.get(row, column), divisor)));
    }
  }
}

package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.op.linalg.LuDerivative;
import org.tgraph.type.Dim;

/**
 * The derivative of each step of an LU factorisation, and the transpose, step by step backwards.
 */
final class EliminationDerivative {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  private final Matrices m;
  private final LoopBuilder b;

  /** At first the change of the product, at the end those of the factors; or their cotangents. */
  private final Work changes;

  private final Atom rows;
  private final Atom columns;
  private final Atom pivots;

  private EliminationDerivative(Matrices m) {
    this.m = m;
    this.b = m.b;
    this.changes = m.own(m.rows(0), m.columns(0));
    this.rows = m.size(m.rows(0));
    this.columns = m.size(m.columns(0));
    this.pivots = m.size(Dim.min(m.rows(0), m.columns(0)));
  }

  static void of(Matrices m, LuDerivative derivative) {
    EliminationDerivative steps = new EliminationDerivative(m);
    LoopBuilder b = m.b;
    Verdict verdict = new Verdict(m);
    m.batch.each(
        4,
        batch -> {
          Matrices.Entry l = (row, column) -> m.operand(1, batch, row, column);
          Matrices.Entry u = (row, column) -> m.operand(2, batch, row, column);
          b.loop(
              steps.pivots,
              p -> {
                Atom isAbove = b.less(b.plus(p, ONE), steps.rows);
                verdict.of(batch, b.and(isAbove, b.equal(u.at(p, p), m.number(0))), ZERO);
              });
          m.copy(0, batch, steps.changes);
          if (derivative.transposed()) {
            Work.down(b, steps.pivots, p -> steps.back(l, u, p));
          } else {
            b.loop(steps.pivots, p -> steps.forth(l, u, p));
          }
          m.store(0, batch, steps.changes);
        });
    verdict.check((batches, matrix, reason) -> LuDerivative.pivotOfZero(batches, matrix));
  }

  private void forth(Matrices.Entry l, Matrices.Entry u, Atom p) {
    Atom next = b.plus(p, ONE);
    Work.from(
        b,
        next,
        rows,
        row -> {
          Atom factor = l.at(row, p);
          Atom rest = b.minus(changes.get(row, p), b.times(factor, changes.get(p, p)));
          Atom change = m.divide(rest, u.at(p, p));
          changes.set(row, p, change);
          Work.from(
              b,
              next,
              columns,
              column -> {
                Atom byU = b.times(change, u.at(p, column));
                Atom byL = b.times(factor, changes.get(p, column));
                Atom before = changes.get(row, column);
                changes.set(row, column, b.minus(b.minus(before, byU), byL));
              });
        });
  }

  private void back(Matrices.Entry l, Matrices.Entry u, Atom p) {
    Atom next = b.plus(p, ONE);
    Work.from(
        b,
        next,
        rows,
        row -> {
          Atom known =
              Work.sum(
                  b,
                  m.type(),
                  next,
                  columns,
                  column -> b.times(changes.get(row, column), u.at(p, column)));
          Atom rest = b.minus(changes.get(row, p), known);
          changes.set(row, p, m.divide(rest, u.at(p, p)));
          changes.subtract(p, l.at(row, p), row, p, columns);
        });
  }
}

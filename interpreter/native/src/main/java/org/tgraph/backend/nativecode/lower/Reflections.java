package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.op.linalg.Qr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * The QR factorisation by Householder reflections, with LAPACK's choice of signs (xLARFG, xGEQR2):
 * reflection {@code k} is {@code I - tau v vᴴ} with {@code v[k] = 1}, and what is factored is
 * multiplied by its adjoint. Of large real matrices by LAPACK.
 */
final class Reflections {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  /** At least as many columns as LAPACK works on at once; memory for so many lets it do so. */
  private static final long BLOCK = 64;

  private static final Literal NOTHING = Literal.of(DType.F64, 0);

  private final Matrices m;
  private final LoopBuilder b;

  /** R on and above the diagonal, the v below it. */
  private final Work packed;

  private final Work tau;
  private final Work sums;
  private final Atom rows;
  private final Atom columns;
  private final Atom count;

  /**
   * @param rows of what is factored
   * @param width the most columns that the reflections are applied to
   */
  Reflections(Matrices m, Dim rows, Dim columns, Dim width) {
    this.m = m;
    this.b = m.b;
    Dim reflections = Dim.min(rows, columns);
    this.packed = m.own(rows, columns);
    this.tau = m.own(Dim.ONE, reflections);
    this.sums = m.own(Dim.ONE, Dim.max(columns, width));
    this.rows = m.size(rows);
    this.columns = m.size(columns);
    this.count = m.size(reflections);
  }

  /** What is factored, and then the factors. */
  Work packed() {
    return packed;
  }

  static void qr(Matrices m, Qr qr) {
    Dim columns = qr.complete() ? m.rows(0) : Dim.min(m.rows(0), m.columns(0));
    m.byLibrary(
        "LAPACKE_dgeqrf_work",
        m.size(m.rows(0)),
        m.size(m.columns(0)),
        blas -> large(m, blas, columns),
        () -> small(m, columns));
  }

  private static void large(Matrices m, Blas factor, Dim columns) {
    Blas form = new Blas(m.block, "LAPACKE_dorgqr_work");
    Reflections reflections = new Reflections(m, m.rows(0), m.columns(0), columns);
    Work q = m.own(m.rows(0), columns);
    Work turned = m.own(m.columns(0), m.rows(0));
    Work turnedQ = m.own(columns, m.rows(0));
    Atom most = m.b.let(Code.MAXIMUM, m.size(m.columns(0)), m.size(columns));
    Atom block = m.b.let(Code.MINIMUM, reflections.count, Literal.of(BLOCK));
    Work room = m.own(DType.F64, m.b.times(most, block));
    m.batch.each(
        4,
        batch -> {
          m.ifFinite(
              batch,
              reflections.packed,
              turned,
              () -> reflections.byLibrary(factor, form, q, turned, turnedQ, room),
              () -> {
                reflections.factor();
                reflections.form(q);
              });
          reflections.store(batch, q);
        });
  }

  private void byLibrary(Blas factor, Blas form, Work q, Work turned, Work turnedQ, Work room) {
    factor.call(
        Blas.COLUMNS,
        rows,
        columns,
        turned.elements(),
        rows,
        tau.elements(),
        room.elements(),
        room.columns());
    packed.setTurned(rows, turned);
    b.loop(count, k -> b.loop(rows, row -> turnedQ.set(k, row, turned.get(k, row))));
    // It would not start with anything that is not a number, though it does not read it.
    Work.from(b, count, q.columns(), k -> b.loop(rows, row -> turnedQ.set(k, row, NOTHING)));
    form.call(
        Blas.COLUMNS,
        rows,
        q.columns(),
        count,
        turnedQ.elements(),
        rows,
        tau.elements(),
        room.elements(),
        room.columns());
    q.setTurned(rows, turnedQ);
  }

  private static void small(Matrices m, Dim columns) {
    Reflections reflections = new Reflections(m, m.rows(0), m.columns(0), columns);
    Work q = m.own(m.rows(0), columns);
    m.batch.each(
        4,
        batch -> {
          m.copy(0, batch, reflections.packed);
          reflections.factor();
          reflections.form(q);
          reflections.store(batch, q);
        });
  }

  /** Of {@link #packed}, in its place. */
  void factor() {
    b.loop(
        count,
        k -> {
          Atom below = normBelow(k);
          Atom isReal = b.equal(ComplexNumbers.im(packed.get(k, k)), NOTHING);
          b.branch(
              b.and(b.equal(below, NOTHING), isReal),
              () -> tau.set(ZERO, k, m.number(0)),
              () -> {
                eliminate(k, below);
                Atom adjoint = ComplexNumbers.conjugate(b, tau.get(ZERO, k));
                reflect(k, adjoint, packed, b.plus(k, ONE), columns);
              });
        });
  }

  /** Scaled, so that the squares do not overflow. */
  private Atom normBelow(Atom k) {
    Cell most = b.cell(NOTHING);
    Work.from(
        b,
        b.plus(k, ONE),
        rows,
        row -> b.add(new Statement.Combine(most, Code.MAXIMUM, m.size(packed.get(row, k)))));
    Atom scale = b.read(most);
    Atom isZero = b.equal(scale, NOTHING);
    Atom divisor = b.select(isZero, Literal.of(DType.F64, 1), scale);
    Atom squares =
        Work.sum(
            b,
            DType.F64,
            b.plus(k, ONE),
            rows,
            row -> {
              Atom part = b.let(Code.DIVIDE, m.size(packed.get(row, k)), divisor);
              return b.times(part, part);
            });
    Atom norm = b.times(scale, b.let(Code.SQRT, squares));
    return b.select(b.or(isZero, Pointwise.isInfinite(b, scale)), scale, norm);
  }

  private void eliminate(Atom k, Atom below) {
    Atom one = Literal.of(DType.F64, 1);
    Atom alpha = packed.get(k, k);
    Atom re = ComplexNumbers.re(alpha);
    Atom size = alpha instanceof Pair pair ? ComplexNumbers.absolute(b, pair) : alpha;
    Atom norm = Power.hypot(b, size, below);
    Atom sign = b.select(Pointwise.isNan(b, re), one, b.let(Code.COPY_SIGN, one, re));
    Atom beta = b.let(Code.NEGATE, b.times(sign, norm));
    Atom scale = m.divide(m.number(1), b.minus(alpha, b.convert(m.type(), beta)));
    Work.from(
        b, b.plus(k, ONE), rows, row -> packed.set(row, k, b.times(packed.get(row, k), scale)));
    packed.set(k, k, b.convert(m.type(), beta));
    Atom share = b.let(Code.DIVIDE, b.minus(beta, re), beta);
    tau.set(
        ZERO,
        k,
        alpha instanceof Pair pair
            ? new Pair(share, b.let(Code.DIVIDE, b.let(Code.NEGATE, pair.im()), beta))
            : share);
  }

  /** Applies reflection {@code k} to the columns of {@code to} from {@code first} on. */
  private void reflect(Atom k, Atom factor, Work to, Atom first, Atom end) {
    // As the definition multiplies: of an infinite part of a complex number, the other is nan.
    Work.from(
        b, first, end, column -> sums.set(ZERO, column, b.times(m.number(1), to.get(k, column))));
    Work.from(
        b,
        b.plus(k, ONE),
        rows,
        row -> {
          Atom v = ComplexNumbers.conjugate(b, packed.get(row, k));
          Work.from(
              b,
              first,
              end,
              column ->
                  sums.set(
                      ZERO,
                      column,
                      b.plus(sums.get(ZERO, column), b.times(v, to.get(row, column)))));
        });
    Work.from(
        b,
        first,
        end,
        column ->
            to.set(k, column, b.minus(to.get(k, column), b.times(factor, sums.get(ZERO, column)))));
    Work.from(
        b,
        b.plus(k, ONE),
        rows,
        row -> {
          Atom v = b.times(factor, packed.get(row, k));
          Work.from(
              b,
              first,
              end,
              column ->
                  to.set(
                      row,
                      column,
                      b.minus(to.get(row, column), b.times(v, sums.get(ZERO, column)))));
        });
  }

  /** Makes as many columns of the unitary factor as there is room for. */
  void form(Work q) {
    q.setIdentity(m.number(1), m.number(0));
    apply(q, q.columns());
  }

  /** Multiplies some columns by the unitary factor from the left. */
  void apply(Work to, Atom width) {
    Work.down(b, count, k -> reflect(k, tau.get(ZERO, k), to, ZERO, width));
  }

  private void store(List<Atom> batch, Work q) {
    m.store(0, batch, q);
    Shape r = m.equation.results().get(1).shape();
    b.loop(
        m.size(r.dim(r.rank() - 2)),
        row ->
            b.loop(
                columns,
                column -> {
                  Atom below = b.less(column, row);
                  m.store(
                      1, batch, row, column, b.select(below, m.number(0), packed.get(row, column)));
                }));
  }
}

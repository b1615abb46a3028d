package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.op.linalg.Pade;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * The exponential of a matrix by scaling and squaring: a Padé approximant of a matrix divided by a
 * power of two, squared as often (N. Higham, "The scaling and squaring method for the matrix
 * exponential revisited", 2005, algorithm 2.3), as in its definition. Products and the system of
 * equations of large real matrices by OpenBLAS.
 */
final class MatrixExponential {
  private static final DType F = DType.F64;
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  /** As many as a polynomial of the highest degree has. */
  private static final int COEFFICIENTS = 14;

  private static final int EXPONENT_OF_ONE = 1023;

  private final Matrices m;
  private final LoopBuilder b;
  private final Atom n;
  private final Work a;
  private final Work square;
  private final Work even;
  private final Work odd;

  /** Powers of the matrix; the next one is made of the last. */
  private final Buffer last;

  private final Buffer next;

  /** Numbers that one kernel finds and another needs. */
  private final Buffer numbers;

  private final Buffer coefficients;

  /** LAPACK's exchanges of rows. */
  private final Buffer pivots;

  private MatrixExponential(Matrices m, Dim size) {
    this.m = m;
    this.b = m.b;
    this.n = m.size(size);
    this.a = m.work(size, size);
    this.square = m.work(size, size);
    this.even = m.work(size, size);
    this.odd = m.work(size, size);
    this.last = b.hold(m.work(size, size).elements());
    this.next = b.hold(m.work(size, size).elements());
    this.numbers = m.numbers(F, Dim.of(2));
    this.coefficients = m.block.constant(coefficients());
    this.pivots = m.numbers(DType.I32, size);
  }

  static void of(Matrices m) {
    MatrixExponential exponential = new MatrixExponential(m, m.rows(0));
    LoopBuilder b = m.b;
    m.eachInOrder(batch -> {
      b.kernel(() -> m.copy(0, batch, exponential.a));
      exponential.compute();
      exponential.store(batch, ZERO, Literal.of(F, 1));
    });
  }

  /**
   * That of {@code [[a, e], [0, a]]}, whose upper right block is the derivative along {@code e},
   * which is made as large as the matrix, as the scaling goes by that.
   */
  static void derivative(Matrices m) {
    MatrixExponential exponential = new MatrixExponential(m, m.rows(0).times(2));
    LoopBuilder b = m.b;
    Atom n = m.size(m.rows(0));
    Buffer factors = m.numbers(F, Dim.ONE);
    m.eachInOrder(batch -> {
      b.kernel(() -> {
        Atom size = norm(m, n, (row, column) -> m.operand(1, batch, row, column));
        Atom ofMatrix = norm(m, n, (row, column) -> m.operand(0, batch, row, column));
        Atom most = b.let(Code.MAXIMUM, Literal.of(F, 1), ofMatrix);
        Atom wanted = b.let(Code.DIVIDE, most, size);
        Atom isPositive = b.less(Literal.of(F, 0), wanted);
        Atom isFinite = b.less(wanted, Literal.of(F, Double.POSITIVE_INFINITY));
        Atom factor = b.select(b.and(isPositive, isFinite), wanted, Literal.of(F, 1));
        b.store(factors, ZERO, factor);
      });
      Atom factor = b.loadNow(factors, ZERO);
      b.kernel(() -> exponential.blocks(batch, n, b.convert(m.type(), factor)));
      exponential.compute();
      exponential.store(batch, n, b.let(Code.DIVIDE, Literal.of(F, 1), factor));
    });
  }

  private void blocks(List<Atom> batch, Atom n, Atom factor) {
    b.loop(
        n,
        row ->
            b.loop(
                n,
                column -> {
                  Atom element = m.operand(0, batch, row, column);
                  a.set(row, column, element);
                  a.set(b.plus(row, n), b.plus(column, n), element);
                  Atom beside = b.times(m.operand(1, batch, row, column), factor);
                  a.set(row, b.plus(column, n), beside);
                  a.set(b.plus(row, n), column, m.number(0));
                }));
  }

  private interface Element {
    Atom at(Atom row, Atom column);
  }

  /** The largest sum of the absolute values of a column; {@code nan} if there is one. */
  private static Atom norm(Matrices m, Atom n, Element element) {
    LoopBuilder b = m.b;
    Cell largest = b.cell(Literal.of(F, 0));
    b.loop(
        n,
        column -> {
          Atom sum = Work.sum(b, F, ZERO, n, row -> m.size(element.at(row, column)));
          b.add(new Statement.Write(largest, b.let(Code.MAXIMUM, b.read(largest), sum)));
        });
    return b.read(largest);
  }

  /** Leaves the exponential of {@link #a} in {@link #last}; {@code nan} if it is not finite. */
  private void compute() {
    b.kernel(() -> b.store(numbers, ZERO, norm(m, n, a::get)));
    Atom norm = b.loadNow(numbers, ZERO);
    Atom isFinite = b.let(Code.LESS_EQUAL, DType.BOOL, norm, Literal.of(F, Double.MAX_VALUE));
    b.branch(isFinite, () -> approximate(norm), () -> fill(b.held(last), Double.NaN));
  }

  private void fill(Buffer to, double value) {
    Atom number = m.number(value);
    Atom nan = number instanceof Pair pair ? new Pair(pair.re(), pair.re()) : number;
    b.kernel(() -> b.loop(b.times(n, n), i -> b.store(to, i, nan)));
  }

  private void approximate(Atom norm) {
    List<Pade> all = Pade.ALL;
    Cell number = b.cell(Literal.of(all.size() - 1));
    Cell pairs = b.cell(pairs(all.getLast()));
    for (int i = all.size() - 2; i >= 0; i--) {
      Pade pade = all.get(i);
      Atom isEnough = b.let(Code.LESS_EQUAL, DType.BOOL, norm, Literal.of(F, pade.bound()));
      choose(number, isEnough, Literal.of(i));
      choose(pairs, isEnough, pairs(pade));
    }
    Atom first = b.times(b.read(number), Literal.of(COEFFICIENTS));
    Atom squarings = squarings(norm);
    Atom exponent = b.minus(Literal.of(EXPONENT_OF_ONE), squarings);
    Atom scale =
        b.convert(
            m.type(), b.let(Code.FROM_BITS, F, b.let(Code.SHIFT_LEFT, exponent, Literal.of(52))));
    b.kernel(() ->
        b.loop(
            b.times(n, n),
            i -> b.store(a.elements(), i, b.times(b.loadNow(a.elements(), i), scale))));
    product(square.elements(), a.elements(), a.elements());
    b.add(new Statement.Copy(b.held(last), square.elements(), b.times(n, n)));
    begin(first);
    b.guardedLoop(
        Literal.of(2),
        b.read(pairs),
        pair -> {
          Buffer power = b.held(next);
          product(power, b.held(last), square.elements());
          add(b.plus(first, b.times(pair, Literal.of(2))), power);
          b.add(new Statement.Swap(last, next));
        });
    divide();
    b.guardedLoop(
        squarings,
        i -> {
          product(b.held(next), b.held(last), b.held(last));
          b.add(new Statement.Swap(last, next));
        });
  }

  /** How many coefficients with an even power there are, and with an odd one. */
  private static Literal pairs(Pade pade) {
    return Literal.of((pade.degree() + 1) / 2);
  }

  private void choose(Cell cell, Atom condition, Literal value) {
    b.add(new Statement.Write(cell, b.select(condition, value, b.read(cell))));
  }

  /** How often it has to be halved to be within the last bound. */
  private Atom squarings(Atom norm) {
    Atom ratio = b.let(Code.DIVIDE, norm, Literal.of(F, Pade.ALL.getLast().bound()));
    Atom bits = b.let(Code.BITS, DType.I64, ratio);
    Atom exponent = b.let(Code.SHIFT_RIGHT, bits, Literal.of(52));
    return b.let(Code.MAXIMUM, ZERO, b.minus(exponent, Literal.of(EXPONENT_OF_ONE - 1)));
  }

  private Atom coefficient(Atom at) {
    return b.convert(m.type(), b.load(coefficients, at));
  }

  /** The first two even and odd terms, these without a factor of the matrix. */
  private void begin(Atom first) {
    b.kernel(() -> {
      Atom[] c = new Atom[4];
      for (int k = 0; k < c.length; k++) {
        c[k] = coefficient(b.plus(first, Literal.of(k)));
      }
      b.loop(
          n,
          row ->
              b.loop(
                  n,
                  column -> {
                    Atom isDiagonal = b.equal(row, column);
                    Atom power = square.get(row, column);
                    Atom zero = m.number(0);
                    even.set(
                        row,
                        column,
                        b.plus(b.select(isDiagonal, c[0], zero), b.times(c[2], power)));
                    odd.set(
                        row,
                        column,
                        b.plus(b.select(isDiagonal, c[1], zero), b.times(c[3], power)));
                  }));
    });
  }

  private void add(Atom first, Buffer power) {
    b.kernel(() -> {
      Atom ofEven = coefficient(first);
      Atom ofOdd = coefficient(b.plus(first, ONE));
      b.loop(
          b.times(n, n),
          i -> {
            Atom element = b.loadNow(power, i);
            Buffer to = even.elements();
            b.store(to, i, b.plus(b.loadNow(to, i), b.times(ofEven, element)));
            to = odd.elements();
            b.store(to, i, b.plus(b.loadNow(to, i), b.times(ofOdd, element)));
          });
    });
  }

  /**
   * {@code q(a)⁻¹ p(a)} of the even and the odd part of {@code p(a)}, with {@code q(a) = p(-a)}.
   */
  private void divide() {
    Buffer product = b.held(next);
    product(product, a.elements(), odd.elements());
    Work above = new Work(b, b.held(last), n, n);
    b.kernel(() ->
        b.loop(
            b.times(n, n),
            i -> {
              Atom x = b.loadNow(even.elements(), i);
              Atom y = b.loadNow(product, i);
              b.store(above.elements(), i, b.plus(x, y));
              b.store(even.elements(), i, b.minus(x, y));
            }));
    m.byLibrary(
        "LAPACKE_dgesv_work",
        n,
        n,
        // Column by column these are the transposed matrices; what commutes still does.
        blas -> blas.call(Blas.COLUMNS, n, n, even.elements(), n, pivots, above.elements(), n),
        () -> b.kernel(() -> solve(above)));
  }

  /** By elimination with partial pivoting, in place. */
  private void solve(Work x) {
    b.loop(
        n,
        k -> {
          Atom pivot = Elimination.pivot(b, even, k, n);
          exchange(even, k, pivot);
          exchange(x, k, pivot);
          Atom divisor = even.get(k, k);
          Work.from(
              b,
              b.plus(k, ONE),
              n,
              row -> {
                Atom factor = m.divide(even.get(row, k), divisor);
                even.subtract(row, factor, k, b.plus(k, ONE), n);
                x.subtract(row, factor, k, ZERO, n);
              });
        });
    Work.down(
        b,
        n,
        row -> {
          Work.from(b, b.plus(row, ONE), n, k -> x.subtract(row, even.get(row, k), k, ZERO, n));
          Atom divisor = even.get(row, row);
          b.loop(n, column -> x.set(row, column, m.divide(x.get(row, column), divisor)));
        });
  }

  private void exchange(Work of, Atom row, Atom other) {
    b.loop(
        n,
        column -> {
          Atom above = of.get(row, column);
          Atom below = of.get(other, column);
          of.set(row, column, below);
          of.set(other, column, above);
        });
  }

  private void product(Buffer to, Buffer x, Buffer y) {
    new Products(m.block).square(to, x, y, n);
  }

  /** The elements of the last power from a column on, times a number. */
  private void store(List<Atom> batch, Atom first, Atom factor) {
    Work result = new Work(b, b.held(last), n, n);
    Atom rows = m.size(m.rows(0));
    Atom scale = b.convert(m.type(), factor);
    b.kernel(() ->
        b.loop(
            rows,
            row ->
                b.loop(
                    rows,
                    column ->
                        m.store(
                            0,
                            batch,
                            row,
                            column,
                            b.times(result.get(row, b.plus(first, column)), scale)))));
  }

  /** Those of all approximants, each from a multiple of as many on. */
  private static Array coefficients() {
    double[] all = new double[Pade.ALL.size() * COEFFICIENTS];
    for (int i = 0; i < Pade.ALL.size(); i++) {
      double[] some = Pade.ALL.get(i).coefficients();
      System.arraycopy(some, 0, all, i * COEFFICIENTS, some.length);
    }
    return Array.of(new long[] {all.length}, all);
  }
}

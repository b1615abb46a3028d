package org.tgraph.backend.nativecode.lower;

import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * A matrix that is worked on in place, inside of a kernel; mostly of doubles, real or complex.
 * Where parts of a batch are done at the same time there is one for each of them.
 */
final class Work {
  private final LoopBuilder b;
  private final Buffer all;
  private final Atom rows;
  private final Atom columns;

  /** That of the part for which code is being written. */
  private Buffer now;

  Work(LoopBuilder b, Buffer elements, Atom rows, Atom columns) {
    this.b = b;
    this.all = elements;
    this.rows = rows;
    this.columns = columns;
    this.now = elements;
  }

  Buffer elements() {
    return now;
  }

  Atom rows() {
    return rows;
  }

  Atom columns() {
    return columns;
  }

  /** In a kernel: stands for the matrix of one part from now on. */
  void enter(Atom part) {
    now = b.view(all, b.times(part, b.times(rows, columns)));
  }

  /** After the kernel: stands for that of the first part again, as whose rest those follow. */
  void leave() {
    now = all;
  }

  Atom get(Atom row, Atom column) {
    return b.loadNow(now, index(row, column));
  }

  void set(Atom row, Atom column, Atom value) {
    b.store(now, index(row, column), value);
  }

  /** An element of the first row. */
  Atom get(Atom column) {
    return b.loadNow(now, column);
  }

  void set(Atom column, Atom value) {
    b.store(now, column, value);
  }

  private Atom index(Atom row, Atom column) {
    return b.plus(b.times(row, columns), column);
  }

  /** Ones on the diagonal, as the type has them, and zeros. */
  void setIdentity(Atom one, Atom zero) {
    b.loop(
        rows,
        row ->
            b.loop(columns, column -> set(row, column, b.select(b.equal(row, column), one, zero))));
  }

  /** Takes over the elements of another, whose rows are the columns of this. */
  void setTurned(Atom rows, Work turned) {
    b.loop(rows, row -> b.loop(columns, column -> set(row, column, turned.get(column, row))));
  }

  /** For each number from {@code first} up to {@code end}, without it. */
  static void from(LoopBuilder b, Atom first, Atom end, Consumer<Atom> body) {
    b.loop(b.minus(end, first), i -> body.accept(b.plus(first, i)));
  }

  /** For each number from {@code count - 1} down to 0. */
  static void down(LoopBuilder b, Atom count, Consumer<Atom> body) {
    Atom last = b.minus(count, Literal.of(1));
    b.loop(count, i -> body.accept(b.minus(last, i)));
  }

  /** {@code row -= factor * other}, from a column on. */
  void subtract(Atom row, Atom factor, Atom other, Atom first, Atom end) {
    from(
        b,
        first,
        end,
        column -> set(row, column, b.minus(get(row, column), b.times(factor, get(other, column)))));
  }

  /** The sum of the terms, in an order that does not matter. */
  static Atom sum(LoopBuilder b, DType type, Atom first, Atom end, Term term) {
    Accumulator sum = new Accumulator(b, Loops.zero(type));
    from(b, first, end, k -> sum.combine(Code.ADD, term.at(k)));
    return sum.read();
  }

  interface Term {
    Atom at(Atom k);
  }
}

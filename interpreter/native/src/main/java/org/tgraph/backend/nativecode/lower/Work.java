package org.tgraph.backend.nativecode.lower;

import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** A matrix of doubles, real or complex, that is worked on in place, inside of a kernel. */
record Work(LoopBuilder b, Buffer elements, Atom columns) {
  Atom get(Atom row, Atom column) {
    return b.loadNow(elements, index(row, column));
  }

  void set(Atom row, Atom column, Atom value) {
    b.store(elements, index(row, column), value);
  }

  private Atom index(Atom row, Atom column) {
    return b.plus(b.times(row, columns), column);
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

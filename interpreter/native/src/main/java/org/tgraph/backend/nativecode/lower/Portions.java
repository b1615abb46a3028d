package org.tgraph.backend.nativecode.lower;

import java.util.function.BiConsumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;

/** What is divided into portions of a length, the last of which may be shorter. */
final class Portions {
  /** A portion of one of several things that are divided alike. */
  interface OfOne {
    /**
     * @param which of them
     * @param first from where on it is
     * @param length how long it is
     */
    void accept(Atom which, Atom first, Atom length);
  }

  private Portions() {}

  /** How many there are. */
  static Atom count(LoopBuilder b, Atom count, Atom length) {
    Atom above = b.plus(count, b.minus(length, Literal.of(1)));
    return b.let(Code.UNSIGNED_QUOTIENT, above, length);
  }

  /** From where on one is, and how long it is. */
  static void of(LoopBuilder b, Atom number, Atom count, Atom length, BiConsumer<Atom, Atom> body) {
    Atom first = b.times(number, length);
    body.accept(first, b.let(Code.MINIMUM, length, b.minus(count, first)));
  }

  /**
   * Which of several a portion is of, and its number there, where they are counted one after the
   * other and each has as many.
   */
  static void within(LoopBuilder b, Atom number, Atom each, BiConsumer<Atom, Atom> body) {
    Atom which = b.let(Code.UNSIGNED_QUOTIENT, number, each);
    body.accept(which, b.minus(number, b.times(which, each)));
  }

  /**
   * A portion of one of several things, which are counted one after the other.
   *
   * @param each how many portions each has
   * @param count how much there is of each
   */
  static void of(LoopBuilder b, Atom number, Atom each, Atom count, Atom length, OfOne body) {
    within(
        b,
        number,
        each,
        (which, own) ->
            of(b, own, count, length, (first, some) -> body.accept(which, first, some)));
  }

  /** One after the other. */
  static void each(LoopBuilder b, Atom count, Atom length, BiConsumer<Atom, Atom> body) {
    b.loop(count(b, count, length), number -> of(b, number, count, length, body));
  }

  /**
   * Each thing, in so many portions, as whose last loop it may be shared among threads.
   *
   * @param body with the number of the portion and that of the thing
   */
  static void eachIn(LoopBuilder b, Atom portions, Atom count, BiConsumer<Atom, Atom> body) {
    Atom length = count(b, count, portions);
    b.loop(
        portions,
        portion ->
            of(
                b,
                portion,
                count,
                length,
                (first, some) -> b.loop(some, i -> body.accept(portion, b.plus(first, i)))));
  }
}

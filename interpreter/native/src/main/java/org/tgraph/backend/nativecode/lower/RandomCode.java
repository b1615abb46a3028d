package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * The numbers of {@code org.tgraph.inference.RandomNumbers}, xoshiro256++, as loop code.
 *
 * @param state four whole numbers
 * @param spare a normal number; not a number if there is none
 */
record RandomCode(LoopBuilder b, Buffer state, Buffer spare) {
  private static final int STATES = 4;
  private static final Literal ZERO = Literal.of(0);
  private static final Literal NONE = Literal.of(DType.F64, Double.NaN);
  private static final Literal NOTHING = Literal.of(DType.F64, 0);
  private static final Literal ONE = Literal.of(DType.F64, 1);
  private static final Literal TWO = Literal.of(DType.F64, 2);

  /** All that it depends on now, to go on from it again. */
  List<Atom> now() {
    List<Atom> now = new ArrayList<>();
    for (int i = 0; i < STATES; i++) {
      now.add(b.loadNow(state, Literal.of(i)));
    }
    now.add(b.loadNow(spare, ZERO));
    return now;
  }

  void goOnFrom(List<Atom> then) {
    for (int i = 0; i < STATES; i++) {
      b.store(state, Literal.of(i), then.get(i));
    }
    b.store(spare, ZERO, then.get(STATES));
  }

  /** Uniform from 0 to 1, without it. */
  Atom uniform() {
    Atom[] s = new Atom[STATES];
    for (int i = 0; i < STATES; i++) {
      s[i] = b.loadNow(state, Literal.of(i));
    }
    Atom result = b.plus(turned(b.plus(s[0], s[3]), 23), s[0]);
    Atom shifted = b.let(Code.SHIFT_LEFT, s[1], bits(17));
    s[2] = b.let(Code.XOR, s[2], s[0]);
    s[3] = b.let(Code.XOR, s[3], s[1]);
    s[1] = b.let(Code.XOR, s[1], s[2]);
    s[0] = b.let(Code.XOR, s[0], s[3]);
    s[2] = b.let(Code.XOR, s[2], shifted);
    s[3] = turned(s[3], 45);
    for (int i = 0; i < STATES; i++) {
      b.store(state, Literal.of(i), s[i]);
    }
    Atom fraction = b.let(Code.SHIFT_RIGHT, result, bits(11));
    return b.times(b.convert(DType.F64, fraction), Literal.of(DType.F64, 0x1p-53));
  }

  private Atom turned(Atom x, int places) {
    Atom low = b.let(Code.SHIFT_RIGHT, x, bits(64 - places));
    return b.or(b.let(Code.SHIFT_LEFT, x, bits(places)), low);
  }

  /** Standard normal. */
  Atom normal() {
    Cell number = b.cell(b.loadNow(spare, ZERO));
    b.store(spare, ZERO, NONE);
    b.when(Pointwise.isNan(b, b.read(number)), () -> drawTwo(number));
    return b.read(number);
  }

  /** Two normal numbers by Marsaglia's polar method, one of which is spared. */
  private void drawTwo(Cell number) {
    Cell isFound = b.cell(Literal.FALSE);
    b.repeat(
        () -> b.not(b.read(isFound)),
        () -> {
          Atom u = b.minus(b.times(TWO, uniform()), ONE);
          Atom v = b.minus(b.times(TWO, uniform()), ONE);
          Atom s = b.plus(b.times(u, u), b.times(v, v));
          b.write(isFound, b.and(b.less(s, ONE), b.less(NOTHING, s)));
          b.when(
              b.read(isFound),
              () -> {
                Atom log = b.times(Literal.of(DType.F64, -2), Exponentials.log(b, s));
                Atom factor = b.let(Code.SQRT, b.let(Code.DIVIDE, log, s));
                b.write(number, b.times(u, factor));
                b.store(spare, ZERO, b.times(v, factor));
              });
        });
  }

  private static Literal bits(long places) {
    return new Literal(DType.U64, places);
  }
}

package org.tgraph.backend.nativecode.lower;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.op.linalg.Direction;
import org.tgraph.type.DType;

/** What eigenvectors and singular vectors have in common, inside of a kernel. */
final class Vectors {
  private static final Literal ZERO = Literal.of(0);

  private static final int EXPONENT_OF_ONE = 1023;

  /** The numbers by whose exponents a matrix is scaled stay as far from the ends as this. */
  private static final int EXPONENT = 1000;

  private Vectors() {}

  /** The number of the component of a vector that {@link Direction} makes real and positive. */
  static Atom directing(Matrices m, Atom count, UnaryOperator<Atom> component) {
    LoopBuilder b = m.b;
    Cell most = b.cell(Literal.of(DType.F64, 0));
    b.loop(
        count, i -> b.add(new Statement.Combine(most, Code.MAXIMUM, m.size(component.apply(i)))));
    Atom bound = b.times(Literal.of(DType.F64, Direction.SHARE), b.read(most));
    Cell first = b.cell(count);
    Work.down(
        b,
        count,
        i -> {
          Atom isLarge = b.less(bound, m.size(component.apply(i)));
          b.write(first, b.select(isLarge, i, b.read(first)));
        });
    Atom found = b.read(first);
    return b.select(b.less(found, count), found, ZERO);
  }

  /** The factor that turns a vector as {@link Direction} says; 1 if it has no direction. */
  static Atom factor(Matrices m, Atom count, UnaryOperator<Atom> component) {
    LoopBuilder b = m.b;
    Atom at = component.apply(directing(m, count, component));
    Atom size = m.size(at);
    Atom isSome = b.less(Literal.of(DType.F64, 0), size);
    Atom one = m.number(1);
    Atom turn =
        at instanceof Pair
            ? m.divide(ComplexNumbers.conjugate(b, at), b.convert(m.type(), size))
            : b.let(Code.COPY_SIGN, one, at);
    return b.select(isSome, turn, one);
  }

  /**
   * For each of some numbers, at which place it is in order; of equal ones in the order in which
   * they are.
   *
   * @param isBefore whether the first of two is before the second
   */
  static void places(LoopBuilder b, Atom count, Work places, BinaryOperator<Atom> isBefore) {
    b.loop(
        count,
        i ->
            places.set(
                i,
                Work.sum(
                    b,
                    DType.I64,
                    ZERO,
                    count,
                    j -> {
                      Atom isLater = b.and(b.less(j, i), b.not(isBefore.apply(i, j)));
                      Atom isFirst = b.or(isBefore.apply(j, i), isLater);
                      return b.convert(DType.I64, isFirst);
                    })));
  }

  /** The power of two that a number that is not negative is about as large as. */
  static Atom power(LoopBuilder b, Atom largest) {
    return power(b, exponent(b, largest), 1);
  }

  /** One over it. */
  static Atom inversePower(LoopBuilder b, Atom largest) {
    return power(b, exponent(b, largest), -1);
  }

  private static Atom exponent(LoopBuilder b, Atom x) {
    Atom bits = b.let(Code.SHIFT_RIGHT, b.let(Code.BITS, DType.I64, x), Literal.of(52));
    Atom exponent = b.minus(bits, Literal.of(EXPONENT_OF_ONE));
    Atom within = b.let(Code.MINIMUM, exponent, Literal.of(EXPONENT));
    Atom isZero = b.equal(x, Literal.of(DType.F64, 0));
    return b.select(isZero, ZERO, b.let(Code.MAXIMUM, within, Literal.of(-EXPONENT)));
  }

  private static Atom power(LoopBuilder b, Atom exponent, long sign) {
    Atom shifted = b.plus(Literal.of(EXPONENT_OF_ONE), b.times(Literal.of(sign), exponent));
    return b.let(Code.FROM_BITS, DType.F64, b.let(Code.SHIFT_LEFT, shifted, Literal.of(52)));
  }
}

package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.type.DType;

/** What is done with complex numbers, as what is done with their parts. */
final class ComplexNumbers {
  private static final DType F = DType.F64;

  private ComplexNumbers() {}

  /** A function of doubles for a complex number of any type. */
  static Pair widened(LoopBuilder b, Pair z, UnaryOperator<Pair> function) {
    DType type = z.re().type();
    Pair value = function.apply(new Pair(b.convert(F, z.re()), b.convert(F, z.im())));
    return new Pair(b.convert(type, value.re()), b.convert(type, value.im()));
  }

  static Pair timesI(LoopBuilder b, Pair z) {
    return new Pair(b.let(Code.NEGATE, z.im()), z.re());
  }

  static Pair overI(LoopBuilder b, Pair z) {
    return new Pair(z.im(), b.let(Code.NEGATE, z.re()));
  }

  /** Whether an operand or the result is complex. */
  static boolean has(DType type, List<Atom> operands) {
    return type.isComplex() || operands.stream().anyMatch(x -> x.type().isComplex());
  }

  static Atom let(LoopBuilder b, Code code, DType type, List<Atom> x) {
    return switch (code) {
      case SELECT -> {
        Pair then = (Pair) x.get(1);
        Pair otherwise = (Pair) x.get(2);
        yield new Pair(
            b.select(x.get(0), then.re(), otherwise.re()),
            b.select(x.get(0), then.im(), otherwise.im()));
      }
      case CONVERT -> convert(b, type, x.get(0));
      case MULTIPLY -> product(b, (Pair) x.get(0), (Pair) x.get(1));
      case DIVIDE -> quotient(b, (Pair) x.get(0), (Pair) x.get(1));
      case EQUAL -> b.and(b.equal(re(x.get(0)), re(x.get(1))), b.equal(im(x.get(0)), im(x.get(1))));
      case NOT_EQUAL ->
          b.or(
              b.let(Code.NOT_EQUAL, DType.BOOL, re(x.get(0)), re(x.get(1))),
              b.let(Code.NOT_EQUAL, DType.BOOL, im(x.get(0)), im(x.get(1))));
      case ADD, SUBTRACT, NEGATE, ROUND ->
          new Pair(
              b.let(code, x.stream().map(ComplexNumbers::re).toArray(Atom[]::new)),
              b.let(code, x.stream().map(ComplexNumbers::im).toArray(Atom[]::new)));
      default -> throw new IllegalStateException(code + " of complex numbers");
    };
  }

  static Atom re(Atom x) {
    return x instanceof Pair pair ? pair.re() : x;
  }

  /** Of a real number, 0. */
  static Atom im(Atom x) {
    return x instanceof Pair pair ? pair.im() : new Literal(x.type(), 0);
  }

  static Atom conjugate(LoopBuilder b, Atom x) {
    return x instanceof Pair pair ? new Pair(pair.re(), b.let(Code.NEGATE, pair.im())) : x;
  }

  static Atom absolute(LoopBuilder b, Pair x) {
    Atom size = Power.hypot(b, b.convert(DType.F64, x.re()), b.convert(DType.F64, x.im()));
    return b.convert(x.re().type(), size);
  }

  private static Atom convert(LoopBuilder b, DType type, Atom x) {
    if (type.isComplex()) {
      DType part = type.part();
      Atom im = x instanceof Pair pair ? b.convert(part, pair.im()) : Literal.of(part, 0);
      return new Pair(b.convert(part, re(x)), im);
    }
    if (type != DType.BOOL) {
      throw new IllegalStateException("from " + x.type() + " to " + type);
    }
    return b.or(b.convert(DType.BOOL, re(x)), b.convert(DType.BOOL, im(x)));
  }

  /** Parts of single precision are widened before, and each is rounded after. */
  private static Pair product(LoopBuilder b, Pair x, Pair y) {
    DType type = x.re().type();
    Atom a = b.convert(DType.F64, x.re());
    Atom c = b.convert(DType.F64, x.im());
    Atom d = b.convert(DType.F64, y.re());
    Atom e = b.convert(DType.F64, y.im());
    return new Pair(
        b.convert(type, b.minus(b.times(a, d), b.times(c, e))),
        b.convert(type, b.plus(b.times(a, e), b.times(c, d))));
  }

  /**
   * The product of doubles as C99 defines it (annex G.5.1): where both parts come out as {@code
   * nan}, but a factor or a product of parts is infinite, the result is.
   */
  static Pair keepingInfinity(LoopBuilder b, Pair x, Pair y) {
    Pair found = product(b, x, y);
    Atom isNan = b.and(Pointwise.isNan(b, found.re()), Pointwise.isNan(b, found.im()));
    Atom isLarge = b.or(Pointwise.isInfinite(b, x.re()), Pointwise.isInfinite(b, x.im()));
    Atom isByLarge = b.or(Pointwise.isInfinite(b, y.re()), Pointwise.isInfinite(b, y.im()));
    Atom overflows =
        b.or(
            b.or(
                Pointwise.isInfinite(b, b.times(x.re(), y.re())),
                Pointwise.isInfinite(b, b.times(x.im(), y.im()))),
            b.or(
                Pointwise.isInfinite(b, b.times(x.re(), y.im())),
                Pointwise.isInfinite(b, b.times(x.im(), y.re()))));
    Pair first = (Pair) b.select(isLarge, corner(b, x.re(), x.im()), numbers(b, x));
    Pair second = (Pair) b.select(isByLarge, corner(b, y.re(), y.im()), numbers(b, y));
    Pair direction = product(b, first, second);
    Atom infinity = Literal.of(F, Double.POSITIVE_INFINITY);
    Pair large = new Pair(b.times(infinity, direction.re()), b.times(infinity, direction.im()));
    Atom isInfinite = b.and(isNan, b.or(b.or(isLarge, isByLarge), overflows));
    return (Pair) b.select(isInfinite, large, found);
  }

  /** With a zero for each part that is {@code nan}. */
  private static Pair numbers(LoopBuilder b, Pair x) {
    return new Pair(number(b, x.re()), number(b, x.im()));
  }

  private static Atom number(LoopBuilder b, Atom x) {
    Atom zero = b.let(Code.COPY_SIGN, Literal.of(F, 0), x);
    return b.select(Pointwise.isNan(b, x), zero, x);
  }

  /**
   * As C99 defines it (annex G.5.1): the divisor is scaled to about 1, and where both parts come
   * out as {@code nan}, infinite numbers and zeros are put in their place.
   */
  private static Pair quotient(LoopBuilder b, Pair x, Pair y) {
    DType type = x.re().type();
    Atom re = b.convert(F, x.re());
    Atom im = b.convert(F, x.im());
    Atom wideRe = b.convert(F, y.re());
    Atom wideIm = b.convert(F, y.im());
    Atom scale = scale(b, b.let(Code.MAXIMUM, b.let(Code.ABS, wideRe), b.let(Code.ABS, wideIm)));
    Pair divisor = new Pair(b.times(wideRe, scale), b.times(wideIm, scale));
    Atom square = b.plus(b.times(divisor.re(), divisor.re()), b.times(divisor.im(), divisor.im()));
    Pair above = timesConjugate(b, new Pair(re, im), divisor);
    Pair found =
        new Pair(
            b.times(b.let(Code.DIVIDE, above.re(), square), scale),
            b.times(b.let(Code.DIVIDE, above.im(), square), scale));
    Atom isNan = b.and(Pointwise.isNan(b, found.re()), Pointwise.isNan(b, found.im()));
    Atom zero = Literal.of(F, 0);
    Atom infinity = Literal.of(F, Double.POSITIVE_INFINITY);
    Atom isNumber = b.not(b.and(Pointwise.isNan(b, re), Pointwise.isNan(b, im)));
    Atom byZero = b.and(b.equal(square, zero), isNumber);
    Atom sign = b.let(Code.COPY_SIGN, infinity, wideRe);
    Pair ofZero = new Pair(b.times(sign, re), b.times(sign, im));
    Atom isLarge = b.or(Pointwise.isInfinite(b, re), Pointwise.isInfinite(b, im));
    Atom isFinite = b.and(isFinite(b, re), isFinite(b, im));
    Atom isByLarge = b.or(Pointwise.isInfinite(b, wideRe), Pointwise.isInfinite(b, wideIm));
    Atom isByFinite = b.and(isFinite(b, wideRe), isFinite(b, wideIm));
    Pair direction = timesConjugate(b, corner(b, re, im), divisor);
    Pair large = new Pair(b.times(infinity, direction.re()), b.times(infinity, direction.im()));
    Pair turned = timesConjugate(b, new Pair(re, im), corner(b, wideRe, wideIm));
    Pair small = new Pair(b.times(zero, turned.re()), b.times(zero, turned.im()));
    Atom known = b.select(b.and(isByLarge, isFinite), small, found);
    known = b.select(b.and(isLarge, isByFinite), large, known);
    known = b.select(byZero, ofZero, known);
    Pair value = (Pair) b.select(isNan, known, found);
    return new Pair(b.convert(type, value.re()), b.convert(type, value.im()));
  }

  private static Pair timesConjugate(LoopBuilder b, Pair x, Pair y) {
    return new Pair(
        b.plus(b.times(x.re(), y.re()), b.times(x.im(), y.im())),
        b.minus(b.times(x.im(), y.re()), b.times(x.re(), y.im())));
  }

  /** Where a number that is infinite lies: parts that are infinite are 1, others 0. */
  private static Pair corner(LoopBuilder b, Atom re, Atom im) {
    return new Pair(one(b, re), one(b, im));
  }

  private static Atom one(LoopBuilder b, Atom x) {
    Atom size = b.select(Pointwise.isInfinite(b, x), Literal.of(F, 1), Literal.of(F, 0));
    return b.let(Code.COPY_SIGN, size, x);
  }

  static Atom isFinite(LoopBuilder b, Atom x) {
    Atom most = Literal.of(F, Double.MAX_VALUE);
    return b.let(Code.LESS_EQUAL, DType.BOOL, b.let(Code.ABS, x), most);
  }

  /** The power of two that makes a positive number about 1. */
  private static Atom scale(LoopBuilder b, Atom x) {
    Atom exponent = b.let(Code.SHIFT_RIGHT, b.let(Code.BITS, DType.I64, x), Literal.of(52));
    Atom least = b.let(Code.MAXIMUM, exponent, Literal.of(1));
    Atom within = b.let(Code.MINIMUM, least, Literal.of(2045));
    Atom bits = b.let(Code.SHIFT_LEFT, b.minus(Literal.of(2046), within), Literal.of(52));
    return b.let(Code.FROM_BITS, F, bits);
  }
}

package org.tgraph.check;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.diagnostic.Code;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;

/** Arithmetic on bare numbers, which stay bare: {@code 2 * 3}, {@code 1 / 3}, {@code 2 ** 0.5}. */
final class WeakArithmetic {
  /** Powers of whole numbers with about this many bits are computed exactly. */
  private static final int MOST_BITS = 4096;

  private WeakArithmetic() {}

  static Optional<Val> apply(Context c, BinaryOp op, Val.Weak a, Val.Weak b, Span at) {
    if (a instanceof Val.WeakComplex || b instanceof Val.WeakComplex) {
      return complex(op, complex(a), complex(b));
    }
    if (a instanceof Val.WeakInt x && b instanceof Val.WeakInt y) {
      return ints(c, op, x.value(), y.value(), at);
    }
    return floats(op, real(a), real(b));
  }

  private static Complex complex(Val.Weak val) {
    return val instanceof Val.WeakComplex z
        ? Complex.ofCartesian(z.re(), z.im())
        : Complex.ofCartesian(real(val), 0);
  }

  private static double real(Val.Weak val) {
    return switch (val) {
      case Val.WeakInt i -> i.value().doubleValue();
      case Val.WeakFloat f -> f.value();
      case Val.WeakComplex z -> z.re();
    };
  }

  /** Of a number or size that is known; no value is known here to be used as a size or not. */
  static Reported byZero(Context c, Span at) {
    return c.fail(Code.TG0806, at, "A whole number is divided by 0 here.");
  }

  private static Optional<Val> ints(Context c, BinaryOp op, BigInteger a, BigInteger b, Span at) {
    return switch (op) {
      case ADD -> of(a.add(b));
      case SUBTRACT -> of(a.subtract(b));
      case MULTIPLY -> of(a.multiply(b));
      case DIVIDE -> of(a.doubleValue() / b.doubleValue());
      case FLOOR_DIVIDE, REMAINDER -> {
        if (b.signum() == 0) {
          throw byZero(c, at);
        }
        BigInteger remainder = a.mod(b.abs());
        BigInteger floor = b.signum() < 0 && remainder.signum() != 0 ? remainder.add(b) : remainder;
        yield op == BinaryOp.REMAINDER ? of(floor) : of(a.subtract(floor).divide(b));
      }
      case POWER ->
          b.signum() >= 0 && b.bitLength() < 32 && (long) a.bitLength() * b.intValue() <= MOST_BITS
              ? of(a.pow(b.intValue()))
              : of(Math.pow(a.doubleValue(), b.doubleValue()));
      default -> compare(op, a.compareTo(b), true);
    };
  }

  private static Optional<Val> floats(BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> of(a + b);
      case SUBTRACT -> of(a - b);
      case MULTIPLY -> of(a * b);
      case DIVIDE -> of(a / b);
      case POWER -> of(Math.pow(a, b));
      case FLOOR_DIVIDE, REMAINDER -> Optional.empty();
      default -> compare(op, Double.compare(a, b), a == b || !Double.isNaN(a) && !Double.isNaN(b));
    };
  }

  private static Optional<Val> complex(BinaryOp op, Complex a, Complex b) {
    return switch (op) {
      case ADD -> of(a.add(b));
      case SUBTRACT -> of(a.subtract(b));
      case MULTIPLY -> of(a.multiply(b));
      case DIVIDE -> of(a.divide(b));
      default -> Optional.empty();
    };
  }

  private static Optional<Val> compare(BinaryOp op, int order, boolean isOrdered) {
    if (!isOrdered) {
      return Optional.empty();
    }
    return switch (op) {
      case EQUAL -> Optional.of(new Val.Flag(order == 0));
      case NOT_EQUAL -> Optional.of(new Val.Flag(order != 0));
      case LESS -> Optional.of(new Val.Flag(order < 0));
      case LESS_EQUAL -> Optional.of(new Val.Flag(order <= 0));
      case GREATER -> Optional.of(new Val.Flag(order > 0));
      case GREATER_EQUAL -> Optional.of(new Val.Flag(order >= 0));
      default -> Optional.empty();
    };
  }

  private static Optional<Val> of(BigInteger value) {
    return Optional.of(new Val.WeakInt(value));
  }

  private static Optional<Val> of(double value) {
    return Optional.of(new Val.WeakFloat(value));
  }

  private static Optional<Val> of(Complex z) {
    return Optional.of(new Val.WeakComplex(z.real(), z.imag()));
  }
}

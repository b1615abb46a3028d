package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/** The arithmetic of indices that needs no instruction; all else is left to LLVM. */
final class Folding {
  private Folding() {}

  /** What the result is, if it is a number known now or an operand; else null. */
  static Atom simplified(Code code, DType type, List<Atom> operands) {
    if (code == Code.SELECT && operands.get(0) instanceof Literal condition) {
      return operands.get(condition.bits() != 0 ? 1 : 2);
    }
    if (type == DType.BOOL
        && operands.get(0) instanceof Literal x
        && operands.get(0).type() == type) {
      return bool(code, x.bits() != 0, operands);
    }
    if (type == DType.BOOL
        && operands.size() == 2
        && operands.get(1) instanceof Literal y
        && y.type() == type
        && (code == Code.AND || code == Code.OR)) {
      return bool(code, y.bits() != 0, List.of(y, operands.get(0)));
    }
    if (operands.size() != 2 || operands.get(0).type() != DType.I64) {
      return null;
    }
    Atom x = operands.get(0);
    Atom y = operands.get(1);
    if (x instanceof Literal a && y instanceof Literal b) {
      return known(code, type, a.bits(), b.bits());
    }
    return switch (code) {
      case ADD -> is(x, 0) ? y : is(y, 0) ? x : null;
      case SUBTRACT -> is(y, 0) ? x : null;
      case MULTIPLY -> is(x, 1) ? y : is(y, 1) ? x : is(x, 0) ? x : is(y, 0) ? y : null;
      default -> null;
    };
  }

  /** What is known of a bool that is known, with others. */
  private static Atom bool(Code code, boolean x, List<Atom> operands) {
    return switch (code) {
      case INVERT -> x ? Literal.FALSE : Literal.TRUE;
      case AND -> x ? operands.get(1) : Literal.FALSE;
      case OR -> x ? Literal.TRUE : operands.get(1);
      default -> null;
    };
  }

  private static boolean is(Atom atom, long value) {
    return atom instanceof Literal literal && literal.is(value);
  }

  private static Atom known(Code code, DType type, long a, long b) {
    if (type == DType.BOOL) {
      return switch (code) {
        case LESS -> a < b ? Literal.TRUE : Literal.FALSE;
        case EQUAL -> a == b ? Literal.TRUE : Literal.FALSE;
        default -> null;
      };
    }
    return switch (code) {
      case ADD -> Literal.of(a + b);
      case SUBTRACT -> Literal.of(a - b);
      case MULTIPLY -> Literal.of(a * b);
      case MAXIMUM -> Literal.of(Math.max(a, b));
      case MINIMUM -> Literal.of(Math.min(a, b));
      case UNSIGNED_QUOTIENT -> b == 0 ? null : Literal.of(Long.divideUnsigned(a, b));
      default -> null;
    };
  }
}

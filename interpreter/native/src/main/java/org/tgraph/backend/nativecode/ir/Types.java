package org.tgraph.backend.nativecode.ir;

import java.util.HexFormat;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/** Element types, and numbers of them, as LLVM writes them. */
final class Types {
  private static final HexFormat HEXADECIMAL = HexFormat.of().withUpperCase();

  private Types() {}

  /** The type of a number that is computed with. */
  static String of(DType type) {
    return switch (type) {
      case BOOL -> "i1";
      case I8, U8 -> "i8";
      case I16, U16 -> "i16";
      case I32, U32 -> "i32";
      case I64, U64 -> "i64";
      case F32 -> "float";
      case F64 -> "double";
      case C64, C128 -> throw new IllegalStateException("complex");
    };
  }

  /** The type of a number in memory, where a bool is a byte, and a complex element two numbers. */
  static String stored(DType type) {
    return type == DType.BOOL ? "i8" : of(type.part());
  }

  /** How the names of intrinsic functions end. */
  static String suffix(DType type) {
    return switch (type) {
      case F32 -> "f32";
      case F64 -> "f64";
      default -> of(type);
    };
  }

  static int bits(DType type) {
    return type == DType.BOOL ? 1 : 8 * type.bytes();
  }

  static String of(Atom atom) {
    return switch (atom) {
      case Literal literal -> number(literal);
      case Var v -> "%" + v;
      case Pair p -> throw new IllegalStateException("complex");
    };
  }

  private static String number(Literal literal) {
    DType type = literal.type();
    if (type == DType.BOOL) {
      return literal.bits() != 0 ? "true" : "false";
    }
    if (type.isFloat()) {
      double value = literal.asDouble();
      double rounded = type == DType.F32 ? (double) (float) value : value;
      return "0x" + HEXADECIMAL.toHexDigits(Double.doubleToRawLongBits(rounded));
    }
    // What does not fit is cut off, as the definition of the operations has it.
    int unused = 64 - bits(type);
    return Long.toString(literal.bits() << unused >> unused);
  }

  /** Type and value. */
  static String typed(Atom atom) {
    return of(atom.type()) + " " + of(atom);
  }
}

package org.tgraph.backend.nativecode.loop;

import java.util.Locale;

/**
 * What can be done with numbers. Each is pure and has a result for all operands, so that it may be
 * moved out of a loop. The element type of the operands decides which instruction it is; where the
 * result has another type, that of the result says which conversion.
 */
public enum Code {
  // Numbers of one type.
  ADD,
  SUBTRACT,
  MULTIPLY,
  NEGATE,
  ABS,
  /** The greater; of floats by IEEE 754-2019 "maximum": {@code nan} wins, -0 is less than +0. */
  MAXIMUM,
  MINIMUM,
  // Floats.
  DIVIDE,
  FLOOR,
  CEIL,
  TRUNC,
  ROUND,
  SQRT,
  COPY_SIGN,
  FUSED_MULTIPLY_ADD,
  /** C's {@code fmod}: exact, with the sign of the first operand. */
  MODULO,
  /** The sine of a double from 2³² on; of any other, some number. */
  FAR_SINE,
  FAR_COSINE,
  NEXT_AFTER,
  // Whole numbers. Division rounds towards zero. By zero it ends the process, where the result is
  // not
  // used too: whoever writes it makes sure that there is none.
  QUOTIENT,
  REST,
  UNSIGNED_QUOTIENT,
  UNSIGNED_REST,
  POWER,
  /** By more places than there are bits, no bits are left. */
  SHIFT_LEFT,
  /** By more places than there are bits, only those of the sign are left. */
  SHIFT_RIGHT,
  // Whole numbers and bools, bit by bit.
  AND,
  OR,
  XOR,
  INVERT,
  // Questions; of floats, only NOT_EQUAL is true of a nan.
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  /** The second operand where the first, a bool, is true; else the third. */
  SELECT,
  /** To the type of the result, as the operation {@code cast} defines it. */
  CONVERT,
  /** The bits of a float as a whole number of the same width. */
  BITS,
  /** The float that has the bits of a whole number. */
  FROM_BITS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

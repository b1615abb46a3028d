package org.tgraph.backend.nativecode.loop;

import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * A number that is known now.
 *
 * @param bits those of a float (as a {@code double}, an {@code f32} too); else the number, as
 *     {@link Array#getLong} gives it
 */
public record Literal(DType type, long bits) implements Atom {
  public static final Literal TRUE = new Literal(DType.BOOL, 1);
  public static final Literal FALSE = new Literal(DType.BOOL, 0);

  /** A size, an index or a position. */
  public static Literal of(long value) {
    return new Literal(DType.I64, value);
  }

  public static Literal of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** A number of any type but a complex one. */
  public static Literal of(DType type, double value) {
    return type.isFloat()
        ? new Literal(type, Double.doubleToRawLongBits(value))
        : new Literal(type, (long) value);
  }

  /** An element of an array; a complex one is a {@link Pair}. */
  public static Atom of(Array array, long i) {
    if (array.dtype().isComplex()) {
      DType part = array.dtype().part();
      return new Pair(of(part, array.re(i)), of(part, array.im(i)));
    }
    return array.dtype().isFloat()
        ? of(array.dtype(), array.getDouble(i))
        : new Literal(array.dtype(), array.getLong(i));
  }

  public double asDouble() {
    return Double.longBitsToDouble(bits);
  }

  public boolean is(long value) {
    return type == DType.I64 && bits == value;
  }

  @Override
  public String toString() {
    return type.isFloat() ? Double.toString(asDouble()) : Long.toString(bits);
  }
}

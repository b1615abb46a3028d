package org.tgraph.type;

import java.util.Optional;

/** The element types of the language. */
public enum DType implements Element {
  BOOL("bool", Kind.BOOL, 1),
  I8("i8", Kind.INT, 1),
  I16("i16", Kind.INT, 2),
  I32("i32", Kind.INT, 4),
  I64("i64", Kind.INT, 8),
  U8("u8", Kind.INT, 1),
  U16("u16", Kind.INT, 2),
  U32("u32", Kind.INT, 4),
  U64("u64", Kind.INT, 8),
  F32("f32", Kind.FLOAT, 4),
  F64("f64", Kind.FLOAT, 8),
  C64("c64", Kind.COMPLEX, 8),
  C128("c128", Kind.COMPLEX, 16);

  private final String text;
  private final Kind kind;
  private final int bytes;

  DType(String text, Kind kind, int bytes) {
    this.text = text;
    this.kind = kind;
    this.bytes = bytes;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  /** How many bytes an element takes; a complex number is two floats, the real part first. */
  public int bytes() {
    return bytes;
  }

  public boolean isInt() {
    return kind == Kind.INT;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  public boolean isUnsigned() {
    return text.charAt(0) == 'u';
  }

  /** The element type of that name in the language. */
  public static Optional<DType> named(String text) {
    for (DType type : values()) {
      if (type.text.equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * The type both are promoted to, by the tables of the array API standard (2024.12, "Type
   * promotion rules"); nothing across kinds, and nothing for {@code u64} with a signed integer,
   * except that a float and a complex number give a complex number.
   */
  public static Optional<DType> promote(DType a, DType b) {
    if (a == b) {
      return Optional.of(a);
    }
    if (a.isInt() && b.isInt()) {
      return promoteInts(a, b);
    }
    boolean floating = (a.isFloat() || a.isComplex()) && (b.isFloat() || b.isComplex());
    if (!floating) {
      return Optional.empty();
    }
    boolean wide = a == F64 || b == F64 || a == C128 || b == C128;
    if (a.isComplex() || b.isComplex()) {
      return Optional.of(wide ? C128 : C64);
    }
    return Optional.of(F64);
  }

  private static Optional<DType> promoteInts(DType a, DType b) {
    if (a.isUnsigned() == b.isUnsigned()) {
      return Optional.of(a.bytes > b.bytes ? a : b);
    }
    DType signed = a.isUnsigned() ? b : a;
    DType unsigned = a.isUnsigned() ? a : b;
    int bytes = Math.max(signed.bytes, 2 * unsigned.bytes);
    return bytes > 8 ? Optional.empty() : named("i" + 8 * bytes);
  }

  /** The float type of a complex type's parts; itself for all others. */
  public DType part() {
    return this == C64 ? F32 : this == C128 ? F64 : this;
  }

  @Override
  public String toString() {
    return text;
  }
}

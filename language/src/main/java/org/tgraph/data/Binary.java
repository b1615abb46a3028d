package org.tgraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * How numbers lie in a binary file.
 *
 * @param dtype what they are in memory
 */
record Binary(DType dtype, Packing packing, ByteOrder order) {
  private static final int CHUNK = 1 << 20;

  /** A half-precision number becomes an {@code f32}, exactly. */
  enum Packing {
    PLAIN,
    F16,
    BF16
  }

  static Binary little(DType dtype) {
    return new Binary(dtype, Packing.PLAIN, ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of an element in the file. */
  int width() {
    return packing == Packing.PLAIN ? dtype.bytes() : 2;
  }

  /**
   * Reads {@code count} elements, in their order in the file. Whoever calls this has made sure that
   * the file is long enough for them.
   */
  Array read(InputStream in, long count, DType wanted, DataSource file)
      throws IOException, BadData {
    if (!Widening.allowed(dtype, wanted)) {
      throw file.unlike("`" + dtype + "`", wanted.toString());
    }
    Array result = Array.zeros(wanted, count);
    int atOnce = (int) Math.min(count, CHUNK / 16);
    byte[] bytes = new byte[atOnce * width()];
    Array chunk = Array.zeros(dtype, atOnce);
    for (long at = 0; at < count; at += atOnce) {
      int n = (int) Math.min(atOnce, count - at);
      if (in.readNBytes(bytes, 0, n * width()) < n * width()) {
        throw file.corrupt("ends before its numbers do");
      }
      unpack(bytes, n, chunk, file);
      if (wanted == dtype) {
        long width = dtype.bytes();
        MemorySegment.copy(chunk.data(), 0, result.data(), at * width, n * width);
      } else {
        widen(chunk, n, result, at, file);
      }
    }
    return result;
  }

  private void unpack(byte[] bytes, int n, Array chunk, DataSource file) throws BadData {
    MemorySegment from = MemorySegment.ofArray(bytes);
    if (packing != Packing.PLAIN) {
      for (int i = 0; i < n; i++) {
        short bits = from.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), i);
        float value =
            packing == Packing.F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
        chunk.set(i, value);
      }
      return;
    }
    if (dtype == DType.BOOL) {
      for (int i = 0; i < n; i++) {
        if ((bytes[i] & 0xfe) != 0) {
          throw file.corrupt("has the byte " + (bytes[i] & 0xff) + " where a bool is 0 or 1");
        }
      }
    }
    copy(from, order, chunk.data(), ByteOrder.nativeOrder(), (long) n * dtype.bytes());
  }

  private void copy(
      MemorySegment from, ByteOrder fromOrder, MemorySegment to, ByteOrder toOrder, long bytes) {
    switch (dtype.part().bytes()) {
      case 1 -> MemorySegment.copy(from, 0, to, 0, bytes);
      case 2 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED;
        MemorySegment.copy(
            from, layout.withOrder(fromOrder), 0, to, layout.withOrder(toOrder), 0, bytes / 2);
      }
      case 4 -> {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED;
        MemorySegment.copy(
            from, layout.withOrder(fromOrder), 0, to, layout.withOrder(toOrder), 0, bytes / 4);
      }
      default -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED;
        MemorySegment.copy(
            from, layout.withOrder(fromOrder), 0, to, layout.withOrder(toOrder), 0, bytes / 8);
      }
    }
  }

  private void widen(Array from, int n, Array to, long at, DataSource file) throws BadData {
    DType wanted = to.dtype();
    for (int i = 0; i < n; i++) {
      if (wanted.isComplex()) {
        to.set(at + i, from.re(i), from.im(i));
      } else if (wanted.isInt()) {
        to.set(at + i, from.getLong(i));
      } else {
        double value = from.getDouble(i);
        if (dtype.isInt() && dtype.bytes() == 8 && !isExact(from, i, value)) {
          String number =
              dtype == DType.U64 ? Long.toUnsignedString(from.getLong(i)) : "" + from.getLong(i);
          throw file.mismatch(
              "has `%s` at index %d, which `%s` cannot hold exactly"
                  .formatted(number, at + i, wanted));
        }
        to.set(at + i, value);
      }
    }
  }

  /** Up to 2⁵³ every whole number is a double; above, compare without overflow at 2⁶³ and 2⁶⁴. */
  private static boolean isExact(Array from, int i, double value) {
    if (Math.abs(value) <= 0x1p53) {
      return Math.abs(value) < 0x1p53 || (long) value == from.getLong(i);
    }
    double half = value / 2;
    boolean unsigned = from.dtype() == DType.U64;
    long bits = from.getLong(i);
    if (unsigned) {
      return (bits & 1) == 0 && half < 0x1p63 && (long) half == bits >>> 1;
    }
    return value < 0x1p63 && (long) value == bits;
  }

  /** Writes all elements of {@code array}, whose type this is, plainly packed. */
  void write(Array array, OutputStream out) throws IOException {
    long total = array.size() * dtype.bytes();
    byte[] bytes = new byte[(int) Math.min(total, CHUNK)];
    MemorySegment to = MemorySegment.ofArray(bytes);
    for (long at = 0; at < total; at += CHUNK) {
      long n = Math.min(CHUNK, total - at);
      copy(array.data().asSlice(at, n), ByteOrder.nativeOrder(), to, order, n);
      out.write(bytes, 0, (int) n);
    }
  }
}

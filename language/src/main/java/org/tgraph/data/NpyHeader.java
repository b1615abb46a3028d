package org.tgraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/**
 * The head of a {@code .npy} file: magic, version, and a Python dictionary of three entries (NumPy
 * Enhancement Proposal 1; versions 1, 2 and 3).
 *
 * @param numbers how its elements lie; for text, of no meaning
 * @param letters code units of each text ({@code <U5}), or -1 for numbers
 * @param fortran whether the first axis varies fastest
 */
record NpyHeader(Binary numbers, int letters, boolean fortran, long[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy itself refuses headers over 10,000 bytes; so do we, and more axes than these. */
  private static final int LONGEST = 10_000;

  private static final int MOST_AXES = 64;

  boolean isText() {
    return letters >= 0;
  }

  /**
   * @param length of the whole, head and data; the data must fill it exactly
   */
  static NpyHeader read(InputStream in, long length, DataSource file) throws IOException, BadData {
    byte[] start = in.readNBytes(8);
    if (!Arrays.equals(start, 0, Math.min(6, start.length), MAGIC, 0, 6)) {
      throw file.corrupt(
          start.length == 0 ? "is empty" : "does not begin with the mark of a `.npy` file");
    }
    if (start.length < 8) {
      throw cut(file);
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw file.corrupt("is of version " + (version & 0xff) + " of `.npy`; 1 to 3 are known");
    }
    int sizeBytes = version == 1 ? 2 : 4;
    byte[] size = in.readNBytes(sizeBytes);
    if (size.length < sizeBytes) {
      throw cut(file);
    }
    long headerLength = 0;
    for (int i = sizeBytes - 1; i >= 0; i--) {
      headerLength = headerLength << 8 | (size[i] & 0xff);
    }
    if (headerLength > LONGEST) {
      throw file.corrupt("claims a header of " + headerLength + " bytes");
    }
    byte[] text = in.readNBytes((int) headerLength);
    if (text.length < headerLength) {
      throw cut(file);
    }
    NpyHeader header = parse(new String(text, StandardCharsets.ISO_8859_1), file);
    header.checkLength(length - 8 - sizeBytes - headerLength, file);
    return header;
  }

  private static BadData cut(DataSource file) {
    return file.corrupt("ends inside its header");
  }

  private void checkLength(long bytes, DataSource file) throws BadData {
    long needed;
    try {
      long width = isText() ? 4L * letters : numbers.width();
      needed = Math.multiplyExact(Array.count(shape), width);
    } catch (ArithmeticException e) {
      throw file.corrupt("claims the shape " + Arrays.toString(shape) + ", more than there can be");
    }
    if (needed != bytes) {
      throw file.corrupt(
          "has %d bytes of data, but its shape %s takes %d"
              .formatted(Math.max(bytes, 0), Arrays.toString(shape), needed));
    }
  }

  private static NpyHeader parse(String text, DataSource file) throws BadData {
    NpyDictionary dictionary = NpyDictionary.parse(text, file);
    long[] shape = dictionary.shape();
    if (shape.length > MOST_AXES) {
      throw file.corrupt("claims " + shape.length + " axes");
    }
    String descr = dictionary.descr();
    char mark = descr.isEmpty() ? ' ' : descr.charAt(0);
    boolean big = mark == '>';
    if (!big && mark != '<' && mark != '|') {
      throw unknown(descr, file);
    }
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String kind = descr.substring(1);
    if (kind.matches("U[1-9][0-9]{0,7}")) {
      Binary codePoints = new Binary(DType.I32, Binary.Packing.PLAIN, order);
      int letters = Integer.parseInt(kind.substring(1));
      return new NpyHeader(codePoints, letters, dictionary.fortran(), shape);
    }
    if (kind.equals("f2")) {
      Binary half = new Binary(DType.F32, Binary.Packing.F16, order);
      return new NpyHeader(half, -1, dictionary.fortran(), shape);
    }
    DType dtype =
        switch (kind) {
          case "b1" -> DType.BOOL;
          case "i1" -> DType.I8;
          case "i2" -> DType.I16;
          case "i4" -> DType.I32;
          case "i8" -> DType.I64;
          case "u1" -> DType.U8;
          case "u2" -> DType.U16;
          case "u4" -> DType.U32;
          case "u8" -> DType.U64;
          case "f4" -> DType.F32;
          case "f8" -> DType.F64;
          case "c8" -> DType.C64;
          case "c16" -> DType.C128;
          default -> throw unknown(descr, file);
        };
    return new NpyHeader(
        new Binary(dtype, Binary.Packing.PLAIN, order), -1, dictionary.fortran(), shape);
  }

  private static BadData unknown(String descr, DataSource file) {
    boolean objects = descr.endsWith("O");
    return file.corrupt(
        objects
            ? "holds Python objects, which are not read"
            : "has elements of NumPy's type `" + descr + "`, which the language has not");
  }

  /** NumPy's code of an element type. */
  static String descr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case I8 -> "|i1";
      case U8 -> "|u1";
      case I16, I32, I64 -> "<i" + dtype.bytes();
      case U16, U32, U64 -> "<u" + dtype.bytes();
      case F32, F64 -> "<f" + dtype.bytes();
      case C64, C128 -> "<c" + dtype.bytes();
    };
  }

  /** The bytes of a head of version 1, padded so that the data begin at a multiple of 64. */
  static byte[] bytes(String descr, long[] shape) {
    StringBuilder text = new StringBuilder("{'descr': '" + descr + "', 'fortran_order': False, ");
    text.append("'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : " ")
          .append(shape[i])
          .append(i == 0 || i < shape.length - 1 ? "," : "");
    }
    text.append("), }");
    while ((MAGIC.length + 4 + text.length() + 1) % 64 != 0) {
      text.append(' ');
    }
    text.append('\n');
    byte[] bytes = new byte[MAGIC.length + 4 + text.length()];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[6] = 1;
    bytes[8] = (byte) text.length();
    bytes[9] = (byte) (text.length() >> 8);
    System.arraycopy(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 10, text.length());
    return bytes;
  }
}

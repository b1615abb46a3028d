package org.tgraph.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** One array of NumPy's: all our element types, half precision widened, and text ({@code <U}). */
record Npy() implements DataFormat {
  @Override
  public String extension() {
    return ".npy";
  }

  @Override
  public DataNode header(DataSource file) throws IOException, BadData {
    try (InputStream in = open(file)) {
      return node(NpyHeader.read(in, Files.size(file.path()), file));
    }
  }

  @Override
  public List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData {
    List<DataValue> values = new ArrayList<>();
    for (Wanted one : wanted) {
      if (!one.path().isEmpty()) {
        throw file.mismatch("is one array and has no field `" + one.dotted() + "`");
      }
      try (InputStream in = open(file)) {
        values.add(read(in, Files.size(file.path()), one, file));
      }
    }
    return values;
  }

  private static InputStream open(DataSource file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file.path()));
  }

  static DataNode node(NpyHeader header) {
    return header.isText()
        ? new DataNode.Text(header.shape())
        : new DataNode.Numbers(header.numbers().dtype(), true, header.shape());
  }

  /**
   * @param length of the whole in bytes
   */
  static DataValue read(InputStream in, long length, Wanted wanted, DataSource file)
      throws IOException, BadData {
    NpyHeader header = NpyHeader.read(in, length, file);
    if (header.isText() != wanted.dtype().isEmpty()) {
      String found = header.isText() ? "text" : "`" + header.numbers().dtype() + "`";
      throw file.unlike(found, wanted.typeName());
    }
    long count = Array.count(header.shape());
    if (header.isText()) {
      return text(in, header, count, file);
    }
    Array flat = header.numbers().read(in, count, wanted.dtype().get(), file);
    return new DataValue.Numbers(
        header.fortran() ? rowMajor(flat, header.shape()) : flat.reshape(header.shape()));
  }

  private static DataValue text(InputStream in, NpyHeader header, long count, DataSource file)
      throws IOException, BadData {
    if (count > Integer.MAX_VALUE / 4) {
      throw file.corrupt("holds more text than can be read");
    }
    int letters = header.letters();
    Array points = header.numbers().read(in, count * letters, DType.I32, file);
    String[] texts = new String[(int) count];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.setLength(0);
      int end = 0;
      for (int j = 0; j < letters; j++) {
        int point = (int) points.getLong((long) i * letters + j);
        if (!Character.isValidCodePoint(point)) {
          throw file.corrupt("has text that is not Unicode");
        }
        text.appendCodePoint(point);
        end = point != 0 ? text.length() : end;
      }
      texts[i] = text.substring(0, end);
    }
    if (header.fortran()) {
      texts = rowMajor(texts, header.shape());
    }
    return new DataValue.Text(Arrays.asList(texts), header.shape());
  }

  private static Array rowMajor(Array flat, long[] shape) {
    Array result = Array.zeros(flat.dtype(), shape);
    FortranOrder order = new FortranOrder(shape);
    for (long i = 0; i < flat.size(); i++) {
      result.copy(i, flat, order.next());
    }
    return result;
  }

  private static String[] rowMajor(String[] flat, long[] shape) {
    String[] result = new String[flat.length];
    FortranOrder order = new FortranOrder(shape);
    for (int i = 0; i < flat.length; i++) {
      result[i] = flat[(int) order.next()];
    }
    return result;
  }

  /** Walks an array in row-major order, giving places in column-major order. */
  private static final class FortranOrder {
    private final long[] shape;
    private final long[] strides;
    private final long[] index;
    private long place;

    FortranOrder(long[] shape) {
      this.shape = shape;
      this.strides = new long[shape.length];
      this.index = new long[shape.length];
      long stride = 1;
      for (int axis = 0; axis < shape.length; axis++) {
        strides[axis] = stride;
        stride *= shape[axis];
      }
    }

    long next() {
      long now = place;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= strides[axis] * shape[axis];
        index[axis] = 0;
      }
      return now;
    }
  }

  @Override
  public Output prepare(DataSource file, DataValue value) throws BadData {
    return switch (value) {
      case DataValue.Numbers numbers -> out -> write(numbers.array(), out);
      case DataValue.Text text -> text(file, text);
      case DataValue.Fields fields ->
          throw file.bad(Code.TG0706, "can hold one tensor, not a record; `.npz` holds several");
    };
  }

  static void write(Array array, OutputStream out) throws IOException {
    out.write(NpyHeader.bytes(NpyHeader.descr(array.dtype()), array.shape()));
    Binary.little(array.dtype()).write(array, out);
  }

  /** Text as {@code <U}, each padded with zeros, so that none may end in one. */
  static Output text(DataSource file, DataValue.Text text) throws BadData {
    long longest = 1;
    for (String one : text.texts()) {
      longest = Math.max(longest, one.codePointCount(0, one.length()));
      if (one.endsWith("\0")) {
        throw file.bad(Code.TG0706, "cannot hold text that ends in a NUL character");
      }
    }
    int letters = (int) longest;
    return out -> {
      out.write(NpyHeader.bytes("<U" + letters, text.shape()));
      for (String one : text.texts()) {
        Array points = Array.zeros(DType.I32, letters);
        int[] letter = one.codePoints().toArray();
        for (int i = 0; i < letter.length; i++) {
          points.set(i, (long) letter[i]);
        }
        Binary.little(DType.I32).write(points, out);
      }
    };
  }
}

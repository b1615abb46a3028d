package org.tgraph.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;

/**
 * Writes a table: a record of columns of one length; or a vector as the column {@code x}; or a
 * matrix as the columns {@code x0}, {@code x1}, …
 */
final class CsvOutput {
  private static final int MOST_COLUMNS = 1_000_000;

  private CsvOutput() {}

  /** A row's cell. */
  private interface Column {
    String cell(int row);
  }

  static DataFormat.Output prepare(DataSource file, DataValue value) throws BadData {
    List<String> names = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    long rows =
        switch (value) {
          case DataValue.Fields fields -> record(fields, names, columns, file);
          default -> tensor(value, names, columns, file);
        };
    if (columns.isEmpty()) {
      throw file.bad(Code.TG0706, "cannot hold a table without columns");
    }
    if (rows > Integer.MAX_VALUE) {
      throw file.bad(Code.TG0706, "cannot hold a table of " + rows + " rows");
    }
    return out -> {
      Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      write(text, names, columns, (int) rows);
      text.flush();
    };
  }

  private static void write(Writer out, List<String> names, List<Column> columns, int rows)
      throws IOException {
    // Not closed: the stream below belongs to whoever made it.
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(out);
    csv.writeRecord(names);
    for (int row = 0; row < rows; row++) {
      CsvWriter.CsvWriterRecord record = csv.writeRecord();
      for (Column column : columns) {
        record.writeField(column.cell(row));
      }
      record.endRecord();
    }
    csv.flush();
  }

  private static long record(
      DataValue.Fields fields, List<String> names, List<Column> columns, DataSource file)
      throws BadData {
    long rows = -1;
    for (Map.Entry<String, DataValue> field : fields.fields().entrySet()) {
      String name = field.getKey();
      if (field.getValue() instanceof DataValue.Fields) {
        throw file.bad(Code.TG0706, "cannot hold a record in a record, as `" + name + "` is");
      }
      long[] shape = shape(field.getValue());
      if (shape.length != 1) {
        throw file.bad(
            Code.TG0706, "takes columns of one axis, but `" + name + "` has " + shape.length);
      }
      if (rows >= 0 && shape[0] != rows) {
        throw file.bad(
            Code.TG0706,
            "takes columns of one length, but `%s` has %d rows and `%s` %d"
                .formatted(names.getFirst(), rows, name, shape[0]));
      }
      rows = shape[0];
      names.add(name);
      columns.add(column(field.getValue(), 0, 1, file));
    }
    if (new HashSet<>(names.stream().map(String::strip).toList()).size() < names.size()
        || names.stream().anyMatch(name -> name.isBlank() || name.indexOf('\0') >= 0)) {
      throw file.bad(Code.TG0706, "cannot hold columns named so");
    }
    return rows;
  }

  private static long tensor(
      DataValue value, List<String> names, List<Column> columns, DataSource file) throws BadData {
    long[] shape = shape(value);
    if (shape.length < 1 || shape.length > 2) {
      throw file.bad(Code.TG0706, "can hold a tensor of one or two axes, not of " + shape.length);
    }
    if (shape.length == 2 && shape[1] > MOST_COLUMNS) {
      throw file.bad(Code.TG0706, "cannot hold a table of " + shape[1] + " columns");
    }
    int width = shape.length == 1 ? 1 : (int) shape[1];
    for (int i = 0; i < width; i++) {
      names.add(shape.length == 1 ? "x" : "x" + i);
      columns.add(column(value, i, width, file));
    }
    return shape[0];
  }

  private static long[] shape(DataValue value) {
    return switch (value) {
      case DataValue.Numbers numbers -> numbers.array().shape();
      case DataValue.Text text -> text.shape();
      case DataValue.Fields fields -> throw new IllegalArgumentException("a record has no shape");
    };
  }

  private static Column column(DataValue value, int first, int step, DataSource file)
      throws BadData {
    return switch (value) {
      case DataValue.Numbers(Array array) -> {
        if (array.dtype().isComplex()) {
          throw file.bad(Code.TG0706, "cannot hold complex numbers");
        }
        yield row -> ExactText.of(array, first + (long) row * step);
      }
      case DataValue.Text text -> {
        if (text.texts().stream().anyMatch(t -> t.indexOf('\0') >= 0)) {
          throw file.bad(Code.TG0706, "cannot hold text with a NUL character");
        }
        yield row -> text.texts().get(first + row * step);
      }
      case DataValue.Fields fields -> throw new IllegalArgumentException("a record is no column");
    };
  }
}

package org.tgraph.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.type.DType;

/**
 * A table in UTF-8 with commas, and a header row that names its columns. An empty cell is missing:
 * it makes a column of numbers one of floats. Empty lines are passed over. A row is counted as a
 * line of the file, from 1, the header being one.
 */
record Csv() implements DataFormat {
  private static final CsvReader.CsvReaderBuilder RULES =
      CsvReader.builder()
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .allowUnclosedQuote(false);

  @Override
  public String extension() {
    return ".csv";
  }

  @Override
  public DataNode header(DataSource file) throws IOException, BadData {
    CsvTypes types = new CsvTypes(file);
    run(file, types);
    return types.node();
  }

  @Override
  public List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData {
    CsvColumns columns = new CsvColumns(file, wanted);
    run(file, columns);
    return columns.values();
  }

  private static void run(DataSource file, CsvRows rows) throws IOException, BadData {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
    try (Reader reader = decoder(bytes);
        CsvReader<Boolean> csv = RULES.build(rows, reader);
        CloseableIterator<Boolean> each = csv.iterator()) {
      while (each.hasNext()) {
        each.next();
        rows.check();
      }
    } catch (CsvParseException | UncheckedIOException e) {
      rows.check();
      throw explain(e, file, rows);
    }
    rows.finish();
  }

  /** Past the mark that some programs put at the beginning of UTF-8. */
  private static Reader decoder(InputStream bytes) throws IOException {
    bytes.mark(3);
    if (bytes.read() != 0xef || bytes.read() != 0xbb || bytes.read() != 0xbf) {
      bytes.reset();
    }
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static BadData explain(Exception problem, DataSource file, CsvRows rows)
      throws IOException {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return file.corrupt("is not in UTF-8 in row " + Utf8.badLine(file.path()));
      }
      if (cause instanceof IOException io) {
        throw io;
      }
    }
    String message = String.valueOf(problem.getMessage());
    if (message.contains("nclosed quote") || message.contains("nclosed quoted")) {
      return file.corrupt("has a quote in row " + rows.lastRow() + " that is never closed");
    }
    if (message.contains("buffer")) {
      return file.corrupt("has a cell in row " + rows.lastRow() + " that is too long to be read");
    }
    return file.corrupt(
        "has text in row " + rows.lastRow() + " between a closing quote and the next comma");
  }

  @Override
  public Output prepare(DataSource file, DataValue value) throws BadData {
    return CsvOutput.prepare(file, value);
  }

  /** What the columns hold, found from all their cells. */
  private static final class CsvTypes extends CsvRows {
    private final NumberText number = new NumberText();
    private boolean[][] seen;

    CsvTypes(DataSource file) {
      super(file);
    }

    @Override
    void names(List<String> names) {
      seen = new boolean[names.size()][NumberText.Form.values().length];
    }

    @Override
    void cell(int column, char[] text, int offset, int length) {
      seen[column][number.form(text, offset, length).ordinal()] = true;
    }

    DataNode node() {
      Map<String, DataNode> fields = new LinkedHashMap<>();
      long[] shape = {rows()};
      for (int i = 0; i < seen.length; i++) {
        Optional<DType> dtype = dtype(seen[i]);
        DataNode node =
            dtype.isPresent()
                ? new DataNode.Numbers(dtype.get(), false, shape)
                : new DataNode.Text(shape);
        fields.put(columnNames().get(i), node);
      }
      return new DataNode.Fields(fields);
    }

    /** Nothing for text. A column without any cell that is not empty is one of floats. */
    private static Optional<DType> dtype(boolean[] seen) {
      boolean bool = seen[NumberText.Form.BOOL.ordinal()];
      boolean whole = seen[NumberText.Form.WHOLE.ordinal()];
      boolean real =
          seen[NumberText.Form.REAL.ordinal()] || seen[NumberText.Form.SPECIAL.ordinal()];
      boolean empty = seen[NumberText.Form.EMPTY.ordinal()];
      if (seen[NumberText.Form.WORD.ordinal()] || (bool && (whole || real || empty))) {
        return Optional.empty();
      }
      return Optional.of(bool ? DType.BOOL : whole && !real && !empty ? DType.I64 : DType.F64);
    }
  }

  /** The columns that are wanted, or all of them as the columns of a matrix. */
  private static final class CsvColumns extends CsvRows {
    private final List<Wanted> wanted;
    private final NumberText number = new NumberText();
    private List<List<Cells>> byColumn;
    private final List<Cells> inOrder = new ArrayList<>();

    CsvColumns(DataSource file, List<Wanted> wanted) {
      super(file);
      this.wanted = wanted;
    }

    @Override
    void names(List<String> names) throws BadData {
      byColumn = new ArrayList<>();
      names.forEach(name -> byColumn.add(new ArrayList<>()));
      for (Wanted one : wanted) {
        Cells cells = new Cells(one.dtype(), one.path().isEmpty() ? names.size() : 0);
        inOrder.add(cells);
        if (one.path().isEmpty()) {
          byColumn.forEach(column -> column.add(cells));
          continue;
        }
        int column = one.path().size() == 1 ? names.indexOf(one.path().getFirst()) : -1;
        if (column < 0) {
          String hint = SimilarNames.hint(one.dotted(), names);
          throw file().mismatch("has no column `" + one.dotted() + "`" + hint);
        }
        byColumn.get(column).add(cells);
      }
    }

    @Override
    void cell(int column, char[] text, int offset, int length) throws BadData {
      for (Cells cells : byColumn.get(column)) {
        NumberText.Stored stored = cells.add(text, offset, length, number);
        if (stored != NumberText.Stored.DONE) {
          String what =
              stored == NumberText.Stored.EMPTY
                  ? "an empty cell"
                  : "`" + Quoted.of(text, offset, length) + "`";
          throw file()
              .mismatch(
                  "has %s in row %d, column `%s`, %s"
                      .formatted(
                          what,
                          lastRow(),
                          columnNames().get(column),
                          NumberText.why(stored, cells.dtype())));
        }
      }
    }

    List<DataValue> values() {
      return inOrder.stream().map(cells -> cells.value(rows())).toList();
    }
  }
}

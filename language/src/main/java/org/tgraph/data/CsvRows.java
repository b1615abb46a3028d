package org.tgraph.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the cells of a table as the parser finds them, without making a text of each. The parser's
 * callbacks cannot throw what we throw, so the first problem is kept until {@link #check}.
 */
abstract class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
  private final DataSource file;
  private List<String> names;
  private final List<String> cells = new ArrayList<>();
  private long rows;
  private long row = 1;
  private int fields;
  private boolean empty;
  private BadData problem;

  CsvRows(DataSource file) {
    this.file = file;
  }

  /** The names of the columns, before any cell. */
  abstract void names(List<String> names) throws BadData;

  abstract void cell(int column, char[] text, int offset, int length) throws BadData;

  DataSource file() {
    return file;
  }

  List<String> columnNames() {
    return names;
  }

  /** Of the table, the header not counted. */
  long rows() {
    return rows;
  }

  /** The line of the file at which the row now read begins. */
  long lastRow() {
    return row;
  }

  void check() throws BadData {
    if (problem != null) {
      throw problem;
    }
  }

  void finish() throws BadData {
    check();
    if (names == null) {
      throw file.corrupt("is empty; its first row must name the columns");
    }
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    row = startingLineNumber;
    fields = 0;
    empty = false;
  }

  @Override
  protected void handleEmpty() {
    empty = true;
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    fields++;
    if (problem != null) {
      return;
    }
    try {
      checkText(column, text, offset, length);
      if (names == null) {
        cells.add(new String(text, offset, length).strip());
      } else if (column < names.size()) {
        cell(column, text, offset, length);
      }
    } catch (BadData e) {
      problem = e;
    }
  }

  private void checkText(int column, char[] text, int offset, int length) throws BadData {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == 0) {
        throw file.corrupt(
            "has a NUL character in row " + row + ", cell " + (column + 1) + "; it is not text");
      }
    }
  }

  @Override
  protected Boolean buildRecord() {
    if (empty || problem != null) {
      return true;
    }
    try {
      if (names == null) {
        checkNames();
        names = List.copyOf(cells);
        names(names);
      } else if (fields != names.size()) {
        throw file.corrupt(
            "has %s in row %d, but %s"
                .formatted(many(fields, "cell"), row, many(names.size(), "column")));
      } else {
        rows++;
      }
    } catch (BadData e) {
      problem = e;
    }
    return true;
  }

  private static String many(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void checkNames() throws BadData {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < cells.size(); i++) {
      String name = cells.get(i);
      if (name.isEmpty()) {
        throw file.corrupt("has no name for column " + (i + 1) + " in row " + row);
      }
      if (!seen.add(name)) {
        throw file.corrupt("names two columns `" + name + "` in row " + row);
      }
    }
  }
}

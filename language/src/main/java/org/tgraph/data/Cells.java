package org.tgraph.data;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.type.DType;

/** The cells of a column, or row by row of a table, as many as come. */
final class Cells {
  private final Optional<DType> dtype;
  private final int columns;
  private final List<String> texts = new ArrayList<>();
  private Array numbers;
  private long count;

  /**
   * @param dtype empty for text
   * @param columns 0 if this is one column, else of a table of so many
   */
  Cells(Optional<DType> dtype, int columns) {
    this.dtype = dtype;
    this.columns = columns;
    this.numbers = Array.zeros(dtype.orElse(DType.BOOL), 1024);
  }

  DType dtype() {
    return dtype.orElseThrow();
  }

  NumberText.Stored add(char[] text, int offset, int length, NumberText number) {
    if (dtype.isEmpty()) {
      texts.add(new String(text, offset, length));
      return NumberText.Stored.DONE;
    }
    if (count == numbers.size()) {
      numbers = resized(2 * count);
    }
    return number.store(text, offset, length, numbers, count++);
  }

  private Array resized(long size) {
    Array other = Array.zeros(numbers.dtype(), size);
    MemorySegment.copy(
        numbers.data(), 0, other.data(), 0, Math.min(count, size) * numbers.dtype().bytes());
    return other;
  }

  /**
   * @param rows of the table
   */
  DataValue value(long rows) {
    long[] shape = columns == 0 ? new long[] {rows} : new long[] {rows, columns};
    return dtype.isEmpty()
        ? new DataValue.Text(texts, shape)
        : new DataValue.Numbers(resized(count).reshape(shape));
  }
}

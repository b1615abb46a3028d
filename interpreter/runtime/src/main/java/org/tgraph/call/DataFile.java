package org.tgraph.call;

import java.nio.file.Path;
import java.util.List;

/**
 * An argument that is in a file: all of it, or a column, array or member of it. A {@code .csv} that
 * is a matrix is all its columns in their order.
 *
 * @param fields that lead to it
 */
public record DataFile(Path path, List<String> fields) {
  public DataFile {
    fields = List.copyOf(fields);
  }

  public static DataFile of(Path path, String... fields) {
    return new DataFile(path, List.of(fields));
  }
}

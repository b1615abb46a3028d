package org.tgraph.data;

import java.util.List;
import java.util.Optional;
import org.tgraph.type.DType;

/** Where the checker asks what is in a data file. */
public interface DataHeaders {
  /**
   * @param path as the script writes it, relative to the script's folder
   */
  Header header(String path);

  /**
   * Why numbers in a text format cannot be read as {@code dtype}, naming the first that cannot by
   * its row and column; nothing if they can. The whole file is read for that.
   *
   * @param field the fields that lead to them
   */
  default Optional<DataProblem> misfit(String path, List<String> field, DType dtype) {
    return Optional.empty();
  }

  /** The answer. */
  sealed interface Header {
    record Found(DataNode content) implements Header {}

    /**
     * @param similar a path of a file that is there and is named alike, as a script writes it
     */
    record Missing(Optional<String> similar) implements Header {
      public Missing() {
        this(Optional.empty());
      }
    }

    /** The file is there but not readable; {@code problem} says why and where, in one sentence. */
    record Bad(DataProblem problem) implements Header {}
  }

  /** Knows no files. */
  DataHeaders NONE = path -> new Header.Missing();
}

package org.tgraph.data;

import java.util.Optional;

/** Where the checker asks what is in a data file. */
public interface DataHeaders {
  /**
   * @param path as the script writes it, relative to the script's folder
   */
  Header header(String path);

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

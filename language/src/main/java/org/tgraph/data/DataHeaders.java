package org.tgraph.data;

/** Where the checker asks what is in a data file. */
public interface DataHeaders {
  /**
   * @param path as the script writes it, relative to the script's folder
   */
  Header header(String path);

  /** The answer. */
  sealed interface Header {
    record Found(DataNode content) implements Header {}

    record Missing() implements Header {}

    /** The file is there but not readable; {@code problem} says why and where, in one sentence. */
    record Bad(DataProblem problem) implements Header {}
  }

  /** Knows no files. */
  DataHeaders NONE = path -> new Header.Missing();
}

package org.tgraph.analysis;

/**
 * A few words shown in the text that are not of it.
 *
 * @param offset where they stand
 * @param label the words: {@code : f64[n, 2]}
 * @param insert whether to put them into the text gives a right script
 * @param tooltip more of it, for hovering; may be empty
 */
public record Hint(int offset, String label, Kind kind, boolean insert, String tooltip) {
  /** The same for a text that begins later. */
  Hint moved(int by) {
    return new Hint(offset + by, label, kind, insert, tooltip);
  }

  /** Each kind can be switched off by itself. */
  public enum Kind {
    /** The type of a name: of a {@code let}, an input, a pattern. */
    LET,
    /** The type of a parameter of a lambda. */
    PARAMETER,
    /** The type of the result of a function. */
    RESULT,
    /** The type between two stages of a pipe. */
    PIPE,
    /** What the sizes of a function's signature are in a call. */
    SIZES
  }
}

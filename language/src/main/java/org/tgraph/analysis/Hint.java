package org.tgraph.analysis;

import java.util.List;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;

/**
 * A few words shown in the text that are not of it.
 *
 * @param offset where they stand
 * @param label the words: {@code : f64[n, 2]}
 * @param insertions what puts them into the text, which gives a right script; nothing where that
 *     cannot be
 * @param tooltip more of it, for hovering; may be empty
 */
public record Hint(
    int offset, String label, Kind kind, List<Insertion> insertions, String tooltip) {
  /** A text that is put in at a place. */
  public record Insertion(int offset, String text) {}

  public Hint {
    insertions = List.copyOf(insertions);
  }

  /** Whether the words can be put into the text. */
  public boolean insert() {
    return !insertions.isEmpty();
  }

  /** What puts the words into the text. */
  public List<Fix.Edit> edits(Source source) {
    return insertions.stream()
        .map(i -> new Fix.Edit(source.span(i.offset, i.offset), i.text))
        .toList();
  }

  /** The same for a text that begins later. */
  Hint moved(int by) {
    return new Hint(
        offset + by,
        label,
        kind,
        insertions.stream().map(i -> new Insertion(i.offset + by, i.text)).toList(),
        tooltip);
  }

  /** Each kind can be switched off by itself. */
  public enum Kind {
    /** The type of a name: of a {@code let}, an input, a pattern. */
    LET,
    /** The type of a parameter of a lambda. */
    PARAMETER,
    /** The type of a site of a model, or of what it derives. */
    SITE,
    /** The type of the result of a function. */
    RESULT,
    /** The type between two stages of a pipe. */
    PIPE,
    /** What the sizes of a function's signature are in a call. */
    SIZES
  }
}

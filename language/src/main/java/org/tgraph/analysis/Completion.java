package org.tgraph.analysis;

import java.util.List;
import org.tgraph.diagnostic.Fix;

/**
 * Something that could be written at a place.
 *
 * @param label what is offered, and filtered by what is typed
 * @param insert what replaces what is typed
 * @param detail its type or signature
 * @param doc a sentence or two; may be empty
 * @param further what else has to change: an import
 */
public record Completion(
    String label, Kind kind, String insert, String detail, String doc, List<Fix.Edit> further) {
  /** What it is, for its picture. */
  public enum Kind {
    VALUE,
    FUNCTION,
    FIELD,
    ATTRIBUTE,
    MODULE,
    TYPE,
    SIZE,
    ARGUMENT,
    KEYWORD
  }

  static Completion of(String label, Kind kind, String detail, String doc) {
    return new Completion(label, kind, label, detail, doc, List.of());
  }

  /**
   * Whether what is typed is, or may be, the beginning of it: see {@link #fits(String, String)}.
   */
  boolean fits(String typed) {
    return fits(label, typed);
  }

  /** Whether the letters that are typed stand in the name, in their order, whatever their case. */
  public static boolean fits(String name, String typed) {
    int at = 0;
    for (int i = 0; i < name.length() && at < typed.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == Character.toLowerCase(typed.charAt(at))) {
        at++;
      }
    }
    return at == typed.length();
  }
}

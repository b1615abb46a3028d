package org.tgraph.analysis;

import java.util.List;
import org.tgraph.source.Span;

/**
 * What is shown of the thing at a place.
 *
 * @param place the text it is about
 * @param code a line or more of the language: its type, its signature
 * @param lines sentences on it, in Markdown
 */
public record Hover(Span place, String code, List<String> lines) {
  public Hover {
    lines = List.copyOf(lines);
  }
}

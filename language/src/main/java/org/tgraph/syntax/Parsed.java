package org.tgraph.syntax;

import java.util.List;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;

/**
 * What the parser returns, always: as much of the script as could be read, and what was wrong.
 *
 * @param comments where the comments stand, in order, for the formatter
 * @param parenthesised the expressions, types and patterns that stand in parentheses of their own,
 *     once for each pair, for the formatter
 * @param broken the statements with a mistake, of which the tree holds guesses and broken parts
 */
public record Parsed(
    Script script,
    List<Diagnostic> diagnostics,
    List<Span> comments,
    List<Span> parenthesised,
    List<Span> broken) {

  /**
   * Whether what a later stage reports may follow from a mistake that was reported already: it
   * stands in a statement with one, or misses a name that such a statement may define.
   */
  public boolean absorbs(Diagnostic later) {
    Span at = later.span();
    if (broken.isEmpty() || at.source() != script.source()) {
      return false;
    }
    boolean unknown =
        later.code() == Code.TG0201 || later.code() == Code.TG0204 || later.code() == Code.TG0205;
    Pattern name = Pattern.compile("\\b" + Pattern.quote(at.text()));
    for (Span span : broken) {
      boolean inside = span.start() <= at.start() && at.start() <= span.end();
      if (inside || unknown && name.matcher(span.text()).find()) {
        return true;
      }
    }
    return false;
  }
}

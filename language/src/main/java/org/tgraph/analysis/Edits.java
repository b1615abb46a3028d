package org.tgraph.analysis;

import java.util.Comparator;
import java.util.List;
import org.tgraph.diagnostic.Fix;

/** Edits that are made at once: the places of all are those of the text before. */
final class Edits {
  private Edits() {}

  static String applied(String text, List<Fix.Edit> edits) {
    StringBuilder changed = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt((Fix.Edit e) -> e.span().start()).reversed())
        .forEach(e -> changed.replace(e.span().start(), e.span().end(), e.replacement()));
    return changed.toString();
  }
}

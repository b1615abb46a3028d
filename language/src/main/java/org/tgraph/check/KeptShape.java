package org.tgraph.check;

import java.util.Optional;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;

/** Zeros in place of what a mask leaves out, so that the size does not depend on it. */
final class KeptShape {
  static final String NOTE =
      "`where(mask, x, 0)` keeps the shape, for a sum; `nanmean(where(mask, x, nan))` and its like"
          + " pass over what is not selected.";

  private KeptShape() {}

  /**
   * For a selection {@code x[mask]}: {@code where(mask, x, 0)}.
   *
   * @param mask where the mask is written; nothing is offered if it is no subscript of a value
   */
  static Optional<Fix> of(Optional<Span> mask) {
    return mask.flatMap(KeptShape::of);
  }

  private static Optional<Fix> of(Span mask) {
    String text = mask.source().text();
    int open = mask.start() - 1;
    int start = open < 0 || text.charAt(open) != '[' ? open : target(text, open);
    if (start >= open || !text.startsWith("]", mask.end())) {
      return Optional.empty();
    }
    String kept = "where(" + mask.text() + ", " + text.substring(start, open) + ", 0)";
    return Optional.of(
        Fix.replace(
            "keep the shape: write `" + kept + "`",
            mask.source().span(start, mask.end() + 1),
            kept));
  }

  /** Where what a bracket belongs to begins: a name with what is behind it. */
  private static int target(String text, int open) {
    int depth = 0;
    int at = open;
    while (at > 0) {
      char ch = text.charAt(at - 1);
      depth += ")]".indexOf(ch) >= 0 ? 1 : "([".indexOf(ch) >= 0 ? -1 : 0;
      boolean belongs = depth > 0 || ch == '[' || ch == '(' || ch == '.';
      if (depth < 0 || !belongs && !Character.isUnicodeIdentifierPart(ch)) {
        break;
      }
      at--;
    }
    return at;
  }
}

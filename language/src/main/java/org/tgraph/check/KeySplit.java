package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;

/** The change that makes two keys of one that is used twice. */
final class KeySplit {
  /** A line before which a {@code let} may stand, and what would bring the key into being on it. */
  private static final Pattern STATEMENT = Pattern.compile("\\s*(let|print|assert|save)\\b.*");

  private static final Pattern BINDS = Pattern.compile("->|\\bfor\\b|\\{");

  private KeySplit() {}

  /**
   * A line {@code let (k1, k2) = split(k)} before that of the first use; nothing where the first
   * use is not in a statement on a line of its own, before which the key is known.
   */
  static Optional<Fix> of(Span first, Span second, String key) {
    if (first.source() != second.source()) {
      return Optional.empty();
    }
    String text = first.source().text();
    int start = text.lastIndexOf('\n', first.start() - 1) + 1;
    String before = text.substring(start, first.start());
    if (!STATEMENT.matcher(before).matches() || BINDS.matcher(before).find()) {
      return Optional.empty();
    }
    String one = key + "1";
    String two = key + "2";
    if (Pattern.compile("\\b(" + one + "|" + two + ")\\b").matcher(text).find()) {
      one = key + "_a";
      two = key + "_b";
    }
    int indent = before.length() - before.stripLeading().length();
    String line = "let (%s, %s) = split(%s)".formatted(one, two, key);
    Span at = first.source().span(start + indent, start + indent);
    return Optional.of(
        new Fix(
            "add `" + line + "` and use one each time",
            List.of(
                new Fix.Edit(at, line + "\n" + before.substring(0, indent)),
                new Fix.Edit(first, one),
                new Fix.Edit(second, two))));
  }
}

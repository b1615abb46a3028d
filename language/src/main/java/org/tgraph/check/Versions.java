package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Statement;

/** Which statements of a new version of a script read as statements of the one before. */
final class Versions {
  private Versions() {}

  /** The part of the version before that each statement can stand on, if it can on one. */
  static List<Optional<Part>> match(List<Optional<Part>> before, Parsed now) {
    int size = now.size();
    List<Optional<Part>> matched = new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    int first = 0;
    while (first < Math.min(before.size(), size) && fits(before.get(first), first, now)) {
      matched.set(first, before.get(first));
      first++;
    }
    int last = 0;
    while (last < Math.min(before.size(), size) - first
        && fits(before.get(before.size() - 1 - last), size - 1 - last, now)) {
      matched.set(size - 1 - last, before.get(before.size() - 1 - last));
      last++;
    }
    Map<String, Deque<Part>> between = new HashMap<>();
    for (Optional<Part> part : before.subList(first, before.size() - last)) {
      part.ifPresent(p ->
          between
              .computeIfAbsent(p.statement().orElseThrow().span().text(), t -> new ArrayDeque<>())
              .add(p));
    }
    for (int i = first; i < size - last && !between.isEmpty(); i++) {
      Deque<Part> same = between.get(now.place(i).text());
      if (same != null && !same.isEmpty() && fits(Optional.of(same.peek()), i, now)) {
        matched.set(i, Optional.of(same.poll()));
      }
    }
    return matched;
  }

  private static boolean fits(Optional<Part> part, int now, Parsed parsed) {
    if (part.isEmpty() || !part.get().isReusable) {
      return false;
    }
    Statement before = part.get().statement().orElseThrow();
    return before.getClass() == parsed.kind(now)
        && reads(before.span(), parsed.place(now))
        && doc(before).equals(parsed.doc(now))
        && isSound(now, parsed);
  }

  private static boolean reads(Span before, Span now) {
    int length = now.end() - now.start();
    return before.end() - before.start() == length
        && before
            .source()
            .text()
            .regionMatches(before.start(), now.source().text(), now.start(), length);
  }

  /** Whether the parser had nothing to say about it, so that only its own text decides its tree. */
  static boolean isSound(int statement, Parsed parsed) {
    if (parsed.broken().isEmpty() && parsed.diagnostics().isEmpty()) {
      return true;
    }
    Span place = parsed.place(statement);
    return parsed.broken().stream().noneMatch(b -> touches(b, place))
        && parsed.diagnostics().stream().noneMatch(d -> touches(d.span(), place));
  }

  private static boolean touches(Span a, Span b) {
    return a.start() <= b.end() && b.start() <= a.end();
  }

  private static String doc(Statement statement) {
    return switch (statement) {
      case Statement.Fn s -> s.doc();
      case Statement.TypeDef s -> s.doc();
      case Statement.Model s -> s.doc();
      default -> "";
    };
  }

  /** All that callers see of a function: its text up to the body. */
  static String head(Statement.Fn fn) {
    Span span = fn.span();
    return fn.doc() + span.source().text().substring(span.start(), fn.body().span().start());
  }
}

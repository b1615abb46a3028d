package org.tgraph.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;

/**
 * A text in which something is being written. A name of our own stands there, so that whatever is
 * half written around it has a place in the tree, and what was begun before it is ended behind it:
 * brackets are closed, and the head of a function gets a body.
 */
final class Unfinished {
  static final String MARK = "completed__here";

  /** What a definition of which only the head is written goes on with. */
  private static final String BODY = " = 0";

  /** What a field of a record of which only the name is written goes on with. */
  private static final String VALUE = ": 0";

  private Unfinished() {}

  /**
   * The text with {@link #MARK} between two places. Only the statement around them is parsed for
   * it.
   *
   * @param parsed the text as it is
   */
  static Source marked(Parsed parsed, int start, int end) {
    Source source = parsed.script().source();
    String text = source.text();
    int statement = parsed.statementAt(start);
    int from = statement < 0 ? 0 : parsed.place(statement).start();
    int until =
        statement + 1 < parsed.size()
            ? Math.max(end, parsed.place(statement + 1).start())
            : text.length();
    String part = text.substring(from, start) + MARK + text.substring(end, until);
    String ended = ended(new Source(source.name(), part), start - from + MARK.length()).text();
    return new Source(source.name(), text.substring(0, from) + ended + text.substring(until));
  }

  /** The text in which what was begun before a place is ended behind it. */
  private static Source ended(Source marked, int behind) {
    Parsed parsed = Parser.parse(marked);
    Optional<Span> broken = broken(parsed, behind);
    if (broken.isEmpty()) {
      return marked;
    }
    Source closed =
        with(marked, closer(parsed, behind).orElseGet(() -> closers(broken.get(), behind)));
    return Stream.of(
            closed,
            withBody(marked, behind),
            withBody(closed, behind),
            withValue(marked, behind),
            withValue(closed, behind))
        .filter(t -> broken(Parser.parse(t), behind).isEmpty())
        .findFirst()
        .orElse(closed);
  }

  private static Source withBody(Source source, int offset) {
    return broken(Parser.parse(source), offset)
        .map(b -> with(source, new Fix.Edit(source.span(b.end(), b.end()), BODY)))
        .orElse(source);
  }

  private static Source withValue(Source source, int offset) {
    return with(source, new Fix.Edit(source.span(offset, offset), VALUE));
  }

  private static Source with(Source source, Fix.Edit edit) {
    return new Source(source.name(), Edits.applied(source.text(), List.of(edit)));
  }

  /** The statement around the place, if it cannot be read. */
  private static Optional<Span> broken(Parsed parsed, int offset) {
    return parsed.broken().stream()
        .filter(s -> s.start() <= offset && offset <= s.end())
        .findFirst();
  }

  /** The brackets that are missing behind the place and were opened before it. */
  private static Optional<Fix.Edit> closer(Parsed parsed, int offset) {
    return parsed.diagnostics().stream()
        .filter(d -> d.code() == Code.TG0102 && d.span().start() < offset)
        .flatMap(d -> d.fixes().stream())
        .flatMap(f -> f.edits().stream())
        .filter(e -> e.span().start() >= offset && e.span().start() == e.span().end())
        .findFirst();
  }

  /** The same where the parser says no more than that the statement cannot be read. */
  private static Fix.Edit closers(Span broken, int offset) {
    Source source = broken.source();
    String missing = Parser.closers(source.span(broken.start(), offset));
    return new Fix.Edit(source.span(offset, offset), missing);
  }
}

package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.check.Findings;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Span;

/** What can be done about a piece of text. */
final class Actions {
  private Actions() {}

  static List<Action> of(Analysis analysis, Findings findings, Known known, int start, int end) {
    List<Action> actions = new ArrayList<>();
    for (Diagnostic d : findings.diagnostics()) {
      boolean isAbout =
          Stream.concat(Stream.of(d.span()), d.labels().stream().map(Label::span))
              .anyMatch(s -> touches(s, analysis, start, end));
      if (isAbout) {
        d.fixes().forEach(f -> actions.add(new Action(f.title(), f.edits(), Optional.of(d))));
      }
    }
    for (Hint hint : analysis.hints()) {
      if (hint.insert() && isAt(hint, analysis, start, end)) {
        actions.add(
            new Action(
                "write the type `" + hint.label().replaceFirst("^[: >-]+", "") + "`",
                hint.edits(analysis.source()),
                Optional.empty()));
      }
    }
    new Annotating(analysis, findings, known).at(start, end).ifPresent(actions::add);
    new Rewrites(analysis, findings, known).at(start, end).forEach(actions::add);
    return actions;
  }

  private static boolean touches(Span span, Analysis analysis, int start, int end) {
    return span.source() == analysis.source() && span.start() <= end && start <= span.end();
  }

  /** Whether the hint belongs to the word that the place is in. */
  private static boolean isAt(Hint hint, Analysis analysis, int start, int end) {
    int word = Completions.wordStart(analysis.source(), hint.offset());
    return word <= end && start <= hint.offset() && end - start <= hint.offset() - word;
  }

  /** The first fix of each mistake, those left out that change what another has changed. */
  static List<Fix.Edit> all(List<Diagnostic> diagnostics) {
    List<Fix.Edit> edits = new ArrayList<>();
    for (Diagnostic d : diagnostics) {
      if (!d.fixes().isEmpty()) {
        List<Fix.Edit> more = d.fixes().get(0).edits();
        if (more.stream().noneMatch(m -> edits.stream().anyMatch(e -> overlaps(e, m)))) {
          edits.addAll(more);
        }
      }
    }
    return edits;
  }

  private static boolean overlaps(Fix.Edit a, Fix.Edit b) {
    return a.span().source() == b.span().source()
        && a.span().start() <= b.span().end()
        && b.span().start() <= a.span().end();
  }
}

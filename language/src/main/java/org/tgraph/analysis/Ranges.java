package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Statement;

/** Parts of a script that an editor folds or selects. */
final class Ranges {
  private Ranges() {}

  /** Statements, brackets and runs of comments that take several lines. */
  static List<Span> folds(Parsed parsed) {
    List<Span> folds = new ArrayList<>();
    Tree.walk(
        parsed.script(),
        node -> {
          if (node instanceof Expr.Block
              || node instanceof Expr.ListLit
              || node instanceof Expr.RecordLit
              || node instanceof Statement.Model
              || node instanceof Statement.Test
              || node instanceof Statement.Bench
              || node instanceof Statement.Fn) {
            Tree.span(node).filter(Ranges::isLong).ifPresent(folds::add);
          }
        });
    comments(parsed, folds);
    return folds.stream().distinct().toList();
  }

  private static boolean isLong(Span span) {
    Source source = span.source();
    return source.position(span.start()).line() < source.position(span.end()).line();
  }

  private static void comments(Parsed parsed, List<Span> folds) {
    Source source = parsed.script().source();
    Span run = null;
    for (Span comment : parsed.comments()) {
      boolean isAlone = source.line(line(comment.start(), source)).strip().startsWith("#");
      boolean follows = run != null && line(comment.start(), source) == line(run.end(), source) + 1;
      if (isAlone && follows) {
        run = run.to(comment);
        continue;
      }
      if (run != null && isLong(run)) {
        folds.add(run);
      }
      run = isAlone ? comment : null;
    }
    if (run != null && isLong(run)) {
      folds.add(run);
    }
  }

  private static int line(int offset, Source source) {
    return source.position(offset).line();
  }

  /** The nodes around a place, the innermost first, each range once. */
  static List<Span> around(Parsed parsed, int offset) {
    List<Span> spans = new ArrayList<>();
    for (Object node : Tree.around(parsed, offset)) {
      Tree.span(node).ifPresent(spans::add);
    }
    Source source = parsed.script().source();
    spans.add(0, source.span(0, source.text().length()));
    return spans.reversed().stream().distinct().toList();
  }
}

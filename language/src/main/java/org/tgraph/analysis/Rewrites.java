package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Findings;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Statement;

/**
 * Rewrites of a script that keep what it means: to give an expression a name, and to take it back.
 */
record Rewrites(Analysis analysis, Findings findings, Known known) {
  List<Action> at(int start, int end) {
    List<Action> actions = new ArrayList<>();
    extract(start, end).ifPresent(actions::add);
    inline(start, end).ifPresent(actions::add);
    return actions;
  }

  /** A name for the selected expression, in a {@code let} before its statement. */
  private Optional<Action> extract(int start, int end) {
    if (start == end) {
      return Optional.empty();
    }
    List<Object> path = Tree.around(findings.parsed(), start);
    Optional<Expr> selected =
        path.stream()
            .filter(Expr.class::isInstance)
            .map(Expr.class::cast)
            .filter(e -> e.span().start() == start && e.span().end() == end)
            .findFirst();
    Optional<Statement> statement =
        path.stream()
            .filter(n -> n instanceof Statement.Let || n instanceof Statement.Do)
            .map(Statement.class::cast)
            .reduce((a, b) -> b);
    if (selected.isEmpty() || statement.isEmpty() || isBound(path, statement.get())) {
      return Optional.empty();
    }
    Source source = selected.get().span().source();
    int line = source.lineStart(source.position(statement.get().span().start()).line());
    String indent = source.text().substring(line, statement.get().span().start());
    Optional<Val> val = known.expression(selected.get().span());
    if (!indent.isBlank() || val.isEmpty() || isBare(val.get())) {
      return Optional.empty();
    }
    String name = fresh(start);
    String let = indent + "let " + name + " = " + selected.get().span().text() + "\n";
    return right(
        source,
        "give this a name",
        List.of(
            new Fix.Edit(source.span(line, line), let), new Fix.Edit(selected.get().span(), name)));
  }

  /** Whether something between the statement and the expression binds names, which it may use. */
  private static boolean isBound(List<Object> path, Statement statement) {
    return path.subList(path.indexOf(statement), path.size()).stream()
        .anyMatch(
            n -> n instanceof Expr.Lambda || n instanceof Expr.For || n instanceof Expr.Block);
  }

  /** A bare number has the type it has alone once it has a name, and so has what holds one. */
  private static boolean isBare(Val val) {
    return switch (val) {
      case Val.Weak w -> true;
      case Val.Items i -> i.items().stream().anyMatch(Rewrites::isBare);
      case Val.Tuple t -> t.parts().stream().anyMatch(Rewrites::isBare);
      case Val.Record r -> r.fields().values().stream().anyMatch(Rewrites::isBare);
      default -> false;
    };
  }

  /** The change, if the script is as right with it. */
  private Optional<Action> right(Source source, String title, List<Fix.Edit> edits) {
    Source changed = new Source(source.name(), Edits.applied(source.text(), edits));
    return analysis.instead(changed, after -> after.errors() <= findings.errors())
        ? Optional.of(new Action(title, edits, Optional.empty()))
        : Optional.empty();
  }

  private String fresh(int offset) {
    for (int i = 1; ; i++) {
      String name = i == 1 ? "value" : "value" + i;
      if (known.scope(offset).flatMap(s -> s.find(name)).isEmpty()) {
        return name;
      }
    }
  }

  /** The value of a {@code let} in place of each use of its name. */
  private Optional<Action> inline(int start, int end) {
    List<Object> path = Tree.around(findings.parsed(), start);
    for (Object node : path) {
      if (node instanceof Statement.Let let
          && let.pattern() instanceof Pattern.Bind bind
          && let.type().isEmpty()
          && bind.span().start() <= start
          && end <= bind.span().end()) {
        return inline(let, bind.span());
      }
    }
    return Optional.empty();
  }

  private static int lineEnd(Source source, int line) {
    return source.lineStart(line) + source.line(line).length();
  }

  private Optional<Action> inline(Statement.Let let, Span name) {
    List<Span> uses = known.uses(name);
    Source source = let.span().source();
    int line = source.position(let.span().start()).line();
    int last = source.position(let.span().end()).line();
    boolean isAlone =
        source.text().substring(source.lineStart(line), let.span().start()).isBlank()
            && source.text().substring(let.span().end(), lineEnd(source, last)).isBlank();
    boolean isBare = known.expression(let.value().span()).filter(Rewrites::isBare).isPresent();
    if (uses.isEmpty() || !isAlone || isBare || last + 1 >= source.lines()) {
      return Optional.empty();
    }
    String value = let.value().span().text();
    boolean isSimple =
        let.value() instanceof Expr.Name
            || let.value() instanceof Expr.Call
            || let.value() instanceof Expr.Field
            || let.value() instanceof Expr.Index;
    List<Fix.Edit> edits = new ArrayList<>();
    edits.add(new Fix.Edit(source.span(source.lineStart(line), source.lineStart(last + 1)), ""));
    for (Span use : uses) {
      edits.add(new Fix.Edit(use, isSimple ? value : "(" + value + ")"));
    }
    return right(source, "put the value in place of `" + name.text() + "`", edits);
  }
}

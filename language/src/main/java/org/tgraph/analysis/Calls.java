package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Findings;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;

/** Which functions of scripts and modules call which. */
record Calls(Findings findings, Known known) {
  /** The function whose name stands at a place, where it is defined: perhaps in a module. */
  Optional<Call> at(int offset) {
    return known
        .nameAt(offset)
        .flatMap(known::definitionOf)
        .flatMap(d -> function(script(d.source()), d))
        .map(fn -> end(fn, List.of()));
  }

  private Script script(Source source) {
    Script own = findings.parsed().script();
    return source == own.source() ? own : Parser.parse(source).script();
  }

  private static Optional<Statement.Fn> function(Script script, Span name) {
    return script.statements().stream()
        .filter(Statement.Fn.class::isInstance)
        .map(Statement.Fn.class::cast)
        .filter(fn -> fn.name().span().start() == name.start())
        .findFirst();
  }

  private static Call end(Statement.Fn fn, List<Span> places) {
    return new Call(fn.name().name(), Symbol.Kind.FUNCTION, fn.span(), fn.name().span(), places);
  }

  /** Who uses the function that is defined there: in this file or another. */
  List<Call> incoming(String file, int start, int end) {
    Map<Statement, List<Span>> byStatement = new LinkedHashMap<>();
    List<Span> script = new ArrayList<>();
    for (Span use : known.uses(file, start, end)) {
      Statement around =
          findings.parsed().script().statements().stream()
              .filter(s -> s.span().start() <= use.start() && use.end() <= s.span().end())
              .findFirst()
              .orElseThrow();
      boolean isNamed =
          around instanceof Statement.Fn
              || around instanceof Statement.Test
              || around instanceof Statement.Bench;
      (isNamed ? byStatement.computeIfAbsent(around, s -> new ArrayList<>()) : script).add(use);
    }
    List<Call> calls = new ArrayList<>();
    byStatement.forEach((statement, places) -> calls.add(caller(statement, places)));
    if (!script.isEmpty()) {
      Source source = findings.parsed().script().source();
      Span whole = source.span(0, source.text().length());
      String name = source.name().substring(source.name().lastIndexOf('/') + 1);
      calls.add(new Call(name, Symbol.Kind.MODULE, whole, script.get(0), script));
    }
    return calls;
  }

  private static Call caller(Statement statement, List<Span> places) {
    return switch (statement) {
      case Statement.Fn fn -> end(fn, places);
      case Statement.Test t -> block(t.name(), Symbol.Kind.TEST, t.span(), places);
      case Statement.Bench b -> block(b.name(), Symbol.Kind.BENCH, b.span(), places);
      default -> throw new IllegalStateException("has no name: " + statement);
    };
  }

  private static Call block(String name, Symbol.Kind kind, Span whole, List<Span> places) {
    return new Call(name, kind, whole, Symbols.head(whole, kind), places);
  }

  /** The functions that the one defined there uses, those of the prelude left out. */
  List<Call> outgoing(int start) {
    Optional<Statement> from =
        findings.parsed().script().statements().stream()
            .filter(s -> s.span().start() <= start && start <= s.span().end())
            .findFirst();
    Map<Span, List<Span>> places = new LinkedHashMap<>();
    from.ifPresent(statement ->
        known
            .usesIn(statement.span())
            .forEach((use, definition) -> {
              if (isFunction(use, definition)) {
                places.computeIfAbsent(definition, d -> new ArrayList<>()).add(use);
              }
            }));
    List<Call> calls = new ArrayList<>();
    places.forEach((definition, uses) ->
        function(script(definition.source()), definition)
            .ifPresent(fn -> calls.add(end(fn, uses))));
    return calls;
  }

  private boolean isFunction(Span use, Span definition) {
    return known.definition(definition).or(() -> known.expression(use)).orElse(Val.POISON)
        instanceof Val.Defined;
  }
}

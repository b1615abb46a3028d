package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Val;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;

/** The outline of a script. */
final class Symbols {
  private final Optional<Known> known;
  private final List<Symbol> found = new ArrayList<>();

  private Symbols(Optional<Known> known) {
    this.known = known;
  }

  static List<Symbol> of(Script script, Known known) {
    return of(script.statements(), Optional.of(known));
  }

  /** The outline without types, by the text alone. */
  static List<Symbol> of(Script script) {
    return of(script.statements(), Optional.empty());
  }

  private static List<Symbol> of(List<Statement> statements, Optional<Known> known) {
    Symbols symbols = new Symbols(known);
    statements.forEach(symbols::statement);
    return List.copyOf(symbols.found);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Fn s -> {
        List<Symbol> inside =
            s.body() instanceof Expr.Block b ? of(b.statements(), known) : List.of();
        add(s.name(), Symbol.Kind.FUNCTION, s.span(), inside);
      }
      case Statement.Let s -> names(s.pattern(), s.span());
      case Statement.Input s -> add(s.name(), Symbol.Kind.INPUT, s.span(), List.of());
      case Statement.TypeDef s -> add(s.name(), Symbol.Kind.TYPE, s.span(), List.of());
      case Statement.Model s -> add(s.name(), Symbol.Kind.MODEL, s.span(), of(s.body(), known));
      case Statement.Site s -> add(s.name(), Symbol.Kind.VALUE, s.span(), List.of());
      case Statement.Derived s -> add(s.name(), Symbol.Kind.VALUE, s.span(), List.of());
      case Statement.Import s ->
          add(s.alias().orElse(s.module()), Symbol.Kind.MODULE, s.span(), List.of());
      case Statement.Test s -> block(s.name(), Symbol.Kind.TEST, s.span());
      case Statement.Bench s -> block(s.name(), Symbol.Kind.BENCH, s.span());
      case Statement.Assert s -> {}
      case Statement.Factor s -> {}
      case Statement.Do s -> {}
      case Statement.Broken s -> {}
    }
  }

  private void block(String name, Symbol.Kind kind, Span whole) {
    found.add(new Symbol(name, kind, "", whole, head(whole, kind), List.of()));
  }

  /** The word that a block without a name of its own begins with. */
  static Span head(Span whole, Symbol.Kind kind) {
    int length = kind == Symbol.Kind.TEST ? "test".length() : "bench".length();
    return whole.source().span(whole.start(), whole.start() + length);
  }

  private void names(Pattern pattern, Span whole) {
    switch (pattern) {
      case Pattern.Bind p ->
          add(new Ident(p.name(), p.span()), Symbol.Kind.VALUE, whole, List.of());
      case Pattern.Parts p -> p.parts().forEach(q -> names(q, whole));
      case Pattern.Fields p -> p.names().forEach(n -> add(n, Symbol.Kind.VALUE, whole, List.of()));
      case Pattern.Ignore p -> {}
    }
  }

  private void add(Ident name, Symbol.Kind kind, Span whole, List<Symbol> inside) {
    Optional<Val> val = known.flatMap(k -> k.definition(name.span()));
    String detail =
        val.map(v ->
                v instanceof Val.Defined d
                    ? d.definition().head().substring(3 + name.name().length())
                    : v.isPoison() ? "" : TypeText.of(v.type()))
            .orElse("");
    found.add(new Symbol(name.name(), kind, detail, whole, name.span(), inside));
  }
}

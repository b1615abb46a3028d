package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;

/**
 * Keeps of a statement with an error the names that it defines, with broken values: whoever uses
 * them is not told a second time that something is wrong.
 */
record Salvage(Words words) {

  /**
   * What is left of the statement from the word {@code first} to the end of its line, {@code last}.
   */
  Statement statement(int first, int last) {
    int end = Math.max(first, words.type(last) == NEWLINE ? last - 1 : last);
    Span span = words.span(first, end);
    Expr broken = new Expr.Broken(span);
    boolean named = first < end && words.type(first + 1) == NAME;
    Optional<Ident> name = named ? Optional.of(words.ident(first + 1)) : Optional.empty();
    return switch (words.type(first)) {
      case LET -> let(span, first, end);
      case SITE -> new Statement.Site(span, words.ident(first), Optional.empty(), broken);
      case FN, MODEL, INPUT -> orBroken(span, name.map(n -> let(span, List.of(n))));
      case NAME -> bound(span, first, name);
      case DERIVED ->
          orBroken(span, name.map(n -> new Statement.Derived(span, n, Optional.empty(), broken)));
      case TYPE ->
          orBroken(
              span,
              name.map(
                  n -> new Statement.TypeDef(span, "", n, List.of(), new TypeExpr.Broken(span))));
      default -> new Statement.Broken(span);
    };
  }

  private static Statement orBroken(Span span, Optional<? extends Statement> statement) {
    return statement.isPresent() ? statement.get() : new Statement.Broken(span);
  }

  /** A name with {@code =} but no {@code let}; or a keyword of elsewhere and a name. */
  private Statement bound(Span span, int first, Optional<Ident> second) {
    if (second.isPresent() && HeadingMistakes.defines(words.text(first))) {
      return let(span, List.of(second.get()));
    }
    boolean defines = first + 1 < words.list().size() && assigns(words.type(first + 1));
    return words.type(first) == NAME && defines
        ? let(span, List.of(words.ident(first)))
        : new Statement.Broken(span);
  }

  private static boolean assigns(int type) {
    return type == ASSIGN || type == COLON_ASSIGN;
  }

  private Statement let(Span span, int first, int end) {
    List<Ident> names = new ArrayList<>();
    int depth = 0;
    for (int i = first + 1; i <= end; i++) {
      int type = words.type(i);
      if (type == NAME) {
        names.add(words.ident(i));
      }
      depth += LexemeKinds.opens(type) ? 1 : LexemeKinds.closes(type) ? -1 : 0;
      if (depth == 0 && words.type(Math.min(i + 1, end)) != COMMA && type != COMMA) {
        break;
      }
    }
    return names.isEmpty() ? new Statement.Broken(span) : let(span, names);
  }

  private static Statement let(Span span, List<Ident> names) {
    List<Pattern> parts = new ArrayList<>();
    for (Ident name : names) {
      parts.add(new Pattern.Bind(name.span(), name.name()));
    }
    Pattern pattern =
        parts.size() == 1
            ? parts.getFirst()
            : new Pattern.Parts(
                names.getFirst().span().to(names.getLast().span()), List.copyOf(parts));
    return new Statement.Let(span, pattern, Optional.empty(), new Expr.Broken(span));
  }

  /**
   * The statement with the part broken in which a bracket was supplied or dropped, at {@code
   * offset}: what it means is a guess.
   */
  static Statement doubt(Statement statement, int offset) {
    return switch (statement) {
      case Statement.Let s -> new Statement.Let(s.span(), s.pattern(), s.type(), doubt(s.value()));
      case Statement.Fn s when offset >= s.body().span().start() ->
          new Statement.Fn(
              s.span(), s.doc(), s.name(), s.kinds(), s.params(), s.result(), doubt(s.body()));
      case Statement.Fn s -> let(s.span(), List.of(s.name()));
      case Statement.Model s
          when s.body().isEmpty() || offset < s.body().getFirst().span().start() ->
          s;
      case Statement.Input s -> let(s.span(), List.of(s.name()));
      case Statement.Derived s ->
          new Statement.Derived(s.span(), s.name(), s.type(), doubt(s.value()));
      case Statement.Site s ->
          new Statement.Site(s.span(), s.name(), s.type(), doubt(s.distribution()));
      case Statement.Factor s -> new Statement.Factor(s.span(), doubt(s.value()));
      case Statement.Assert s ->
          new Statement.Assert(s.span(), doubt(s.condition()), Optional.empty());
      case Statement.Do s -> new Statement.Do(s.span(), doubt(s.value()));
      case Statement.TypeDef s ->
          new Statement.TypeDef(
              s.span(), s.doc(), s.name(), s.sizes(), new TypeExpr.Broken(s.type().span()));
      case Statement.Model s -> s;
      case Statement.Test s -> s;
      case Statement.Bench s -> s;
      case Statement.Import s -> s;
      case Statement.Broken s -> s;
    };
  }

  private static Expr doubt(Expr value) {
    return new Expr.Broken(value.span(), Optional.of(value));
  }
}

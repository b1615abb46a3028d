package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tgraph.check.Findings;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** What the words of a script mean, where their spelling does not say it. */
final class Tokens {
  private final Known known;
  private final Map<Integer, Token> tokens = new TreeMap<>();

  private Tokens(Known known) {
    this.known = known;
  }

  /** The tokens of a statement that began there. */
  private record OfStatement(int start, List<Token> tokens) {
    List<Token> at(Source source, int now) {
      List<Token> moved = new ArrayList<>();
      for (Token t : tokens) {
        Span place = source.span(t.place().start() + now - start, t.place().end() + now - start);
        moved.add(new Token(place, t.kind(), t.isDefinition()));
      }
      return moved;
    }
  }

  static List<Token> of(Findings findings, Known known) {
    Source source = findings.parsed().script().source();
    return known.ofEach(
        OfStatement.class,
        statement -> {
          Tokens tokens = new Tokens(known);
          Tree.walk(statement, tokens::node);
          List<Token> inOrder = List.copyOf(tokens.tokens.values());
          return new OfStatement(statement.span().start(), inOrder);
        },
        (tokens, now) -> tokens.at(source, now));
  }

  private void node(Object node) {
    switch (node) {
      case Expr.Name name -> name(name.span());
      case Expr.Field field -> field(field);
      case Expr.RecordField field -> add(field.name().span(), Token.Kind.FIELD, true);
      case Expr.Arg arg -> arg.name().ifPresent(n -> add(n.span(), Token.Kind.PARAMETER, false));
      case Expr.LoopIndex index -> add(index.name().span(), Token.Kind.VARIABLE, true);
      case Expr.Lambda lambda ->
          lambda.params().forEach(p -> pattern(p.pattern(), Token.Kind.PARAMETER));
      case Statement.Let let -> pattern(let.pattern(), Token.Kind.VARIABLE);
      case Statement.Fn fn -> add(fn.name().span(), Token.Kind.FUNCTION, true);
      case Statement.Param param -> add(param.name().span(), Token.Kind.PARAMETER, true);
      case Statement.KindParam kind -> add(kind.name().span(), Token.Kind.TYPE, true);
      case Statement.Input input -> add(input.name().span(), Token.Kind.VARIABLE, true);
      case Statement.TypeDef type -> {
        add(type.name().span(), Token.Kind.TYPE, true);
        type.sizes().forEach(s -> add(s.span(), Token.Kind.SIZE, true));
      }
      case Statement.Model model -> add(model.name().span(), Token.Kind.FUNCTION, true);
      case Statement.Site site -> add(site.name().span(), Token.Kind.VARIABLE, true);
      case Statement.Derived derived -> add(derived.name().span(), Token.Kind.VARIABLE, true);
      case Statement.Import s -> {
        add(s.module().span(), Token.Kind.MODULE, false);
        s.alias().ifPresent(a -> add(a.span(), Token.Kind.MODULE, true));
      }
      case TypeExpr.Named named -> {
        named.module().ifPresent(m -> add(m.span(), Token.Kind.MODULE, false));
        add(named.name().span(), Token.Kind.TYPE, false);
      }
      case TypeExpr.RecordField field -> add(field.name().span(), Token.Kind.FIELD, true);
      case TypeExpr.Axis.Size size -> sizes(size.size());
      case TypeExpr.Axis.Pack pack -> add(pack.name().span(), Token.Kind.SIZE, false);
      default -> {}
    }
  }

  private void pattern(Pattern pattern, Token.Kind kind) {
    switch (pattern) {
      case Pattern.Bind p -> add(p.span(), kind, true);
      case Pattern.Parts p -> p.parts().forEach(q -> pattern(q, kind));
      case Pattern.Fields p -> p.names().stream().map(Ident::span).forEach(s -> add(s, kind, true));
      case Pattern.Ignore p -> {}
    }
  }

  /** A name in an axis stands for a size, whether it is new there or not. */
  private void sizes(Expr size) {
    Tree.walk(
        size,
        node -> {
          if (node instanceof Expr.Name name) {
            Optional<Span> definition = known.definitionOf(name.span());
            add(name.span(), Token.Kind.SIZE, definition.filter(name.span()::equals).isPresent());
          }
        });
  }

  private void name(Span span) {
    known.expression(span).ifPresent(val -> add(span, kind(val, span), false));
  }

  private void field(Expr.Field field) {
    Optional<Val> target = known.expression(field.target().span());
    boolean isModule = target.filter(t -> t instanceof Val.Module).isPresent();
    Token.Kind kind =
        isModule
            ? known
                .expression(field.span())
                .map(v -> kind(v, field.name().span()))
                .orElse(Token.Kind.FIELD)
            : Token.Kind.FIELD;
    add(field.name().span(), kind, false);
  }

  private Token.Kind kind(Val val, Span place) {
    boolean isSize =
        val instanceof Val.Known(Dim dim)
            && dim.variable().map(SizeVar::name).filter(place.text()::equals).isPresent();
    return switch (val) {
      case Val.Prelude p -> Token.Kind.BUILTIN;
      case Val.Conversion c -> Token.Kind.TYPE;
      case Val.Named d -> Token.Kind.FUNCTION;
      case Val.Module m -> Token.Kind.MODULE;
      default -> {
        Optional<Token> defined = known.definitionOf(place).map(d -> tokens.get(d.start()));
        yield isSize
            ? Token.Kind.SIZE
            : defined
                .filter(t -> t.kind() == Token.Kind.PARAMETER)
                .map(Token::kind)
                .orElse(Token.Kind.VARIABLE);
      }
    };
  }

  private void add(Span place, Token.Kind kind, boolean isDefinition) {
    tokens.putIfAbsent(place.start(), new Token(place, kind, isDefinition));
  }
}

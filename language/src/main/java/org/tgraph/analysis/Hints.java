package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.check.Facts;
import org.tgraph.check.Val;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** The types that are not written, to be shown where they could be. */
final class Hints {
  private final Known known;
  private final List<Hint> hints = new ArrayList<>();
  private final List<Made> functions = new ArrayList<>();

  /** A name, ending there, of a function whose type others may decide. */
  private record Made(int end, Val.Transformed function) {
    Optional<Hint> at(int by, Known known) {
      return known
          .functionType(function)
          .map(type -> hint(end + by, ": ", type, false, Hint.Kind.LET));
    }
  }

  /** The hints of a statement that began there. */
  private record OfStatement(int start, List<Hint> hints, List<Made> functions) {
    List<Hint> at(int now, Known known) {
      int by = now - start;
      List<Hint> moved = by == 0 ? hints : hints.stream().map(h -> h.moved(by)).toList();
      return functions.isEmpty()
          ? moved
          : Stream.concat(moved.stream(), functions.stream().flatMap(f -> f.at(by, known).stream()))
              .sorted(Comparator.comparingInt(Hint::offset))
              .toList();
    }
  }

  private Hints(Known known) {
    this.known = known;
  }

  /** The hints at the places between two. */
  static List<Hint> of(Known known, int from, int to) {
    List<Facts.Solved> solved = known.solvedElsewhere();
    List<Hint> near =
        known.ofEach(
            OfStatement.class,
            from,
            to,
            statement -> {
              Hints hints = new Hints(known);
              Tree.walk(statement, hints::node);
              known.solved(statement, solved).forEach(hints::solved);
              hints.hints.sort(Comparator.comparingInt(Hint::offset));
              List<Hint> all = hints.hints.stream().distinct().toList();
              return new OfStatement(statement.span().start(), all, List.copyOf(hints.functions));
            },
            (made, start) -> made.at(start, known));
    return near.stream().filter(h -> from <= h.offset() && h.offset() <= to).toList();
  }

  private void node(Object node) {
    switch (node) {
      case Statement.Let let when let.type().isEmpty() -> {
        // A name beside others can have no type of its own in the text.
        boolean isAlone = let.pattern() instanceof Pattern.Bind;
        names(let.pattern(), isAlone, Hint.Kind.LET);
      }
      case Statement.Input input when input.type().isEmpty() ->
          type(input.name().span(), true, Hint.Kind.LET);
      case Statement.Site site when site.type().isEmpty() ->
          type(site.name().span(), true, Hint.Kind.SITE);
      case Statement.Derived derived when derived.type().isEmpty() ->
          type(derived.name().span(), true, Hint.Kind.SITE);
      case Statement.Fn fn when fn.result().isEmpty() -> result(fn);
      case Expr.Lambda lambda ->
          lambda.params().stream()
              .filter(p -> p.type().isEmpty())
              .forEach(p -> parameter(lambda, p.pattern()));
      case Expr.Pipe pipe -> stage(pipe);
      default -> {}
    }
  }

  /** The type of a parameter can be written in parentheses only. */
  private void parameter(Expr.Lambda lambda, Pattern pattern) {
    boolean isBare = lambda.span().start() == pattern.span().start();
    if (!(pattern instanceof Pattern.Bind bind) || !isBare) {
      names(pattern, pattern instanceof Pattern.Bind, Hint.Kind.PARAMETER);
      return;
    }
    type(bind.span(), true, Hint.Kind.PARAMETER);
    int last = hints.size() - 1;
    if (last >= 0 && hints.get(last).offset() == bind.span().end() && hints.get(last).insert()) {
      Hint hint = hints.get(last);
      List<Hint.Insertion> insertions =
          List.of(
              new Hint.Insertion(bind.span().start(), "("),
              new Hint.Insertion(hint.offset(), hint.label() + ")"));
      hints.set(
          last, new Hint(hint.offset(), hint.label(), hint.kind(), insertions, hint.tooltip()));
    }
  }

  private void names(Pattern pattern, boolean insert, Hint.Kind kind) {
    switch (pattern) {
      case Pattern.Bind bind -> type(bind.span(), insert, kind);
      case Pattern.Parts parts -> parts.parts().forEach(p -> names(p, false, kind));
      case Pattern.Fields fields ->
          fields.names().stream().map(Ident::span).forEach(s -> type(s, false, kind));
      case Pattern.Ignore ignored -> {}
    }
  }

  private void type(Span name, boolean insert, Hint.Kind kind) {
    if (known.definition(name).orElse(Val.POISON) instanceof Val.Transformed made) {
      functions.add(new Made(name.end(), made));
      return;
    }
    known.onlyType(name).ifPresent(type -> add(name.end(), ": ", type, insert, kind));
  }

  private void result(Statement.Fn fn) {
    if (known.definition(fn.name().span()).orElse(Val.POISON) instanceof Val.Defined d
        && d.definition().isAnnotated()
        && d.type() instanceof Type.Arrow arrow
        && arrow.result().isPresent()) {
      int behind = fn.params().isEmpty() ? fn.name().span().end() : last(fn).end();
      int paren = fn.span().source().text().indexOf(')', behind);
      if (paren >= 0 && paren < fn.body().span().start()) {
        add(paren + 1, " -> ", arrow.result().get(), true, Hint.Kind.RESULT);
      }
    }
  }

  private static Span last(Statement.Fn fn) {
    Statement.Param param = fn.params().get(fn.params().size() - 1);
    return param.defaultValue().map(Expr::span).orElse(param.span());
  }

  /** What goes into the next stage, at the end of the line of this one. */
  private void stage(Expr.Pipe pipe) {
    Span left = pipe.left().span();
    int line = left.source().position(left.end()).line();
    boolean isLast = left.source().position(pipe.opSpan().start()).line() > line;
    Optional<Val> val = known.expression(left);
    if (isLast && val.filter(TypeText::isTelling).isPresent()) {
      add(left.end(), ": ", val.get().type(), false, Hint.Kind.PIPE);
    }
  }

  private void solved(Facts.Solved solved) {
    Map<SizeVar, Dim> sizes = solved.sizes();
    String words =
        sizes.entrySet().stream()
            .filter(
                e -> !e.getKey().name().equals("_") && e.getKey().role() == SizeVar.Role.DECLARED)
            .filter(e -> !e.getValue().toString(SizeVar::shown).equals(e.getKey().shown()))
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey().shown() + " = " + e.getValue().toString(SizeVar::shown))
            .collect(Collectors.joining(", "));
    if (!words.isEmpty()) {
      hints.add(
          new Hint(
              solved.call().end(),
              " " + words,
              Hint.Kind.SIZES,
              List.of(),
              "The sizes of `" + solved.function().head() + "` in this call."));
    }
  }

  private void add(int offset, String before, Type type, boolean insert, Hint.Kind kind) {
    hints.add(hint(offset, before, type, insert, kind));
  }

  private static Hint hint(int offset, String before, Type type, boolean insert, Hint.Kind kind) {
    String brief = TypeText.brief(type);
    String whole = TypeText.of(type);
    boolean isWhole = brief.equals(whole);
    return new Hint(
        offset,
        before + brief,
        kind,
        insert && isWhole && TypeText.isWritable(type)
            ? List.of(new Hint.Insertion(offset, before + brief))
            : List.of(),
        isWhole ? "" : whole);
  }
}

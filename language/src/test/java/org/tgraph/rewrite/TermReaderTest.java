package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.op.Ops;
import org.tgraph.source.Source;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.UnaryOp;

/** The sides of rules mean what the parser of scripts finds in them. */
final class TermReaderTest {
  @Test
  void readsAllSidesOfRulesAsScriptsAreRead() {
    List<String> wrong =
        sides()
            .filter(side -> !tried(() -> TermReader.read(side)).equals(tried(() -> parsed(side))))
            .toList();
    assertEquals(List.of(), wrong);
  }

  /** Left sides, what abbreviations stand for, and right sides, of which some are no terms. */
  private static Stream<String> sides() {
    return Stream.of(
            Stream.concat(Rules.ALL.stream(), Stabilize.OWN.stream())
                .filter(TermRule.class::isInstance)
                .flatMap(rule -> Stream.of(rule.from(), rule.to())),
            Abbreviation.ALL.stream().map(Abbreviation::text),
            Stream.of("-x ** -y ** z", "a - b - c * -2", "~(x & y) | z ^ -1.5"))
        .flatMap(s -> s);
  }

  @Test
  void whatIsNoSideOfARuleIsNotRead() {
    for (String text :
        List.of("", "x +", "(x", "x y", "no_operation(x)", "sum(x, axes=)", "x, y", "sum(")) {
      assertThrows(IllegalArgumentException.class, () -> TermReader.read(text), text);
    }
  }

  private static Optional<Term> tried(Supplier<Term> reading) {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** The term that the parser of scripts finds. */
  private static Term parsed(String text) {
    Parsed parsed = Parser.parse(new Source(text, text));
    if (parsed.diagnostics().isEmpty()
        && parsed.script().statements() instanceof List<Statement> all
        && all.size() == 1
        && all.get(0) instanceof Statement.Do only) {
      return term(only.value());
    }
    throw new IllegalArgumentException(text);
  }

  private static Term term(Expr expr) {
    return switch (expr) {
      case Expr.Name n when n.name().equals("nan") -> new Term.Number(Double.NaN);
      case Expr.Name n when n.name().equals("inf") -> new Term.Number(Double.POSITIVE_INFINITY);
      case Expr.Name n -> new Term.Variable(n.name());
      case Expr.IntLit i -> new Term.Number(Double.parseDouble(i.digits()));
      case Expr.FloatLit f -> new Term.Number(Double.parseDouble(f.digits()));
      case Expr.BoolLit b -> new Term.Flag(b.value());
      case Expr.Unary u -> unary(u);
      case Expr.Binary b ->
          apply(b.op().function(), List.of(term(b.left()), term(b.right())), Map.of());
      case Expr.Call c when c.function() instanceof Expr.Name f -> call(f.name(), c.args());
      default -> throw new IllegalArgumentException(expr.span().text());
    };
  }

  private static Term unary(Expr.Unary unary) {
    Term operand = term(unary.operand());
    return unary.op() == UnaryOp.NEGATE && operand instanceof Term.Number n
        ? new Term.Number(-n.value())
        : apply(unary.op().function(), List.of(operand), Map.of());
  }

  private static Term call(String function, List<Expr.Arg> arguments) {
    List<Term> operands = new ArrayList<>();
    Map<String, Term.Parameter> parameters = new LinkedHashMap<>();
    for (Expr.Arg argument : arguments) {
      if (argument.name().isPresent()) {
        parameters.put(argument.name().get().name(), parameter(argument.value()));
      } else {
        operands.add(term(argument.value()));
      }
    }
    Optional<Abbreviation> abbreviation =
        Abbreviation.ALL.stream().filter(a -> a.name().equals(function)).findFirst();
    if (abbreviation.isEmpty()) {
      return apply(function.equals("where") ? "select" : function, operands, parameters);
    }
    Map<String, Term> terms = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      terms.put(abbreviation.get().variables().get(i), operands.get(i));
    }
    return parsed(abbreviation.get().text()).replace(terms);
  }

  private static Term apply(
      String name, List<Term> operands, Map<String, Term.Parameter> parameters) {
    if (Ops.named(name) == null) {
      throw new IllegalArgumentException(name);
    }
    return new Term.Apply(name, operands, parameters);
  }

  private static Term.Parameter parameter(Expr expr) {
    return switch (expr) {
      case Expr.Name n -> new Term.Parameter.Variable(n.name());
      case Expr.Call c when c.function() instanceof Expr.Name f ->
          new Term.Parameter.Call(
              f.name(), c.args().stream().map(a -> parameter(a.value())).toList());
      default -> throw new IllegalArgumentException(expr.span().text());
    };
  }
}

package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.source.Source;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.UnaryOp;

/**
 * Reads a side of a rule, which is written as an expression of the language over operations of the
 * graph: {@code log(1 + x)}, {@code transpose(x, axes=p)}. A text that cannot be read is a mistake
 * in a table of rules, so it is an exception.
 */
final class TermReader {
  private static final Map<String, String> OTHER_NAMES = Map.of("where", "select");

  private TermReader() {}

  static Term read(String text) {
    Parsed parsed = Parser.parse(new Source(text, text));
    List<Statement> statements = parsed.script().statements();
    if (!parsed.diagnostics().isEmpty()
        || statements.size() != 1
        || !(statements.get(0) instanceof Statement.Do only)) {
      throw new IllegalArgumentException(text + ": " + parsed.diagnostics());
    }
    return term(only.value());
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
      default -> throw unreadable(expr);
    };
  }

  private static Term unary(Expr.Unary unary) {
    Term operand = term(unary.operand());
    if (unary.op() == UnaryOp.NEGATE && operand instanceof Term.Number n) {
      return new Term.Number(-n.value());
    }
    return apply(unary.op().function(), List.of(operand), Map.of());
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
    return Abbreviation.named(function)
        .map(a -> a.expand(operands, parameters))
        .orElseGet(() -> apply(OTHER_NAMES.getOrDefault(function, function), operands, parameters));
  }

  private static Term apply(
      String name, List<Term> operands, Map<String, Term.Parameter> parameters) {
    Op example = Ops.named(name);
    if (example == null) {
      throw new IllegalArgumentException("There is no operation `" + name + "`.");
    }
    return new Term.Apply(name, operands, parameters);
  }

  private static Term.Parameter parameter(Expr expr) {
    return switch (expr) {
      case Expr.Name n -> new Term.Parameter.Variable(n.name());
      case Expr.Call c when c.function() instanceof Expr.Name f ->
          new Term.Parameter.Call(
              f.name(), c.args().stream().map(a -> parameter(a.value())).toList());
      default -> throw unreadable(expr);
    };
  }

  private static IllegalArgumentException unreadable(Expr expr) {
    return new IllegalArgumentException("no part of a rule: " + expr.span().text());
  }
}

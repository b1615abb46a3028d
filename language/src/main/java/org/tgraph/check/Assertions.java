package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.program.Step;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Kind;

/** {@code assert condition, "message"}. */
final class Assertions {
  private final Context c;

  Assertions(Context c) {
    this.c = c;
  }

  Step of(Statement.Assert s, Scope scope) {
    Val val = c.expressions.check(s.condition(), scope);
    Optional<String> message = s.message().map(m -> message(m, scope));
    if (val.isPoison()) {
      throw new Reported();
    }
    Value condition = c.tensors.value(val, s.condition().span());
    if (!condition.type().element().isIn(Kind.BOOL)) {
      throw c.fail(
          Diagnostic.error(
              Code.TG0407,
              s.condition().span(),
              "`assert` needs a `bool`, but this is `%s`.".formatted(c.text(condition.type()))));
    }
    List<Step.Part> parts = new ArrayList<>();
    for (Expr part : compared(s.condition())) {
      // Checked with the condition before, which used its keys up.
      Val side = c.keys.counted(() -> c.expressions.check(part, scope));
      Showing.of(c, side, part.span())
          .ifPresent(
              shown -> parts.add(new Step.Part(part.span().text().replaceAll("\\s+", " "), shown)));
    }
    return new Step.Assert(s.span(), condition, message, parts);
  }

  private String message(Expr message, Scope scope) {
    if (c.expressions.check(message, scope) instanceof Val.Str s) {
      return s.text();
    }
    throw c.fail(Code.TG0411, message.span(), "The message must be a text in quotes.");
  }

  /** The two sides of a comparison, to be shown if it does not hold. */
  private static List<Expr> compared(Expr condition) {
    if (condition instanceof Expr.Binary b && b.op().isComparison()) {
      return List.of(b.left(), b.right());
    }
    if (condition instanceof Expr.Call call
        && call.function() instanceof Expr.Name n
        && call.args().size() >= 2) {
      if (n.name().equals("allclose") || n.name().equals("array_equal")) {
        return List.of(call.args().get(0).value(), call.args().get(1).value());
      }
    }
    if (condition instanceof Expr.Call call
        && call.function() instanceof Expr.Name n
        && n.name().equals("all")
        && call.args().size() == 1) {
      return compared(call.args().get(0).value());
    }
    return List.of();
  }
}

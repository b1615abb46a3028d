package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Require;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;

/**
 * {@code assert} in a block that has a value: the value is given only if the condition holds. A
 * condition that is known is decided while the script is checked.
 */
final class Requirements {
  private record Requirement(Value condition, String message, Span span) {}

  private final Context c;
  private final List<Requirement> all = new ArrayList<>();

  /** How many tensors depend on the conditions so far. */
  private int given;

  Requirements(Context c) {
    this.c = c;
  }

  void add(Statement.Assert s, Scope scope) {
    Assertions assertions = new Assertions(c);
    Val val = c.expressions.check(s.condition(), scope);
    Optional<String> message = s.message().map(m -> assertions.message(m, scope));
    String told =
        message.orElseGet(() ->
            "`%s` does not hold.".formatted(s.condition().span().text().replaceAll("\\s+", " ")));
    if (val.isPoison()) {
      throw new Reported();
    }
    // A literal `false` stands where a branch is that must not be taken.
    if (val instanceof Val.Flag known && !(s.condition() instanceof Expr.BoolLit)) {
      if (!known.value()) {
        throw c.fail(Diagnostic.error(Code.TG0811, s.span(), told));
      }
      return;
    }
    all.add(new Requirement(assertions.condition(val, s), told, s.span()));
  }

  /** The value of the block, which depends on all that was asserted. */
  Val on(Val val, Span span) {
    if (all.isEmpty() || val.isPoison()) {
      return val;
    }
    int before = given;
    Val result = held(val, span);
    if (given == before) {
      throw c.fail(
          Code.TG0211,
          all.get(0).span,
          "`assert` in a block is about the tensors of its value, but that is %s."
              .formatted(c.tensors.describe(val)));
    }
    return result;
  }

  private Val held(Val val, Span span) {
    return switch (val) {
      case Val.Tuple t ->
          new Val.Tuple(t.parts().stream().map(p -> held(p, span)).toList(), t.names());
      case Val.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, held(field, span)));
        yield new Val.Record(fields);
      }
      case Val.Known size -> size;
      case Val leaf when Tensors.isTensor(leaf) ->
          new Val.Tensor(held(c.tensors.value(leaf, span)));
      default -> val;
    };
  }

  private Value held(Value value) {
    given++;
    Value held = value;
    for (Requirement requirement : all) {
      c.at(requirement.span);
      held = c.emit(new Require(requirement.message), held, requirement.condition);
    }
    return held;
  }
}

package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Cond;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** {@code if}: one of two branches is evaluated, so both must have one type. */
final class Branches {
  private final Context c;

  Branches(Context c) {
    this.c = c;
  }

  Val branch(Expr.If e, Scope scope) {
    Val test = c.expressions.check(e.test(), scope);
    if (e.otherwise().isEmpty()) {
      throw c.fail(
          Diagnostic.error(Code.TG0406, e.span(), "An `if` has a value, so it needs an `else`.")
              .note("`where(test, a, b)` chooses element by element."));
    }
    if (test instanceof Val.Flag flag) {
      return known(e, flag.value(), scope);
    }
    Value predicate = test.isPoison() ? null : predicate(e, test);
    GraphBuilder thenBuilder = c.builder().inner();
    GraphBuilder elseBuilder = c.builder().inner();
    KeyUses.State before = c.keys.state();
    Val then = c.building(thenBuilder, () -> c.expressions.check(e.then(), scope.inner()));
    Expr otherwise = e.otherwise().get();
    KeyUses.State after = c.keys.state();
    c.keys.restore(before);
    Val other = c.building(elseBuilder, () -> c.expressions.check(otherwise, scope.inner()));
    c.keys.join(after);
    if (predicate == null || then.isPoison() || other.isPoison()) {
      return Val.POISON;
    }
    Span thenSpan = result(e.then());
    Span elseSpan = result(otherwise);
    Pair pair = unify(thenBuilder, then, thenSpan, elseBuilder, other, elseSpan, e);
    return cond(predicate, thenBuilder, pair.then(), elseBuilder, pair.other(), e.span());
  }

  /**
   * The branch that is always taken. The other is checked too, but not in a function that is
   * checked at each call: there it may be right for other arguments only.
   */
  private Val known(Expr.If e, boolean taken, Scope scope) {
    Expr otherwise = e.otherwise().get();
    if (c.calls() > 0) {
      return c.expressions.check(taken ? e.then() : otherwise, scope.inner());
    }
    GraphBuilder unused = c.builder().inner();
    KeyUses.State before = c.keys.state();
    Val then =
        taken
            ? c.expressions.check(e.then(), scope.inner())
            : c.building(unused, () -> c.expressions.check(e.then(), scope.inner()));
    KeyUses.State after = c.keys.state();
    c.keys.restore(before);
    Val other =
        taken
            ? c.building(unused, () -> c.expressions.check(otherwise, scope.inner()))
            : c.expressions.check(otherwise, scope.inner());
    if (taken) {
      c.keys.restore(after);
    }
    return taken ? then : other;
  }

  private Value predicate(Expr.If e, Val test) {
    Span span = e.test().span();
    Value value = c.tensors.value(test, span);
    if (!value.type().element().isIn(Kind.BOOL)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0407,
                  span,
                  "The condition of an `if` must be `bool`, but this is `%s`."
                      .formatted(c.text(value.type())))
              .fixIf(
                  value.type().element().isIn(Kind.NUMERIC) && value.rank() == 0,
                  span,
                  span.text() + " != 0"));
    }
    if (value.rank() != 0) {
      String text = span.text();
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0407,
                  span,
                  "The condition of an `if` must be one `bool`, but this is `%s`."
                      .formatted(c.text(value.type())))
              .note("`where(test, a, b)` chooses element by element.");
      throw c.fail(
          where(d, e)
              .fix(Fix.replace("write `any(" + text + ")`", span, "any(" + text + ")"))
              .fix(Fix.replace("write `all(" + text + ")`", span, "all(" + text + ")")));
    }
    return value;
  }

  /** Offers {@code where} for branches that are an expression each. */
  private static Diagnostic where(Diagnostic d, Expr.If e) {
    Expr otherwise = e.otherwise().orElse(e.then());
    String wanted =
        "where(%s, %s, %s)"
            .formatted(e.test().span().text(), result(e.then()).text(), result(otherwise).text());
    return isSingle(e.then()) && isSingle(otherwise) && !wanted.contains("\n")
        ? d.fix(Fix.replace("choose for each element: write `" + wanted + "`", e.span(), wanted))
        : d;
  }

  private static boolean isSingle(Expr branch) {
    return branch instanceof Expr.Block b && b.statements().isEmpty() && b.result().isPresent();
  }

  /** Where the value of a branch is written. */
  private static Span result(Expr branch) {
    return branch instanceof Expr.Block b && b.result().isPresent()
        ? result(b.result().get())
        : branch.span();
  }

  private record Pair(Val then, Val other) {}

  /** Gives bare numbers of one branch the type of the other, and finds that the types are equal. */
  private Pair unify(
      GraphBuilder thenBuilder,
      Val then,
      Span thenSpan,
      GraphBuilder elseBuilder,
      Val other,
      Span elseSpan,
      Expr.If e) {
    if (then instanceof Val.Tuple a
        && other instanceof Val.Tuple b
        && a.parts().size() == b.parts().size()) {
      List<Val> thens = new ArrayList<>();
      List<Val> others = new ArrayList<>();
      for (int i = 0; i < a.parts().size(); i++) {
        Pair pair =
            unify(
                thenBuilder,
                a.parts().get(i),
                thenSpan,
                elseBuilder,
                b.parts().get(i),
                elseSpan,
                e);
        thens.add(pair.then);
        others.add(pair.other);
      }
      return new Pair(new Val.Tuple(thens), new Val.Tuple(others));
    }
    if (Tensors.isTensor(then) && Tensors.isTensor(other)) {
      boolean weakThen = Tensors.weakness(then) != Tensors.Weakness.STRONG;
      boolean weakElse = Tensors.weakness(other) != Tensors.Weakness.STRONG;
      Element element =
          weakThen || weakElse
              ? c.tensors.promote(
                  "`if`",
                  List.of(
                      new Tensors.Operand(then, thenSpan), new Tensors.Operand(other, elseSpan)),
                  e.span(),
                  Kind.ANY)
              : ((TensorType) then.type()).element();
      Value a = c.building(thenBuilder, () -> value(then, weakThen, element, thenSpan));
      Value b = c.building(elseBuilder, () -> value(other, weakElse, element, elseSpan));
      if (a.type().equals(b.type())) {
        return new Pair(new Val.Tensor(a), new Val.Tensor(b));
      }
      throw differ(a.type(), thenSpan, b.type(), elseSpan, e);
    }
    if (then instanceof Val.Key && other instanceof Val.Key) {
      return new Pair(then, other);
    }
    if (then instanceof Val.Record
        && other instanceof Val.Record
        && then.type().equals(other.type())) {
      return new Pair(then, other);
    }
    throw differ(then.type(), thenSpan, other.type(), elseSpan, e);
  }

  private Value value(Val val, boolean weak, Element element, Span span) {
    return weak ? c.tensors.value(val, element, span) : c.tensors.value(val, span);
  }

  private Reported differ(Type then, Span thenSpan, Type other, Span elseSpan, Expr.If e) {
    String[] texts = c.names.pair(then, other);
    Diagnostic d =
        Diagnostic.error(
                Code.TG0406,
                e.span().source().span(e.span().start(), e.span().start() + 2),
                "The branches of `if` must have one type, but they are `%s` and `%s`."
                    .formatted(texts[0], texts[1]))
            .label(thenSpan, "this is `" + texts[0] + "`")
            .label(elseSpan, "this is `" + texts[1] + "`");
    d = c.names.explain(d, then, other);
    if (then instanceof TensorType a
        && other instanceof TensorType b
        && a.element().isIn(Kind.FLOATING) != b.element().isIn(Kind.FLOATING)
        && a.shape().equals(b.shape())) {
      boolean isThen = b.element().isIn(Kind.FLOATING);
      Span narrow = isThen ? thenSpan : elseSpan;
      String cast = (isThen ? b : a).element() + "(" + narrow.text() + ")";
      d = d.fix(Fix.replace("write `" + cast + "`", narrow, cast));
    }
    return c.fail(d);
  }

  private Val cond(
      Value predicate,
      GraphBuilder thenBuilder,
      Val then,
      GraphBuilder elseBuilder,
      Val other,
      Span span) {
    Optional<List<Value>> thens = Leaves.values(c, thenBuilder, then, span);
    Optional<List<Value>> others = Leaves.values(c, elseBuilder, other, span);
    KeyUses.State before = c.keys.state();
    c.keys.use(then, span);
    KeyUses.State after = c.keys.state();
    c.keys.restore(before);
    c.keys.use(other, span);
    c.keys.join(after);
    if (thens.isEmpty() || others.isEmpty()) {
      throw c.fail(
          Code.TG0406, span, "Only tensors, tuples and records can be the value of an `if`.");
    }
    thens.get().forEach(thenBuilder::own);
    others.get().forEach(elseBuilder::own);
    Set<Value> captured = new LinkedHashSet<>(thenBuilder.captured());
    captured.addAll(elseBuilder.captured());
    Graph thenGraph = ordered(thenBuilder, thens.get(), captured);
    Graph elseGraph = ordered(elseBuilder, others.get(), captured);
    c.at(span);
    List<Value> results =
        Cond.emit(c.builder(), predicate, thenGraph, elseGraph, List.copyOf(captured));
    Val result = Leaves.rebuild(then, results.iterator());
    c.keys.made(result);
    return result;
  }

  /** The graph with its captures in the given order. */
  private static Graph ordered(GraphBuilder builder, List<Value> outputs, Set<Value> captured) {
    List<Value> inputs = captured.stream().map(builder::own).toList();
    Graph graph = builder.build(outputs);
    return new Graph(inputs, graph.body(), graph.outputs());
  }
}

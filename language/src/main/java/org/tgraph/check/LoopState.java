package org.tgraph.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * The state that a loop carries from each step to the next: tensors, or tuples and records of them.
 * Its types are those of its start and must be those of the body's result too; bare numbers in the
 * start take what the body makes of them.
 */
final class LoopState {
  private final Context c;
  private final String called;
  private final Val init;
  private final Span span;
  private final List<Val> leaves = new ArrayList<>();
  private final List<TensorType> types = new ArrayList<>();

  /**
   * @param called the loop, in backticks
   * @param step what one step makes of a state, in the builder that is current then; it is called
   *     as often as is needed to find the types of bare numbers
   * @param rows the element types of what the loop goes along
   * @param at where the step says what the next state is
   */
  LoopState(
      Context c,
      String called,
      Val init,
      Span span,
      UnaryOperator<Val> step,
      List<Element> rows,
      Span at) {
    this.c = c;
    this.called = called;
    this.init = init;
    this.span = span;
    collect(init, leaves);
    c.keys.use(init, span);
    findTypes(step, rows);
    refuseFloats(step, rows, at);
  }

  List<TensorType> types() {
    return types;
  }

  /** The start as tensors of these types. */
  List<Value> starts() {
    List<Value> starts = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      starts.add(value(leaves.get(i), types.get(i).element(), span));
    }
    return starts;
  }

  /** A state of these tensors. */
  Val of(List<Value> values) {
    List<Val> vals = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      vals.add(leaf(i, values.get(i)));
    }
    return rebuild(init, vals.iterator());
  }

  private Val leaf(int i, Value value) {
    return leaves.get(i) instanceof Val.Key ? c.keys.made(value) : new Val.Tensor(value);
  }

  private void collect(Val val, List<Val> into) {
    switch (val) {
      case Val.Tuple t -> t.parts().forEach(p -> collect(p, into));
      case Val.Record r -> r.fields().values().forEach(p -> collect(p, into));
      case Val.Key key -> into.add(key);
      case Val leaf when Tensors.isTensor(leaf) -> into.add(leaf);
      default ->
          throw c.fail(
              Code.TG0413,
              span,
              "The state of %s must be a tensor, or a tuple or record of them, but this is %s."
                  .formatted(called, c.tensors.describe(val)));
    }
  }

  private static Val rebuild(Val like, Iterator<Val> leaves) {
    return switch (like) {
      case Val.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        t.parts().forEach(p -> parts.add(rebuild(p, leaves)));
        yield new Val.Tuple(parts);
      }
      case Val.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, rebuild(field, leaves)));
        yield new Val.Record(fields);
      }
      default -> leaves.next();
    };
  }

  private static boolean isWeak(Val val) {
    return Tensors.weakness(val) != Tensors.Weakness.STRONG;
  }

  private Value value(Val val, Element element, Span at) {
    if (val instanceof Val.Key key) {
      return key.value();
    }
    return isWeak(val) ? c.tensors.value(val, element, at) : c.tensors.value(val, at);
  }

  // Bare numbers

  /**
   * A bare number stays one while a step, tried with it, gives a bare number again; else it has the
   * element type that the step gives. A bare whole number of which the step makes a bare float is a
   * float. If the step is wrong with bare numbers, because it gives them names, they have the
   * element type of the rows, where it is right with that.
   */
  private void findTypes(UnaryOperator<Val> step, List<Element> rows) {
    List<Optional<TensorType>> found = new ArrayList<>();
    for (Val leaf : leaves) {
      found.add(
          switch (leaf) {
            case Val.Key key -> Optional.of(Val.Key.IN_GRAPH);
            case Val bare when isWeak(bare) -> Optional.empty();
            default -> Optional.of(c.tensors.value(leaf, span).type());
          });
    }
    boolean more = found.contains(Optional.<TensorType>empty());
    while (more) {
      List<Val> next = attempt(step, found);
      if (next.isEmpty()) {
        guess(step, found, rows);
        break;
      }
      more = false;
      for (int i = 0; i < next.size(); i++) {
        Val leaf = leaves.get(i);
        if (found.get(i).isEmpty()
            && !isWeak(next.get(i))
            && next.get(i).type() instanceof TensorType t
            && Tensors.takes(t.element(), Tensors.weakness(leaf))) {
          found.set(i, Optional.of(typeOf(leaf, t.element())));
          more = true;
        }
      }
      if (!more) {
        more = widen(next, found);
      }
    }
    for (int i = 0; i < leaves.size(); i++) {
      Val leaf = leaves.get(i);
      types.add(found.get(i).orElseGet(() -> typeOf(leaf, Tensors.alone(Tensors.weakness(leaf)))));
    }
  }

  private boolean widen(List<Val> next, List<Optional<TensorType>> found) {
    boolean more = false;
    for (int i = 0; i < next.size(); i++) {
      Tensors.Weakness after = Tensors.weakness(next.get(i));
      if (found.get(i).isEmpty()
          && after != Tensors.Weakness.STRONG
          && after.compareTo(Tensors.weakness(leaves.get(i))) > 0) {
        found.set(i, Optional.of(typeOf(leaves.get(i), Tensors.alone(after))));
        more = true;
      }
    }
    return more;
  }

  /**
   * A step may be wrong only because it computes with floats where the state has whole numbers:
   * then what is wrong is the start, and both types are told, not the first operation that does not
   * mix them.
   */
  private void refuseFloats(UnaryOperator<Val> step, List<Element> rows, Span at) {
    List<Integer> whole = new ArrayList<>();
    List<Optional<TensorType>> known = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      known.add(Optional.of(types.get(i)));
      if (types.get(i).element().isIn(Kind.INT)) {
        whole.add(i);
      }
    }
    if (whole.isEmpty() || !attempt(step, known).isEmpty()) {
      return;
    }
    List<List<Integer>> tried = new ArrayList<>();
    whole.forEach(i -> tried.add(List.of(i)));
    tried.add(whole);
    for (Element wide : Stream.concat(rows.stream(), Stream.of(DType.F64)).distinct().toList()) {
      for (List<Integer> places : wide.isIn(Kind.FLOATING) ? tried : List.<List<Integer>>of()) {
        List<Optional<TensorType>> wider = new ArrayList<>(known);
        places.forEach(i -> wider.set(i, Optional.of(new TensorType(wide, types.get(i).shape()))));
        List<Val> next = attempt(step, wider);
        if (!next.isEmpty()
            && places.stream().allMatch(i -> next.get(i).type().equals(wider.get(i).get()))) {
          Val before = state(known);
          Val after = state(wider);
          throw elementChanges(
              types.get(places.get(0)), wider.get(places.get(0)).get(), before, after, at);
        }
      }
    }
  }

  private Val state(List<Optional<TensorType>> types) {
    return of(types.stream().map(t -> new Value(t.orElseThrow(), "")).toList());
  }

  private void guess(
      UnaryOperator<Val> step, List<Optional<TensorType>> found, List<Element> rows) {
    for (Element row : rows) {
      List<Optional<TensorType>> guess = new ArrayList<>(found);
      for (int i = 0; i < leaves.size(); i++) {
        Val leaf = leaves.get(i);
        if (found.get(i).isEmpty() && Tensors.takes(row, Tensors.weakness(leaf))) {
          guess.set(i, Optional.of(typeOf(leaf, row)));
        }
      }
      if (!guess.equals(found) && !attempt(step, guess).isEmpty()) {
        found.clear();
        found.addAll(guess);
        return;
      }
    }
  }

  private TensorType typeOf(Val weak, Element element) {
    return c.building(c.builder().inner(), () -> c.tensors.value(weak, element, span).type());
  }

  /** The state after a step in which what has no type yet is a bare number; nothing if it fails. */
  private List<Val> attempt(UnaryOperator<Val> step, List<Optional<TensorType>> found) {
    GraphBuilder scratch = c.builder().inner();
    List<Val> now = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Val leaf = leaves.get(i);
      int at = i;
      now.add(found.get(i).map(t -> leaf(at, scratch.input(t, ""))).orElse(leaf));
    }
    Facts.Mark before = c.facts.mark();
    try {
      List<Val> next = new ArrayList<>();
      Val after =
          c.inTrial(
              called,
              span,
              () -> {
                Val state = rebuild(init, now.iterator());
                Val result = c.keys.counted(() -> c.building(scratch, () -> step.apply(state)));
                collect(result, next);
                return result;
              });
      return next.size() == leaves.size() && !after.isPoison() ? next : List.of();
    } catch (Reported failed) {
      return List.of();
    } finally {
      c.facts.forgetSince(before);
    }
  }

  // After a step

  /**
   * The tensors of the state after a step, of the types that it had before; where they differ that
   * is reported.
   *
   * @param at where the body says what they are
   */
  List<Value> after(Val next, Span at) {
    List<Value> values = new ArrayList<>();
    Val before = state(types.stream().map(Optional::of).toList());
    conform(before, next, before, next, at, values);
    return values;
  }

  private void conform(
      Val before, Val after, Val allBefore, Val allAfter, Span at, List<Value> values) {
    if (before instanceof Val.Tuple a
        && after instanceof Val.Tuple b
        && a.parts().size() == b.parts().size()) {
      for (int i = 0; i < a.parts().size(); i++) {
        conform(a.parts().get(i), b.parts().get(i), allBefore, allAfter, at, values);
      }
    } else if (before instanceof Val.Record a
        && after instanceof Val.Record b
        && a.fields().keySet().equals(b.fields().keySet())) {
      a.fields()
          .forEach((name, field) ->
              conform(field, b.fields().get(name), allBefore, allAfter, at, values));
    } else if (before instanceof Val.Key && after instanceof Val.Key key) {
      c.keys.use(key, at);
      values.add(key.value());
    } else if (before.type() instanceof TensorType type && Tensors.isTensor(after)) {
      values.add(tensor(type, after, allBefore, allAfter, at));
    } else {
      throw changes(allBefore, allAfter, at);
    }
  }

  private Value tensor(TensorType type, Val after, Val allBefore, Val allAfter, Span at) {
    if (isWeak(after) && !Tensors.takes(type.element(), Tensors.weakness(after))) {
      throw elementChanges(type, (TensorType) after.type(), allBefore, allAfter, at);
    }
    Value value = value(after, type.element(), at);
    if (!value.type().element().equals(type.element())) {
      throw elementChanges(type, value.type(), allBefore, allAfter, at);
    }
    if (value.rank() != type.rank()) {
      throw changes(allBefore, allAfter, at);
    }
    for (int axis = 0; axis < type.rank(); axis++) {
      Dim was = type.dim(axis);
      Dim is = value.shape().dim(axis);
      if (c.isEqual(was, is) != Truth.YES) {
        Diagnostic d = c.names.explain(change(allBefore, allAfter, at), was, is);
        boolean grows = c.known(is.minus(was)).isAtLeast(1) == Truth.YES;
        throw c.fail(
            grows
                ? d.note("What grows from step to step can be an output of `scan`, not its state.")
                : d);
      }
    }
    return c.coerce(value, type.shape());
  }

  private Reported elementChanges(
      TensorType before, TensorType after, Val allBefore, Val allAfter, Span at) {
    Diagnostic d = change(allBefore, allAfter, at);
    boolean widens = after.element().isIn(Kind.FLOATING) && before.element().isIn(Kind.NUMERIC);
    String cast = after.element() + "(" + span.text() + ")";
    return c.fail(
        d.fixIf(widens && Tensors.isTensor(init) && !span.text().contains("\n"), span, cast));
  }

  private Reported changes(Val before, Val after, Span at) {
    return c.fail(change(before, after, at));
  }

  private Diagnostic change(Val before, Val after, Span at) {
    String[] texts = c.names.pair(before.type(), after.type());
    String was = texts[0];
    String is = texts[1];
    return Diagnostic.error(
            Code.TG0415,
            at,
            "The state of %s must keep its type, but `%s` becomes `%s`.".formatted(called, was, is))
        .at("after a step it is `" + is + "`")
        .label(span, "it begins as `" + was + "`");
  }
}

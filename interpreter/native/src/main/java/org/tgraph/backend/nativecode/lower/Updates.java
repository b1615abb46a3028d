package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.pointwise.Subtract;

/**
 * The values of a graph that are others with some elements changed ({@code x with [i] = v}): a
 * {@code select} where something was written last, of all elements; or the sum with a tensor that
 * is zero elsewhere. Such a value takes as many steps as elements are changed, if its memory is
 * that of the other, and what says of all elements how they are changed need not be there.
 */
final class Updates {
  /** A value of so few elements is rather kept than that memory it is read from is copied. */
  private static final long FEW = 16;

  /** Those that are found, by what they result in. */
  private final Map<Value, Update> byResult = new IdentityHashMap<>();

  /** What is computed for them and nothing else. */
  private final Set<Equation> parts = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Value> kept;
  private final Map<Value, Equation> definitions;

  /** Sums that are to be none. */
  private final Set<Value> others;

  private final Map<Value, List<Equation>> uses = new IdentityHashMap<>();

  private record Found(Equation equation, Update update, List<Equation> parts) {}

  private Updates(Set<Value> kept, Map<Value, Equation> definitions, Set<Value> others) {
    this.kept = kept;
    this.definitions = definitions;
    this.others = others;
  }

  static Updates none() {
    return new Updates(Set.of(), Map.of(), Set.of());
  }

  /**
   * Finds them, and changes what is kept: for them nothing is, and numbers that are read from what
   * they are made of are.
   *
   * @param others sums that are to be none
   */
  static Updates of(
      Graph graph, Set<Value> kept, Map<Value, Equation> definitions, Set<Value> others) {
    Updates updates = new Updates(kept, definitions, others);
    for (Equation equation : graph.body()) {
      equation
          .operands()
          .forEach(v -> updates.uses.computeIfAbsent(v, k -> new ArrayList<>()).add(equation));
    }
    List<Found> all = new ArrayList<>();
    for (Equation equation : graph.body().reversed()) {
      if (equation.results().size() == 1
          && kept.contains(equation.result())
          && !InPlace.isSmall(equation.result())) {
        Optional<Found> found = updates.find(equation);
        found.ifPresent(all::add);
        found.map(f -> f.update().base()).filter(updates::isUpdated).ifPresent(kept::add);
      }
    }
    updates.take(all, graph.outputs());
    updates.keepNumbers(graph);
    return updates;
  }

  Optional<Update> of(Equation equation) {
    return equation.results().size() == 1
        ? Optional.ofNullable(byResult.get(equation.result()))
        : Optional.empty();
  }

  /** The sums among them, by what they result in. */
  Map<Value, Update.Sum> sums() {
    Map<Value, Update.Sum> sums = new IdentityHashMap<>();
    byResult.forEach((value, update) -> {
      if (update instanceof Update.Sum sum) {
        sums.put(value, sum);
      }
    });
    return sums;
  }

  /** Whether it only reads elements for an update, where its indices are right. */
  boolean isRead(Equation equation) {
    return equation.op() instanceof Gather && parts.contains(equation);
  }

  /** What a value is, but for its shape. */
  private Value reshaped(Value value) {
    Equation definition = definitions.get(value);
    return definition != null && !kept.contains(value) && definition.op() instanceof Reshape
        ? reshaped(definition.operands().get(0))
        : value;
  }

  private Optional<Equation> definition(Value value, Class<?> op) {
    return Optional.ofNullable(definitions.get(value)).filter(e -> op.isInstance(e.op()));
  }

  private Optional<Found> find(Equation equation) {
    boolean isReshaped = equation.op() instanceof Reshape;
    Value whole = isReshaped ? equation.operands().get(0) : equation.result();
    if (isReshaped && (kept.contains(whole) || uses.get(whole).size() != 1)) {
      return Optional.empty();
    }
    Optional<Found> set = definition(whole, Select.class).flatMap(s -> setting(equation, s));
    return set.isPresent() || others.contains(equation.result())
        ? set
        : definition(whole, Add.class)
            .or(() -> definition(whole, Subtract.class))
            .flatMap(s -> sum(equation, s));
  }

  private Optional<Found> sum(Equation equation, Equation sum) {
    for (int i = 1; i >= (sum.op() instanceof Add ? 0 : 1); i--) {
      Optional<Equation> places = definition(sum.operands().get(i), ScatterAdd.class);
      if (places.isPresent()) {
        Value base = reshaped(sum.operands().get(1 - i));
        Update update = new Update.Sum(base, places.get(), sum.op() instanceof Subtract);
        return Optional.of(new Found(equation, update, List.of(sum)));
      }
    }
    return Optional.empty();
  }

  private Optional<Found> setting(Equation equation, Equation select) {
    Optional<Equation> mask = definition(select.operands().get(0), GreaterEqual.class);
    Optional<Equation> last = mask.flatMap(m -> definition(m.operands().get(0), LastWrite.class));
    if (last.isEmpty() || !isEverywhere(mask.get().operands().get(1), 0)) {
      return Optional.empty();
    }
    Value base = reshaped(select.operands().get(2));
    List<Equation> some = new ArrayList<>(List.of(select, mask.get()));
    Value chosen = select.operands().get(1);
    Optional<Equation> gather = definition(chosen, Gather.class);
    Optional<Equation> source = gather.flatMap(g -> definition(g.operands().get(1), Add.class));
    if (source.isPresent()
        && source.get().operands().get(0) == last.get().result()
        && isEverywhere(source.get().operands().get(1), 1)
        && ((Gather) gather.get().op()).count() == 1
        && ((Gather) gather.get().op()).batch() == ((LastWrite) last.get().op()).batch()) {
      some.addAll(List.of(gather.get(), source.get()));
      Value table = gather.get().operands().get(0);
      return Optional.of(
          new Found(equation, new Update.Setting(base, last.get(), table, true), some));
    }
    return definition(chosen, Broadcast.class)
        .map(b -> b.operands().get(0))
        .filter(v -> v.shape().isSingle())
        .map(v -> new Found(equation, new Update.Setting(base, last.get(), v, false), some));
  }

  /** Whether a value would be an update itself, if it were kept. */
  private boolean isUpdated(Value value) {
    return Optional.ofNullable(definitions.get(value)).flatMap(this::find).isPresent();
  }

  /** Whether all elements are a number. */
  private boolean isEverywhere(Value value, long number) {
    Value one = definition(value, Broadcast.class).map(b -> b.operands().get(0)).orElse(value);
    return definition(one, Constant.class)
        .map(e -> ((Constant) e.op()).value())
        .filter(a -> a.size() == 1 && a.getLong(0) == number)
        .isPresent();
  }

  /** Those of which nothing is needed by anything else. */
  private void take(List<Found> all, List<Value> outputs) {
    List<Found> rest = new ArrayList<>(all);
    boolean isSure = false;
    while (!isSure) {
      Set<Equation> ofRest = Collections.newSetFromMap(new IdentityHashMap<>());
      rest.forEach(f -> {
        ofRest.addAll(f.parts());
        ofRest.add(f.equation());
      });
      isSure =
          !rest.removeIf(f ->
              Stream.concat(f.parts().stream(), Stream.of(f.update().places()))
                  .filter(e -> e != f.equation())
                  .map(Equation::result)
                  .anyMatch(v -> outputs.contains(v) || !isOnlyFor(ofRest, v)));
    }
    for (Found found : rest) {
      parts.add(found.update().places());
      byResult.put(found.equation().result(), found.update());
      parts.addAll(found.parts());
      parts.remove(found.equation());
      kept.remove(found.update().places().result());
      found.parts().stream()
          .map(Equation::result)
          .filter(v -> v != found.equation().result())
          .forEach(kept::remove);
    }
  }

  private boolean isOnlyFor(Set<Equation> equations, Value value) {
    return equations.containsAll(uses.getOrDefault(value, List.of()));
  }

  /** Numbers that are read from what is written to, before it is. */
  private void keepNumbers(Graph graph) {
    Set<Value> bases = Collections.newSetFromMap(new IdentityHashMap<>());
    byResult.values().forEach(u -> bases.add(u.base()));
    for (Equation equation : graph.body()) {
      if (equation.op() instanceof Gather
          && !parts.contains(equation)
          && bases.contains(equation.operands().get(0))
          && equation.result().shape().isConstant()
          && equation.result().shape().dims().stream()
                  .mapToLong(d -> d.constant().orElseThrow())
                  .reduce(1, (x, y) -> x * y)
              <= FEW) {
        kept.add(equation.result());
      }
    }
  }
}

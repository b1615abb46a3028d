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
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Select;

/**
 * The values of a graph that are others with some elements set ({@code x with [i] = v}): a {@code
 * select} where something was written last, of all elements. Such a value takes as many steps as
 * elements are set, if its memory is that of the other, and what says for each element which is
 * written last need not be there.
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
  private final Map<Value, List<Equation>> uses = new IdentityHashMap<>();

  /**
   * @param base what the other elements are from, perhaps of another shape
   * @param positions where the elements are set, of each batch
   * @param source what they are: the elements from the second one on along the axis of the
   *     positions; or the same everywhere
   * @param isTable which of these
   * @param last what says which element is written last
   */
  record Update(Value base, Value positions, Value source, boolean isTable, Equation last) {
    int batch() {
      return ((LastWrite) last.op()).batch();
    }

    /** Whether one element is set, so that all is read before anything is written. */
    boolean isOfOne() {
      return positions.shape().isSingle();
    }
  }

  private record Found(Equation equation, Update update, List<Equation> parts) {}

  private Updates(Set<Value> kept, Map<Value, Equation> definitions) {
    this.kept = kept;
    this.definitions = definitions;
  }

  static Updates none() {
    return new Updates(Set.of(), Map.of());
  }

  /**
   * Finds them, and changes what is kept: for them nothing is, and numbers that are read from what
   * they are made of are.
   */
  static Updates of(Graph graph, Set<Value> kept, Map<Value, Equation> definitions) {
    Updates updates = new Updates(kept, definitions);
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
    Optional<Equation> select = definition(whole, Select.class);
    if (select.isEmpty() || isReshaped && (kept.contains(whole) || uses.get(whole).size() != 1)) {
      return Optional.empty();
    }
    Optional<Equation> mask = definition(select.get().operands().get(0), GreaterEqual.class);
    Optional<Equation> last = mask.flatMap(m -> definition(m.operands().get(0), LastWrite.class));
    if (last.isEmpty() || !isEverywhere(mask.get().operands().get(1), 0)) {
      return Optional.empty();
    }
    Value positions = last.get().operands().get(0);
    Value base = reshaped(select.get().operands().get(2));
    List<Equation> some = new ArrayList<>(List.of(select.get(), mask.get()));
    Value chosen = select.get().operands().get(1);
    Optional<Equation> gather = definition(chosen, Gather.class);
    Optional<Equation> source =
        gather.flatMap(g -> definition(g.operands().get(1), Add.class));
    if (source.isPresent()
        && source.get().operands().get(0) == last.get().result()
        && isEverywhere(source.get().operands().get(1), 1)
        && ((Gather) gather.get().op()).count() == 1
        && ((Gather) gather.get().op()).batch() == ((LastWrite) last.get().op()).batch()) {
      some.addAll(List.of(gather.get(), source.get()));
      Value table = gather.get().operands().get(0);
      return Optional.of(
          new Found(equation, new Update(base, positions, table, true, last.get()), some));
    }
    return definition(chosen, Broadcast.class)
        .map(b -> b.operands().get(0))
        .filter(v -> v.shape().isSingle())
        .map(v -> new Found(equation, new Update(base, positions, v, false, last.get()), some));
  }

  /** Whether a value would be an update itself, if it were kept. */
  private boolean isUpdated(Value value) {
    return Optional.ofNullable(definitions.get(value)).flatMap(this::find).isPresent();
  }

  /** Whether all elements are a number. */
  private boolean isEverywhere(Value value, long number) {
    Value one =
        definition(value, Broadcast.class).map(b -> b.operands().get(0)).orElse(value);
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
          !rest.removeIf(
              f ->
                  Stream.concat(f.parts().stream(), Stream.of(f.update().last()))
                      .filter(e -> e != f.equation())
                      .map(Equation::result)
                      .anyMatch(v -> outputs.contains(v) || !isOnlyFor(ofRest, v)));
    }
    for (Found found : rest) {
      parts.add(found.update().last());
      byResult.put(found.equation().result(), found.update());
      parts.addAll(found.parts());
      parts.remove(found.equation());
      kept.remove(found.update().last().result());
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

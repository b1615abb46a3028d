package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * The values of a graph that are others with some elements changed ({@code x with [i] = v}): a
 * {@code select} where something was written last, of all elements; or the sum with a tensor that
 * is zero elsewhere; or joined of stretches of it and others ({@code x with [a:b] = v}). Such a
 * value takes as many steps as elements are changed, if its memory is that of the other, and what
 * says of all elements how they are changed need not be there.
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
          && all.stream().noneMatch(f -> f.parts().contains(equation))
          && !InPlace.isSmall(equation.result())) {
        Optional<Found> found = updates.find(equation);
        found.ifPresent(all::add);
        found.map(f -> f.update().base()).filter(updates::isUpdated).ifPresent(kept::add);
      }
    }
    updates.take(all, graph.outputs());
    updates.keepNumbers(graph);
    updates.keepStretches();
    updates.keepSources();
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
    if (equation.op() instanceof Concat concat) {
      return stretches(equation, concat);
    }
    boolean isReshaped = equation.op() instanceof Reshape;
    Value whole = isReshaped ? equation.operands().get(0) : equation.result();
    if (isReshaped && uses.get(whole).size() != 1) {
      return Optional.empty();
    }
    Optional<Found> set = definition(whole, Select.class).flatMap(s -> setting(equation, s));
    return set.isPresent() || others.contains(equation.result())
        ? set
        : definition(whole, Add.class)
            .or(() -> definition(whole, Subtract.class))
            .flatMap(s -> sum(equation, s));
  }

  private Optional<Found> stretches(Equation equation, Concat concat) {
    List<Value> operands = equation.operands();
    List<Dim> starts = starts(operands, concat.axis());
    Optional<Value> base = Optional.empty();
    Set<Integer> written = new TreeSet<>();
    for (int i = 0; i < operands.size(); i++) {
      Optional<Value> from = at(operands.get(i), concat.axis(), starts.get(i));
      base = base.or(() -> from.filter(v -> v.type().equals(equation.result().type())));
      if (from.isEmpty() || from.get() != base.orElse(null)) {
        written.add(i);
      }
    }
    return base.filter(v -> !written.isEmpty())
        .map(v -> new Found(equation, new Update.Stretches(v, written), List.of()));
  }

  /** Where each of the values begins that are joined along an axis. */
  private static List<Dim> starts(List<Value> joined, int axis) {
    List<Dim> starts = new ArrayList<>();
    Dim start = Dim.ZERO;
    for (Value value : joined) {
      starts.add(start);
      start = start.plus(value.shape().dim(axis));
    }
    return starts;
  }

  /** What a value is a stretch of, from that place along an axis on, and whole along the others. */
  private Optional<Value> at(Value value, int axis, Dim start) {
    return definition(value, Slice.class)
        .filter(e -> {
          Slice slice = (Slice) e.op();
          Value from = e.operands().get(0);
          return slice.steps().stream().allMatch(s -> s == 1)
              && slice.starts().get(axis).equals(start)
              && from.shape().with(axis, Dim.ZERO).equals(value.shape().with(axis, Dim.ZERO));
        })
        .map(e -> e.operands().get(0));
  }

  private Optional<Found> sum(Equation equation, Equation sum) {
    for (int i = 1; i >= (sum.op() instanceof Add ? 0 : 1); i--) {
      Optional<Equation> places = definition(sum.operands().get(i), ScatterAdd.class);
      if (places.isPresent()) {
        Value base = reshaped(sum.operands().get(1 - i));
        List<Value> indices = places.get().operands().subList(1, places.get().operands().size());
        boolean areDistinct =
            indices.size() == 1 ? areDistinct(indices.get(0)) : areSingle(indices);
        Update update =
            new Update.Sum(base, places.get(), sum.op() instanceof Subtract, areDistinct);
        return Optional.of(new Found(equation, update, List.of(sum)));
      }
    }
    return Optional.empty();
  }

  private static boolean areSingle(List<Value> values) {
    return values.stream().allMatch(v -> v.shape().isSingle());
  }

  /** Whether certainly no number is there twice: it is one, they are counted, or some of such. */
  private boolean areDistinct(Value numbers) {
    Equation definition = definitions.get(numbers);
    if (numbers.shape().isSingle() || definition == null) {
      return numbers.shape().isSingle();
    }
    List<Value> operands = definition.operands();
    return switch (definition.op()) {
      case Iota i -> i.type() == DType.I64;
      case Reshape r -> areDistinct(operands.get(0));
      case Transpose t -> areDistinct(operands.get(0));
      case Slice s -> areDistinct(operands.get(0));
      case Gather g ->
          g.batch() == 0
              && areSingle(operands.subList(1, operands.size()))
              && areDistinct(operands.get(0));
      default -> false;
    };
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
              Stream.concat(f.parts().stream(), f.update().computed().stream())
                  .filter(e -> e != f.equation())
                  .map(Equation::result)
                  .anyMatch(v -> outputs.contains(v) || !isOnlyFor(ofRest, v)));
    }
    for (Found found : rest) {
      parts.addAll(found.update().computed());
      byResult.put(found.equation().result(), found.update());
      parts.addAll(found.parts());
      parts.remove(found.equation());
      found.update().computed().forEach(e -> kept.remove(e.result()));
      found.parts().stream()
          .map(Equation::result)
          .filter(v -> v != found.equation().result())
          .forEach(kept::remove);
    }
  }

  private boolean isOnlyFor(Set<Equation> equations, Value value) {
    return equations.containsAll(uses.getOrDefault(value, List.of()));
  }

  /**
   * What a stretch is set to and is made of other elements is kept, as those may be written before;
   * where that may be most of all, the whole is rather written anew, in one pass.
   */
  private void keepStretches() {
    Set<Value> bases = bases();
    for (Value result : List.copyOf(byResult.keySet())) {
      if (byResult.get(result) instanceof Update.Stretches stretches) {
        List<Value> others = ofOthers(result, stretches, bases);
        int axis = ((Concat) definitions.get(result).op()).axis();
        Dim all = result.shape().dim(axis);
        if (others.stream().allMatch(v -> isPart(v.shape().dim(axis), all))) {
          kept.addAll(others);
        } else {
          byResult.remove(result);
        }
      }
    }
  }

  /** What elements are set to one by one, if it is made of others, which may be set before. */
  private void keepSources() {
    Set<Value> bases = bases();
    byResult.values().stream()
        .flatMap(u -> source(u).stream())
        .filter(v -> new Reads(bases, from -> false).isElsewhere(v, false))
        .forEach(kept::add);
  }

  /** What several elements are set to, or what is added to them. */
  private static Optional<Value> source(Update update) {
    return switch (update) {
      case Update.Setting s -> s.isTable() ? Optional.of(s.source()) : Optional.empty();
      case Update.Sum s ->
          s.isOfOne() ? Optional.empty() : Optional.of(s.places().operands().get(0));
      case Update.Stretches s -> Optional.empty();
    };
  }

  /** What stretches are set to, as far as that is made of other elements. */
  private List<Value> ofOthers(Value result, Update.Stretches stretches, Set<Value> bases) {
    Equation equation = definitions.get(result);
    int axis = ((Concat) equation.op()).axis();
    List<Dim> starts = starts(equation.operands(), axis);
    List<Value> others = new ArrayList<>();
    for (int i : stretches.written()) {
      Value value = equation.operands().get(i);
      Dim start = starts.get(i);
      Predicate<Value> isSame =
          v -> at(v, axis, start).filter(from -> from == stretches.base()).isPresent();
      if (new Reads(bases, isSame).isElsewhere(value, true)) {
        others.add(value);
      }
    }
    return others;
  }

  /** Whether a size is certainly less than half of another, which is large if it is not known. */
  private static boolean isPart(Dim size, Dim all) {
    long most = all.constant().orElse(Long.MAX_VALUE);
    return size.constant().isPresent() && size.constant().getAsLong() < most / 2;
  }

  /** Whether something is made of elements that are written to, but for those at its own place. */
  private final class Reads {
    private final Set<Value> bases;

    /** Whether a value is what is written over, at the place where it is. */
    private final Predicate<Value> isSame;

    private final Set<Value> atSamePlace = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> elsewhere = Collections.newSetFromMap(new IdentityHashMap<>());

    Reads(Set<Value> bases, Predicate<Value> isSame) {
      this.bases = bases;
      this.isSame = isSame;
    }

    boolean isElsewhere(Value value, boolean same) {
      Equation definition = definitions.get(value);
      if (bases.contains(value)) {
        return true;
      }
      if (!(same ? atSamePlace : elsewhere).add(value)
          || definition == null
          || kept.contains(value)
          || same && isSame.test(value)) {
        return false;
      }
      boolean still = same && InPlace.isAtSamePlace(definition);
      return definition.operands().stream().anyMatch(v -> isElsewhere(v, still));
    }
  }

  /** What is written to. */
  private Set<Value> bases() {
    Set<Value> bases = Collections.newSetFromMap(new IdentityHashMap<>());
    byResult.values().forEach(u -> bases.add(u.base()));
    return bases;
  }

  /** Numbers that are read from what is written to, before it is. */
  private void keepNumbers(Graph graph) {
    Set<Value> bases = bases();
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

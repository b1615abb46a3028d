package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;

/**
 * What is decided of a graph before its code is written.
 *
 * @param graph with its equations in the order in which they are done
 * @param kept what is kept in memory
 * @param definitions what computes each value
 * @param lastReads after which equation each value is read for the last time
 * @param passes which reductions are made in one loop
 * @param unsigned those that certainly have no zero with a sign
 */
record BlockPlan(
    Graph graph,
    Set<Value> kept,
    Map<Value, Equation> definitions,
    Updates updates,
    Map<Value, Integer> lastReads,
    InPlace inPlace,
    SharedPasses passes,
    Set<Value> unsigned) {
  /** That of a graph whose inputs others may read. */
  static BlockPlan of(Graph graph) {
    return of(graph, Map.of(), false, Set.of());
  }

  /**
   * That of a step of a loop.
   *
   * @param count how many of its inputs are the state, and of its outputs the next state
   * @param unsigned the inputs that have none anyway
   */
  static BlockPlan ofStep(Graph step, int count, Set<Value> unsigned) {
    Map<Value, Value> states = new IdentityHashMap<>();
    for (int i = 0; i < count; i++) {
      states.put(step.inputs().get(i), step.outputs().get(i));
    }
    return of(step, states, true, unsigned);
  }

  /**
   * That of a branch, some of whose outputs may be written over inputs.
   *
   * @param unsigned the inputs that have no zeros with a sign
   */
  static BlockPlan ofBranch(Graph branch, Map<Value, Value> states, Set<Value> unsigned) {
    return of(branch, states, false, unsigned);
  }

  /**
   * That of a branch whose inputs nothing else reads, so that anything may be written over them.
   */
  static BlockPlan ofOwnInputs(Graph graph, Set<Value> unsigned) {
    Map<Value, Value> states = new IdentityHashMap<>();
    graph.inputs().forEach(v -> states.put(v, null));
    return of(graph, states, false, unsigned);
  }

  /** Whether an output is written over the input of the same number, which nothing reads later. */
  boolean isInPlace(int number) {
    return isInPlace(graph.inputs().get(number), graph.outputs().get(number));
  }

  boolean isInPlace(Value input, Value output) {
    return input != output && inPlace.last(input) == output;
  }

  /** The first sum that is made in place of an input, if that may have zeros with a sign. */
  Optional<Value> sum(int number) {
    Value input = graph.inputs().get(number);
    Value result = inPlace.next(input);
    return Optional.ofNullable(updates.sums().get(result))
        .filter(sum -> !sum.type().isInt() && !sum.isNegative())
        .filter(sum -> isInPlace(number) && !unsigned.contains(input))
        .map(sum -> result);
  }

  private static BlockPlan of(
      Graph graph, Map<Value, Value> states, boolean hasZeros, Set<Value> inputs) {
    Set<Value> others = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Value> unsigned = ZeroSigns.without(graph, inputs);
    Branches branches = new Branches(unsigned);
    while (true) {
      BlockPlan plan = of(graph, states, others, branches, unsigned);
      Set<Value> more = plan.others(states, hasZeros);
      if (more.isEmpty()) {
        return plan;
      }
      others.addAll(more);
    }
  }

  private static BlockPlan of(
      Graph graph,
      Map<Value, Value> states,
      Set<Value> others,
      Branches branches,
      Set<Value> unsigned) {
    Map<Value, Equation> definitions = new IdentityHashMap<>();
    graph.body().forEach(e -> e.results().forEach(v -> definitions.put(v, e)));
    Set<Value> kept = Fusion.kept(graph, definitions);
    Updates updates = Updates.of(graph, kept, definitions, others);
    Graph ordered = ordered(graph, kept, definitions, updates);
    Map<Value, Integer> lastReads = LastReads.of(ordered, kept, definitions);
    InPlace inPlace = InPlace.of(ordered, kept, definitions, lastReads, updates, states, branches);
    SharedPasses passes = SharedPasses.of(ordered, kept, definitions);
    return new BlockPlan(ordered, kept, definitions, updates, lastReads, inPlace, passes, unsigned);
  }

  /**
   * Sums that are not those of all elements: in memory of their own they would leave zeros with a
   * sign, which a sum has not, as they are, and where the same element is added to twice they round
   * in another order.
   */
  private Set<Value> others(Map<Value, Value> states, boolean hasZeros) {
    Map<Value, Update.Sum> sums = updates.sums();
    Set<Value> without = Collections.newSetFromMap(new IdentityHashMap<>());
    without.addAll(sums.keySet());
    if (hasZeros) {
      for (Value state : states.keySet()) {
        List<Value> chain = new ArrayList<>();
        for (Value v = inPlace.next(state); v != null; v = inPlace.next(v)) {
          chain.add(v);
        }
        boolean areSums = !chain.isEmpty() && sums.keySet().containsAll(chain);
        if (areSums
            && chain.stream().allMatch(v -> sums.get(v).isExact())
            && chain.stream().map(v -> sums.get(v).isNegative()).distinct().count() == 1) {
          chain.forEach(without::remove);
        }
      }
    }
    sums.forEach((result, sum) -> {
      boolean isSame =
          sum.type().isInt()
              || sum.isExact() && (sum.isNegative() || unsigned.contains(sum.base()));
      if (isSame && inPlace.next(sum.base()) == result) {
        without.remove(result);
      }
    });
    return without;
  }

  /** Updates come after what else reads what they are made of, if that does not need them. */
  private static Graph ordered(
      Graph graph, Set<Value> kept, Map<Value, Equation> definitions, Updates updates) {
    List<Equation> body = new ArrayList<>(graph.body());
    for (Equation equation : graph.body()) {
      if (updates.of(equation).isPresent()) {
        Value base = updates.of(equation).get().base();
        Graph now = new Graph(graph.inputs(), body, graph.outputs());
        int read = LastReads.of(now, kept, definitions).getOrDefault(base, -1);
        if (read < body.size()) {
          delay(body, equation, read);
        }
      }
    }
    return new Graph(graph.inputs(), body, graph.outputs());
  }

  /** Does an equation and what needs it after the other equations up to one. */
  private static void delay(List<Equation> body, Equation equation, int last) {
    int at = 0;
    while (body.get(at) != equation) {
      at++;
    }
    if (at >= last) {
      return;
    }
    Set<Value> delayed = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Equation> before = new ArrayList<>();
    List<Equation> after = new ArrayList<>();
    for (Equation each : body.subList(at, last + 1)) {
      boolean isAfter = each == equation || each.operands().stream().anyMatch(delayed::contains);
      (isAfter ? after : before).add(each);
      if (isAfter) {
        delayed.addAll(each.results());
      }
    }
    before.addAll(after);
    for (int i = 0; i < before.size(); i++) {
      body.set(at + i, before.get(i));
    }
  }
}

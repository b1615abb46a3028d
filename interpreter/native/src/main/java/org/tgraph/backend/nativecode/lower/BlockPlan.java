package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
 */
record BlockPlan(
    Graph graph,
    Set<Value> kept,
    Map<Value, Equation> definitions,
    Updates updates,
    Map<Value, Integer> lastReads,
    InPlace inPlace) {
  /** That of a graph whose inputs others may read. */
  static BlockPlan of(Graph graph) {
    return of(graph, Map.of());
  }

  /**
   * That of a step of a loop.
   *
   * @param count how many of its inputs are the state, and of its outputs the next state
   */
  static BlockPlan ofStep(Graph step, int count) {
    Map<Value, Value> states = new IdentityHashMap<>();
    for (int i = 0; i < count; i++) {
      states.put(step.inputs().get(i), step.outputs().get(i));
    }
    return of(step, states);
  }

  /** Whether an output is written over the input of the same number, which nothing reads later. */
  boolean isInPlace(int number) {
    Value input = graph.inputs().get(number);
    return inPlace.last(input) == graph.outputs().get(number)
        && input != graph.outputs().get(number);
  }

  private static BlockPlan of(Graph graph, Map<Value, Value> states) {
    Set<Value> kept = Fusion.kept(graph);
    Map<Value, Equation> definitions = new IdentityHashMap<>();
    graph.body().forEach(e -> e.results().forEach(v -> definitions.put(v, e)));
    Updates updates = Updates.of(graph, kept, definitions);
    Graph ordered = ordered(graph, kept, definitions, updates);
    Map<Value, Integer> lastReads = LastReads.of(ordered, kept, definitions);
    InPlace inPlace = InPlace.of(ordered, kept, definitions, lastReads, updates, states);
    return new BlockPlan(ordered, kept, definitions, updates, lastReads, inPlace);
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

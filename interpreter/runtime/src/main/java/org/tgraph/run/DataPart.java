package org.tgraph.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;

/**
 * A graph that is run many times with another first input and the same others, divided: what does
 * not depend on the first input is computed once.
 *
 * @param once of the other inputs; its outputs are the last inputs of {@code each}
 * @param each of the first input, the others, and what was computed once
 */
record DataPart(Graph once, Graph each) {
  static DataPart of(Graph graph) {
    Set<Value> varying = Collections.newSetFromMap(new IdentityHashMap<>());
    varying.add(graph.inputs().get(0));
    Set<Value> ofData = Collections.newSetFromMap(new IdentityHashMap<>());
    ofData.addAll(graph.inputs().subList(1, graph.inputs().size()));
    List<Equation> once = new ArrayList<>();
    List<Equation> each = new ArrayList<>();
    for (Equation equation : graph.body()) {
      boolean isFixed = equation.operands().stream().noneMatch(varying::contains);
      // Numbers alone are cheaper made again than kept.
      boolean isOfData = equation.operands().stream().anyMatch(ofData::contains);
      if (isFixed && isOfData || !equation.op().defines().isEmpty()) {
        ofData.addAll(equation.results());
        once.add(equation);
      } else {
        if (!isFixed) {
          varying.addAll(equation.results());
        } else {
          once.add(equation);
        }
        each.add(equation);
      }
    }
    Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());
    once.forEach(e -> made.addAll(e.results()));
    each.forEach(e -> made.removeAll(e.results()));
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    used.addAll(graph.outputs());
    each.forEach(e -> used.addAll(e.operands()));
    List<Value> kept =
        once.stream()
            .flatMap(e -> e.results().stream())
            .filter(v -> made.contains(v) && used.contains(v))
            .toList();
    List<Value> inputs = new ArrayList<>(graph.inputs());
    inputs.addAll(kept);
    return new DataPart(
        new Graph(graph.inputs().subList(1, graph.inputs().size()), once, kept),
        new Graph(inputs, each, graph.outputs()));
  }
}

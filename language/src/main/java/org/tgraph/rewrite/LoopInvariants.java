package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.SizeVar;

/**
 * What is the same in all steps of a loop, because it depends on captures alone. Only what can
 * never fail is moved, since there may be no step in which it would be computed. Constants stay,
 * but for those that are needed outside too.
 *
 * @param rest the graph of a step without what is moved
 * @param moved the equations to be computed before the loop, over the captures of the graph
 * @param captured the results of these that {@code rest} uses, and needs as inputs
 */
record LoopInvariants(Graph rest, List<Equation> moved, List<Value> captured) {
  /**
   * @param first the position of the first capture among the inputs
   */
  static LoopInvariants of(Graph graph, int first) {
    Set<SizeVar> counted = Set.copyOf(graph.counted());
    Set<Value> constant = new HashSet<>();
    Set<Value> fixed = new HashSet<>(graph.inputs().subList(first, graph.inputs().size()));
    List<Equation> candidates = new ArrayList<>();
    List<Equation> stay = new ArrayList<>();
    Set<Value> results = new HashSet<>();
    for (Equation equation : graph.body()) {
      boolean same =
          fixed.containsAll(equation.operands())
              && equation.op().sizes().stream()
                  .noneMatch(d -> d.variables().stream().anyMatch(counted::contains))
              && Totality.isTotal(equation);
      boolean known = same && constant.containsAll(equation.operands());
      if (same) {
        fixed.addAll(equation.results());
        candidates.add(equation);
      }
      if (known) {
        constant.addAll(equation.results());
      }
      if (same && !known) {
        results.addAll(equation.results());
      } else {
        stay.add(equation);
      }
    }
    Set<Value> used = new HashSet<>(graph.outputs());
    stay.forEach(e -> used.addAll(e.operands()));
    List<Value> captured =
        candidates.stream()
            .flatMap(e -> e.results().stream())
            .filter(v -> results.contains(v) && used.contains(v))
            .toList();
    List<Equation> body = GraphBuilder.needed(stay, graph.outputs());
    return new LoopInvariants(
        new Graph(graph.inputs(), body, graph.outputs()),
        GraphBuilder.needed(candidates, captured),
        captured);
  }
}

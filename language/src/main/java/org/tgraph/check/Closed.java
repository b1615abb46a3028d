package org.tgraph.check;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;

/** Whether a graph made while checking is one that could be run. */
final class Closed {
  private Closed() {}

  /** Whether every value is defined and of a concrete element type, in inner graphs too. */
  static boolean isRunnable(Graph graph) {
    Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
    defined.addAll(graph.inputs());
    for (Equation equation : graph.body()) {
      if (!areFit(equation.operands(), defined)
          || !equation.op().graphs().stream().allMatch(Closed::isRunnable)) {
        return false;
      }
      defined.addAll(equation.results());
    }
    return areFit(graph.outputs(), defined) && areFit(graph.inputs(), defined);
  }

  private static boolean areFit(List<Value> values, Set<Value> defined) {
    return values.stream()
        .allMatch(v -> defined.contains(v) && v.type().element() instanceof DType);
  }
}

package org.tgraph.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;

/** How many operations of which sort a graph has, those of inner graphs too. */
final class GraphStatistics {
  private GraphStatistics() {}

  static String of(Graph graph) {
    Map<String, Integer> counts = new TreeMap<>();
    count(graph, counts);
    StringBuilder out = new StringBuilder();
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    out.append("%6d inputs\n".formatted(graph.inputs().size()));
    out.append("%6d outputs\n".formatted(graph.outputs().size()));
    out.append("%6d operations\n".formatted(total));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> out.append("%6d   %s\n".formatted(e.getValue(), e.getKey())));
    return out.toString();
  }

  private static void count(Graph graph, Map<String, Integer> counts) {
    for (Equation equation : graph.body()) {
      counts.merge(equation.op().name(), 1, Integer::sum);
      equation.op().graphs().forEach(inner -> count(inner, counts));
    }
  }
}

package org.tgraph.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.op.Cost;
import org.tgraph.rewrite.Simplify;
import org.tgraph.rewrite.Stabilize;
import org.tgraph.transform.GradientCost;
import org.tgraph.type.Dim;

/**
 * How many equations of which sort a graph has, those of inner graphs too, and about how many
 * operations on numbers it takes; for a function that has a gradient, what that costs.
 */
final class GraphStatistics {
  /** The size for which costs are compared. */
  private static final long SIZE = 100;

  private GraphStatistics() {}

  static String of(Graph graph) {
    Map<String, Integer> counts = new TreeMap<>();
    count(graph, counts);
    StringBuilder out = new StringBuilder();
    out.append("%6d inputs\n".formatted(graph.inputs().size()));
    out.append("%6d outputs\n".formatted(graph.outputs().size()));
    out.append("%6d equations\n".formatted(Cost.equations(graph)));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> out.append("%6d   %s\n".formatted(e.getValue(), e.getKey())));
    out.append("operations: ").append(polynomial(Cost.of(graph))).append('\n');
    return out.toString();
  }

  /**
   * As {@link #of}, with the gradient by all floats if there is one: of the stable form, as a
   * script gets it.
   *
   * @param simplify whether to count what is left of each when it is simplified
   */
  static String ofFunction(Graph graph, boolean simplify) {
    UnaryOperator<Graph> last = simplify ? Simplify::of : g -> g;
    Graph function = Stabilize.of(graph);
    StringBuilder out = new StringBuilder(of(last.apply(graph)));
    Optional<GradientCost> cost = GradientCost.of(function);
    cost.ifPresent(c -> {
      out.append('\n');
      compare(out, "gradient", last.apply(c.gradient()), last.apply(function));
      compare(out, "Hessian times a vector", last.apply(c.product()), last.apply(function));
    });
    return out.toString();
  }

  private static void compare(StringBuilder out, String what, Graph graph, Graph function) {
    double equations = Cost.equations(graph) / (double) Cost.equations(function);
    double operations = operations(graph) / operations(function);
    out.append(
        "%s: %d equations, %.1f times; %.1f times the operations where all sizes are %d\n"
            .formatted(what, Cost.equations(graph), equations, operations, SIZE));
    out.append("  operations: ").append(polynomial(Cost.of(graph))).append('\n');
  }

  private static double operations(Graph graph) {
    return Math.max(1.0, (double) Cost.of(graph).evaluate(v -> SIZE));
  }

  /** Long numbers in groups, as Java and Kotlin write them too. */
  private static String polynomial(Dim cost) {
    return cost.constant().isPresent()
        ? String.format(Locale.ROOT, "%,d", cost.value()).replace(',', '_')
        : cost.toString(v -> v.name());
  }

  private static void count(Graph graph, Map<String, Integer> counts) {
    for (Equation equation : graph.body()) {
      counts.merge(equation.op().name(), 1, Integer::sum);
      equation.op().graphs().forEach(inner -> count(inner, counts));
    }
  }
}

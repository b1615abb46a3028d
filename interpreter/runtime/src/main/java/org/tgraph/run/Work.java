package org.tgraph.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** About how long the definitions of the operations take over a graph, before it runs. */
final class Work {
  /** What an equation takes, however few elements it has, as a number of elements. */
  private static final double EQUATION = 100;

  private final Map<SizeVar, Long> sizes;

  private Work(Map<SizeVar, Long> sizes) {
    this.sizes = new HashMap<>(sizes);
  }

  /**
   * Operations on numbers; infinitely many where the data alone end a loop.
   *
   * @param sizes those of the graph's variables that are known
   */
  static double of(Graph graph, Map<SizeVar, Long> sizes) {
    return new Work(sizes).of(graph);
  }

  private double of(Graph graph) {
    double sum = 0;
    for (Equation equation : graph.body()) {
      sum += EQUATION + of(equation);
      // No mask selects more than there is.
      equation.op().defines().forEach(v -> sizes.put(v, (long) most(equation)));
    }
    return sum;
  }

  private double of(Equation equation) {
    double inner = equation.op().graphs().stream().mapToDouble(this::of).sum();
    return switch (equation.op()) {
      case Scan scan -> value(scan.length()) * inner;
      case While loop when loop.limit().isEmpty() -> Double.POSITIVE_INFINITY;
      case While loop -> value(loop.limit().get(0)) * inner;
      default -> {
        List<TensorType> operands = equation.operands().stream().map(v -> v.type()).toList();
        List<TensorType> results = equation.results().stream().map(v -> v.type()).toList();
        yield inner + value(equation.op().cost(operands, results));
      }
    };
  }

  private double most(Equation equation) {
    return equation.operands().stream().mapToDouble(v -> value(v.shape().size())).max().orElse(0);
  }

  /** A size that is not known, or not even a number, is taken to be large. */
  private double value(Dim size) {
    if (!sizes.keySet().containsAll(size.variables())) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return size.evaluate(sizes::get);
    } catch (ArithmeticException | IllegalStateException | IllegalArgumentException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}

package org.tgraph.op.control;

import java.util.stream.IntStream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;

/**
 * What graphs only pick elements of. The cotangent of such a value is one sum that goes through the
 * way back of all loops and branches that pick, so that each adds to it what it picked and no more.
 */
final class Picks {
  private Picks() {}

  /** Whether an operand that is the same in all steps is picked from in some graph of these. */
  static boolean from(ControlFlow op, int operand) {
    return switch (op) {
      case Cond c ->
          operand > 0 && (from(c.then(), operand - 1) || from(c.otherwise(), operand - 1));
      case Scan s -> operand >= s.carries() + s.sequences() && from(s.body(), operand);
      case While w -> operand >= w.carries() && from(w.body(), operand);
      case Checkpoint c -> from(c.body(), operand);
      case Custom c -> false;
      case Implicit i -> false;
    };
  }

  private static boolean from(Graph graph, int input) {
    return from(graph, graph.inputs().get(input));
  }

  /** Whether elements of one of its values are picked. */
  static boolean from(Graph graph, Value x) {
    return graph.body().stream().anyMatch(equation -> from(equation, x));
  }

  private static boolean from(Equation equation, Value x) {
    if (equation.op() instanceof Gather) {
      return equation.operands().get(0) == x;
    }
    return equation.op() instanceof ControlFlow inner
        && IntStream.range(0, equation.operands().size())
            .anyMatch(i -> equation.operands().get(i) == x && from(inner, i));
  }
}

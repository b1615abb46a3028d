package org.tgraph.backend.nativecode.lower;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;

/** Which results of the branches in a graph may be written over operands; found once for each. */
final class Branches {
  private final Map<Equation, List<BlockPlan>> plans = new IdentityHashMap<>();

  /** Whether both branches make a result in place of an operand, or leave that as it is. */
  boolean areInPlace(Equation equation, int input, int output) {
    return plans
        .computeIfAbsent(
            equation, e -> e.op().graphs().stream().map(BlockPlan::ofOwnInputs).toList())
        .stream()
        .allMatch(plan -> {
          Graph branch = plan.graph();
          Value from = branch.inputs().get(input);
          Value to = branch.outputs().get(output);
          return from == to
              ? branch.outputs().stream().filter(v -> v == from).count() == 1
              : plan.isInPlace(from, to);
        });
  }
}

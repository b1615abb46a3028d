package org.tgraph.backend.nativecode.lower;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;

/** Which results of the branches in a graph may be written over operands; found once for each. */
final class Branches {
  private final Map<Equation, List<BlockPlan>> plans = new IdentityHashMap<>();

  /** The values around the branches that have no zero with a sign. */
  private final Set<Value> unsigned;

  Branches(Set<Value> unsigned) {
    this.unsigned = unsigned;
  }

  /** Whether both branches make a result in place of an operand, or leave that as it is. */
  boolean areInPlace(Equation equation, int input, int output) {
    return plans.computeIfAbsent(equation, this::plans).stream()
        .allMatch(plan -> {
          Graph branch = plan.graph();
          Value from = branch.inputs().get(input);
          Value to = branch.outputs().get(output);
          return from == to
              ? branch.outputs().stream().filter(v -> v == from).count() == 1
              : plan.isInPlace(from, to);
        });
  }

  private List<BlockPlan> plans(Equation equation) {
    List<Value> operands = equation.operands().subList(1, equation.operands().size());
    return equation.op().graphs().stream()
        .map(g -> BlockPlan.ofOwnInputs(g, ZeroSigns.ofBranch(g, operands, unsigned)))
        .toList();
  }
}

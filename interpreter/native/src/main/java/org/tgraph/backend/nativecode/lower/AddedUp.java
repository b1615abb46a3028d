package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Subtract;

/**
 * A state of a loop that each step only adds to, or subtracts from: nothing else reads it.
 *
 * @param chain the equations from the state to the next one
 * @param terms what each of them adds or subtracts
 */
record AddedUp(List<Equation> chain, List<Value> terms) {
  AddedUp {
    chain = List.copyOf(chain);
    terms = List.copyOf(terms);
  }

  /** That of the state with a number, if it is such. */
  static Optional<AddedUp> of(Graph step, int number) {
    List<Equation> chain = new ArrayList<>();
    List<Value> terms = new ArrayList<>();
    Value end = step.outputs().get(number);
    Value now = step.inputs().get(number);
    while (now != end) {
      Value before = now;
      List<Equation> uses =
          step.body().stream().filter(e -> e.operands().contains(before)).toList();
      if (uses.size() != 1 || step.outputs().contains(now)) {
        return Optional.empty();
      }
      Equation use = uses.get(0);
      List<Value> operands = use.operands();
      boolean isFirst = operands.get(0) == now;
      boolean adds = use.op() instanceof Add || use.op() instanceof Subtract && isFirst;
      if (!adds || operands.get(0) == operands.get(1)) {
        return Optional.empty();
      }
      chain.add(use);
      terms.add(operands.get(isFirst ? 1 : 0));
      now = use.result();
    }
    boolean isRead =
        step.body().stream().anyMatch(e -> e.operands().contains(end))
            || step.outputs().stream().filter(v -> v == end).count() > 1;
    return chain.isEmpty() || isRead ? Optional.empty() : Optional.of(new AddedUp(chain, terms));
  }

  boolean isSubtracted(int term) {
    return chain.get(term).op() instanceof Subtract;
  }
}

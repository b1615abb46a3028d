package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Jvp;

/**
 * One step of a loop with its tangents. A carry has one if its start has, or if it gets one in the
 * body; that is found by trying until no further carry gets one.
 *
 * @param values the inputs of the body
 * @param tangents for each of them its tangent, a further input
 * @param active the carries that have tangents
 */
record StepTangents(
    GraphBuilder builder,
    List<Value> values,
    List<Optional<Value>> tangents,
    Jvp.Dual dual,
    List<Integer> active) {

  /**
   * @param outer where the loop is; its origin says whose work this is
   * @param given the tangents of the loop's operands
   */
  static StepTangents of(Graph body, int carries, GraphBuilder outer, List<Optional<Value>> given) {
    String transform = outer.origin() instanceof Origin.Derived d ? d.transform() : "jvp";
    TreeSet<Integer> active = new TreeSet<>();
    for (int i = 0; i < carries; i++) {
      if (given.get(i).isPresent()) {
        active.add(i);
      }
    }
    while (true) {
      GraphBuilder b = new GraphBuilder();
      b.at(outer.origin());
      List<Value> values = body.inputs().stream().map(v -> b.input(v.type(), v.hint())).toList();
      List<Optional<Value>> tangents = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        boolean has = i < carries ? active.contains(i) : given.get(i).isPresent();
        Value value = values.get(i);
        String hint = value.hint().isEmpty() ? "" : "d_" + value.hint();
        tangents.add(has ? Optional.of(b.input(value.type(), hint)) : Optional.empty());
      }
      Jvp.Dual dual = Jvp.emit(b, transform, body, values, tangents);
      boolean stable = true;
      for (int i = 0; i < carries; i++) {
        if (dual.tangents().get(i).isPresent() && active.add(i)) {
          stable = false;
        }
      }
      if (stable) {
        return new StepTangents(b, values, tangents, dual, List.copyOf(active));
      }
    }
  }

  /** The tangent of a carry after the step, written out where it is zero. */
  Value next(int carry) {
    return dual.tangents()
        .get(carry)
        .orElseGet(() -> Formula.constant(builder, 0, values.get(carry)));
  }
}

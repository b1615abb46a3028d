package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;

/** Forward mode of {@link While}: a loop that carries the tangents beside the values. */
final class WhileTangents {
  private WhileTangents() {}

  static List<Optional<Value>> of(
      While loop, GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    int carries = loop.carries();
    StepTangents step = StepTangents.of(loop.body(), carries, b, tangents);
    List<Integer> active = step.active();
    List<Optional<Value>> results = new ArrayList<>();
    for (int i = 0; i < carries; i++) {
      results.add(Optional.empty());
    }
    if (active.isEmpty()) {
      return results;
    }
    List<Value> outputs = new ArrayList<>(step.dual().values());
    active.forEach(i -> outputs.add(step.next(i)));
    List<Value> starts = new ArrayList<>(operands.subList(0, carries));
    for (int i : active) {
      Value start = operands.get(i);
      starts.add(tangents.get(i).orElseGet(() -> Formula.constant(b, 0, start)));
    }
    starts.addAll(operands.subList(carries, operands.size()));
    for (int i = carries; i < operands.size(); i++) {
      tangents.get(i).ifPresent(starts::add);
    }
    Graph body =
        new Graph(
            ordered(step.values(), step.tangents(), carries),
            GraphBuilder.needed(step.builder().body(), outputs),
            outputs);
    While both = new While(test(loop, step), body, carries + active.size(), loop.limit());
    List<Value> ends = While.emit(b, both, starts);
    for (int k = 0; k < active.size(); k++) {
      results.set(active.get(k), Optional.of(ends.get(carries + k)));
    }
    return results;
  }

  /** Carries, tangents of carries, captures, tangents of captures. */
  private static List<Value> ordered(
      List<Value> values, List<Optional<Value>> tangents, int carries) {
    List<Value> inputs = new ArrayList<>(values.subList(0, carries));
    tangents.subList(0, carries).forEach(t -> t.ifPresent(inputs::add));
    inputs.addAll(values.subList(carries, values.size()));
    tangents.subList(carries, values.size()).forEach(t -> t.ifPresent(inputs::add));
    return inputs;
  }

  /** The test of the values, which is given the tangents too. */
  private static Graph test(While loop, StepTangents step) {
    GraphBuilder b = new GraphBuilder();
    List<Value> values = new ArrayList<>();
    List<Optional<Value>> tangents = new ArrayList<>();
    for (Value value : loop.test().inputs()) {
      values.add(b.input(value.type(), value.hint()));
    }
    step.tangents().forEach(t -> tangents.add(t.map(v -> b.input(v.type(), v.hint()))));
    Graph graph = b.build(b.splice(loop.test(), values));
    return new Graph(ordered(values, tangents, loop.carries()), graph.body(), graph.outputs());
  }
}

package org.tgraph.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;

/**
 * Replaces what a backend does not have by what it is made of, in branches and loops too. What has
 * no decomposition stays, for {@link Gaps} to report.
 */
public final class Decompose {
  private Decompose() {}

  public static Graph forBackend(Graph graph, Backend backend) {
    if (isComplete(graph, backend)) {
      return graph;
    }
    GraphBuilder b = new GraphBuilder();
    Map<Value, Value> now = new IdentityHashMap<>();
    for (Value input : graph.inputs()) {
      now.put(input, b.input(input.type(), input.hint()));
    }
    for (Equation equation : graph.body()) {
      List<Value> operands = equation.operands().stream().map(now::get).toList();
      List<Value> results = emit(b, equation, operands, backend);
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    return b.build(graph.outputs().stream().map(now::get).toList());
  }

  private static boolean isComplete(Graph graph, Backend backend) {
    return graph.body().stream()
        .allMatch(e ->
            Gaps.of(e, backend).isEmpty()
                && e.op().graphs().stream().allMatch(inner -> isComplete(inner, backend)));
  }

  private static List<Value> emit(
      GraphBuilder b, Equation equation, List<Value> operands, Backend backend) {
    Op op = equation.op();
    if (Gaps.of(equation, backend).isPresent()) {
      GraphBuilder inner = new GraphBuilder();
      List<Value> inputs = new ArrayList<>();
      operands.forEach(v -> inputs.add(inner.input(v.type(), v.hint())));
      inner.at(new Origin.Derived(op.name(), equation.origin()));
      Optional<List<Value>> parts = op.decompose(inner, inputs);
      if (parts.isPresent()) {
        Graph taken = forBackend(inner.build(parts.get()), backend);
        if (isComplete(taken, backend)) {
          return b.splice(taken, operands);
        }
      }
    }
    b.at(equation.origin());
    if (op instanceof ControlFlow holder) {
      return b.emit(
          holder.withGraphs(holder.graphs().stream().map(g -> forBackend(g, backend)).toList()),
          operands);
    }
    return b.emit(op, operands);
  }
}

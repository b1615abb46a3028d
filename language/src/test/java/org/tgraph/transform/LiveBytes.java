package org.tgraph.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.type.SizeVar;

/**
 * How many bytes of tensors are alive at most while a graph is run, besides its inputs: equation by
 * equation, each result from where it is made to its last use, as {@link
 * org.tgraph.graph.GraphEvaluator} does it.
 */
final class LiveBytes {
  private final Map<SizeVar, Long> sizes;

  private LiveBytes(Map<SizeVar, Long> sizes) {
    this.sizes = sizes;
  }

  static long peak(Graph graph, Map<SizeVar, Long> sizes) {
    return new LiveBytes(sizes).peak(graph);
  }

  private long peak(Graph graph) {
    List<Equation> body = graph.body();
    long live = 0;
    long most = 0;
    Set<Value> used = new HashSet<>(graph.outputs());
    long[] dropped = new long[body.size()];
    Set<Value> made = new HashSet<>();
    body.forEach(e -> made.addAll(e.results()));
    for (int i = body.size() - 1; i >= 0; i--) {
      Equation equation = body.get(i);
      for (Value result : equation.results()) {
        dropped[i] += used.add(result) ? bytes(List.of(result)) : 0;
      }
      for (Value operand : equation.operands()) {
        dropped[i] += used.add(operand) && made.contains(operand) ? bytes(List.of(operand)) : 0;
      }
    }
    for (int i = 0; i < body.size(); i++) {
      live += bytes(body.get(i).results());
      most = Math.max(most, live + inside(body.get(i).op()));
      live -= dropped[i];
    }
    return most;
  }

  /** What is alive inside an operation, besides its operands and results. */
  private long inside(Op op) {
    long most = op.graphs().stream().mapToLong(this::peak).max().orElse(0);
    return switch (op) {
      case Scan scan -> most + bytes(scan.body().outputs().subList(0, scan.carries()));
      case While loop -> most + bytes(loop.body().outputs());
      default -> most;
    };
  }

  private long bytes(List<Value> values) {
    return values.stream()
        .mapToLong(v -> v.shape().size().evaluate(sizes::get) * v.type().dtype().bytes())
        .sum();
  }
}

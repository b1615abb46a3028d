package org.tgraph.run;

import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Sizes;
import org.tgraph.type.SizeVar;

/**
 * Runs a graph one operation at a time; only inputs and outputs cross between {@link Array} and
 * what the backend holds tensors in.
 */
public final class StepwiseExecutable<T> implements Executable {
  /** A machine, and the way to it and back. */
  public interface Device<T> extends GraphEvaluator.Machine<T> {
    T load(Array array);

    Array store(T value);
  }

  private final Graph graph;
  private final Device<T> device;
  private final GraphEvaluator<T> evaluator;

  public StepwiseExecutable(Graph graph, Device<T> device) {
    this.graph = graph;
    this.device = device;
    this.evaluator = new GraphEvaluator<>(graph, device);
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public Outcome run(List<Array> inputs, Map<SizeVar, Long> given) {
    Sizes sizes = InputCheck.bind(graph, inputs, given);
    List<T> results = evaluator.run(inputs.stream().map(device::load).toList(), sizes);
    return new Outcome(results.stream().map(device::store).toList(), sizes.values());
  }
}

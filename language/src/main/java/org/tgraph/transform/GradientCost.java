package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.pass.DeadCode;
import org.tgraph.pass.Pipeline;
import org.tgraph.type.Kind;

/**
 * A function of floats that gives one float, with its gradient by all of them and the product of
 * its Hessian with a vector, each without what it is a derivative of: what those cost more than the
 * function.
 */
public record GradientCost(Graph function, Graph gradient, Graph product) {
  /** Nothing where the function gives something else, takes no floats, or has no derivative. */
  public static Optional<GradientCost> of(Graph function) {
    List<Integer> floats =
        IntStream.range(0, function.inputs().size())
            .filter(i -> Jvp.hasTangents(function.inputs().get(i).type()))
            .boxed()
            .toList();
    if (floats.isEmpty() || !isOneFloat(function)) {
      return Optional.empty();
    }
    try {
      Graph gradient = alive(Hessian.gradient(function, floats));
      GraphBuilder second = new GraphBuilder();
      List<Value> inputs = Jvp.inputs(second, function);
      List<Value> vector = new ArrayList<>();
      for (int i : floats) {
        vector.add(second.input(inputs.get(i).type(), ""));
      }
      Graph product = alive(second.build(Hessian.times(second, function, inputs, floats, vector)));
      return Optional.of(new GradientCost(function, gradient, product));
    } catch (Refusal none) {
      return Optional.empty();
    }
  }

  private static Graph alive(Graph graph) {
    return Pipeline.of(DeadCode.PASS).run(graph);
  }

  private static boolean isOneFloat(Graph function) {
    return function.outputs().size() == 1
        && function.outputs().get(0).rank() == 0
        && function.outputs().get(0).type().element().isIn(Kind.FLOAT);
  }
}

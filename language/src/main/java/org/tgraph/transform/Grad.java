package org.tgraph.transform;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;

/** The gradient of a number: {@link Vjp} with the cotangent 1. */
public final class Grad {
  private Grad() {}

  /**
   * The value and the gradient.
   *
   * @param graph has one output, a scalar of floats
   * @param wrt the inputs to differentiate by, floats or complex numbers
   * @return a graph with the same inputs, whose outputs are the value and for each of {@code wrt}
   *     the gradient, which has the type of the input
   */
  public static Transformed of(Graph graph, List<Integer> wrt) {
    return Refusal.catching(() -> {
      GraphBuilder b = new GraphBuilder();
      return b.build(emit(b, graph, Jvp.inputs(b, graph), wrt));
    });
  }

  /**
   * Writes the value and the gradient into {@code b}.
   *
   * @throws Refusal if an operation has no derivative
   */
  public static List<Value> emit(
      GraphBuilder b, Graph graph, List<Value> arguments, List<Integer> wrt) {
    Origin before = b.origin();
    b.at(Jvp.derived("grad", before));
    Value one = Formula.constant(b, 1, graph.outputs().get(0));
    b.at(before);
    return Vjp.emit(b, "grad", graph, arguments, wrt, List.of(Optional.of(one)));
  }
}

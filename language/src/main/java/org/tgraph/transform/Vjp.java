package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;

/** Reverse mode: from cotangents of a graph's outputs to those of its inputs. */
public final class Vjp {
  private Vjp() {}

  /**
   * The outputs of {@code graph}, and the cotangents of inputs.
   *
   * @param wrt the inputs whose cotangents are wanted, floats or complex numbers
   * @return a graph with a further input for each output of floats or complex numbers, its
   *     cotangent, and a further output for each of {@code wrt}, its cotangent
   */
  public static Transformed of(Graph graph, List<Integer> wrt) {
    return Refusal.catching(() -> {
      GraphBuilder b = new GraphBuilder();
      List<Value> inputs = Jvp.inputs(b, graph);
      List<Optional<Value>> seeds = new ArrayList<>();
      for (Value output : graph.outputs()) {
        boolean has = Jvp.hasTangents(output.type());
        seeds.add(has ? Optional.of(b.input(output.type(), "")) : Optional.empty());
      }
      return b.build(emit(b, "vjp", graph, inputs, wrt, seeds));
    });
  }

  /**
   * Writes values and cotangents into {@code b}.
   *
   * @param seeds the cotangents of the outputs
   * @return the outputs, then the cotangents of {@code wrt}
   */
  static List<Value> emit(
      GraphBuilder b,
      String transform,
      Graph graph,
      List<Value> arguments,
      List<Integer> wrt,
      List<Optional<Value>> seeds) {
    GraphBuilder forward = new GraphBuilder();
    List<Value> inputs = Jvp.inputs(forward, graph);
    List<Optional<Value>> tangents = Jvp.tangentInputs(forward, graph, wrt);
    Jvp.Dual dual = Jvp.emit(forward, transform, graph, inputs, tangents);

    List<Optional<Value>> known = new ArrayList<>();
    arguments.forEach(a -> known.add(Optional.of(a)));
    wrt.forEach(i -> known.add(Optional.empty()));
    List<Value> outputs = new ArrayList<>(dual.values());
    List<Optional<Value>> outputSeeds = new ArrayList<>();
    outputs.forEach(o -> outputSeeds.add(Optional.empty()));
    for (int i = 0; i < seeds.size(); i++) {
      if (dual.tangents().get(i).isPresent() && seeds.get(i).isPresent()) {
        outputs.add(dual.tangents().get(i).get());
        outputSeeds.add(seeds.get(i));
      }
    }
    Transposition.Result back =
        Transposition.emit(b, forward.build(outputs), known, Cotangents.of(outputSeeds));

    List<Value> results = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      results.add(back.values().get(i).orElseThrow());
    }
    // The tangents are inputs in the order of the inputs, whatever the order of `wrt`.
    List<Integer> sorted = wrt.stream().sorted().toList();
    for (int i : wrt) {
      int at = arguments.size() + sorted.indexOf(i);
      Value argument = arguments.get(i);
      results.add(
          back.cotangents().values().get(at).orElseGet(() -> Formula.constant(b, 0, argument)));
    }
    return results;
  }
}

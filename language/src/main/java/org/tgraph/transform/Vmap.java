package org.tgraph.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.NotBatchable;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Dim;

/**
 * Batching: a graph for many inputs at once from the one for a single input. What does not depend
 * on a batched input is computed once.
 */
public final class Vmap {
  private Vmap() {}

  /**
   * @param batched which inputs have a further axis at the front
   * @param size that of this axis
   * @return a graph all of whose outputs have the further axis at the front
   */
  public static Transformed of(Graph graph, List<Boolean> batched, Dim size) {
    return Refusal.catching(() -> {
      GraphBuilder b = new GraphBuilder();
      if (!graph.body().isEmpty()) {
        b.at(graph.body().getLast().origin());
      }
      List<Value> inputs = new ArrayList<>();
      for (int i = 0; i < batched.size(); i++) {
        Value input = graph.inputs().get(i);
        inputs.add(
            batched.get(i)
                ? b.input(input.type().withShape(input.shape().insert(0, size)), input.hint())
                : b.input(input.type(), input.hint()));
      }
      return b.build(emit(b, graph, inputs, batched, size));
    });
  }

  /**
   * Writes the batched graph into {@code b}.
   *
   * @param arguments what the inputs stand for, the batched ones with their further axis
   * @return what the outputs are, all with the further axis
   * @throws Refusal if an operation cannot be batched
   */
  public static List<Value> emit(
      GraphBuilder b, Graph graph, List<Value> arguments, List<Boolean> batched, Dim size) {
    Partly partly = partly(b, graph, arguments, batched, size);
    Origin before = b.origin();
    b.at(Jvp.derived("vmap", before));
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < partly.values.size(); i++) {
      outputs.add(partly.whole(b, i, size));
    }
    b.at(before);
    return outputs;
  }

  /** The outputs of a batched graph, with the further axis if they depend on a batched input. */
  public record Partly(List<Value> values, List<Boolean> isBatched) {
    /** Output {@code i} with the axis. */
    public Value whole(GraphBuilder b, int i, Dim size) {
      Value value = values.get(i);
      return isBatched.get(i) ? value : Broadcast.leading(b, value, size);
    }
  }

  /**
   * Writes the batched graph into {@code b}, as {@link #emit} does, but leaves the outputs that are
   * the same for all as they are.
   */
  public static Partly partly(
      GraphBuilder b, Graph graph, List<Value> arguments, List<Boolean> batched, Dim size) {
    Graph unshared = b.unshared(graph);
    Map<Value, Value> values = new IdentityHashMap<>();
    Set<Value> many = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < arguments.size(); i++) {
      Value input = unshared.inputs().get(i);
      values.put(input, arguments.get(i));
      if (batched.get(i)) {
        many.add(input);
      }
    }
    Origin before = b.origin();
    for (Equation equation : GraphBuilder.needed(unshared.body(), unshared.outputs())) {
      List<Value> operands = equation.operands().stream().map(values::get).toList();
      List<Boolean> isBatched = equation.operands().stream().map(many::contains).toList();
      List<Value> results;
      if (isBatched.contains(true)) {
        b.at(Jvp.derived("vmap", equation.origin()));
        results = batch(b, equation, operands, isBatched, size);
        many.addAll(equation.results());
      } else {
        b.at(equation.origin());
        results = b.emit(equation.op(), operands);
      }
      for (int i = 0; i < results.size(); i++) {
        values.put(equation.results().get(i), results.get(i));
      }
    }
    b.at(before);
    return new Partly(
        unshared.outputs().stream().map(values::get).toList(),
        unshared.outputs().stream().map(many::contains).toList());
  }

  private static List<Value> batch(
      GraphBuilder b, Equation equation, List<Value> operands, List<Boolean> is, Dim size) {
    try {
      return equation.op().batch(b, operands, is, size);
    } catch (NotBatchable e) {
      throw new Refusal(equation.op(), equation.origin(), e.getMessage());
    }
  }
}

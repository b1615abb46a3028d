package org.tgraph.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Formula;

/**
 * The values of a graph at a point, and its derivative there as a graph of its own, which is linear
 * in the tangents. What the derivative needs of the values is computed once, however often it is
 * applied, in either direction.
 *
 * @param values the outputs
 * @param residuals values that the derivative needs
 * @param map closed: (residuals, tangents) to the tangents of outputs that are not zero
 * @param mapped for each output its place among those of {@code map}; nothing where it is zero
 */
public record Linearization(
    List<Value> values, List<Value> residuals, Graph map, List<Optional<Integer>> mapped) {

  /**
   * Writes the values into {@code b}.
   *
   * @param wrt the inputs that have tangents, in increasing order
   * @throws Refusal if an operation has no derivative
   */
  public static Linearization emit(
      GraphBuilder b, String transform, Graph graph, List<Value> arguments, List<Integer> wrt) {
    GraphBuilder forward = new GraphBuilder();
    List<Value> inputs = Jvp.inputs(forward, graph);
    List<Optional<Value>> tangents = Jvp.tangentInputs(forward, graph, wrt);
    Jvp.Dual dual = Jvp.emit(forward, transform, graph, inputs, tangents);
    List<Value> outputs = new ArrayList<>(dual.values());
    List<Optional<Integer>> mapped = new ArrayList<>();
    int count = 0;
    for (Optional<Value> tangent : dual.tangents()) {
      tangent.ifPresent(outputs::add);
      mapped.add(tangent.isPresent() ? Optional.of(count++) : Optional.empty());
    }
    return new Split(b, b.unshared(forward.build(outputs)))
        .split(arguments, dual.values().size(), mapped);
  }

  /** The tangents of the outputs, which are floats or complex numbers, written into {@code b}. */
  public List<Value> push(GraphBuilder b, List<Value> tangents) {
    List<Value> all = new ArrayList<>(residuals);
    all.addAll(tangents);
    List<Value> pushed = b.splice(map, all);
    List<Value> whole = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value like = values.get(i);
      whole.add(mapped.get(i).map(pushed::get).orElseGet(() -> Formula.constant(b, 0, like)));
    }
    return whole;
  }

  /** The cotangents of the inputs that have tangents, written into {@code b}. */
  public List<Value> pull(GraphBuilder b, List<Value> cotangents) {
    List<Optional<Value>> arguments = new ArrayList<>();
    residuals.forEach(r -> arguments.add(Optional.of(r)));
    int first = arguments.size();
    while (arguments.size() < map.inputs().size()) {
      arguments.add(Optional.empty());
    }
    List<Optional<Value>> seeds = new ArrayList<>();
    for (int i = 0; i < mapped.size(); i++) {
      if (mapped.get(i).isPresent()) {
        seeds.add(Optional.of(cotangents.get(i)));
      }
    }
    List<Optional<Value>> pulled =
        Transposition.emit(b, map, arguments, Cotangents.of(seeds)).cotangents().values();
    List<Value> whole = new ArrayList<>();
    for (int i = first; i < pulled.size(); i++) {
      Value like = map.inputs().get(i);
      whole.add(pulled.get(i).orElseGet(() -> Formula.constant(b, 0, like)));
    }
    return whole;
  }

  /** Takes a graph of values and tangents apart. */
  private static final class Split {
    private final GraphBuilder b;
    private final Graph graph;
    private final GraphBuilder linear = new GraphBuilder();
    private final Map<Value, Value> known = new IdentityHashMap<>();
    private final Map<Value, Value> inside = new IdentityHashMap<>();
    private final Map<Value, Equation> definitions = new IdentityHashMap<>();
    private final Set<Value> tangents = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Value> residuals = new ArrayList<>();
    private final List<Value> residualInputs = new ArrayList<>();

    Split(GraphBuilder b, Graph graph) {
      this.b = b;
      this.graph = graph;
    }

    Linearization split(List<Value> arguments, int values, List<Optional<Integer>> mapped) {
      List<Value> tangentInputs = new ArrayList<>();
      for (int i = 0; i < graph.inputs().size(); i++) {
        Value input = graph.inputs().get(i);
        if (i < arguments.size()) {
          known.put(input, arguments.get(i));
        } else {
          Value tangent = linear.input(input.type(), input.hint());
          tangents.add(input);
          tangentInputs.add(tangent);
          inside.put(input, tangent);
        }
      }
      var before = b.origin();
      for (Equation equation : graph.body()) {
        if (equation.operands().stream().anyMatch(tangents::contains)) {
          tangents.addAll(equation.results());
          copy(equation);
        } else {
          equation.results().forEach(r -> definitions.put(r, equation));
          b.at(equation.origin());
          List<Value> operands = equation.operands().stream().map(known::get).toList();
          put(known, equation, b.emit(equation.op(), operands));
        }
      }
      b.at(before);
      List<Value> outputs = graph.outputs();
      outputs.subList(values, outputs.size()).forEach(this::recall);
      Graph built =
          linear.build(outputs.subList(values, outputs.size()).stream().map(inside::get).toList());
      List<Value> inputs = new ArrayList<>(residualInputs);
      inputs.addAll(tangentInputs);
      return new Linearization(
          outputs.subList(0, values).stream().map(known::get).toList(),
          List.copyOf(residuals),
          new Graph(inputs, built.body(), built.outputs()),
          mapped);
    }

    private static void put(Map<Value, Value> now, Equation equation, List<Value> results) {
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }

    private void copy(Equation equation) {
      equation.operands().forEach(this::recall);
      linear.at(equation.origin());
      List<Value> operands = equation.operands().stream().map(inside::get).toList();
      put(inside, equation, linear.emit(equation.op(), operands));
    }

    /** Makes a value one of the linear graph; what only repeats a smaller one is made there. */
    private void recall(Value value) {
      if (inside.containsKey(value)) {
        return;
      }
      Equation made = definitions.get(value);
      if (made != null && (made.op() instanceof Broadcast || made.op() instanceof Constant)) {
        copy(made);
        return;
      }
      Value input = linear.input(value.type(), value.hint());
      residuals.add(known.get(value));
      residualInputs.add(input);
      inside.put(value, input);
    }
  }
}

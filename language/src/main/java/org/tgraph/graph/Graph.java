package org.tgraph.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A computation: equations in an order in which each value is defined once and before it is used.
 * It is right for all values of its {@code sizes}, which are found from the shapes of the inputs,
 * given by the caller, or, where an operation counts, by the operation.
 */
public record Graph(List<Value> inputs, List<Equation> body, List<Value> outputs) {
  public Graph {
    inputs = List.copyOf(inputs);
    body = List.copyOf(body);
    outputs = List.copyOf(outputs);
  }

  /** What of some equations is needed for some values; its inputs are what no equation makes. */
  public static Graph of(List<Equation> equations, List<Value> wanted) {
    List<Equation> body = GraphBuilder.needed(equations, wanted);
    Set<Value> inputs = new LinkedHashSet<>();
    body.forEach(e -> inputs.addAll(e.operands()));
    inputs.addAll(wanted);
    body.forEach(e -> e.results().forEach(inputs::remove));
    return new Graph(List.copyOf(inputs), body, wanted.stream().distinct().toList());
  }

  /** The size variables that the types of the inputs mention, or that must be given. */
  public List<SizeVar> sizes() {
    TreeSet<SizeVar> used = new TreeSet<>();
    TreeSet<SizeVar> defined = new TreeSet<>();
    inputs.forEach(v -> collect(v, used));
    for (Equation equation : body) {
      defined.addAll(equation.op().defines());
      equation.op().sizes().forEach(d -> used.addAll(d.variables()));
      equation.results().forEach(v -> collect(v, used));
    }
    outputs.forEach(v -> collect(v, used));
    used.removeAll(defined);
    return List.copyOf(used);
  }

  /**
   * The graph with its free size variables replaced, also in the types of its values; the sizes
   * that its operations count stay.
   */
  public Graph substitute(Function<SizeVar, Dim> sizes) {
    if (sizes().stream().allMatch(v -> Dim.of(v).equals(sizes.apply(v)))) {
      return this;
    }
    Set<SizeVar> counted = Set.copyOf(counted());
    return rename(v -> counted.contains(v) ? Dim.of(v) : sizes.apply(v));
  }

  /** The size variables that operations of the body count. */
  public List<SizeVar> counted() {
    return body.stream().flatMap(e -> e.op().defines().stream()).toList();
  }

  /** The graph with all its size variables replaced; a counted one by another variable. */
  Graph rename(Function<SizeVar, Dim> sizes) {
    Map<Value, Value> now = new IdentityHashMap<>();
    List<Value> newInputs = substitute(inputs, sizes, now);
    List<Equation> newBody = new ArrayList<>();
    for (Equation e : body) {
      List<Value> operands = e.operands().stream().map(now::get).toList();
      List<Value> results = substitute(e.results(), sizes, now);
      newBody.add(new Equation(e.op().substitute(sizes), operands, results, e.origin()));
    }
    return new Graph(newInputs, newBody, outputs.stream().map(now::get).toList());
  }

  /** Whether the types of the inputs and outputs are those of {@code other}. */
  public boolean isLike(Graph other) {
    return types(inputs).equals(types(other.inputs)) && types(outputs).equals(types(other.outputs));
  }

  private static List<TensorType> types(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  private static List<Value> substitute(
      List<Value> values, Function<SizeVar, Dim> sizes, Map<Value, Value> now) {
    List<Value> changed = new ArrayList<>();
    for (Value value : values) {
      Value copy = new Value(value.type().substitute(sizes), value.hint());
      now.put(value, copy);
      changed.add(copy);
    }
    return changed;
  }

  private static void collect(Value value, TreeSet<SizeVar> sizes) {
    for (Dim dim : value.shape().dims()) {
      sizes.addAll(dim.variables());
    }
  }

  @Override
  public String toString() {
    return GraphPrinter.print(this);
  }
}

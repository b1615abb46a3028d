package org.tgraph.graph;

import java.util.List;
import java.util.TreeSet;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

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

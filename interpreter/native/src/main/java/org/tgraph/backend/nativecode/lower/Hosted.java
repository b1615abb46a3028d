package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tgraph.graph.Equation;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * An equation that is left to the definition of its operation, in Java. The code hands over a table
 * of numbers of 64 bits: the addresses of the operands, those of the results, the sizes.
 *
 * @param sizes the variables that are in the types and in the parameters of the operation
 */
public record Hosted(
    Op op, List<TensorType> operands, List<TensorType> results, List<SizeVar> sizes) {
  public Hosted {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
    sizes = List.copyOf(sizes);
  }

  static Hosted of(Equation equation) {
    List<TensorType> operands = equation.operands().stream().map(v -> v.type()).toList();
    List<TensorType> results = equation.results().stream().map(v -> v.type()).toList();
    List<SizeVar> variables = new ArrayList<>();
    List<Dim> dims = new ArrayList<>(equation.op().sizes());
    operands.forEach(t -> dims.addAll(t.shape().dims()));
    results.forEach(t -> dims.addAll(t.shape().dims()));
    dims.forEach(
        d -> d.variables().stream().filter(v -> !variables.contains(v)).forEach(variables::add));
    return new Hosted(equation.op(), operands, results, variables);
  }

  /** The same where the sizes are known. */
  public Hosted at(Map<SizeVar, Long> known) {
    Function<SizeVar, Dim> value = v -> Dim.of(known.get(v));
    return new Hosted(
        op.substitute(value),
        operands.stream().map(t -> t.substitute(value)).toList(),
        results.stream().map(t -> t.substitute(value)).toList(),
        List.of());
  }
}

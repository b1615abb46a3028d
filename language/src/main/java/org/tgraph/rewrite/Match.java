package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** What the variables of a pattern stand for, where it was found. */
final class Match {
  private final Facts facts;
  private final Site.Application root;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final List<Value> literals = new ArrayList<>();
  private final List<Equation> inner = new ArrayList<>();

  Match(Facts facts, Site.Application root) {
    this.facts = facts;
    this.root = root;
  }

  Facts facts() {
    return facts;
  }

  /** The type of what is replaced. */
  TensorType type() {
    return root.type();
  }

  boolean bind(String variable, Value value) {
    return values.computeIfAbsent(variable, v -> value) == value;
  }

  boolean bindParameter(String variable, Object parameter) {
    return parameters.computeIfAbsent(variable, v -> parameter).equals(parameter);
  }

  /** Takes a value that a number of the pattern stands for. */
  void literal(Value value) {
    literals.add(value);
  }

  /** Takes an equation of the pattern below its root. */
  void inner(Equation equation) {
    inner.add(equation);
  }

  /** The values that the pattern's numbers stand for. */
  List<Value> literals() {
    return literals;
  }

  /** The equations of the pattern below its root. */
  List<Equation> inner() {
    return inner;
  }

  Value value(String variable) {
    return values.get(variable);
  }

  Object parameter(String variable) {
    return parameters.get(variable);
  }

  @SuppressWarnings("unchecked") // Parameters of axes and the like are lists of whole numbers.
  List<Integer> integers(String variable) {
    return (List<Integer>) parameters.get(variable);
  }

  @SuppressWarnings("unchecked") // Starts, lengths and paddings are lists of sizes.
  List<Dim> dims(String variable) {
    return (List<Dim>) parameters.get(variable);
  }

  Shape shape(String variable) {
    return (Shape) parameters.get(variable);
  }
}

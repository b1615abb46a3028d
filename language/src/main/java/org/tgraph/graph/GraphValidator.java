package org.tgraph.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Says what is wrong with a graph: whether each value is defined once and before its use, the types
 * of results are what their operations give, sizes that an operation counts are not used before it,
 * and the graphs that operations hold are right themselves.
 */
public final class GraphValidator {
  private final List<String> problems = new ArrayList<>();
  private final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<SizeVar> pending;

  /**
   * @param pending the sizes that are defined only later
   */
  private GraphValidator(Set<SizeVar> pending) {
    this.pending = pending;
  }

  /** One sentence for each problem; none if the graph is valid. */
  public static List<String> validate(Graph graph) {
    return validate(graph, Set.of());
  }

  private static List<String> validate(Graph graph, Set<SizeVar> outer) {
    GraphValidator validator = new GraphValidator(new HashSet<>(outer));
    validator.graph(graph);
    return validator.problems;
  }

  /**
   * The graph itself, if it is valid.
   *
   * @throws CompilerBug if it is not; {@code what} says where it comes from
   */
  public static Graph require(Graph graph, String what) {
    List<String> problems = validate(graph);
    if (!problems.isEmpty()) {
      throw new CompilerBug("Invalid graph " + what + ": " + String.join(" ", problems), graph);
    }
    return graph;
  }

  private void graph(Graph graph) {
    for (Equation equation : graph.body()) {
      for (SizeVar var : equation.op().defines()) {
        if (!pending.add(var)) {
          problems.add("The size `" + var + "` is defined twice.");
        }
      }
    }
    for (Value input : graph.inputs()) {
      define(input, "an input");
    }
    for (int i = 0; i < graph.body().size(); i++) {
      equation(graph.body().get(i), "equation " + (i + 1));
    }
    for (Value output : graph.outputs()) {
      if (!defined.contains(output)) {
        problems.add("The output " + output + " is not defined.");
      }
    }
  }

  private void define(Value value, String where) {
    if (!defined.add(value)) {
      problems.add(value + " is defined a second time as " + where + ".");
    }
    value.shape().dims().forEach(d -> sizes(d, where));
  }

  private void sizes(Dim dim, String where) {
    for (SizeVar var : dim.variables()) {
      if (pending.contains(var)) {
        problems.add("The size `" + var + "` is used in " + where + " before it is known.");
      }
    }
  }

  private void equation(Equation equation, String number) {
    Op op = equation.op();
    String where = number + ", `" + op.name() + "`";
    for (Value operand : equation.operands()) {
      if (!defined.contains(operand)) {
        problems.add("The operand " + operand + " of " + where + " is not defined before it.");
      }
    }
    for (Graph inner : op.graphs()) {
      validate(inner, pending).forEach(p -> problems.add("Inside " + where + ": " + p));
    }
    // What a `coerce` finds may stand in its own type.
    op.defines().forEach(pending::remove);
    op.sizes().forEach(d -> sizes(d, where));
    types(equation, where);
    equation.results().forEach(v -> define(v, where));
  }

  private void types(Equation equation, String where) {
    List<TensorType> recorded = equation.results().stream().map(Value::type).toList();
    int expected = equation.op().signature().params().size();
    if (equation.operands().size() != expected) {
      problems.add(
          where + " takes " + expected + " operands, not " + equation.operands().size() + ".");
      return;
    }
    try {
      Inferred inferred = GraphBuilder.infer(equation.op(), equation.operands());
      switch (inferred) {
        case Inferred.Problem p -> problems.add("The operands of " + where + ": " + p.problem());
        case Inferred.Types t -> {
          if (!t.types().equals(recorded)) {
            problems.add("The result of " + where + " is " + t.types() + ", not " + recorded + ".");
          }
        }
      }
    } catch (RuntimeException e) {
      // Of a graph that was read: parameters that no checked program has.
      problems.add("The operands of " + where + " do not fit: " + e + ".");
    }
  }
}

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
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.Kind;

/**
 * Products with a number that only says which of some cases this is, as {@code p * z} of a {@code
 * z} that is 0 or 1. Where it is 0 nothing comes of the other factor, so that a derivative that is
 * infinite there, as that of {@code log(p * z)}, must not get to it: the product becomes a {@code
 * where}, whose branches hide from each other ({@link Cotangent}).
 */
public final class Indicators {
  private Indicators() {}

  /**
   * The same graph, with such products as choices.
   *
   * @param number the input that says which case it is
   */
  public static Graph chosen(Graph graph, Value number) {
    GraphBuilder b = new GraphBuilder();
    Map<Value, Value> now = new IdentityHashMap<>();
    graph.inputs().forEach(input -> now.put(input, b.input(input.type(), input.hint())));
    // What is made of the number and of constants alone, and of the number at all.
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Value> cases = Collections.newSetFromMap(new IdentityHashMap<>());
    known.add(number);
    cases.add(number);
    for (Equation equation : graph.body()) {
      List<Value> operands = equation.operands();
      if (known.containsAll(operands)) {
        known.addAll(equation.results());
        if (operands.stream().anyMatch(cases::contains)) {
          cases.addAll(equation.results());
        }
      }
      b.at(equation.origin());
      List<Value> results =
          new ArrayList<>(b.emit(equation.op(), operands.stream().map(now::get).toList()));
      if (equation.op() instanceof Multiply
          && equation.result().type().element().isIn(Kind.FLOAT)) {
        operands.stream()
            .filter(cases::contains)
            .findFirst()
            .ifPresent(factor -> results.set(0, chosen(b, now.get(factor), results.get(0))));
      }
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    return b.build(graph.outputs().stream().map(now::get).toList());
  }

  private static Value chosen(GraphBuilder b, Value factor, Value product) {
    Value zero = Formula.constant(b, 0, product);
    return Formula.select(
        b, b.one(new Equal(), factor, Formula.constant(b, 0, factor)), zero, product);
  }
}

package org.tgraph.run;

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
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Cast;

/**
 * Divides the equations of a script among its steps: each step computes what it is the first to
 * need, so that effects happen as early as they can, and nothing that no step needs is computed.
 */
final class Plan {
  /**
   * What a step computes.
   *
   * @param graph its inputs were computed before or read; its outputs are what this step or a later
   *     one needs
   * @param dropped the values that no later step needs
   */
  record Segment(Graph graph, List<Value> dropped) {}

  private Plan() {}

  /**
   * @param known values that need no equation
   * @param wanted for each step, the values it needs
   * @param kept values that something after all steps needs
   */
  static List<Segment> of(
      List<Equation> body, Set<Value> known, List<List<Value>> wanted, Set<Value> kept) {
    Set<Value> numbers = numbers(body);
    List<List<Equation>> shares = share(body, known, wanted, numbers);
    Map<Value, Integer> lastUse = new IdentityHashMap<>();
    for (int step = 0; step < wanted.size(); step++) {
      int now = step;
      wanted.get(step).forEach(v -> lastUse.put(v, now));
      shares.get(step).forEach(e -> e.operands().forEach(v -> lastUse.put(v, now)));
    }
    kept.forEach(v -> lastUse.put(v, wanted.size()));
    List<List<Value>> dropped = new ArrayList<>();
    wanted.forEach(w -> dropped.add(new ArrayList<>()));
    lastUse.forEach((value, step) -> {
      if (step < wanted.size()) {
        dropped.get(step).add(value);
      }
    });
    List<Segment> segments = new ArrayList<>();
    for (int step = 0; step < wanted.size(); step++) {
      Graph graph = graph(shares.get(step), wanted.get(step), step, lastUse, numbers);
      segments.add(new Segment(graph, dropped.get(step)));
    }
    return segments;
  }

  /**
   * Scalar constants, and what repeats or converts them: each step makes its own, so that the rules
   * of simplification see the 1 of {@code log(1 + x)} though an earlier step has used it too.
   */
  private static Set<Value> numbers(List<Equation> body) {
    Set<Value> numbers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Equation equation : body) {
      boolean made =
          equation.op() instanceof Constant c && c.value().rank() == 0
              || (equation.op() instanceof Broadcast || equation.op() instanceof Cast)
                  && numbers.containsAll(equation.operands());
      if (made) {
        numbers.addAll(equation.results());
      }
    }
    return numbers;
  }

  /** For each step the equations it is the first to need, and those of numbers it needs. */
  private static List<List<Equation>> share(
      List<Equation> body, Set<Value> known, List<List<Value>> wanted, Set<Value> numbers) {
    List<Equation> rest = body.stream().filter(e -> !known.containsAll(e.results())).toList();
    List<List<Equation>> shares = new ArrayList<>();
    for (List<Value> values : wanted) {
      List<Equation> share = GraphBuilder.needed(rest, values);
      Set<Equation> taken = Collections.newSetFromMap(new IdentityHashMap<>());
      taken.addAll(share);
      rest =
          rest.stream()
              .filter(e -> !taken.contains(e) || numbers.containsAll(e.results()))
              .toList();
      shares.add(share);
    }
    return shares;
  }

  private static Graph graph(
      List<Equation> share,
      List<Value> wanted,
      int step,
      Map<Value, Integer> lastUse,
      Set<Value> numbers) {
    Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
    share.forEach(e -> defined.addAll(e.results()));
    List<Value> inputs = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Equation equation : share) {
      for (Value operand : equation.operands()) {
        if (!defined.contains(operand) && seen.add(operand)) {
          inputs.add(operand);
        }
      }
      for (Value result : equation.results()) {
        boolean later = lastUse.getOrDefault(result, -1) > step && !numbers.contains(result);
        if ((later || wanted.contains(result)) && seen.add(result)) {
          outputs.add(result);
        }
      }
    }
    return new Graph(inputs, share, outputs);
  }
}

package org.tgraph.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.Pruned;

/** Leaves out the equations that no output depends on, and results of loops that nothing uses. */
public final class DeadCode {
  public static final Pass PASS =
      new Pass(
          "dead-code",
          "Leaves out the equations that no output depends on, in loops too.",
          DeadCode::remove);

  private DeadCode() {}

  private static Graph remove(Graph graph) {
    List<Equation> body = new ArrayList<>(GraphBuilder.needed(graph.body(), graph.outputs()));
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    used.addAll(graph.outputs());
    for (int i = body.size() - 1; i >= 0; i--) {
      Equation equation = prune(body.get(i), used);
      body.set(i, equation);
      used.addAll(equation.operands());
    }
    // What only fed the results that were left out.
    return new Graph(graph.inputs(), GraphBuilder.needed(body, graph.outputs()), graph.outputs());
  }

  private static Equation prune(Equation equation, Set<Value> used) {
    if (!(equation.op() instanceof ControlFlow holder)) {
      return equation;
    }
    List<Boolean> wanted = equation.results().stream().map(used::contains).toList();
    Equation pruned = equation;
    if (wanted.contains(true) && wanted.contains(false) && holder.pruned(wanted).isPresent()) {
      Pruned rest = holder.pruned(wanted).get();
      pruned =
          new Equation(
              rest.op(),
              rest.operands().stream().map(equation.operands()::get).toList(),
              rest.results().stream().map(equation.results()::get).toList(),
              equation.origin());
    }
    ControlFlow op = (ControlFlow) pruned.op();
    List<Graph> inner = op.graphs().stream().map(DeadCode::remove).toList();
    return new Equation(op.withGraphs(inner), pruned.operands(), pruned.results(), pruned.origin());
  }
}

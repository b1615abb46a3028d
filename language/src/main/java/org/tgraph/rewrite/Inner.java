package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.Custom;
import org.tgraph.op.control.Implicit;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;

/**
 * Applies operations that hold graphs: a branch that is known to be taken takes the place of its
 * condition, and a graph that of a derivative of its own; what is the same in all steps of a loop
 * is computed before it; inputs that are not used any more are left out. A checkpoint stays, since
 * what it computes again would else be found to be there already.
 */
final class Inner {
  private Inner() {}

  static List<Value> emit(Site site, ControlFlow op, List<Value> operands) {
    return switch (op) {
      case Cond cond -> {
        Optional<Array> known = site.facts().fill(operands.get(0));
        List<Value> arguments = operands.subList(1, operands.size());
        yield known.isPresent()
            ? taken(site, known.get().getBoolean(0) ? cond.then() : cond.otherwise(), arguments)
            : noted(
                site,
                Cond.emit(
                    site.builder(), operands.get(0), cond.then(), cond.otherwise(), arguments));
      }
      case Scan scan -> {
        int first = scan.carries() + scan.sequences();
        Lighter lighter = lighter(site, scan.graphs(), first, operands);
        Scan rest = scan.withGraphs(lighter.graphs);
        yield noted(site, Scan.emit(site.builder(), rest, lighter.operands));
      }
      case While loop -> {
        Lighter lighter = lighter(site, loop.graphs(), loop.carries(), operands);
        While rest = loop.withGraphs(lighter.graphs);
        yield noted(site, While.emit(site.builder(), rest, lighter.operands));
      }
      case Custom custom -> taken(site, custom.body(), operands);
      case Implicit root -> operands.subList(0, 1);
      default -> noted(site, site.builder().emit(op, operands));
    };
  }

  private static List<Value> noted(Site site, List<Value> results) {
    results.forEach(site.facts()::mayFail);
    return results;
  }

  private static List<Value> taken(Site site, Graph branch, List<Value> arguments) {
    Graph graph = site.builder().unshared(branch);
    Map<Value, Value> now = new IdentityHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      now.put(graph.inputs().get(i), arguments.get(i));
    }
    write(site, graph.body(), now);
    return graph.outputs().stream().map(now::get).toList();
  }

  /** Applies equations here, each with its own origin; {@code now} is what values have become. */
  private static void write(Site site, List<Equation> equations, Map<Value, Value> now) {
    Origin before = site.builder().origin();
    for (Equation equation : equations) {
      site.builder().at(equation.origin());
      List<Value> operands = equation.operands().stream().map(now::get).toList();
      List<Value> results =
          equation.op() instanceof ControlFlow inner
              ? emit(site, inner, operands)
              : site.emit(equation.op(), operands);
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    site.builder().at(before);
  }

  /** The graphs of a loop with further captures, and the operands with values for those. */
  private record Lighter(List<Graph> graphs, List<Value> operands) {}

  /**
   * @param first the position of the first capture, among the inputs as among the operands
   */
  private static Lighter lighter(Site site, List<Graph> graphs, int first, List<Value> operands) {
    List<LoopInvariants> parts = graphs.stream().map(g -> LoopInvariants.of(g, first)).toList();
    List<Value> outer = new ArrayList<>(operands);
    for (int i = 0; i < parts.size(); i++) {
      Map<Value, Value> now = new IdentityHashMap<>();
      for (int input = first; input < operands.size(); input++) {
        now.put(graphs.get(i).inputs().get(input), operands.get(input));
      }
      write(site, parts.get(i).moved(), now);
      parts.get(i).captured().forEach(v -> outer.add(now.get(v)));
    }
    List<Graph> lighter = new ArrayList<>();
    for (LoopInvariants part : parts) {
      List<Value> inputs = new ArrayList<>(part.rest().inputs());
      for (LoopInvariants other : parts) {
        other
            .captured()
            .forEach(v -> inputs.add(other == part ? v : new Value(v.type(), v.hint())));
      }
      lighter.add(new Graph(inputs, part.rest().body(), part.rest().outputs()));
    }
    return new Lighter(lighter, outer);
  }
}

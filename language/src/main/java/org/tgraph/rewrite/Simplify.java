package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.pass.Pass;

/**
 * Writes a graph anew, each operation by the {@link Rules}, and without what is not used. The
 * graphs that operations hold are simplified before the operations themselves; what is the same in
 * all steps of a loop leaves it. An equation keeps the origin of the one it comes from. What is
 * known is computed in a second round.
 */
public final class Simplify {
  public static final Pass PASS =
      new Pass(
          "simplify",
          "Replaces expressions by simpler, faster or more accurate ones.",
          graph -> of(graph));

  private static final Map<String, List<Rule>> RULES = Rules.byOperation(Rules.ALL);

  /** Of a sigmoid that is computed already nothing is left for a stability rule to see. */
  private static final Map<String, List<Rule>> BEFORE_FOLDING =
      Rules.byOperation(Rules.ALL.stream().filter(r -> !FoldingRules.ALL.contains(r)).toList());

  /** How an operation that holds graphs is applied, once these are written anew. */
  private interface Holders {
    List<Value> emit(Site site, ControlFlow op, List<Value> operands);
  }

  private final Map<String, List<Rule>> rules;
  private final Consumer<Rule> fired;
  private final Holders holders;

  private Simplify(Map<String, List<Rule>> rules, Consumer<Rule> fired, Holders holders) {
    this.rules = rules;
    this.fired = fired;
    this.holders = holders;
  }

  public static Graph of(Graph graph) {
    Graph first = new Simplify(BEFORE_FOLDING, rule -> {}, Inner::emit).graph(graph, false);
    return new Simplify(RULES, rule -> {}, Inner::emit).graph(first, false);
  }

  /** By some rules only, and every operation that holds graphs stays what it is. */
  static Graph keepingInner(Map<String, List<Rule>> rules, Graph graph) {
    return new Simplify(rules, rule -> {}, Site::emit).graph(graph, true);
  }

  /**
   * By some rules only.
   *
   * @param fired is told each that is applied
   */
  static Graph by(List<Rule> rules, Graph graph, Consumer<Rule> fired) {
    return new Simplify(Rules.byOperation(rules), fired, Inner::emit).graph(graph, false);
  }

  /**
   * @param isInner whether the inputs are values of a graph around this one, which may fail
   */
  private Graph graph(Graph graph, boolean isInner) {
    GraphBuilder b = new GraphBuilder();
    Site site = new Site(b, new Facts(b, isInner), rules, fired);
    Map<Value, Value> now = new IdentityHashMap<>();
    Map<Value, Integer> uses = uses(graph);
    for (Value input : graph.inputs()) {
      now.put(input, b.input(input.type(), input.hint()));
    }
    for (Equation equation : graph.body()) {
      b.at(equation.origin());
      List<Value> operands = equation.operands().stream().map(now::get).toList();
      List<Value> results = emit(site, equation.op(), operands);
      for (int i = 0; i < results.size(); i++) {
        Value old = equation.results().get(i);
        now.put(old, results.get(i));
        site.facts().addUses(results.get(i), uses.getOrDefault(old, 0));
      }
    }
    return b.build(graph.outputs().stream().map(now::get).toList());
  }

  private List<Value> emit(Site site, Op op, List<Value> operands) {
    if (!(op instanceof ControlFlow holder)) {
      return site.emit(op, operands);
    }
    List<Graph> inner = new ArrayList<>();
    holder.graphs().forEach(g -> inner.add(graph(g, true)));
    return holders.emit(site, holder.withGraphs(inner), operands);
  }

  private static Map<Value, Integer> uses(Graph graph) {
    Map<Value, Integer> uses = new IdentityHashMap<>();
    graph.body().forEach(e -> e.operands().forEach(v -> uses.merge(v, 1, Integer::sum)));
    graph.outputs().forEach(v -> uses.merge(v, 1, Integer::sum));
    return uses;
  }
}

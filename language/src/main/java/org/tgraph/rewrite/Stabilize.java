package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.FLOAT;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Reshape;

/**
 * Writes a graph anew before it is differentiated, so that derivatives are those of the accurate
 * expressions. Afterwards it would be too late: where {@code exp(x)} overflows, the derivative of
 * {@code log(1 + exp(x))} as it is written is {@code nan}. Everything else stays as it is, loops
 * and derivatives of their own too.
 */
public final class Stabilize {
  /** What gives the same numbers as it is written, but not the same derivatives. */
  static final List<Rule> OWN =
      List.of(
          rule("logistic", FLOAT, "1 / (1 + exp(x))", "sigmoid(-x)", "exp(x) overflows"),
          rule(
                  "square_of_norm",
                  FLOAT,
                  "where(x == 0, 0, sqrt(x)) * where(x == 0, 0, sqrt(x))",
                  "x",
                  "second derivatives at 0; x is never negative")
              .when(m -> m.facts().isNeverNegative(m.value("x"))));

  /** Of the others, what the stability rules look for. */
  private static final Set<String> SPELLINGS =
      Set.of(
          "square",
          "abs_of_never_negative",
          "reciprocal",
          "negative_of_negative",
          "add_negative",
          "subtract_negative",
          "log_of_reshape",
          "broadcast_of_reshape");

  private static final Map<String, List<Rule>> RULES =
      Rules.byOperation(
          Stream.of(
                  OWN.stream(),
                  StabilityRules.ALL.stream(),
                  Stream.concat(AlgebraRules.ALL.stream(), LayoutRules.ALL.stream())
                      .filter(r -> SPELLINGS.contains(r.name())))
              .flatMap(s -> s)
              .toList());

  private Stabilize() {}

  /** Reads the rules. Without it the first graph has them read. */
  public static void prepare() {
    // The rules are read when the class is loaded, which a call of this sees to.
  }

  public static Graph of(Graph graph) {
    return Simplify.keepingInner(RULES, graph);
  }

  /**
   * The equations of a script written anew as far as those need that make {@code wanted}, and these
   * are the same values still. A script is divided where it has effects; of what was printed
   * before, a rule would see no more how it was made.
   */
  public static List<Equation> body(List<Equation> body, List<Value> wanted) {
    Graph before = Graph.of(body, wanted);
    Graph after = of(before);
    Map<Value, Value> names = new IdentityHashMap<>();
    for (int i = 0; i < before.inputs().size(); i++) {
      names.put(after.inputs().get(i), before.inputs().get(i));
    }
    List<Equation> again = new ArrayList<>();
    for (int i = 0; i < before.outputs().size(); i++) {
      Value old = before.outputs().get(i);
      Value now = after.outputs().get(i);
      Value named = names.putIfAbsent(now, old);
      if (named != null && named != old) {
        again.add(
            new Equation(new Reshape(old.shape()), List.of(now), List.of(old), Origin.UNKNOWN));
      }
    }
    return Stream.concat(after.body().stream(), again.stream())
        .map(e ->
            new Equation(e.op(), named(e.operands(), names), named(e.results(), names), e.origin()))
        .toList();
  }

  private static List<Value> named(List<Value> values, Map<Value, Value> names) {
    return values.stream().map(v -> names.getOrDefault(v, v)).toList();
  }
}

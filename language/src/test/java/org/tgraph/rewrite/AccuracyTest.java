package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.create.Constant;
import org.tgraph.type.DType;

/**
 * What a stability rule writes is as near to the number that is meant as what it replaces, or
 * nearer, and somewhere it is nearer. The numbers are those of {@code rewrite_cases.py}.
 */
class AccuracyTest {
  /** A few units in the last place are rounding, whichever way they are lost. */
  private static final double ULPS = 4;

  private record Case(List<Array> inputs, List<Array> outputs) {}

  @TestFactory
  Stream<DynamicTest> stabilityRules() throws IOException {
    Map<String, List<Case>> cases = cases();
    Set<String> rules = new LinkedHashSet<>();
    StabilityRules.ALL.forEach(r -> rules.add(r.name()));
    assertEquals(rules, cases.keySet(), "run rewrite_cases.py");
    return rules.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> isAccurate(name, cases.get(name))));
  }

  private static Map<String, List<Case>> cases() throws IOException {
    Map<String, List<Case>> cases = new LinkedHashMap<>();
    StabilityRules.ALL.forEach(r -> cases.put(r.name(), new ArrayList<>()));
    try (InputStream in = AccuracyTest.class.getResourceAsStream("/rewrite/accuracy.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.split(" \\| ");
        cases
            .computeIfAbsent(parts[0], name -> new ArrayList<>())
            .add(new Case(arrays(parts[1]), arrays(parts[2])));
      }
    }
    cases.values().removeIf(List::isEmpty);
    return cases;
  }

  private static List<Array> arrays(String texts) {
    List<Array> arrays = new ArrayList<>();
    for (String text : texts.split("; ")) {
      String type = text.substring(0, text.indexOf('('));
      String graph =
          "graph() {\n%0: " + type + " = constant{value: " + text + "}()\nreturn %0\n}\n";
      arrays.add(((Constant) GraphReader.read(graph).orThrow().body().get(0).op()).value());
    }
    return arrays;
  }

  private static void isAccurate(String name, List<Case> cases) {
    Rule rule = RuleGraphs.rule(name);
    boolean better = false;
    for (Case c : cases) {
      DType type = c.inputs.get(0).dtype();
      Graph before =
          RuleGraphs.of(rule).stream()
              .filter(g -> g.inputs().get(0).type().dtype() == type)
              .findFirst()
              .orElseThrow();
      Graph after = Simplify.by(List.of(rule), before, r -> {});
      List<Array> written = GraphEvaluator.evaluate(before, c.inputs, Map.of());
      List<Array> simplified = GraphEvaluator.evaluate(after, c.inputs, Map.of());
      for (int i = 0; i < written.size(); i++) {
        Array exact = c.outputs.get(i);
        for (long at = 0; at < exact.size(); at++) {
          double is = exact.getDouble(at);
          double old = error(written.get(i).getDouble(at), is);
          double now = error(simplified.get(i).getDouble(at), is);
          double ulp = type == DType.F32 ? Math.ulp((float) is) : Math.ulp(is);
          double allowed = Math.max(ULPS * ulp, old);
          long element = at;
          assertTrue(
              now <= allowed,
              () ->
                  "element " + element + " of " + c.inputs + " is off by " + now + ", not " + old);
          better |= now < old;
        }
      }
    }
    assertTrue(better, "nowhere more accurate than what it replaces");
  }

  private static double error(double actual, double exact) {
    if (Double.compare(actual, exact) == 0 || actual == exact) {
      return 0;
    }
    double error = Math.abs(actual - exact);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}

package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rules. Of several that apply, the first is taken. */
public final class Rules {
  /** By families, each with what it is called. */
  public static final Map<String, List<Rule>> FAMILIES = families();

  public static final List<Rule> ALL = FAMILIES.values().stream().flatMap(List::stream).toList();

  private Rules() {}

  private static Map<String, List<Rule>> families() {
    Map<String, List<Rule>> families = new LinkedHashMap<>();
    families.put("Stability", StabilityRules.ALL);
    families.put("Algebra", AlgebraRules.ALL);
    families.put("Layout", LayoutRules.ALL);
    families.put("Reductions", ReductionRules.ALL);
    families.put("Products", ProductRules.ALL);
    families.put("Known values", FoldingRules.ALL);
    return families;
  }

  /** Some rules, in their order, by the operation at the root of what they replace. */
  static Map<String, List<Rule>> byOperation(List<Rule> rules) {
    Map<String, List<Rule>> byOperation = new HashMap<>();
    for (Rule rule : rules) {
      for (String op : rule.operations()) {
        byOperation.computeIfAbsent(op, k -> new ArrayList<>()).add(rule);
      }
    }
    return byOperation;
  }
}

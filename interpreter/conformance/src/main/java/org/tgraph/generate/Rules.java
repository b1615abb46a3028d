package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All ways to make an expression: one for each function of the prelude, and those of the language.
 */
public final class Rules {
  private static final Map<String, Rule> BY_NAME = byName();

  /** Those of the language stand there more often. */
  static final List<Rule> ALL = all();

  private Rules() {}

  private static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.putAll(ElementwiseRules.byName());
    rules.putAll(SpecialRules.byName());
    rules.putAll(ReductionRules.byName());
    rules.putAll(LayoutRules.byName());
    rules.putAll(CreationRules.byName());
    rules.putAll(ProductRules.byName());
    rules.putAll(LinalgRules.byName());
    rules.putAll(RandomRules.byName());
    rules.putAll(TransformRules.byName());
    rules.put("scan", LoopRules::scan);
    rules.put("fori", LoopRules::fori);
    rules.put("while", LoopRules::whileLoop);
    rules.putAll(FourierRules.byName());
    rules.putAll(StructureRules.byName());
    rules.put("take", IndexRules::take);
    rules.put("take_along_axis", IndexRules::takeAlongAxis);
    rules.put("nonzero", IndexRules::nonzero);
    rules.putAll(StatisticsRules.byName());
    rules.putAll(WindowRules.byName());
    rules.putAll(ComposedRules.byName());
    rules.putAll(DistributionRules.byName());
    return rules;
  }

  private static List<Rule> all() {
    List<Rule> all = new ArrayList<>(BY_NAME.values());
    for (int i = 0; i < 12; i++) {
      all.add(IndexRules::indexed);
      all.add(Calls::any);
    }
    for (int i = 0; i < 4; i++) {
      all.add(IndexRules::masked);
      all.add(ComprehensionRules::any);
      all.add(UpdateRules::elements);
      all.add(UpdateRules::elements);
      all.add(UpdateRules::fields);
      all.add(LoopRules::scan);
      all.add(LoopRules::fori);
      all.add(LoopRules::whileLoop);
    }
    return List.copyOf(all);
  }

  /** The functions of the prelude that are called. */
  public static List<String> covered() {
    return List.copyOf(BY_NAME.keySet());
  }
}

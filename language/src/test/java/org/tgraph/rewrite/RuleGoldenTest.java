package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphValidator;
import org.tgraph.testing.Golden;

/**
 * Every rule has a graph {@code golden/rewrite/NAME.graph}, and that which it alone makes of it.
 */
class RuleGoldenTest {
  @TestFactory
  Stream<DynamicTest> rules() {
    return Golden.tests(
        RuleGraphs.FOLDER,
        ".graph",
        source -> {
          String name = source.name().replace(".graph", "");
          Graph before = RuleGraphs.read(source.text());
          List<Rule> applied = new ArrayList<>();
          Graph after = Simplify.by(List.of(RuleGraphs.rule(name)), before, applied::add);
          GraphValidator.require(after, "after rule `" + name + "`");
          assertTrue(applied.size() > 0, "the rule does not apply");
          return after.toString();
        });
  }

  @Test
  void everyRuleHasOne() {
    Set<String> rules = new LinkedHashSet<>();
    Rules.ALL.forEach(r -> assertTrue(rules.add(r.name()), r.name() + " is there twice"));
    Set<String> files = new LinkedHashSet<>();
    for (Path file : Golden.programs(RuleGraphs.FOLDER, ".graph")) {
      files.add(file.getFileName().toString().replace(".graph", ""));
    }
    rules.removeAll(files);
    assertEquals(Set.of(), rules, "rules without a graph in " + RuleGraphs.FOLDER);
    Rules.ALL.forEach(r -> files.remove(r.name()));
    assertEquals(Set.of(), files, "graphs without a rule in " + RuleGraphs.FOLDER);
  }
}

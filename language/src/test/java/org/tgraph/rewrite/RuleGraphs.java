package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.GraphValidator;
import org.tgraph.testing.Golden;
import org.tgraph.type.DType;

/** The graphs that the rules are tested with, for all element types of their kinds. */
final class RuleGraphs {
  static final String FOLDER = "language/src/test/golden/rewrite";

  private static final Pattern CONSTANT = Pattern.compile("(f64|i32)(\\[[0-9, ]*])?\\(([^%)]*)\\)");

  private RuleGraphs() {}

  static Rule rule(String name) {
    return Rules.ALL.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  static Graph read(String text) {
    return GraphValidator.require(GraphReader.read(text).orThrow(), "of a test");
  }

  /** The graph of a rule, for each element type for which the rule is. */
  static List<Graph> of(Rule rule) {
    String text = Golden.read(Golden.root().resolve(FOLDER).resolve(rule.name() + ".graph")).text();
    String first =
        Pattern.compile("bool|f64|i32|c128")
            .matcher(parameters(text))
            .results()
            .map(MatchResult::group)
            .filter(t -> !t.equals("bool") || !parameters(text).matches(".*(f64|i32|c128).*"))
            .findFirst()
            .orElse("f64");
    List<Graph> graphs = new ArrayList<>(List.of(read(text)));
    for (DType type : DType.values()) {
      boolean other = type.isIn(rule.kind()) && !type.toString().equals(first);
      boolean mixed = text.contains(" f32");
      boolean numbers = type == DType.BOOL && CONSTANT.matcher(text).find();
      if (other && !mixed && !numbers) {
        String changed = changed(text, first, type);
        Graph graph = GraphReader.read(changed).orThrow();
        if (GraphValidator.validate(graph).isEmpty()) {
          graphs.add(graph);
        }
      }
    }
    return graphs;
  }

  private static String parameters(String text) {
    return text.lines().findFirst().orElseThrow();
  }

  private static String changed(String text, String from, DType to) {
    String numbers =
        CONSTANT
            .matcher(text)
            .replaceAll(m -> {
              String values = m.group(3);
              if (to.isInt()) {
                values = values.replaceAll("\\.[0-9]+", "");
              } else if (to.isComplex()) {
                values = values.replaceAll("([0-9.]+)", "$1:0.0");
              } else if (!values.contains(".")) {
                values = values.replaceAll("([0-9]+)", "$1.0");
              }
              String shape = m.group(2) == null ? "" : m.group(2);
              return m.group(1) + shape + "(" + values + ")";
            });
    return numbers.replaceAll("\\b" + from + "\\b", to.toString());
  }
}

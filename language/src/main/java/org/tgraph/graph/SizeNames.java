package org.tgraph.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The names under which a graph's text shows its size variables: {@code n}, the second of that name
 * {@code n.2}; before it {@code ..} for a pack and {@code ?} for a size that is counted. The order
 * of the variables, and so that of the terms of a size, is the same after reading the names back.
 */
final class SizeNames implements Function<SizeVar, String> {
  private final Map<SizeVar, String> names = new HashMap<>();

  SizeNames(Graph graph) {
    TreeSet<SizeVar> all = new TreeSet<>();
    collect(graph, all);
    String name = "";
    int number = 0;
    for (SizeVar var : all) {
      number = var.name().equals(name) ? number + 1 : 1;
      name = var.name();
      names.put(var, prefix(var) + quoted(name) + (number == 1 ? "" : "." + number));
    }
  }

  private static String prefix(SizeVar var) {
    return switch (var.role()) {
      case DECLARED -> "";
      case COUNTED -> "?";
      case PACK -> "..";
    };
  }

  private static String quoted(String name) {
    return GraphScanner.isName(name) ? name : "`" + name.replace("`", "``") + "`";
  }

  private static void collect(Graph graph, TreeSet<SizeVar> all) {
    graph.inputs().forEach(v -> collect(v.type(), all));
    for (Equation equation : graph.body()) {
      for (OpParameters.Parameter parameter : OpParameters.of(equation.op())) {
        collect(parameter.value(), all);
      }
      equation.results().forEach(v -> collect(v.type(), all));
    }
  }

  private static void collect(Object value, TreeSet<SizeVar> all) {
    switch (value) {
      case SizeVar var -> all.add(var);
      case Dim dim -> all.addAll(dim.variables());
      case Shape shape -> shape.dims().forEach(d -> all.addAll(d.variables()));
      case TensorType type -> collect(type.shape(), all);
      case Graph graph -> collect(graph, all);
      case List<?> list -> list.forEach(v -> collect(v, all));
      case Record other -> OpParameters.of(other).forEach(p -> collect(p.value(), all));
      default -> {}
    }
  }

  @Override
  public String apply(SizeVar var) {
    return names.getOrDefault(var, var.toString());
  }
}

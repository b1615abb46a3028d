package org.tgraph.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.source.Position;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Writes a graph as text that {@link GraphReader} reads back, one line for each equation:
 *
 * <pre>
 * graph(%x: f64[n, 3]) {
 *   %0: f64[n] = sum{axes: [1]}(%x)
 *   return %0
 * }
 * </pre>
 *
 * A value is shown under its hint if that is free, or else under a number. Graphs that operations
 * hold are written inside their parameters, with names of their own for values; size variables have
 * the same names in all of the text.
 */
public final class GraphPrinter {
  private final StringBuilder out = new StringBuilder();
  private final SizeNames sizes;
  private final boolean origins;

  private GraphPrinter(Graph graph, boolean origins) {
    this.sizes = new SizeNames(graph);
    this.origins = origins;
  }

  public static String print(Graph graph) {
    return print(graph, false);
  }

  /** With the place each equation comes from in the script, as a comment: {@code # 7:11}. */
  public static String printWithOrigins(Graph graph) {
    return print(graph, true);
  }

  private static String print(Graph graph, boolean origins) {
    GraphPrinter printer = new GraphPrinter(graph, origins);
    printer.graph(graph, "");
    return printer.out.append('\n').toString();
  }

  /** The names of the values of one graph. */
  private static final class Names {
    private final Map<Value, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int unnamed;

    void define(Value value) {
      String hint = value.hint();
      boolean free = GraphScanner.isName(hint) && taken.add(hint);
      names.put(value, "%" + (free ? hint : Integer.toString(unnamed++)));
    }

    /** A value that is not defined is shown nevertheless: the text of a bug is needed most. */
    String of(Value value) {
      return names.getOrDefault(value, "%undefined");
    }
  }

  private void graph(Graph graph, String indent) {
    Names names = new Names();
    graph.inputs().forEach(names::define);
    out.append("graph(").append(typed(graph.inputs(), names)).append(") {\n");
    String inner = indent + "  ";
    for (Equation equation : graph.body()) {
      equation.results().forEach(names::define);
      out.append(inner).append(typed(equation.results(), names)).append(" = ");
      op(equation.op(), inner);
      out.append('(').append(list(equation.operands(), names::of)).append(')');
      if (origins) {
        equation.origin().place().ifPresent(span -> origin(span.source().position(span.start())));
      }
      out.append('\n');
    }
    out.append(inner).append("return");
    out.append(graph.outputs().isEmpty() ? "" : " ").append(list(graph.outputs(), names::of));
    out.append('\n');
    out.append(indent).append('}');
  }

  private void origin(Position at) {
    out.append("  # ").append(at.line() + 1).append(':').append(at.character() + 1);
  }

  private String typed(List<Value> values, Names names) {
    return list(values, v -> names.of(v) + ": " + type(v.type()));
  }

  private static <T> String list(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(Collectors.joining(", "));
  }

  private String type(TensorType type) {
    return element(type.element()) + type.shape().toString(sizes);
  }

  private static String element(Element element) {
    return element instanceof Element.Variable v ? v.name() + ":" + v.kind() : element.toString();
  }

  private void op(Op op, String indent) {
    out.append(op.name());
    List<OpParameters.Parameter> parameters = OpParameters.of(op);
    if (!parameters.isEmpty()) {
      parameters(parameters, indent);
    }
  }

  private void parameters(List<OpParameters.Parameter> parameters, String indent) {
    String separator = "{";
    for (OpParameters.Parameter parameter : parameters) {
      out.append(separator).append(parameter.name()).append(": ");
      parameter(parameter.value(), indent);
      separator = ", ";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private void parameter(Object value, String indent) {
    switch (value) {
      case Graph graph -> graph(graph, indent);
      case List<?> list -> {
        String separator = "";
        out.append('[');
        for (Object item : list) {
          out.append(separator);
          parameter(item, indent);
          separator = ", ";
        }
        out.append(']');
      }
      case String text -> out.append(GraphScanner.quote(text));
      case SizeVar var -> out.append(sizes.apply(var));
      case Dim dim -> out.append(dim.toString(sizes));
      case Shape shape -> out.append(shape.rank() == 0 ? "[]" : shape.toString(sizes));
      case TensorType type -> out.append(type(type));
      case Element element -> out.append(element(element));
      case Enum<?> constant -> out.append(constant.name());
      case Array array -> out.append(array);
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Double number -> out.append(number);
      case Boolean flag -> out.append(flag);
      case Record record -> parameters(OpParameters.of(record), indent);
      default ->
          throw new IllegalStateException("a parameter that has no text: " + value.getClass());
    }
  }
}

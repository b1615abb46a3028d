package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.TensorType;

/** What operations that hold graphs say of their operands and results. */
final class LoopSlots {
  private LoopSlots() {}

  /** {@code x0: f64[..s0], x1: i64[..s1]}: a slot for each value, of any shape. */
  static String slots(String name, String pack, List<Value> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> name + i + ": " + element(values.get(i)) + "[.." + pack + i + "]")
        .collect(Collectors.joining(", "));
  }

  private static String element(Value value) {
    Element element = value.type().element();
    return element instanceof DType type ? type.toString() : element.kind().text();
  }

  /** The parts of a list of slots that are not empty, as one list. */
  static String joined(String... parts) {
    return Arrays.stream(parts).filter(p -> !p.isEmpty()).collect(Collectors.joining(", "));
  }

  static Inferred problem(int operand, String message) {
    return Inferred.problem(new ShapeProblem.Other(operand, message));
  }

  static List<TensorType> types(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  /** Whether some equation or output uses the value. */
  static boolean uses(Graph graph, Value value) {
    return graph.outputs().contains(value)
        || graph.body().stream().anyMatch(e -> e.operands().contains(value));
  }

  /** The items at these positions. */
  static <T> List<T> pick(List<T> items, List<Integer> positions) {
    List<T> picked = new ArrayList<>();
    positions.forEach(i -> picked.add(items.get(i)));
    return picked;
  }
}

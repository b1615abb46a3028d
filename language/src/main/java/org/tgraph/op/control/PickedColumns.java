package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Transpose;

/**
 * A loop or a branch that picks columns of its captures, as {@code x[:, s]}, as one that is given
 * the transposed capture and picks rows of that. On the way back what was picked is then added to
 * one cotangent of it; else each step would transpose, and add, one of the whole tensor.
 *
 * @param op with a further capture for each column
 */
public record PickedColumns(ControlFlow op, List<Column> columns) {
  /**
   * What the further capture is.
   *
   * @param operand of the operation, which is transposed
   */
  public record Column(int operand, Transpose transpose) {}

  /**
   * Nothing where none of that has a tangent.
   *
   * @param active which operands have one
   */
  public static Optional<PickedColumns> of(ControlFlow op, List<Boolean> active) {
    boolean isCounting = op.graphs().stream().anyMatch(g -> !g.counted().isEmpty());
    if (op instanceof Custom || op instanceof Implicit || isCounting || !transposes(op)) {
      return Optional.empty();
    }
    int first = captures(op);
    // The condition of a branch is no input of its graphs.
    int shift = op instanceof Cond ? 1 : 0;
    List<Body> bodies =
        op.graphs().stream().map(g -> new Body(g, first - shift, active, shift)).toList();
    Map<Column, Value> columns = new LinkedHashMap<>();
    bodies.forEach(b -> b.picked.forEach(columns::putIfAbsent));
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    List<Graph> given = bodies.stream().map(b -> b.given(columns)).toList();
    return Optional.of(new PickedColumns(op.withGraphs(given), List.copyOf(columns.keySet())));
  }

  /** Whether there is a transpose at any depth, which costs less to see than to copy graphs. */
  private static boolean transposes(ControlFlow op) {
    return op.graphs().stream()
        .flatMap(g -> g.body().stream())
        .map(Equation::op)
        .anyMatch(
            o -> o instanceof Transpose || o instanceof ControlFlow inner && transposes(inner));
  }

  /** The first operand that is the same in all steps and branches. */
  private static int captures(ControlFlow op) {
    return switch (op) {
      case Scan s -> s.carries() + s.sequences();
      case While w -> w.carries();
      case Cond c -> 1;
      case Closure c -> 0;
      case Implicit i -> 0;
    };
  }

  /**
   * The operands of {@link #op}.
   *
   * @param operands of the operation before
   */
  public List<Value> given(GraphBuilder b, List<Value> operands) {
    Stream<Value> columns =
        this.columns.stream()
            .map(c -> b.emit(c.transpose, List.of(operands.get(c.operand))).get(0));
    return Stream.concat(operands.stream(), columns).toList();
  }

  /** As {@link #given}, of tangents. */
  public List<Optional<Value>> tangents(GraphBuilder b, List<Optional<Value>> tangents) {
    Stream<Optional<Value>> columns =
        this.columns.stream()
            .map(c -> tangents.get(c.operand).map(t -> b.emit(c.transpose, List.of(t)).get(0)));
    return Stream.concat(tangents.stream(), columns).toList();
  }

  /** A graph of the operation, in which inner operations are given what they pick. */
  private static final class Body {
    private final Graph graph;

    /** The transposed captures from which something is picked. */
    private final Map<Column, Value> picked = new LinkedHashMap<>();

    Body(Graph before, int first, List<Boolean> isActive, int shift) {
      GraphBuilder b = new GraphBuilder();
      Map<Value, Value> now = new IdentityHashMap<>();
      Map<Value, Integer> active = new IdentityHashMap<>();
      for (int i = 0; i < before.inputs().size(); i++) {
        Value input = before.inputs().get(i);
        now.put(input, b.input(input.type(), input.hint()));
        if (i >= first && isActive.get(i + shift)) {
          active.put(now.get(input), i + shift);
        }
      }
      for (Equation equation : before.body()) {
        b.at(equation.origin());
        List<Value> operands = equation.operands().stream().map(now::get).toList();
        List<Value> results = emit(b, equation, operands, active);
        for (int i = 0; i < results.size(); i++) {
          now.put(equation.results().get(i), results.get(i));
        }
      }
      this.graph = b.build(before.outputs().stream().map(now::get).toList());
      for (Equation equation : graph.body()) {
        if (equation.op() instanceof Transpose transpose
            && active.containsKey(equation.operands().get(0))
            && Picks.from(graph, equation.result())) {
          int operand = active.get(equation.operands().get(0));
          picked.put(new Column(operand, transpose), equation.result());
        }
      }
    }

    private static List<Value> emit(
        GraphBuilder b, Equation equation, List<Value> operands, Map<Value, Integer> active) {
      if (equation.op() instanceof ControlFlow inner) {
        Optional<PickedColumns> columns =
            of(inner, operands.stream().map(active::containsKey).toList());
        if (columns.isPresent()) {
          return b.emit(columns.get().op, columns.get().given(b, operands));
        }
      }
      return b.emit(equation.op(), operands);
    }

    /**
     * The graph with an input for each column.
     *
     * @param columns each with what it is in one of the graphs
     */
    Graph given(Map<Column, Value> columns) {
      List<Value> inputs = new ArrayList<>(graph.inputs());
      columns.forEach((column, value) -> {
        Value own = picked.get(column);
        inputs.add(own == null ? new Value(value.type(), value.hint()) : own);
      });
      List<Equation> rest =
          graph.body().stream().filter(e -> !picked.containsValue(e.results().get(0))).toList();
      return new Graph(inputs, rest, graph.outputs());
    }
  }
}

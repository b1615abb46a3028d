package org.tgraph.op;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** About how many operations on numbers something takes, as a polynomial in the sizes. */
public final class Cost {
  private Cost() {}

  /** Of a graph: those of its equations. A loop that the data end is counted for one step. */
  public static Dim of(Graph graph) {
    Map<Value, Integer> uses = new IdentityHashMap<>();
    Set<Value> scattered = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.outputs().forEach(v -> uses.merge(v, 1, Integer::sum));
    for (Equation equation : graph.body()) {
      equation.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
      if (equation.op() instanceof ScatterAdd) {
        scattered.add(equation.result());
      }
    }
    return graph.body().stream()
        .filter(e ->
            !(e.op() instanceof Add || e.op() instanceof Subtract)
                || e.operands().stream().noneMatch(v -> scattered.contains(v) && uses.get(v) == 1))
        .map(Cost::of)
        .reduce(Dim.ZERO, Dim::plus);
  }

  private static Dim of(Equation equation) {
    return equation.op().cost(types(equation.operands()), types(equation.results()));
  }

  private static List<TensorType> types(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  /** One for each element. */
  public static Dim elements(List<TensorType> types) {
    return types.stream().map(t -> t.shape().size()).reduce(Dim.ZERO, Dim::plus);
  }

  /** One for each element. */
  public static Dim elements(TensorType type) {
    return type.shape().size();
  }

  /**
   * For matrices {@code [.., m, n]} about what a factorization takes: {@code m * n * min(m, n)} for
   * each, times {@code factor}.
   */
  public static Dim cubic(TensorType matrices, long factor) {
    Shape shape = matrices.shape();
    Dim rows = shape.dim(shape.rank() - 2);
    Dim columns = shape.dim(shape.rank() - 1);
    return shape.size().times(Dim.min(rows, columns)).times(factor);
  }

  /** The number of equations, those of inner graphs too. */
  public static int equations(Graph graph) {
    return graph.body().stream()
        .mapToInt(e -> 1 + e.op().graphs().stream().mapToInt(Cost::equations).sum())
        .sum();
  }
}

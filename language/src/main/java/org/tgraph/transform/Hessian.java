package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;

/** Second derivatives of a number: forward mode over the gradient. */
public final class Hessian {
  private Hessian() {}

  /**
   * The products of the Hessian with a vector, a part for each of {@code wrt}, without the Hessian.
   *
   * @param graph has one output, a scalar of floats
   * @param wrt in increasing order
   * @param vector a tensor for each of {@code wrt}
   * @throws Refusal if an operation has no derivative
   */
  public static List<Value> times(
      GraphBuilder b, Graph graph, List<Value> arguments, List<Integer> wrt, List<Value> vector) {
    List<Optional<Value>> tangents = new ArrayList<>();
    arguments.forEach(a -> tangents.add(Optional.empty()));
    for (int k = 0; k < wrt.size(); k++) {
      tangents.set(wrt.get(k), Optional.of(vector.get(k)));
    }
    Jvp.Dual dual = Jvp.emit(b, "hvp", gradient(graph, wrt), arguments, tangents);
    List<Value> products = new ArrayList<>();
    for (int k = 0; k < wrt.size(); k++) {
      Value like = vector.get(k);
      products.add(dual.tangents().get(k).orElseGet(() -> Formula.constant(b, 0, like)));
    }
    return products;
  }

  /**
   * The second derivatives by each two of {@code wrt}, row after row: of the axes of the one and of
   * the other.
   */
  public static List<Value> emit(
      GraphBuilder b, Graph graph, List<Value> arguments, List<Integer> wrt) {
    Graph gradient = gradient(graph, wrt);
    List<List<Value>> columns = new ArrayList<>();
    for (int i : wrt) {
      columns.add(Jacobian.forward(b, "hessian", gradient, arguments, i));
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < wrt.size(); i++) {
      for (List<Value> column : columns) {
        rows.add(column.get(i));
      }
    }
    return rows;
  }

  /** The gradient alone. */
  static Graph gradient(Graph graph, List<Integer> wrt) {
    GraphBuilder b = new GraphBuilder();
    List<Value> all = Grad.emit(b, graph, Jvp.inputs(b, graph), wrt);
    return b.build(all.subList(1, all.size()));
  }
}

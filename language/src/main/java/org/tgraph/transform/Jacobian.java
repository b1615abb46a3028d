package org.tgraph.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;

/**
 * All partial derivatives of outputs by inputs: those along each element at once, which is {@link
 * Jvp} or {@link Vjp} mapped over the unit vectors. Values are computed once for all of them.
 */
public final class Jacobian {
  private Jacobian() {}

  /**
   * The derivatives of all outputs by one input, a column for each of its elements.
   *
   * @param input a float or complex number
   * @return for each output a tensor of its axes and those of the input
   * @throws Refusal if an operation has no derivative
   */
  public static List<Value> forward(
      GraphBuilder b, String transform, Graph graph, List<Value> arguments, int input) {
    GraphBuilder one = new GraphBuilder();
    List<Value> inputs = Jvp.inputs(one, graph);
    List<Optional<Value>> tangents = Jvp.tangentInputs(one, graph, List.of(input));
    Jvp.Dual dual = Jvp.emit(one, transform, graph, inputs, tangents);
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < dual.values().size(); i++) {
      Value like = dual.values().get(i);
      outputs.add(dual.tangents().get(i).orElseGet(() -> Formula.constant(one, 0, like)));
    }
    Value at = arguments.get(input);
    List<Value> columns = mapped(b, one.build(outputs), arguments, at);
    List<Value> results = new ArrayList<>();
    for (Value column : columns) {
      results.add(columnsLast(b, column, at.shape()));
    }
    return results;
  }

  /**
   * The derivatives of one output by inputs, a row for each of its elements.
   *
   * @param wrt the inputs, in increasing order
   * @return for each of {@code wrt} a tensor of the output's axes and its own
   * @throws Refusal if an operation has no derivative
   */
  public static List<Value> reverse(
      GraphBuilder b,
      String transform,
      Graph graph,
      List<Value> arguments,
      List<Integer> wrt,
      int output) {
    Value of = graph.outputs().get(output);
    GraphBuilder one = new GraphBuilder();
    List<Value> inputs = Jvp.inputs(one, graph);
    Value seed = one.input(of.type(), "");
    List<Optional<Value>> seeds =
        IntStream.range(0, graph.outputs().size())
            .mapToObj(i -> i == output ? Optional.of(seed) : Optional.<Value>empty())
            .toList();
    List<Value> all = Vjp.emit(one, transform, graph, inputs, wrt, seeds);
    List<Value> cotangents = all.subList(graph.outputs().size(), all.size());
    List<Value> rows = mapped(b, one.build(cotangents), arguments, of);
    List<Value> results = new ArrayList<>();
    for (int k = 0; k < wrt.size(); k++) {
      Shape input = arguments.get(wrt.get(k)).shape();
      results.add(reshape(b, rows.get(k), of.shape().concat(input)));
    }
    return results;
  }

  /** The graph for each unit vector of the type of {@code like} as its last input. */
  private static List<Value> mapped(
      GraphBuilder b, Graph graph, List<Value> arguments, Value like) {
    List<Value> all = new ArrayList<>(arguments);
    all.add(basis(b, like.type().element(), like.shape()));
    List<Boolean> batched =
        IntStream.range(0, all.size()).mapToObj(i -> i == arguments.size()).toList();
    return Vmap.emit(b, graph, all, batched, like.shape().size());
  }

  private static Value columnsLast(GraphBuilder b, Value columns, Shape input) {
    Shape output = columns.shape().remove(0);
    List<Integer> order = new ArrayList<>(IntStream.range(1, columns.rank()).boxed().toList());
    order.add(0);
    Value last = output.rank() == 0 ? columns : b.one(new Transpose(order), columns);
    return reshape(b, last, output.concat(input));
  }

  private static Value reshape(GraphBuilder b, Value value, Shape shape) {
    return value.shape().equals(shape) ? value : b.one(new Reshape(shape), value);
  }

  /** For each element of a shape the tensor that is 1 there and 0 elsewhere. */
  private static Value basis(GraphBuilder b, Element element, Shape shape) {
    Dim size = shape.size();
    Shape square = Shape.of(size, size);
    Value index = b.one(new Iota(size, DType.I64));
    Value rows = b.one(new Broadcast(square, List.of(0)), index);
    Value columns = b.one(new Broadcast(square, List.of(1)), index);
    Value ones = b.one(new Cast(element), b.one(new Equal(), rows, columns));
    return reshape(b, ones, shape.insert(0, size));
  }
}

package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.Shape;

/** Functions that put the axes in another order, or the elements along them. */
final class AxisOrder {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "permute_dims(x, axes)",
              "The axes in the order in which they are given.",
              AxisOrder::permute),
          Builtin.of(
              "permute(x, axes)",
              "The axes in the order in which they are given.",
              AxisOrder::permute),
          Builtin.of(
              "transpose(x, axes=none)",
              "The rows of a matrix as columns; with `axes`, the axes in that order.",
              AxisOrder::transpose),
          Builtin.of(
              "matrix_transpose(x)",
              "The last two axes exchanged: `x.mT`.",
              call -> {
                Value x = call.tensor("x");
                call.needLastAxes("x", x, 2);
                return new Val.Tensor(Transpose.lastTwo(call.b(), x));
              }),
          Builtin.of(
              "moveaxis(x, source, destination)",
              "The axes at `source` moved to `destination`; the others keep their order.",
              AxisOrder::move),
          Builtin.of(
              "swapaxes(x, axis1, axis2)",
              "Two axes exchanged.",
              call -> {
                Value x = call.tensor("x");
                int first = call.axis("axis1", x, 0);
                int second = call.axis("axis2", x, 0);
                List<Integer> order = new ArrayList<>(inOrder(x.rank()));
                order.set(first, second);
                order.set(second, first);
                return new Val.Tensor(permuted(call, x, order));
              }),
          Builtin.of(
              "flip(x, axis=none)",
              "The elements in the reverse order along the axes; along all, if none are given.",
              call -> {
                Value x = call.tensor("x");
                needNoPack(call, x, !call.has("axis"));
                return new Val.Tensor(call.emit(new Flip(call.axes("axis", x)), x));
              }));

  private AxisOrder() {}

  static List<Integer> inOrder(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  /** The value with its axes in another order. */
  static Value permuted(CallSite call, Value x, List<Integer> order) {
    return order.equals(inOrder(x.rank())) ? x : call.emit(new Transpose(order), x);
  }

  static void needNoPack(CallSite call, Value x, boolean all) {
    if (all && x.shape().hasPack()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0314,
                  call.at(),
                  call.called() + " needs its axes where a pack stands for any number of axes.")
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
  }

  private static Val permute(CallSite call) {
    Value x = call.tensor("x");
    List<Integer> order = call.axesInOrder("axes", x.shape());
    if (order.size() != x.rank()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315,
                  call.span("axes"),
                  "%s needs each axis once: there are %d, but %d %s given."
                      .formatted(
                          call.called(), x.rank(), order.size(), order.size() == 1 ? "is" : "are"))
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
    return new Val.Tensor(permuted(call, x, order));
  }

  private static Val transpose(CallSite call) {
    if (call.has("axes")) {
      return permute(call);
    }
    Value x = call.tensor("x");
    Shape shape = x.shape();
    if (shape.rank() != 2 || shape.hasPack()) {
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0303, call.at(), "`transpose` without `axes` is for a matrix, of 2 axes.")
              .label(call.span("x"), "this has shape `" + call.c().text(shape) + "`");
      throw call.fail(
          shape.rank() == 1 && !shape.hasPack()
              ? d.note("`x[:, none]` makes a column of `x: f64[n]`, `x[none, :]` a row.")
              : d.note("`matrix_transpose` exchanges the last two axes; `axes` says any order."));
    }
    return new Val.Tensor(Transpose.lastTwo(call.b(), x));
  }

  private static Val move(CallSite call) {
    Value x = call.tensor("x");
    List<Integer> source = call.axesInOrder("source", x.shape());
    List<Integer> destination = call.axesInOrder("destination", x.shape());
    if (source.size() != destination.size()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315, call.at(), "`moveaxis` needs as many destinations as sources.")
              .label(call.span("source"), "these are " + source.size())
              .label(call.span("destination"), "these are " + destination.size()));
    }
    return new Val.Tensor(permuted(call, x, moved(x.rank(), source, destination)));
  }

  /** The order with the axes at {@code source} at {@code destination}. */
  static List<Integer> moved(int rank, List<Integer> source, List<Integer> destination) {
    List<Integer> order = new ArrayList<>(inOrder(rank));
    order.removeAll(source);
    destination.stream().sorted().forEach(to -> order.add(to, source.get(destination.indexOf(to))));
    return List.copyOf(order);
  }
}

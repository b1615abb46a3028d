package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** The largest elements, and numbers of classes as vectors. */
final class Ranking {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "top_k(x, k, axis=-1)",
              "The `k` largest elements along the axis, the largest first and `nan` last, and where"
                  + " they are: `(values, indices)`.",
              Ranking::largest),
          Builtin.of(
              "one_hot(x, num_classes, axis=-1, dtype=f64)",
              "A new axis of `num_classes` elements, 1 at the place that each element says and 0"
                  + " elsewhere; all 0 where there is no such place.",
              Ranking::oneHot));

  private Ranking() {}

  private static Val largest(CallSite call) {
    Value x = call.tensor("x", Kind.REAL);
    call.needLastAxes("x", x, 1);
    int axis = call.axis("axis", x, x.rank() - 1);
    Dim size = x.shape().dim(axis);
    Dim k = Requirements.atLeast(call, "k", call.size("k"), 0);
    if (call.known(size.minus(k)).isAtLeast(0) == Truth.NO) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0305,
                  call.span("k"),
                  "There are no `%s` elements along an axis of size `%s`."
                      .formatted(call.c().text(k), call.c().text(size)))
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
    Value order = call.emit(new ArgSort(axis, true), x);
    Value places = new Arithmetic(call).slice(order, axis, Dim.ZERO, k);
    Value values = Gather.alongAxis(call.b(), x, places, axis);
    return new Val.Tuple(List.of(new Val.Tensor(values), new Val.Tensor(places)));
  }

  private static Val oneHot(CallSite call) {
    Value x = call.tensor("x", Kind.INT);
    Dim classes = Requirements.atLeast(call, "num_classes", call.size("num_classes"), 0);
    Shape longer = x.shape().insert(x.rank(), classes);
    int axis =
        call.has("axis") ? call.axis(call.size("axis"), call.span("axis"), longer) : x.rank();
    Element dtype = call.element("dtype", DType.F64);
    Shape shape = x.shape().insert(axis, classes);
    List<Integer> others =
        AxisOrder.inOrder(shape.rank()).stream().filter(other -> other != axis).toList();
    Value each = call.emit(new Broadcast(shape, others), call.cast(x, DType.I64));
    Value places = new Arithmetic(call).places(classes);
    Value all = call.emit(new Broadcast(shape, List.of(axis)), places);
    return new Val.Tensor(call.cast(call.emit(new Equal(), each, all), dtype));
  }
}

package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Functions that combine the elements along axes. */
final class Reductions {
  static final List<Builtin> ALL =
      List.of(
          reduction("sum", "The sum over the axes; of no elements, 0."),
          reduction("prod", "The product over the axes; of no elements, 1."),
          reduction("max", "The largest element over the axes; `nan` if there is one."),
          reduction("min", "The smallest element over the axes; `nan` if there is one."),
          reduction("any", "Whether any element over the axes is true."),
          reduction("all", "Whether all elements over the axes are true."));

  private Reductions() {}

  private static Builtin reduction(String name, String doc) {
    Reduction op = (Reduction) Ops.named(name);
    return Builtin.of(
        name + "(x, axis=none, keepdims=false)",
        doc,
        call -> {
          Value x = call.tensor("x", op.kind());
          List<Integer> axes = call.axes("axis", x);
          return new Val.Tensor(reduce(call, op.over(axes), x, call.flag("keepdims", false)));
        });
  }

  static Value reduce(CallSite call, Reduction op, Value x, boolean keepdims) {
    Value result = call.apply(op, List.of(x), List.of(call.span("x")));
    if (!keepdims) {
      return result;
    }
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      dims.add(op.axes().contains(axis) ? Dim.ONE : x.shape().dim(axis));
    }
    return call.emit(new Reshape(new Shape(dims)), result);
  }
}

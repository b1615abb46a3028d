package org.tgraph.prelude;

import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** The largest or the mean element of each window that slides along the last axes. */
final class Pooling {
  private static final String PARAMETERS = "(x, window, stride=none, padding=0)";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "max_pool" + PARAMETERS,
              "The largest element of each window along the last axes: `window` is a size for one"
                  + " axis, or a tuple for several; the stride is the window if not given.",
              call -> {
                Value x = call.tensor("x", Kind.REAL);
                Value fill = Segments.limit(call, x.type().element(), false);
                Pool pool = Pool.of(call, x, fill);
                return new Val.Tensor(call.emit(new Max(pool.axes), pool.windows));
              }),
          Builtin.of(
              "avg_pool" + PARAMETERS,
              "The mean of each window along the last axes, zeros of the padding included.",
              call -> {
                Value x = call.tensor("x", Kind.FLOATING);
                Pool pool = Pool.of(call, x, new Arithmetic(call).whole(0, x));
                Value sum = call.emit(new Sum(pool.axes), pool.windows);
                Value count = call.number(pool.size, x.type().element());
                return new Val.Tensor(new Arithmetic(call).divide(sum, count));
              }));

  private Pooling() {}

  /**
   * @param windows the elements of the windows, these along {@code axes}
   * @param size how many elements a window has
   */
  private record Pool(Value windows, List<Integer> axes, Dim size) {
    static Pool of(CallSite call, Value x, Value fill) {
      List<Dim> window = call.sizes("window");
      window.forEach(size -> Requirements.atLeast(call, "window", size, 1));
      int count = window.size();
      call.needLastAxes("x", x, count);
      List<Long> strides = Windows.numbers(call, call.has("stride") ? "stride" : "window", count);
      List<Windows.Axis> axes = Windows.of(call, x, window, "window", strides);
      int front = x.rank() - count;
      List<Integer> inner = IntStream.range(0, count).mapToObj(i -> front + 2 * i + 1).toList();
      Value windows = Windows.elements(call, x, axes, fill);
      return new Pool(windows, inner, new Shape(window).size());
    }
  }
}

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
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Convolutions of neural networks, which are cross-correlations: the kernel is not turned around.
 * Layouts are those of PyTorch: {@code x[..b, c, n]} or {@code x[..b, c, h, w]} with channels
 * before the places, and {@code w[o, c / groups, k]} or {@code w[o, c / groups, kh, kw]}. The
 * windows are gathered and multiplied as matrices.
 */
final class Convolutions {
  private static final String PARAMETERS =
      "(x, w, bias=none, stride=1, padding=0, dilation=1, groups=1)";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "conv1d" + PARAMETERS,
              "The products of `w: [o, c, k]` with the windows of `x: [..b, c, n]`, summed:"
                  + " `[..b, o, (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1]`.",
              call -> convolve(call, 1)),
          Builtin.of(
              "conv2d" + PARAMETERS,
              "The products of `w: [o, c, kh, kw]` with the windows of `x: [..b, c, h, w]`, summed:"
                  + " `[..b, o, …, …]`, sizes as those of `conv1d`.",
              call -> convolve(call, 2)));

  private Convolutions() {}

  private static Val convolve(CallSite call, int spatial) {
    List<String> names = new ArrayList<>(List.of("x", "w"));
    if (call.has("bias")) {
      names.add("bias");
    }
    List<Value> all = call.together(Kind.NUMERIC, names.toArray(String[]::new));
    Value x = all.get(0);
    Value w = all.get(1);
    if (x.rank() < spatial + 1 || w.rank() != spatial + 2) {
      throw call.fail(wrongRank(call, spatial, x, w));
    }
    call.needLastAxes("x", x, spatial + 1);
    call.needLastAxes("w", w, spatial + 2);
    int channel = x.rank() - spatial - 1;
    Dim channels = x.shape().dim(channel);
    Dim out = w.shape().dim(0);
    long groups = Windows.numbers(call, "groups", 1).get(0);
    Dim inGroup = w.shape().dim(1);
    if (!call.isEqual(channels, inGroup.times(groups))) {
      throw call.fail(wrongChannels(call, x, w, channel, inGroup.times(groups)));
    }
    Dim outGroup =
        call.known(out)
            .divideExactly(Dim.of(groups))
            .orElseThrow(() ->
                call.fail(
                    Diagnostic.error(
                            Code.TG0308,
                            call.span("groups"),
                            "`%s` channels cannot be divided into %d groups."
                                .formatted(call.c().text(out), groups))
                        .label(
                            call.span("w"), "this has shape `" + call.c().text(w.shape()) + "`")));
    List<Dim> kernel = w.shape().dims().subList(2, w.rank());
    List<Windows.Axis> axes =
        Windows.of(call, x, kernel, "w", Windows.numbers(call, "stride", spatial));
    Value fitted = call.coerce(x, x.shape().with(channel, inGroup.times(groups)));
    Value windows = Windows.elements(call, fitted, axes, new Arithmetic(call).whole(0, x));
    Value kernels = call.coerce(w, w.shape().with(0, outGroup.times(groups)));
    Value product = product(call, windows, kernels, channel, groups, inGroup, outGroup, axes);
    Value result = product;
    if (call.has("bias")) {
      Value bias = all.get(2);
      Requirements.rank(call, "bias", bias, 1);
      Requirements.sameSize(
          call, "There must be a bias for each channel", "bias", bias.shape().dim(0), "w", out);
      Value same = call.coerce(bias, Shape.of(product.shape().dim(channel)));
      Broadcast repeat = new Broadcast(product.shape(), List.of(channel));
      result = new Arithmetic(call).add(product, call.emit(repeat, same));
    }
    return new Val.Tensor(call.coerce(result, result.shape().with(channel, out)));
  }

  /**
   * Matrices of one group each: of all places and the elements of their windows, with the kernels.
   */
  private static Value product(
      CallSite call,
      Value windows,
      Value w,
      int channel,
      long groups,
      Dim inGroup,
      Dim outGroup,
      List<Windows.Axis> axes) {
    Shape batch = windows.shape().slice(0, channel);
    List<Dim> counts = axes.stream().map(Windows.Axis::count).toList();
    List<Dim> kernel = axes.stream().map(Windows.Axis::kernel).toList();
    Dim size = new Shape(kernel).size().times(inGroup);
    Dim group = Dim.of(groups);
    Shape split =
        batch
            .concat(Shape.of(group, inGroup))
            .concat(windows.shape().slice(channel + 1, windows.rank()));
    List<Integer> order = new ArrayList<>(List.of(channel));
    IntStream.range(0, channel).forEach(order::add);
    IntStream.range(0, axes.size()).forEach(i -> order.add(channel + 2 + 2 * i));
    order.add(channel + 1);
    IntStream.range(0, axes.size()).forEach(i -> order.add(channel + 3 + 2 * i));
    Value lines = AxisOrder.permuted(call, call.reshape(windows, split), order);
    Shape places = batch.concat(new Shape(counts));
    Value left = call.reshape(lines, Shape.of(group, places.size(), size));
    Value kernels = call.reshape(w, Shape.of(group, outGroup, size));
    Value right = AxisOrder.permuted(call, kernels, List.of(0, 2, 1));
    Value product = call.emit(new MatMul(), left, right);
    Shape apart = Shape.of(group).concat(places).concat(Shape.of(outGroup));
    List<Integer> back = new ArrayList<>();
    IntStream.range(0, channel).forEach(i -> back.add(1 + i));
    back.add(0);
    back.add(apart.rank() - 1);
    IntStream.range(0, axes.size()).forEach(i -> back.add(1 + channel + i));
    Value ordered = AxisOrder.permuted(call, call.reshape(product, apart), back);
    return call.reshape(
        ordered, batch.concat(Shape.of(group.times(outGroup))).concat(new Shape(counts)));
  }

  private static Diagnostic wrongRank(CallSite call, int spatial, Value x, Value w) {
    String places = spatial == 1 ? "n" : "h, w";
    String kernel = spatial == 1 ? "k" : "kh, kw";
    Diagnostic d =
        Diagnostic.error(
                Code.TG0303,
                call.at(),
                "%s needs `x` with at least %d axes and `w` with %d."
                    .formatted(call.called(), spatial + 1, spatial + 2))
            .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`")
            .label(call.span("w"), "this has shape `" + call.c().text(w.shape()) + "`")
            .note("They are `x: [..b, c, %s]` and `w: [o, c, %s]`.".formatted(places, kernel));
    return x.rank() == 1 && w.rank() == 1
        ? d.note("`correlate(x, w, \"valid\")` is for two vectors.")
        : d;
  }

  private static Diagnostic wrongChannels(
      CallSite call, Value x, Value w, int channel, Dim expected) {
    Dim actual = x.shape().dim(channel);
    String[] sizes = call.pair(actual, expected);
    return call.explain(
        Diagnostic.error(
                Code.TG0301,
                call.at(),
                "`x` has `%s` channels, but `w` is for `%s`.".formatted(sizes[0], sizes[1]))
            .label(
                call.span("x"),
                "this has shape `%s`; axis %d is the channels"
                    .formatted(call.c().text(x.shape()), channel))
            .label(call.span("w"), "this has shape `" + call.c().text(w.shape()) + "`")
            .note("Axis 1 of `w` is the channels of `x` divided by `groups`."),
        actual,
        expected);
  }
}

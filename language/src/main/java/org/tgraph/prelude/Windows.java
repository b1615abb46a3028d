package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * Windows of {@code kernel} elements that slide along the last axes of a tensor, one record for
 * each of these axes: window {@code i} has the elements {@code i * stride - low + j * dilation}.
 */
final class Windows {
  private Windows() {}

  /**
   * @param count how many windows there are
   */
  record Axis(Dim kernel, Padding.Width pad, long stride, long dilation, Dim count) {}

  /**
   * The windows along {@code kernel.size()} last axes of {@code x}, as the arguments {@code
   * stride}, {@code padding} and {@code dilation} say, those of them that the function has.
   *
   * @param kernelName the argument that the sizes of the windows come from
   */
  static List<Axis> of(
      CallSite call, Value x, List<Dim> kernel, String kernelName, List<Long> strides) {
    int count = kernel.size();
    List<Long> dilations = numbers(call, "dilation", count);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Dim n = x.shape().dim(x.rank() - count + i);
      long stride = strides.get(i);
      Dim reach = kernel.get(i).minus(1).times(dilations.get(i)).plus(1);
      Dim windows;
      Padding.Width pad;
      if (isText(call, "same")) {
        windows = n.plus(stride - 1).floorDivide(Dim.of(stride));
        Dim needed = windows.minus(1).times(stride).plus(reach).minus(n);
        Dim total =
            call.known(needed).isAtLeast(0) == Truth.YES ? needed : Dim.max(Dim.ZERO, needed);
        Dim before = total.floorDivide(Dim.of(2));
        pad = new Padding.Width(before, total.minus(before));
      } else {
        pad = width(call, i, count);
        Dim padded = n.plus(pad.before()).plus(pad.after());
        windows = padded.minus(reach).floorDivide(Dim.of(stride)).plus(1);
        if (call.known(windows).isAtLeast(0) == Truth.NO
            || call.known(padded.minus(reach)).isAtLeast(0) == Truth.NO) {
          throw call.fail(tooLong(call, x, kernelName, padded, reach));
        }
      }
      axes.add(new Axis(kernel.get(i), pad, stride, dilations.get(i), windows));
    }
    return axes;
  }

  private static Diagnostic tooLong(
      CallSite call, Value x, String kernelName, Dim padded, Dim reach) {
    return Diagnostic.error(
            Code.TG0318,
            call.at(),
            "A window of `%s` elements does not fit into `%s`."
                .formatted(call.c().text(reach), call.c().text(padded)))
        .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`")
        .label(call.span(kernelName), "the window comes from here")
        .note("Padding makes room for it: `padding=\"same\"` or a number of elements.");
  }

  private static boolean isText(CallSite call, String text) {
    return call.has("padding") && call.val("padding") instanceof Val.Str s && s.text().equals(text);
  }

  /** The padding along one of the axes: a number or a pair for it or for all. */
  private static Padding.Width width(CallSite call, int axis, int count) {
    if (!call.has("padding") || isText(call, "valid")) {
      return new Padding.Width(Dim.ZERO, Dim.ZERO);
    }
    if (call.val("padding") instanceof Val.Str) {
      Requirements.option(call, "padding", "valid", List.of("same", "valid"));
    }
    List<Operand> parts = call.list("padding");
    boolean isOne = parts.size() == 1;
    if (parts.size() != count && !isOne) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315,
                  call.span("padding"),
                  "`padding` of %s must be one number, or %d.".formatted(call.called(), count))
              .note("A pair `(before, after)` may stand in place of each number of a tuple."));
    }
    Operand part = parts.get(isOne ? 0 : axis);
    List<Val> pair = part.val() instanceof Val.Tuple t ? t.parts() : List.of(part.val());
    List<Dim> sizes = new ArrayList<>();
    for (Val val : pair) {
      Dim size = call.size(val).orElse(Dim.of(-1));
      if (call.known(size).isAtLeast(0) == Truth.NO || pair.size() > 2) {
        throw call.fail(
            Diagnostic.error(
                    Code.TG0411,
                    part.span(),
                    "`padding` of %s must be \"same\", \"valid\", or numbers of elements."
                        .formatted(call.called()))
                .note("`1`, or for 2 axes `(1, 2)` or `((1, 1), (0, 2))`."));
      }
      sizes.add(size);
    }
    return new Padding.Width(sizes.get(0), sizes.get(sizes.size() - 1));
  }

  /** Whole numbers of at least 1, one for all axes or one for each; 1 if they are left out. */
  static List<Long> numbers(CallSite call, String name, int count) {
    List<Long> numbers = new ArrayList<>();
    boolean isThere = call.arguments().containsKey(name) && call.has(name);
    List<Dim> given = isThere ? call.sizes(name) : List.of(Dim.ONE);
    if (given.size() != 1 && given.size() != count) {
      throw call.fail(
          Code.TG0315,
          call.span(name),
          "`%s` of %s must be one number, or %d.".formatted(name, call.called(), count));
    }
    for (int i = 0; i < count; i++) {
      Dim number = call.known(given.get(given.size() == 1 ? 0 : i));
      if (number.constant().isEmpty() || number.value() < 1 || number.value() > 1_000_000) {
        throw call.fail(
            Code.TG0411,
            call.span(name),
            "`%s` of %s must be a whole number of at least 1.".formatted(name, call.called()));
      }
      numbers.add(number.value());
    }
    return numbers;
  }

  /**
   * The elements of the windows: of {@code x[.., n.., m..]} with windows along the last axes {@code
   * [.., count of n, kernel of n, count of m, kernel of m]}.
   *
   * @param fill what stands around {@code x}
   */
  static Value elements(CallSite call, Value x, List<Axis> axes, Value fill) {
    Arithmetic a = new Arithmetic(call);
    int front = x.rank() - axes.size();
    Value result = x;
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      int at = front + 2 * i;
      Value padded = Padding.surrounded(call, result, at, axis.pad, fill);
      Shape both = Shape.of(axis.count, axis.kernel);
      Value starts = a.multiply(a.places(axis.count), a.size(Dim.of(axis.stride)));
      Value steps = a.multiply(a.places(axis.kernel), a.size(Dim.of(axis.dilation)));
      Value rows = call.emit(new Broadcast(both, List.of(0)), starts);
      Value places = a.add(rows, call.emit(new Broadcast(both, List.of(1)), steps));
      result = a.take(padded, places, at);
    }
    return result;
  }
}

package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Truth;

/** The frequencies of Fourier transforms, and their order. */
final class FourierGrids {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "fft.fftfreq(n, d=1.0, dtype=f64)",
              "The frequencies of `fft.fft` for `n` samples at distance `d`: 0 and up, then those"
                  + " below 0.",
              call -> {
                Dim n = count(call);
                Value number = call.emit(new Iota(n, DType.I64));
                Dim last = n.minus(1).floorDivide(Dim.of(2));
                Value wraps = call.emit(new Greater(), number, filled(call, last, number));
                Value below = Formula.subtract(call.b(), number, filled(call, n, number));
                return frequencies(call, Formula.select(call.b(), wraps, below, number), n);
              }),
          Builtin.of(
              "fft.rfftfreq(n, d=1.0, dtype=f64)",
              "The frequencies of `fft.rfft` for `n` samples at distance `d`.",
              call -> {
                Dim n = count(call);
                Dim half = n.floorDivide(Dim.of(2)).plus(1);
                return frequencies(call, call.emit(new Iota(half, DType.I64)), n);
              }),
          Builtin.of(
              "fft.fftshift(x, axes=none)",
              "The frequencies in ascending order, 0 in the middle.",
              call -> shifted(call, false)),
          Builtin.of(
              "fft.ifftshift(x, axes=none)",
              "The inverse of `fft.fftshift`.",
              call -> shifted(call, true)));

  private FourierGrids() {}

  private static Dim count(CallSite call) {
    Dim n = call.size("n");
    if (call.known(n).isAtLeast(1) == Truth.NO) {
      throw call.fail(
          Code.TG0411,
          call.span("n"),
          "%s needs at least 1 sample, but `n` is `%s`."
              .formatted(call.called(), call.c().text(n)));
    }
    return n;
  }

  private static Value filled(CallSite call, Dim size, Value like) {
    return Broadcast.to(call.b(), call.number(size, DType.I64), like.shape());
  }

  /** Whole numbers over {@code n * d}. */
  private static Val frequencies(CallSite call, Value numbers, Dim n) {
    Element element = call.element("dtype", DType.F64);
    if (!element.isIn(Kind.FLOAT)) {
      throw call.fail(
          Code.TG0401,
          call.span("dtype"),
          "%s makes floats, not `%s`.".formatted(call.called(), element));
    }
    Value span = Formula.multiply(call.b(), call.number(n, element), call.scalar("d", 1, element));
    Value step = Formula.reciprocal(call.b(), span);
    return new Val.Tensor(
        Formula.multiply(
            call.b(), call.cast(numbers, element), Broadcast.to(call.b(), step, numbers.shape())));
  }

  /** Exchanges the two halves of each axis, of which the first has one more if their sum is odd. */
  private static Val shifted(CallSite call, boolean isBack) {
    Value x = call.tensor("x");
    AxisOrder.needNoPack(call, x, !call.has("axes"));
    for (int axis : call.axes("axes", x)) {
      Dim size = x.shape().dim(axis);
      Dim lower = size.floorDivide(Dim.of(2));
      Dim start = isBack ? lower : size.minus(lower);
      Value front = Slice.along(call.b(), x, axis, start, size.minus(start));
      Value back = Slice.along(call.b(), x, axis, Dim.ZERO, start);
      x = Concat.of(call.b(), axis, List.of(front, back));
    }
    return new Val.Tensor(x);
  }
}

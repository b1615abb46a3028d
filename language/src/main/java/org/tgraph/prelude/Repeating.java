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
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Functions that repeat elements, or move them around along an axis. */
final class Repeating {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "tile(x, repetitions)",
              "The whole tensor repeated along each axis, which may be a new one.",
              Repeating::tile),
          Builtin.of(
              "repeat(x, repeats, axis=none)",
              "Each element repeated along the axis, as often as `repeats` says, a number or one for"
                  + " each; without an axis, of the flat tensor.",
              Repeating::repeat),
          Builtin.of(
              "roll(x, shift, axis=none)",
              "The elements moved along the axis by `shift` places, from the end to the front.",
              Repeating::roll));

  private Repeating() {}

  private static Dim notNegative(CallSite call, String name, Dim size) {
    if (call.known(size).isAtLeast(0) == Truth.NO) {
      throw call.fail(
          Code.TG0307, call.span(name), "There cannot be `" + call.c().text(size) + "` copies.");
    }
    return size;
  }

  private static Val tile(CallSite call) {
    Value x = call.tensor("x");
    List<Dim> copies = new ArrayList<>(call.sizes("repetitions"));
    copies.forEach(n -> notNegative(call, "repetitions", n));
    if (x.shape().hasPack()) {
      throw call.fail(Code.TG0314, call.at(), "`tile` needs to know how many axes there are.");
    }
    Shape shape = x.shape();
    while (copies.size() < shape.rank()) {
      copies.add(0, Dim.ONE);
    }
    while (shape.rank() < copies.size()) {
      shape = shape.insert(0, Dim.ONE);
    }
    List<Dim> wide = new ArrayList<>();
    List<Dim> result = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      wide.add(copies.get(axis));
      axes.add(wide.size());
      wide.add(shape.dim(axis));
      result.add(copies.get(axis).times(shape.dim(axis)));
    }
    Value full = call.reshape(x, shape);
    Value repeated = call.emit(new Broadcast(new Shape(wide), axes), full);
    return new Val.Tensor(call.reshape(repeated, new Shape(result)));
  }

  private static Val repeat(CallSite call) {
    Value x = call.tensor("x");
    if (!call.has("axis")) {
      x = call.reshape(x, Shape.of(x.shape().size()));
    }
    int axis = call.axis("axis", x, 0);
    Dim size = x.shape().dim(axis);
    Shape shape = x.shape();
    if (call.size(call.val("repeats")).isEmpty()) {
      return new Val.Tensor(repeatEach(call, x, axis));
    }
    Dim times = notNegative(call, "repeats", call.size("repeats"));
    List<Integer> axes =
        IntStream.range(0, x.rank()).map(a -> a > axis ? a + 1 : a).boxed().toList();
    Value repeated = call.emit(new Broadcast(shape.insert(axis + 1, times), axes), x);
    return new Val.Tensor(call.reshape(repeated, shape.with(axis, size.times(times))));
  }

  /** Each slice as often as the number for it says; how many there are is counted. */
  private static Value repeatEach(CallSite call, Value x, int axis) {
    Value repeats = call.cast(call.tensor("repeats", Kind.INT), DType.I64);
    Dim size = x.shape().dim(axis);
    if (repeats.rank() == 0) {
      repeats = Broadcast.to(call.b(), repeats, Shape.of(size));
    }
    Requirements.rank(call, "repeats", repeats, 1);
    Requirements.sameSize(
        call,
        "There must be a number of copies for each element",
        "x",
        size,
        "repeats",
        repeats.shape().dim(0));
    Value places = call.repeatedPlaces(call.coerce(repeats, Shape.of(size)), "repeats");
    return Picking.take(call, x, places, axis);
  }

  private static Val roll(CallSite call) {
    Value x = call.tensor("x");
    List<Dim> shifts = call.sizes("shift");
    if (!call.has("axis")) {
      if (shifts.size() != 1) {
        throw call.fail(Code.TG0315, call.span("shift"), "Without `axis`, `roll` needs one shift.");
      }
      Value flat = call.reshape(x, Shape.of(x.shape().size()));
      return new Val.Tensor(call.reshape(roll(call, flat, 0, shifts.get(0)), x.shape()));
    }
    List<Integer> axes = call.axesInOrder("axis", x.shape());
    if (shifts.size() != 1 && shifts.size() != axes.size()) {
      throw call.fail(
          Diagnostic.error(Code.TG0315, call.at(), "`roll` needs as many shifts as axes.")
              .label(call.span("shift"), "these are " + shifts.size())
              .label(call.span("axis"), "these are " + axes.size()));
    }
    Value result = x;
    for (int i = 0; i < axes.size(); i++) {
      result = roll(call, result, axes.get(i), shifts.get(shifts.size() == 1 ? 0 : i));
    }
    return new Val.Tensor(result);
  }

  /** Element {@code i} of the result is element {@code i - shift}, counted around the end. */
  private static Value roll(CallSite call, Value x, int axis, Dim shift) {
    Dim size = x.shape().dim(axis);
    Value at = call.emit(new Iota(size, DType.I64));
    Value by = Broadcast.to(call.b(), call.number(shift, DType.I64), at.shape());
    Value count = Broadcast.to(call.b(), call.number(size, DType.I64), at.shape());
    Value from = call.emit(new Remainder(), Formula.subtract(call.b(), at, by), count);
    return Picking.take(call, x, from, axis);
  }
}

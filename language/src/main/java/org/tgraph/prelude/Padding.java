package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.type.Dim;
import org.tgraph.type.Truth;

/** Elements put before and behind those of a tensor. */
final class Padding {
  private static final List<String> MODES =
      List.of("constant", "edge", "reflect", "symmetric", "wrap");

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "pad(x, pad_width, mode=\"constant\", constant_values=0)",
              "The tensor with more elements before and behind along each axis: `pad_width` is one"
                  + " number, `(before, after)`, or such a pair for each axis. Modes are \"constant\","
                  + " \"edge\", \"reflect\", \"symmetric\" and \"wrap\".",
              Padding::pad));

  private Padding() {}

  /** How many elements go before and behind along an axis. */
  record Width(Dim before, Dim after) {}

  private static Val pad(CallSite call) {
    Value x = call.tensor("x");
    String mode = Requirements.option(call, "mode", "constant", MODES);
    if (call.has("constant_values") && !mode.equals("constant")) {
      throw call.fail(
          Code.TG0411,
          call.span("constant_values"),
          "`constant_values` of `pad` is only for the mode \"constant\".");
    }
    if (x.shape().hasPack()) {
      throw call.fail(Code.TG0314, call.at(), "`pad` needs to know how many axes there are.");
    }
    List<Width> widths = widths(call, x.rank());
    Value result = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      Width width = widths.get(axis);
      if (!width.before.is(0) || !width.after.is(0)) {
        result =
            mode.equals("constant")
                ? surrounded(call, result, axis, width, constant(call, x))
                : mirrored(call, result, axis, width, mode);
      }
    }
    return new Val.Tensor(result);
  }

  private static Value constant(CallSite call, Value x) {
    if (!call.has("constant_values")) {
      return Creation.zero(call, x.type().element());
    }
    return call.scalar("constant_values", 0, x.type().element());
  }

  /** One number for all, a pair for all, or a list of pairs. */
  private static List<Width> widths(CallSite call, int rank) {
    List<Operand> parts = call.list("pad_width");
    List<Width> widths = new ArrayList<>();
    boolean ofPairs = parts.stream().allMatch(p -> p.val() instanceof Val.Tuple);
    if (ofPairs && !parts.isEmpty() && call.val("pad_width") instanceof Val.Tuple) {
      parts.forEach(p -> widths.add(pair(call, ((Val.Tuple) p.val()).parts(), p)));
      if (widths.size() == 1) {
        return Collections.nCopies(rank, widths.get(0));
      }
    } else {
      List<Val> numbers = parts.stream().map(Operand::val).toList();
      return Collections.nCopies(rank, pair(call, numbers, call.operand("pad_width")));
    }
    if (widths.size() != rank) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315,
                  call.span("pad_width"),
                  "`pad` needs a pair for each axis: these are %d pairs for %d axes."
                      .formatted(widths.size(), rank))
              .note("One pair stands for all axes, and so does one number."));
    }
    return widths;
  }

  private static Width pair(CallSite call, List<Val> parts, Operand whole) {
    List<Dim> sizes = new ArrayList<>();
    for (Val part : parts) {
      Dim size =
          call.size(part)
              .orElseThrow(() ->
                  call.fail(
                      Diagnostic.error(
                              Code.TG0411,
                              whole.span(),
                              "`pad_width` of `pad` must be made of whole numbers or sizes.")
                          .note("`2`, `(1, 2)`, or `((1, 2), (0, 0))` for 2 axes.")));
      if (call.known(size).isAtLeast(0) == Truth.NO) {
        throw call.fail(
            Diagnostic.error(
                    Code.TG0307,
                    whole.span(),
                    "There cannot be `" + call.c().text(size) + "` elements more.")
                .note("A slice takes elements away: `x[1:-1]`."));
      }
      sizes.add(size);
    }
    if (sizes.isEmpty() || sizes.size() > 2) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0315,
                  whole.span(),
                  "The elements before and behind an axis are two numbers, or one for both; these"
                      + " are "
                      + sizes.size()
                      + ".")
              .note("A pair for each of 2 axes: `((1, 2), (0, 0))`."));
    }
    return new Width(sizes.get(0), sizes.get(sizes.size() - 1));
  }

  /** The tensor with one number around it along an axis. */
  static Value surrounded(CallSite call, Value x, int axis, Width width, Value number) {
    List<Value> parts = new ArrayList<>();
    if (!width.before.is(0)) {
      parts.add(Broadcast.to(call.b(), number, x.shape().with(axis, width.before)));
    }
    parts.add(x);
    if (!width.after.is(0)) {
      parts.add(Broadcast.to(call.b(), number, x.shape().with(axis, width.after)));
    }
    return new Arithmetic(call).concat(axis, parts.toArray(Value[]::new));
  }

  /** Element {@code i} of the result is one of the tensor, found by its distance from the first. */
  private static Value mirrored(CallSite call, Value x, int axis, Width width, String mode) {
    Arithmetic a = new Arithmetic(call);
    Dim n = x.shape().dim(axis);
    Value all = a.places(width.before.plus(n).plus(width.after));
    Value from = a.subtract(all, a.size(width.before));
    Value places =
        switch (mode) {
          case "edge" -> a.clamped(from, n.minus(1));
          case "wrap" -> a.apply(new Remainder(), from, a.size(n));
          case "symmetric" -> {
            Value i = a.apply(new Remainder(), from, a.size(n.times(2)));
            yield a.minimum(i, a.subtract(a.size(n.times(2).minus(1)), i));
          }
          default -> {
            Value period = a.maximum(a.size(n.minus(1).times(2)), a.size(Dim.ONE));
            Value i = a.apply(new Remainder(), from, period);
            yield a.minimum(i, a.subtract(period, i));
          }
        };
    return a.take(x, places, axis);
  }
}

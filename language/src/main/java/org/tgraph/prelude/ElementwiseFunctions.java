package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.CopySign;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.LeftShift;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.pointwise.RightShift;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** The elementwise operations as functions, under their own names, and what is made of them. */
final class ElementwiseFunctions {
  /** Operations that have another name or another way to be written, or are for derivatives. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "cast",
          "select",
          "left_shift",
          "logaddexp_slope",
          "right_shift",
          "maximum",
          "minimum",
          "multiply_no_nan",
          "round",
          "stop_gradient");

  static final List<Builtin> ALL = all();

  private ElementwiseFunctions() {}

  private static List<Builtin> all() {
    List<Builtin> all = new ArrayList<>();
    for (Op op : PointwiseOps.ALL) {
      if (!OTHERWISE.contains(op.name())) {
        all.add(of(op));
      }
    }
    all.add(Decimals.ROUND);
    all.add(extreme("maximum", "larger", new Maximum()));
    all.add(extreme("minimum", "smaller", new Minimum()));
    all.add(shift("bitwise_left_shift", "higher: `x << y`", new LeftShift()));
    all.add(shift("bitwise_right_shift", "lower: `x >> y`", new RightShift()));
    all.add(
        Builtin.of(
            "clip(x, min=none, max=none)",
            "The nearest number from `min` to `max`, element by element.",
            ElementwiseFunctions::clip));
    all.add(
        Builtin.of(
            "positive(x)",
            "The number itself: `+x`.",
            call -> tensor(call.tensor("x", Kind.NUMERIC))));
    all.add(
        Builtin.of(
            "signbit(x)",
            "Whether the sign is minus, also that of `-0.0`.",
            call -> {
              Value x = call.tensor("x", Kind.FLOAT);
              Value sign = call.emit(new CopySign(), call.fill(1, x), x);
              return tensor(call.emit(new Less(), sign, call.fill(0, x)));
            }));
    all.add(
        Builtin.of(
            "square(x)",
            "`x * x`.",
            call -> {
              Value x = call.tensor("x", Kind.NUMERIC);
              return tensor(Formula.square(call.b(), x));
            }));
    all.add(
        Builtin.of(
            "reciprocal(x)",
            "`1 / x`.",
            call -> {
              Value x = call.tensor("x", Kind.FLOATING);
              Value one = call.fill(1, x);
              return tensor(Formula.divide(call.b(), one, x));
            }));
    all.add(
        Builtin.of(
            "astype(x, dtype)",
            "Converts to an element type: `f32(x)`.",
            call -> call.convert("x", call.element("dtype", DType.F64))));
    return all;
  }

  private static Val tensor(Value value) {
    return new Val.Tensor(value);
  }

  private static Builtin of(Op op) {
    String[] names =
        op.signature().params().stream().map(Signature.Slot::name).toArray(String[]::new);
    return Builtin.of(
        op.name() + "(" + String.join(", ", names) + ")",
        "Element by element: `" + op.signature() + "`.",
        call -> call.elementwise(op, names));
  }

  private static Builtin shift(String name, String doc, Op op) {
    return Builtin.of(
        name + "(x, y)",
        "The bits of `x`, `y` places " + doc + ".",
        call -> call.elementwise(op, "x", "y"));
  }

  /** Of sizes, a size. */
  private static Builtin extreme(String name, String which, Op op) {
    return Builtin.of(
        name + "(x, y)",
        "The %s of two, element by element; `nan` if one is. Of sizes it is a size."
            .formatted(which),
        call -> {
          Optional<Dim> x = call.size(call.val("x"));
          Optional<Dim> y = call.size(call.val("y"));
          boolean isSize = call.val("x") instanceof Val.Known || call.val("y") instanceof Val.Known;
          if (x.isPresent() && y.isPresent() && isSize) {
            return new Val.Known(
                op instanceof Maximum ? Dim.max(x.get(), y.get()) : Dim.min(x.get(), y.get()));
          }
          return call.elementwise(op, "x", "y");
        });
  }

  /** As in NumPy: {@code minimum(maximum(x, min), max)}. */
  private static Val clip(CallSite call) {
    List<Operand> operands = new ArrayList<>(List.of(call.operand("x")));
    for (String name : List.of("min", "max")) {
      if (call.has(name)) {
        operands.add(call.operand(name));
      }
    }
    if (operands.size() == 1) {
      throw call.fail(
          Diagnostic.error(Code.TG0207, call.whole(), "`clip` needs `min`, `max` or both.")
              .note("`clip` is `" + call.builtin().signature() + "`"));
    }
    List<Span> spans = operands.stream().map(Operand::span).toList();
    List<Value> values = call.broadcast(call.together(operands, Kind.REAL), spans);
    Value result = values.get(0);
    int next = 1;
    if (call.has("min")) {
      result = call.emit(new Maximum(), result, values.get(next++));
    }
    return tensor(call.has("max") ? call.emit(new Minimum(), result, values.get(next)) : result);
  }
}

package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions that combine the elements along axes. */
final class Reductions {
  private static final String OVER_AXES = "(x, axis=none, keepdims=false)";

  static final List<Builtin> ALL =
      List.of(
          total("sum", "The sum over the axes; of no elements, 0."),
          total("prod", "The product over the axes; of no elements, 1."),
          reduction("max", "The largest element over the axes; `nan` if there is one."),
          reduction("min", "The smallest element over the axes; `nan` if there is one."),
          truth("any", "Whether any element over the axes is true, or not 0."),
          truth("all", "Whether all elements over the axes are true, or not 0."),
          position("argmax", "The position of the largest element, or of the first `nan`."),
          position("argmin", "The position of the smallest element, or of the first `nan`."),
          Builtin.of(
              "count_nonzero" + OVER_AXES,
              "How many elements over the axes are true, or not 0.",
              Reductions::countNonzero),
          Builtin.of(
              "mean" + OVER_AXES,
              "The mean over the axes; of no elements, `nan`.",
              call -> {
                Value x = call.tensor("x", Kind.FLOATING);
                return new Val.Tensor(
                    mean(call, x, call.axes("axis", x), call.flag("keepdims", false)));
              }),
          Builtin.of(
              "var(x, axis=none, keepdims=false, correction=0.0)",
              "The variance over the axes, with divisor `n - correction`.",
              call -> new Val.Tensor(variance(call))),
          Builtin.of(
              "std(x, axis=none, keepdims=false, correction=0.0)",
              "The standard deviation over the axes, with divisor `n - correction`.",
              call -> {
                Value variance = variance(call);
                return new Val.Tensor(Formula.rootOfSum(call.b(), variance));
              }));

  private Reductions() {}

  private static Builtin reduction(String name, String doc) {
    Reduction op = (Reduction) Ops.named(name);
    return Builtin.of(
        name + OVER_AXES,
        doc,
        call -> {
          Value x = call.tensor("x", op.kind());
          rejectTwoNumbers(call, x);
          List<Integer> axes = call.axes("axis", x);
          return new Val.Tensor(reduce(call, op.over(axes), x, call.flag("keepdims", false)));
        });
  }

  /** {@code min(n, 3)}: in Python the smaller of two numbers. */
  private static void rejectTwoNumbers(CallSite call, Value x) {
    if (x.rank() == 0 && call.has("axis") && call.isTensor(call.val("axis"))) {
      String elementwise = call.builtin().name() + "imum";
      throw call.fail(
          Diagnostic.error(
                  Code.TG0304,
                  call.span("axis"),
                  "The second argument of %s is an axis, but the first has none."
                      .formatted(call.called()))
              .label(call.span("x"), "this is `" + x.type() + "`")
              .note("`" + elementwise + "(a, b)` is that of two numbers, or of each two elements.")
              .fix(Fix.replace("write `" + elementwise + "`", call.at(), elementwise)));
    }
  }

  private static Builtin total(String name, String doc) {
    Reduction op = (Reduction) Ops.named(name);
    return Builtin.of(
        name + "(x, axis=none, keepdims=false, dtype=none)",
        doc
            + " Small whole numbers are added as `i64` or `u64`."
                .replace("added", name.equals("sum") ? "added" : "multiplied"),
        call -> {
          Value x = totalled(call);
          List<Integer> axes = call.axes("axis", x);
          return new Val.Tensor(reduce(call, op.over(axes), x, call.flag("keepdims", false)));
        });
  }

  /** The argument {@code x} with the element type in which it is added up. */
  static Value totalled(CallSite call) {
    if (!call.has("dtype")) {
      Value x = call.tensor("x", Kind.NUMERIC);
      return call.cast(x, wide(call, x.type().element()));
    }
    Value x = call.tensor("x");
    Element element = call.element("dtype", DType.F64);
    if (!element.isIn(Kind.NUMERIC)) {
      throw call.fail(
          Code.TG0401, call.span("dtype"), call.called() + " needs numbers, not `bool`.");
    }
    return call.apply(new Cast(element), List.of(x), List.of(call.span("x")));
  }

  /** The array API standard: the default type of integers, or the wider one that it is already. */
  private static Element wide(CallSite call, Element element) {
    if (element instanceof DType type) {
      return !type.isInt() ? type : type.isUnsigned() ? DType.U64 : DType.I64;
    }
    if (!element.kind().holds(Kind.INT)) {
      return element;
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0402,
                call.at(),
                "The %s of `%s` need not be `%s`."
                    .formatted(call.builtin().name(), element, element))
            .note("Small whole numbers become `i64` or `u64`, so that they do not wrap around.");
    Span whole = call.whole();
    if (whole.text().endsWith(")")) {
      Span close = whole.source().span(whole.end() - 1, whole.end() - 1);
      d = d.fix(Fix.replace("add `dtype=" + element + "`", close, ", dtype=" + element));
    }
    throw call.fail(d);
  }

  private static Builtin truth(String name, String doc) {
    Reduction op = (Reduction) Ops.named(name);
    return Builtin.of(
        name + OVER_AXES,
        doc,
        call -> {
          Value x = call.cast(call.tensor("x"), DType.BOOL);
          List<Integer> axes = call.axes("axis", x);
          return new Val.Tensor(reduce(call, op.over(axes), x, call.flag("keepdims", false)));
        });
  }

  private static Builtin position(String name, String doc) {
    Reduction op = (Reduction) Ops.named(name);
    return Builtin.of(
        name + OVER_AXES,
        doc + " Without an axis, counted through all elements in their order.",
        call -> {
          Value x = call.tensor("x", Kind.REAL);
          boolean keepdims = call.flag("keepdims", false);
          if (call.has("axis")) {
            int axis = call.axis("axis", x, 0);
            return new Val.Tensor(reduce(call, op.over(List.of(axis)), x, keepdims));
          }
          Value flat = call.reshape(x, Shape.of(x.shape().size()));
          Value at = call.apply(op.over(List.of(0)), List.of(flat), List.of(call.span("x")));
          return new Val.Tensor(keepdims ? call.reshape(at, ones(x)) : at);
        });
  }

  private static Shape ones(Value x) {
    return new Shape(x.shape().dims().stream().map(d -> Dim.ONE).toList());
  }

  private static Val countNonzero(CallSite call) {
    Value x = call.cast(call.tensor("x"), DType.BOOL);
    List<Integer> axes = call.axes("axis", x);
    Value ones = call.cast(x, DType.I64);
    return new Val.Tensor(reduce(call, new Sum(axes), ones, call.flag("keepdims", false)));
  }

  /** The result of a reduction of the argument {@code x}, or of what was made of it. */
  static Value reduce(CallSite call, Reduction op, Value x, boolean keepdims) {
    Value result = call.apply(op, List.of(x), List.of(call.span("x")));
    return keepdims ? call.reshape(result, kept(x, op.axes())) : result;
  }

  private static Shape kept(Value x, List<Integer> axes) {
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      dims.add(axes.contains(axis) ? Dim.ONE : x.shape().dim(axis));
    }
    return new Shape(dims);
  }

  static Value mean(CallSite call, Value x, List<Integer> axes, boolean keepdims) {
    Value sum = reduce(call, new Sum(axes), x, keepdims);
    Value count = count(call, x, axes);
    return Formula.divide(call.b(), sum, Broadcast.to(call.b(), count, sum.shape()));
  }

  /** How many elements there are along the axes, as a scalar of the element type of {@code x}. */
  private static Value count(CallSite call, Value x, List<Integer> axes) {
    Dim count = Dim.ONE;
    for (int axis : axes) {
      count = count.times(x.shape().dim(axis));
    }
    return call.number(count, x.type().element());
  }

  /** In two passes: the mean, then the squares of the differences from it. */
  private static Value variance(CallSite call) {
    Value x = call.tensor("x", Kind.FLOAT);
    List<Integer> axes = call.axes("axis", x);
    Value correction = call.scalar("correction", 0, x.type().element());
    Value mean = mean(call, x, axes, true);
    Value deviation = Formula.subtract(call.b(), x, Broadcast.to(call.b(), mean, x.shape()));
    Value squares = Formula.square(call.b(), deviation);
    Value sum = reduce(call, new Sum(axes), squares, call.flag("keepdims", false));
    Value rest = Formula.subtract(call.b(), count(call, x, axes), correction);
    Value divisor = call.emit(new Maximum(), rest, call.fill(0, rest));
    return Formula.divide(call.b(), sum, Broadcast.to(call.b(), divisor, sum.shape()));
  }
}

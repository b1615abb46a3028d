package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.reduce.All;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Weighted means, ranges, and reductions that leave out {@code nan}, as NumPy has them. */
final class Averages {
  private static final String OVER_AXES = "(x, axis=none, keepdims=false)";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "average(x, axis=none, weights=none, keepdims=false)",
              "The weighted mean over the axes; the weights have the shape of `x`, or are a vector"
                  + " along one axis.",
              Averages::average),
          Builtin.of(
              "ptp" + OVER_AXES,
              "The largest element over the axes less the smallest.",
              call -> {
                Value x = call.tensor("x", Kind.REAL);
                List<Integer> axes = call.axes("axis", x);
                boolean keep = call.flag("keepdims", false);
                return new Val.Tensor(
                    Formula.subtract(
                        call.b(),
                        Reductions.reduce(call, new Max(axes), x, keep),
                        Reductions.reduce(call, new Min(axes), x, keep)));
              }),
          Builtin.of(
              "nansum" + OVER_AXES,
              "The sum over the axes of what is not `nan`.",
              call -> new Val.Tensor(Numbers.of(call).sum(0))),
          Builtin.of(
              "nanprod" + OVER_AXES,
              "The product over the axes of what is not `nan`.",
              call -> {
                Numbers n = Numbers.of(call);
                return new Val.Tensor(n.reduce(new Prod(n.axes), n.with(1)));
              }),
          Builtin.of(
              "nanmax" + OVER_AXES,
              "The largest element over the axes that is not `nan`; `nan` if there is none.",
              call -> {
                Numbers n = Numbers.of(call);
                Value least = n.with(Double.NEGATIVE_INFINITY);
                return new Val.Tensor(n.orNan(n.reduce(new Max(n.axes), least)));
              }),
          Builtin.of(
              "nanmin" + OVER_AXES,
              "The smallest element over the axes that is not `nan`; `nan` if there is none.",
              call -> {
                Numbers n = Numbers.of(call);
                Value greatest = n.with(Double.POSITIVE_INFINITY);
                return new Val.Tensor(n.orNan(n.reduce(new Min(n.axes), greatest)));
              }),
          Builtin.of(
              "nanmean" + OVER_AXES,
              "The mean over the axes of what is not `nan`.",
              call -> {
                Numbers n = Numbers.of(call);
                return new Val.Tensor(new Arithmetic(call).divide(n.sum(0), n.count(n.keep)));
              }),
          Builtin.of(
              "nanvar(x, axis=none, keepdims=false, correction=0.0)",
              "The variance over the axes of what is not `nan`, with divisor `n - correction`.",
              call -> new Val.Tensor(variance(call))),
          Builtin.of(
              "nanstd(x, axis=none, keepdims=false, correction=0.0)",
              "The standard deviation over the axes of what is not `nan`.",
              call -> new Val.Tensor(Formula.sqrt(call.b(), variance(call)))));

  private Averages() {}

  private static Val average(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    boolean keep = call.flag("keepdims", false);
    if (!call.has("weights")) {
      Value x = call.tensor("x", Kind.FLOATING);
      return new Val.Tensor(Reductions.mean(call, x, call.axes("axis", x), keep));
    }
    List<Value> both = call.together(Kind.FLOATING, "x", "weights");
    Value x = both.get(0);
    Value weights = both.get(1);
    List<Integer> axes = call.axes("axis", x);
    if (weights.rank() == 1 && x.rank() != 1) {
      if (axes.size() != 1) {
        throw call.fail(
            Diagnostic.error(
                    Code.TG0207,
                    call.whole(),
                    "`average` needs one `axis` that the weights belong to.")
                .label(call.span("weights"), "this has 1 axis")
                .label(call.span("x"), "this has " + x.rank()));
      }
      int axis = axes.get(0);
      Requirements.sameSize(
          call,
          "There must be as many weights as elements along the axis",
          "weights",
          weights.shape().dim(0),
          "x",
          x.shape().dim(axis));
      Value same = call.coerce(weights, Shape.of(x.shape().dim(axis)));
      weights = call.emit(new Broadcast(x.shape(), List.of(axis)), same);
    } else {
      Requirements.sameShape(call, "weights", weights, "x", x);
      weights = call.coerce(weights, x.shape());
    }
    Value sum = Reductions.reduce(call, new Sum(axes), a.multiply(x, weights), keep);
    return new Val.Tensor(a.divide(sum, Reductions.reduce(call, new Sum(axes), weights, keep)));
  }

  private static Value variance(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    Numbers n = Numbers.of(call);
    Value filled = n.with(0);
    Value sum = Reductions.reduce(call, new Sum(n.axes), filled, true);
    Value mean = a.divide(sum, n.count(true));
    Value deviation = a.subtract(n.x, Broadcast.to(call.b(), mean, n.x.shape()));
    Value squares = Formula.square(call.b(), deviation);
    Value counted = a.select(n.isNumber, squares, a.whole(0, squares));
    Value total = n.reduce(new Sum(n.axes), counted);
    Value count = n.count(n.keep);
    Value rest = a.subtract(count, call.scalar("correction", 0, n.x.type().element()));
    Value isEnough = a.less(a.whole(0, rest), rest);
    Value divided = a.divide(total, rest);
    Value nan = Broadcast.to(call.b(), a.real(Double.NaN, rest), rest.shape());
    return a.select(isEnough, divided, nan);
  }

  /** The elements that are not {@code nan}, and the axes that are reduced. */
  private record Numbers(CallSite call, Value x, Value isNumber, List<Integer> axes, boolean keep) {
    static Numbers of(CallSite call) {
      Value x = call.tensor("x", Kind.FLOAT);
      Value isNumber = call.emit(new BitwiseInvert(), call.emit(new IsNan(), x));
      return new Numbers(call, x, isNumber, call.axes("axis", x), call.flag("keepdims", false));
    }

    /** All elements, with another number in place of {@code nan}. */
    Value with(double number) {
      Arithmetic a = new Arithmetic(call);
      return a.select(isNumber, x, a.real(number, x));
    }

    Value reduce(Reduction op, Value values) {
      return Reductions.reduce(call, op, values, keep);
    }

    Value sum(double number) {
      return reduce(new Sum(axes), with(number));
    }

    Value count(boolean keepdims) {
      Value ones = call.cast(isNumber, x.type().element());
      return Reductions.reduce(call, new Sum(axes), ones, keepdims);
    }

    /** {@code nan} where there is no number. */
    Value orNan(Value result) {
      Arithmetic a = new Arithmetic(call);
      Value isNan = call.emit(new IsNan(), x);
      Value none = Reductions.reduce(call, new All(axes), isNan, keep);
      Value nan = Broadcast.to(call.b(), a.real(Double.NaN, result), result.shape());
      return a.select(none, nan, result);
    }
  }
}

package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.BitwiseXor;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.reduce.All;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Functions on truth values, and those that compare tensors. */
final class Logic {
  static final List<Builtin> ALL =
      List.of(
          logical("logical_and", "Whether both are true: `x and y`.", new BitwiseAnd()),
          logical("logical_or", "Whether at least one is true: `x or y`.", new BitwiseOr()),
          logical("logical_xor", "Whether exactly one is true.", new BitwiseXor()),
          Builtin.of(
              "logical_not(x)",
              "Whether it is false: `not x`.",
              call -> call.elementwise(new BitwiseInvert(), Kind.BOOL, "x")),
          Builtin.of(
              "where(condition, x, y)",
              "Element by element, `x` where the condition is true and `y` where it is false.",
              call -> call.elementwise(new Select(), "condition", "x", "y")),
          Builtin.of(
              "isclose(x, y, rtol=1e-5, atol=1e-8, equal_nan=false)",
              "Whether `abs(x - y) <= atol + rtol * abs(y)`, element by element.",
              call -> new Val.Tensor(isClose(call))),
          Builtin.of(
              "allclose(x, y, rtol=1e-5, atol=1e-8, equal_nan=false)",
              "Whether `abs(x - y) <= atol + rtol * abs(y)` for all elements.",
              call -> new Val.Tensor(all(call, isClose(call)))),
          Builtin.of(
              "array_equal(x, y, equal_nan=false)",
              "Whether all elements are equal, of tensors of one shape.",
              Logic::arrayEqual));

  private Logic() {}

  private static Builtin logical(String name, String doc, Op op) {
    return Builtin.of(name + "(x, y)", doc, call -> call.elementwise(op, Kind.BOOL, "x", "y"));
  }

  private static Value all(CallSite call, Value x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      axes.add(axis);
    }
    return call.emit(new All(axes), x);
  }

  /** As NumPy's: infinities are close if they are equal, and nothing is close to {@code nan}. */
  private static Value isClose(CallSite call) {
    List<Value> both = call.together(Kind.ANY, "x", "y");
    both = call.broadcast(both, List.of(call.span("x"), call.span("y")));
    Element element = both.get(0).type().element();
    if (!element.isIn(Kind.FLOATING)) {
      both = both.stream().map(v -> call.cast(v, DType.F64)).toList();
    }
    Value x = both.get(0);
    Value y = both.get(1);
    Value size = call.emit(new Abs(), y);
    Value atol = scalar(call, "atol", 1e-8, size);
    Value rtol = scalar(call, "rtol", 1e-5, size);
    GraphBuilder b = call.b();
    Value distance = b.one(new Abs(), Formula.subtract(b, x, y));
    Value bound = Formula.add(b, atol, Formula.multiply(b, rtol, size));
    Value near = b.one(new LessEqual(), distance, bound);
    Value finite = b.one(new BitwiseAnd(), b.one(new IsFinite(), x), b.one(new IsFinite(), y));
    Value close = b.one(new Select(), finite, near, b.one(new Equal(), x, y));
    return call.flag("equal_nan", false) ? orBothNan(b, close, x, y) : close;
  }

  private static Value scalar(CallSite call, String name, double otherwise, Value like) {
    Value scalar = call.scalar(name, otherwise, like.type().element());
    return Broadcast.to(call.b(), scalar, like.shape());
  }

  private static Value orBothNan(GraphBuilder b, Value equal, Value x, Value y) {
    Value nan = b.one(new BitwiseAnd(), b.one(new IsNan(), x), b.one(new IsNan(), y));
    return b.one(new BitwiseOr(), equal, nan);
  }

  private static Val arrayEqual(CallSite call) {
    List<Value> both = call.together(Kind.ANY, "x", "y");
    Shape shape = both.get(0).shape();
    Shape other = both.get(1).shape();
    boolean same = shape.rank() == other.rank();
    for (int axis = 0; same && axis < shape.rank(); axis++) {
      same = call.c().isEqual(shape.dim(axis), other.dim(axis)) == Truth.YES;
    }
    if (!same) {
      throw call.fail(
          Diagnostic.error(Code.TG0301, call.at(), "`array_equal` compares tensors of one shape.")
              .label(call.span("x"), "this has shape `" + call.c().text(shape) + "`")
              .label(call.span("y"), "this has shape `" + call.c().text(other) + "`"));
    }
    Value x = both.get(0);
    Value y = call.coerce(both.get(1), shape);
    Value equal = call.emit(new Equal(), x, y);
    boolean nans = call.flag("equal_nan", false) && x.type().element().isIn(Kind.NUMERIC);
    return new Val.Tensor(all(call, nans ? orBothNan(call.b(), equal, x, y) : equal));
  }
}

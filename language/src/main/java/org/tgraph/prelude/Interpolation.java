package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Functions of values that are known at points: between them, their integral and their slope. */
final class Interpolation {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "interp(x, xp, fp, left=none, right=none)",
              "The values at `x` on straight lines through the points `xp`, which rise, and `fp`;"
                  + " outside of them those at the ends, or `left` and `right`.",
              Interpolation::interpolate),
          Builtin.of(
              "trapezoid(y, x=none, dx=1.0, axis=-1)",
              "The integral of the values along the axis by the trapezoidal rule.",
              Interpolation::integrate),
          Builtin.of(
              "gradient(f, spacing=1.0, axis=none)",
              "The slope of the values along an axis, by central differences and at the ends by"
                  + " one-sided ones; along several, a tuple.",
              Interpolation::slopes),
          Builtin.of(
              "polyval(p, x)",
              "The polynomial with the coefficients `p`, that of the highest power first, at `x`.",
              Interpolation::polynomial));

  private Interpolation() {}

  private static Val interpolate(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    List<String> names = new ArrayList<>(List.of("x", "xp", "fp"));
    for (String name : List.of("left", "right")) {
      if (call.has(name)) {
        names.add(name);
      }
    }
    List<Value> all = call.together(Kind.FLOAT, names.toArray(String[]::new));
    Value x = all.get(0);
    Value xp = all.get(1);
    Requirements.rank(call, "xp", xp, 1);
    Requirements.rank(call, "fp", all.get(2), 1);
    Dim n = xp.shape().dim(0);
    Requirements.sameSize(
        call, "There must be as many points as values", "xp", n, "fp", all.get(2).shape().dim(0));
    Value fp = call.coerce(all.get(2), xp.shape());
    Value after = Searching.places(call, xp, x, true);
    Value at = a.clamped(a.subtract(after, a.whole(1, after)), n.minus(2));
    Value next = a.minimum(a.add(at, a.whole(1, at)), a.size(n.minus(1)));
    Value x0 = a.take(xp, at, 0);
    Value x1 = a.take(xp, next, 0);
    Value y0 = a.take(fp, at, 0);
    Value y1 = a.take(fp, next, 0);
    Value width = Formula.nonzero(call.b(), a.subtract(x1, x0));
    Value slope = a.divide(a.subtract(y1, y0), width);
    Value up = a.add(a.multiply(slope, a.subtract(x, x0)), y0);
    Value down = a.add(a.multiply(slope, a.subtract(x, x1)), y1);
    // At a point itself the formula that begins there is exact, so that the slope is right there
    // too; an infinite slope gives nan there, and on one side of the line.
    Value isNext = a.equal(x, x1);
    Value near = a.select(isNext, down, up);
    Value other = a.select(isNext, up, down);
    Value finite = a.select(call.emit(new IsNan(), near), other, near);
    Value point = a.select(isNext, y1, a.select(a.equal(x, x0), y0, finite));
    Value inside = a.select(call.emit(new IsNan(), finite), point, finite);
    Value first = a.take(xp, a.size(Dim.ZERO), 0);
    Value last = a.take(xp, a.size(n.minus(1)), 0);
    Value end = a.take(fp, a.size(n.minus(1)), 0);
    Value left = end(call, all, names, "left", a.take(fp, a.size(Dim.ZERO), 0));
    Value right = end(call, all, names, "right", end);
    Value notRight = a.select(a.less(last, x), repeated(call, right, x), inside);
    return new Val.Tensor(a.select(a.less(x, first), repeated(call, left, x), notRight));
  }

  private static Value end(
      CallSite call, List<Value> all, List<String> names, String name, Value otherwise) {
    if (!call.has(name)) {
      return otherwise;
    }
    Value given = all.get(names.indexOf(name));
    Requirements.rank(call, name, given, 0);
    return given;
  }

  private static Value repeated(CallSite call, Value scalar, Value like) {
    return Broadcast.to(call.b(), scalar, like.shape());
  }

  private static Val integrate(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    List<Value> both =
        call.has("x")
            ? call.together(Kind.FLOATING, "y", "x")
            : List.of(call.tensor("y", Kind.FLOATING));
    Value y = both.get(0);
    call.needLastAxes("y", y, 1);
    int axis = call.axis("axis", y, y.rank() - 1);
    Dim count = Dim.max(Dim.ZERO, y.shape().dim(axis).minus(1));
    Value sums = a.add(later(a, y, axis, count), a.slice(y, axis, Dim.ZERO, count));
    Value half = a.divide(sums, a.whole(2, y));
    Value width;
    if (call.has("x")) {
      Value x = both.get(1);
      if (x.rank() == 1 && y.rank() > 1) {
        Requirements.sameSize(
            call,
            "There must be as many points as values",
            "x",
            x.shape().dim(0),
            "y",
            y.shape().dim(axis));
        Value same = call.coerce(x, Shape.of(y.shape().dim(axis)));
        x = call.emit(new Broadcast(y.shape(), List.of(axis)), same);
      } else {
        Requirements.sameShape(call, "x", x, "y", y);
        x = call.coerce(x, y.shape());
      }
      width = a.subtract(later(a, x, axis, count), a.slice(x, axis, Dim.ZERO, count));
    } else {
      width = call.scalar("dx", 1, y.type().element());
    }
    return new Val.Tensor(a.sum(a.multiply(half, width), axis));
  }

  /** Without the first slice along the axis, of {@code count + 1} or none. */
  private static Value later(Arithmetic a, Value x, int axis, Dim count) {
    return a.slice(x, axis, Dim.min(Dim.ONE, x.shape().dim(axis)), count);
  }

  private static Val slopes(CallSite call) {
    Value f = call.tensor("f", Kind.FLOATING);
    if (!call.has("axis") && f.shape().hasPack()) {
      throw call.fail(
          Code.TG0314, call.at(), "`gradient` needs `axis` where a pack stands for any axes.");
    }
    List<Integer> axes =
        call.has("axis") ? call.axesInOrder("axis", f.shape()) : call.axes("axis", f);
    List<Val> results = new ArrayList<>();
    for (int axis : axes) {
      results.add(new Val.Tensor(slope(call, f, axis)));
    }
    if (results.isEmpty()) {
      throw call.fail(Code.TG0303, call.span("f"), "A scalar has no axis to have a slope along.");
    }
    return results.size() == 1 ? results.get(0) : new Val.Tuple(results);
  }

  private static Value slope(CallSite call, Value f, int axis) {
    Arithmetic a = new Arithmetic(call);
    Dim n = f.shape().dim(axis);
    if (call.known(n).isAtLeast(2) == Truth.NO) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0305, call.span("f"), "A slope needs at least 2 elements along the axis.")
              .note("It is `" + call.c().text(f.type()) + "`, and the axis " + axis + "."));
    }
    Value at = a.places(n);
    Value before = a.maximum(a.subtract(at, a.whole(1, at)), a.whole(0, at));
    Value after = a.minimum(a.add(at, a.whole(1, at)), a.size(n.minus(1)));
    Value rise = a.subtract(a.take(f, after, axis), a.take(f, before, axis));
    Value steps = call.cast(a.subtract(after, before), f.type().element());
    Value run = a.multiply(steps, call.scalar("spacing", 1, f.type().element()));
    return a.divide(rise, call.emit(new Broadcast(f.shape(), List.of(axis)), run));
  }

  /** Horner's method. */
  private static Val polynomial(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    List<Value> both = call.together(Kind.NUMERIC, "p", "x");
    Value p = both.get(0);
    Value x = both.get(1);
    Requirements.rank(call, "p", p, 1);
    Dim count = call.known(p.shape().dim(0));
    if (count.constant().isEmpty()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0309,
                  call.span("p"),
                  "The number of coefficients must be known, but this has `"
                      + call.c().text(p.shape().dim(0))
                      + "`.")
              .note("`scan` goes along an axis of any size."));
    }
    Value fitted = call.coerce(p, Shape.of(count));
    Value result = call.fill(0, x);
    for (long i = 0; i < count.value(); i++) {
      Value coefficient = a.take(fitted, a.whole(i, DType.I64), 0);
      result = a.add(a.multiply(result, x), coefficient);
    }
    return new Val.Tensor(result);
  }
}

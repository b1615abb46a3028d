package org.tgraph.prelude;

import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** How many elements are in each of several bins. */
final class Histograms {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "histogram(x, bins=10, range=none, weights=none, density=false)",
              "How many elements are in each bin, and the edges: `(counts, edges)`. `bins` is a number"
                  + " of equal bins, in `range=(low, high)` or over all elements, or a vector of"
                  + " rising edges; an element on an edge is above it, on the last one below.",
              Histograms::histogram),
          Builtin.of(
              "bincount(x, length, weights=none)",
              "How often each whole number from 0 up to `length`, without it, is in `x`; or the sums"
                  + " of the weights.",
              Histograms::bincount));

  private Histograms() {}

  private static Val histogram(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    Value x = call.tensor("x", Kind.REAL);
    if (x.type().element() instanceof DType type && type.isInt()) {
      x = call.cast(x, DType.F64);
    }
    Optional<Value> weights = weights(call, x);
    Value flat = a.flat(x);
    Value edges;
    if (!call.has("bins") || call.size(call.val("bins")).isPresent()) {
      Dim bins = call.has("bins") ? call.size("bins") : Dim.of(10);
      edges = edges(call, flat, Requirements.atLeast(call, "bins", bins, 1));
    } else {
      if (call.has("range")) {
        throw call.fail(
            Code.TG0411, call.span("range"), "`range` is only for a number of equal bins.");
      }
      List<Value> both =
          call.together(
              List.of(new Operand(new Val.Tensor(flat), call.span("x")), call.operand("bins")),
              Kind.FLOAT);
      flat = both.get(0);
      edges = both.get(1);
      Requirements.rank(call, "bins", edges, 1);
    }
    Value counts = counts(call, flat, edges, weights);
    if (call.flag("density", false)) {
      Dim bins = counts.shape().dim(0);
      Value above = a.slice(edges, 0, Dim.ONE, bins);
      Value widths = a.subtract(above, a.slice(edges, 0, Dim.ZERO, bins));
      Value each = call.cast(counts, edges.type().element());
      counts = a.divide(a.divide(each, widths), a.sum(each, 0));
    }
    return new Val.Tuple(List.of(new Val.Tensor(counts), new Val.Tensor(edges)));
  }

  /** The weights in the order of the flat elements. */
  private static Optional<Value> weights(CallSite call, Value x) {
    if (!call.has("weights")) {
      return Optional.empty();
    }
    Value weights = call.tensor("weights", Kind.REAL);
    Requirements.sameShape(call, "weights", weights, "x", x);
    return Optional.of(new Arithmetic(call).flat(call.coerce(weights, x.shape())));
  }

  /** {@code bins + 1} edges at equal distances. */
  private static Value edges(CallSite call, Value flat, Dim bins) {
    Arithmetic a = new Arithmetic(call);
    Value low;
    Value high;
    if (call.has("range")) {
      List<Operand> parts = call.list("range");
      if (parts.size() != 2) {
        throw call.fail(
            Code.TG0411, call.span("range"), "`range` of `histogram` must be `(low, high)`.");
      }
      low = call.scalar(parts.get(0), "range", flat.type().element());
      high = call.scalar(parts.get(1), "range", flat.type().element());
    } else {
      low = call.emit(new Min(List.of(0)), a.concat(0, flat, end(call, flat, 1)));
      high = call.emit(new Max(List.of(0)), a.concat(0, flat, end(call, flat, -1)));
      Value isEmpty = a.less(high, low);
      low = a.select(isEmpty, a.whole(0, flat), low);
      high = a.select(isEmpty, a.whole(1, flat), high);
    }
    Value isPoint = a.equal(low, high);
    Value half = a.real(0.5, flat);
    Value from = a.select(isPoint, a.subtract(low, half), low);
    Value to = a.select(isPoint, a.add(high, half), high);
    Value step = a.divide(a.subtract(to, from), call.number(bins, flat.type().element()));
    Value places = call.cast(a.places(bins), flat.type().element());
    Value lower = a.add(a.multiply(places, step), from);
    return a.concat(0, lower, call.reshape(to, Shape.of(Dim.ONE)));
  }

  private static Value end(CallSite call, Value like, int sign) {
    Value end = new Arithmetic(call).real(sign * Double.POSITIVE_INFINITY, like);
    return call.reshape(end, Shape.of(Dim.ONE));
  }

  private static Value counts(CallSite call, Value x, Value edges, Optional<Value> weights) {
    Arithmetic a = new Arithmetic(call);
    Dim count = edges.shape().dim(0).minus(1);
    Value last = a.take(edges, a.size(count), 0);
    Value first = a.take(edges, a.size(Dim.ZERO), 0);
    Value isIn =
        call.emit(new BitwiseAnd(), a.apply(new GreaterEqual(), x, first), a.lessEqual(x, last));
    Value after = Searching.places(call, edges, x, true);
    Value bin = a.clamped(a.subtract(after, a.whole(1, after)), count.minus(1));
    Value weight = weights.orElseGet(() -> call.fill(1, bin));
    Value counted = a.select(isIn, weight, a.whole(0, weight));
    return call.emit(new ScatterAdd(0, 1, Shape.of(count)), counted, bin);
  }

  private static Val bincount(CallSite call) {
    Value x = call.tensor("x", Kind.INT);
    Requirements.rank(call, "x", x, 1);
    Dim length = Requirements.atLeast(call, "length", call.size("length"), 0);
    Value places = Segments.places(call, "x", x);
    Value weight = weights(call, x).orElseGet(() -> call.fill(1, places));
    return new Val.Tensor(call.emit(new ScatterAdd(0, 1, Shape.of(length)), weight, places));
  }
}

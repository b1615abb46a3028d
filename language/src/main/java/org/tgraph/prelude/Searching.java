package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.op.sort.Sort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions that find the places of values in other values. */
final class Searching {
  private static final List<String> SIDES = List.of("left", "right");

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "searchsorted(x1, x2, side=\"left\", sorter=none)",
              "Where each of `x2` belongs in the sorted vector `x1`: before equal elements, or with"
                  + " `side=\"right\"` after them.",
              call -> {
                List<Value> both = call.together(Kind.REAL, "x1", "x2");
                boolean right = Requirements.option(call, "side", "left", SIDES).equals("right");
                Requirements.rank(call, "x1", both.get(0), 1);
                Value sorted = both.get(0);
                if (call.has("sorter")) {
                  Value sorter = call.tensor("sorter", Kind.INT);
                  Requirements.rank(call, "sorter", sorter, 1);
                  sorted = call.emit(new Gather(0, 1), sorted, sorter);
                }
                return new Val.Tensor(places(call, sorted, both.get(1), right));
              }),
          Builtin.of(
              "digitize(x, bins, right=false)",
              "The number of the bin that each element is in, 0 and the number of edges being"
                  + " outside; an element on an edge is above it, or with `right=true` below.",
              Searching::digitize),
          Builtin.of(
              "isin(x, test_elements, invert=false)",
              "Whether each element is one of others; `nan` is none of them.",
              Searching::isIn));

  private Searching() {}

  /**
   * How many elements of the sorted vector are before each of {@code x}, or with {@code right} are
   * not after it: both are merged by one stable sort, of {@code O(log (n + m))} steps for each.
   */
  static Value places(CallSite call, Value sorted, Value x, boolean right) {
    Arithmetic a = new Arithmetic(call);
    Value flat = a.flat(x);
    Dim n = sorted.shape().dim(0);
    Dim m = flat.shape().dim(0);
    Value merged = right ? a.concat(0, sorted, flat) : a.concat(0, flat, sorted);
    Value order = call.emit(new ArgSort(0, false), merged);
    Value isSorted =
        right ? a.less(order, a.size(n)) : a.apply(new GreaterEqual(), order, a.size(m));
    Value before = call.emit(new CumSum(0, false, false), call.cast(isSorted, DType.I64));
    Value places = call.emit(new ScatterAdd(0, 1, Shape.of(n.plus(m))), before, order);
    return call.reshape(a.slice(places, 0, right ? n : Dim.ZERO, m), x.shape());
  }

  /** Bins may also fall: then their edges are searched from the other end. */
  private static Val digitize(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    List<Value> both = call.together(Kind.REAL, "x", "bins");
    Value x = both.get(0);
    Value bins = both.get(1);
    Requirements.rank(call, "bins", bins, 1);
    Dim n = bins.shape().dim(0);
    boolean right = call.flag("right", false);
    Value rising = places(call, bins, x, !right);
    Value backwards = call.emit(new Flip(List.of(0)), bins);
    Value falling = a.subtract(a.size(n), places(call, backwards, x, !right));
    Value padded = a.concat(0, bins, call.reshape(a.whole(0, bins), Shape.of(Dim.ONE)));
    Value first = a.take(padded, a.size(Dim.ZERO), 0);
    Value last = a.take(padded, a.clamped(a.size(n.minus(1)), n), 0);
    return new Val.Tensor(a.select(a.less(last, first), falling, rising));
  }

  private static Val isIn(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    List<Value> both = call.together(Kind.ANY, "x", "test_elements");
    Value x = both.get(0);
    Value sorted = call.emit(new Sort(0, false), a.flat(both.get(1)));
    Value isThere = a.less(places(call, sorted, x, false), places(call, sorted, x, true));
    Value isNumber = call.emit(new Equal(), x, x);
    Value isIn = call.emit(new BitwiseAnd(), isThere, isNumber);
    return new Val.Tensor(call.flag("invert", false) ? call.emit(new BitwiseInvert(), isIn) : isIn);
  }
}

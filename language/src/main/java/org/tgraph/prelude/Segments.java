package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Require;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Reductions of the rows of a tensor that belong together: row {@code i} to the segment {@code
 * segment_ids[i]}. As JAX has them, but that an id out of range is an error.
 */
final class Segments {
  private static final String PARAMETERS = "(data, segment_ids, num_segments)";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "segment_sum" + PARAMETERS,
              "For each of `num_segments` numbers, the sum of the rows that have it in"
                  + " `segment_ids`; of none, 0.",
              call -> {
                Rows rows = Rows.of(call, Kind.NUMERIC);
                return new Val.Tensor(rows.sum(rows.data));
              }),
          Builtin.of(
              "segment_mean" + PARAMETERS,
              "For each of `num_segments` numbers, the mean of the rows that have it in"
                  + " `segment_ids`; of none, `nan`.",
              call -> {
                Rows rows = Rows.of(call, Kind.FLOATING);
                Value ones = call.fill(1, rows.data);
                return new Val.Tensor(
                    new Arithmetic(call).divide(rows.sum(rows.data), rows.sum(ones)));
              }),
          Builtin.of(
              "segment_max" + PARAMETERS,
              "For each of `num_segments` numbers, the largest elements of the rows that have it in"
                  + " `segment_ids`; of none, the least that the type holds.",
              call -> new Val.Tensor(Rows.of(call, Kind.REAL).extreme(false))),
          Builtin.of(
              "segment_min" + PARAMETERS,
              "For each of `num_segments` numbers, the smallest elements of the rows that have it in"
                  + " `segment_ids`; of none, the greatest that the type holds.",
              call -> new Val.Tensor(Rows.of(call, Kind.REAL).extreme(true))));

  private Segments() {}

  /**
   * Numbers of places as an index, none of which may count from the end.
   *
   * @param name of the parameter
   */
  static Value places(CallSite call, String name, Value numbers) {
    Value places = call.cast(numbers, DType.I64);
    if (numbers.type().element() instanceof DType type && type.isUnsigned()) {
      return places;
    }
    Arithmetic a = new Arithmetic(call);
    Value isPlace = a.lessEqual(a.whole(0, places), places);
    return call.emit(
        new Require("A number of `" + name + "` of " + call.called() + " is negative."),
        places,
        isPlace);
  }

  private record Rows(CallSite call, Value data, Value ids, Dim count) {
    static Rows of(CallSite call, Kind kind) {
      Value data = call.tensor("data", kind);
      Value ids = call.tensor("segment_ids", Kind.INT);
      Requirements.rank(call, "segment_ids", ids, 1);
      int axis = call.axis(Dim.ZERO, call.span("data"), data.shape());
      Dim rows = data.shape().dim(axis);
      Dim numbers = ids.shape().dim(0);
      Requirements.sameSize(
          call, "There must be as many rows as numbers", "data", rows, "segment_ids", numbers);
      Dim count = Requirements.atLeast(call, "num_segments", call.size("num_segments"), 0);
      Value same = call.coerce(ids, Shape.of(rows));
      return new Rows(call, data, places(call, "segment_ids", same), count);
    }

    Value sum(Value rows) {
      return call.emit(new ScatterAdd(0, 1, Shape.of(count)), rows, ids);
    }

    /**
     * Every column is sorted, then stably by segment: the last of each segment is its largest, or
     * {@code nan}.
     */
    Value extreme(boolean least) {
      Arithmetic a = new Arithmetic(call);
      Dim n = data.shape().dim(0);
      Value byValue = call.emit(new ArgSort(0, least), data);
      Value each = call.emit(new Broadcast(data.shape(), List.of(0)), ids);
      Value bySegment =
          call.emit(new ArgSort(0, false), Gather.alongAxis(call.b(), each, byValue, 0));
      Value order = Gather.alongAxis(call.b(), byValue, bySegment, 0);
      Value sorted = Gather.alongAxis(call.b(), data, order, 0);
      Value none = limit(call, data.type().element(), least);
      Value rest = Broadcast.to(call.b(), none, data.shape().with(0, Dim.ONE));
      Value sizes = sizes(call.fill(1, ids));
      Value ends = call.emit(new CumSum(0, false, false), sizes);
      Value last = a.subtract(ends, a.whole(1, ends));
      Value isEmpty = a.equal(sizes, a.whole(0, sizes));
      Value from = a.select(isEmpty, Broadcast.to(call.b(), a.size(n), last.shape()), last);
      return a.take(a.concat(0, sorted, rest), from, 0);
    }

    private Value sizes(Value ones) {
      return call.emit(new ScatterAdd(0, 1, Shape.of(count)), ones, ids);
    }
  }

  /** The greatest or least number of an element type. */
  static Value limit(CallSite call, Element element, boolean greatest) {
    return call.fill(Limits.of(element, greatest), element, Shape.SCALAR);
  }
}

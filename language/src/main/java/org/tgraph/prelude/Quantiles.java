package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Floor;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.pointwise.Round;
import org.tgraph.op.reduce.Sum;
import org.tgraph.op.sort.Sort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Quantiles: values below which a share of the elements is. As in NumPy, {@code nan} among the
 * elements gives {@code nan}, and so does having none. The methods between two elements are those
 * of Hyndman and Fan, Sample quantiles in statistical packages (1996).
 */
final class Quantiles {
  private static final List<String> METHODS =
      List.of(
          "linear",
          "lower",
          "higher",
          "midpoint",
          "nearest",
          "weibull",
          "hazen",
          "median_unbiased",
          "normal_unbiased");

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "quantile(x, q, axis=none, method=\"linear\", keepdims=false)",
              "The value that a share `q` of the elements over the axes is below; the axes of `q`"
                  + " come first.",
              call -> quantile(call, 1)),
          Builtin.of(
              "percentile(x, q, axis=none, method=\"linear\", keepdims=false)",
              "The value that `q` percent of the elements over the axes are below.",
              call -> quantile(call, 100)),
          Builtin.of(
              "median(x, axis=none, keepdims=false)",
              "The middle element over the axes, or the mean of the two in the middle.",
              Quantiles::median),
          Builtin.of(
              "nanquantile(x, q, axis=none, method=\"linear\", keepdims=false)",
              "`quantile` of the elements that are not `nan`.",
              call -> quantile(call, 1)),
          Builtin.of(
              "nanpercentile(x, q, axis=none, method=\"linear\", keepdims=false)",
              "`percentile` of the elements that are not `nan`.",
              call -> quantile(call, 100)),
          Builtin.of(
              "nanmedian(x, axis=none, keepdims=false)",
              "`median` of the elements that are not `nan`.",
              Quantiles::median));

  private Quantiles() {}

  /**
   * Elements in order.
   *
   * @param sorted shape {@code [rest.., n + 1]}: those over the axes in order, then {@code nan}
   * @param counts how many of them count, as {@code i64} of shape {@code [rest..]}
   * @param isNan where the result is {@code nan}, of shape {@code [rest..]}
   * @param kept the shape of a result
   */
  private record Ordered(Value sorted, Value counts, Value isNan, Shape kept) {
    static Ordered of(CallSite call, Value x) {
      Arithmetic a = new Arithmetic(call);
      List<Integer> axes = call.axes("axis", x);
      Shape rest = x.shape();
      Shape kept = x.shape();
      Dim n = Dim.ONE;
      List<Integer> order = new ArrayList<>(AxisOrder.inOrder(x.rank()));
      order.removeAll(axes);
      order.addAll(axes);
      for (int axis : axes.reversed()) {
        n = n.times(x.shape().dim(axis));
        rest = rest.remove(axis);
        kept = kept.with(axis, Dim.ONE);
      }
      Value lines = call.reshape(AxisOrder.permuted(call, x, order), rest.insert(rest.rank(), n));
      Value nan = Broadcast.to(call.b(), a.real(Double.NaN, x), rest.insert(rest.rank(), Dim.ONE));
      Value sorted = call.emit(new Sort(rest.rank(), false), a.concat(rest.rank(), lines, nan));
      Value isNan = call.emit(new IsNan(), x);
      Value all = Broadcast.to(call.b(), a.size(n), rest);
      Value others = call.emit(new Sum(axes), call.cast(isNan, DType.I64));
      boolean isIgnored = call.builtin().name().startsWith("nan");
      return new Ordered(
          sorted,
          isIgnored ? a.subtract(all, others) : all,
          isIgnored
              ? call.emit(new Equal(), all, others)
              : call.emit(new Less(), call.fill(0, others), others),
          call.flag("keepdims", false) ? kept : rest);
    }

    /** A value for each line repeated for places: shape {@code [rest.., places..]}. */
    Value forEach(CallSite call, Value value, Shape places) {
      Shape shape = value.shape().concat(places);
      return call.emit(new Broadcast(shape, AxisOrder.inOrder(value.rank())), value);
    }

    /** The elements at places in the order, both of shape {@code [rest.., places..]}. */
    Value at(CallSite call, Value places) {
      int rest = counts.rank();
      Arithmetic a = new Arithmetic(call);
      Value clamped = a.clamped(places, sorted.shape().dim(rest).minus(1));
      return call.emit(new Gather(rest, 1), sorted, clamped);
    }

    /** {@code nan} where there is one, with the axes that come last put first. */
    Val result(CallSite call, Value values, int count) {
      Arithmetic a = new Arithmetic(call);
      int rest = isNan.rank();
      Broadcast repeat = new Broadcast(values.shape(), AxisOrder.inOrder(rest));
      Value nan = Broadcast.to(call.b(), a.real(Double.NaN, values), values.shape());
      Value checked = a.select(call.emit(repeat, isNan), nan, values);
      List<Integer> last = IntStream.range(rest, rest + count).boxed().toList();
      List<Integer> first = AxisOrder.inOrder(count);
      Value turned = AxisOrder.permuted(call, checked, AxisOrder.moved(rest + count, last, first));
      Shape shape = values.shape().slice(rest, rest + count).concat(kept);
      return new Val.Tensor(call.reshape(turned, shape));
    }
  }

  private static Val quantile(CallSite call, long whole) {
    Arithmetic a = new Arithmetic(call);
    String method = Requirements.option(call, "method", "linear", METHODS);
    call.constant(call.val("q"))
        .ifPresent(q -> {
          if (!(q >= 0 && q <= whole)) {
            throw call.fail(
                Code.TG0411,
                call.span("q"),
                "`q` of %s must be from 0 to %d.".formatted(call.called(), whole));
          }
        });
    List<Value> both = call.together(Kind.FLOAT, "x", "q");
    Value q = both.get(1);
    if (q.shape().hasPack()) {
      throw call.fail(
          Code.TG0314, call.span("q"), "`q` must have axes of which the number is known.");
    }
    Value share = whole == 1 ? q : a.divide(q, a.whole(whole, q));
    Ordered ordered = Ordered.of(call, both.get(0));
    Value counts = call.cast(ordered.counts, q.type().element());
    Value count = ordered.forEach(call, counts, q.shape());
    Value last = a.subtract(count, call.fill(1, count));
    Value place = place(call, method, Broadcast.to(call.b(), share, count.shape()), count, last);
    Value low = call.emit(new Floor(), place);
    Value fraction = a.subtract(place, low);
    Value lower = ordered.at(call, call.cast(low, DType.I64));
    Value next = a.minimum(a.add(low, a.whole(1, low)), last);
    Value higher = ordered.at(call, call.cast(next, DType.I64));
    Value isBetween = call.emit(new NotEqual(), fraction, call.fill(0, fraction));
    Value values = between(a, method, lower, higher, fraction, isBetween);
    Value isShare =
        call.emit(
            new BitwiseAnd(),
            a.apply(new GreaterEqual(), share, a.whole(0, share)),
            a.lessEqual(share, a.whole(1, share)));
    Value known = Broadcast.to(call.b(), isShare, values.shape());
    return ordered.result(call, a.select(known, values, a.real(Double.NaN, values)), q.rank());
  }

  /** The place among {@code count} elements, from 0, that need not be whole. */
  private static Value place(CallSite call, String method, Value q, Value count, Value last) {
    Arithmetic a = new Arithmetic(call);
    double shift =
        switch (method) {
          case "weibull" -> 0;
          case "hazen" -> 0.5;
          case "median_unbiased" -> 1.0 / 3;
          case "normal_unbiased" -> 3.0 / 8;
          default -> 1;
        };
    Value place = a.multiply(q, last);
    if (shift != 1) {
      Value moved = a.add(a.multiply(q, a.real(1 - 2 * shift, q)), a.real(shift, q));
      place = a.subtract(a.add(a.multiply(q, count), moved), a.whole(1, q));
    }
    Value within = a.maximum(a.minimum(place, last), a.whole(0, place));
    return method.equals("nearest") ? call.emit(new Round(), within) : within;
  }

  private static Value between(
      Arithmetic a, String method, Value lower, Value higher, Value fraction, Value isBetween) {
    return switch (method) {
      case "lower", "nearest" -> lower;
      case "higher" -> a.select(isBetween, higher, lower);
      case "midpoint" -> {
        Value half = a.real(0.5, fraction);
        Value middle = a.add(lower, a.multiply(a.subtract(higher, lower), half));
        yield a.select(isBetween, middle, lower);
      }
      default -> {
        Value distance = a.subtract(higher, lower);
        Value up = a.add(lower, a.multiply(distance, fraction));
        Value rest = a.subtract(a.call().fill(1, fraction), fraction);
        Value down = a.subtract(higher, a.multiply(distance, rest));
        Value isHigh = a.apply(new GreaterEqual(), fraction, a.real(0.5, fraction));
        yield a.select(isBetween, a.select(isHigh, down, up), lower);
      }
    };
  }

  private static Val median(CallSite call) {
    Arithmetic a = new Arithmetic(call);
    Value x = call.tensor("x", Kind.FLOAT);
    Ordered ordered = Ordered.of(call, x);
    Value two = call.fill(2, ordered.counts);
    Value middle = call.emit(new FloorDivide(), ordered.counts, two);
    Value odd = call.emit(new Remainder(), ordered.counts, two);
    Value before = a.subtract(a.add(middle, odd), call.fill(1, middle));
    Value low = ordered.at(call, before);
    Value high = ordered.at(call, middle);
    return ordered.result(call, a.divide(a.add(low, high), a.whole(2, low)), 0);
  }
}

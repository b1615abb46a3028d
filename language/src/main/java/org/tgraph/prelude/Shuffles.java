package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.reduce.Sum;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Random orders and choices among given things. */
final class Shuffles {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "permutation(k, x, axis=0)",
              "The slices of a tensor along the axis, or the numbers below a size, in random order.",
              Shuffles::permutation),
          Builtin.of(
              "choice(k, a, shape=(), replace=true, p=none, axis=0)",
              "Some of the slices of `a`, or of the numbers below a size, of probabilities `p`.",
              Shuffles::choice));

  private Shuffles() {}

  /** What is chosen from: the numbers below a size, or the slices of a tensor along an axis. */
  private record Source(Optional<Value> tensor, int axis, Dim count) {
    static Source of(CallSite call, String name) {
      Optional<Dim> size = call.size(call.val(name));
      if (size.isPresent()) {
        if (call.known(size.get()).isAtLeast(0) == Truth.NO) {
          throw call.fail(
              Code.TG0307,
              call.span(name),
              "There are no `" + call.c().text(size.get()) + "` numbers.");
        }
        return new Source(Optional.empty(), 0, size.get());
      }
      Value x = call.tensor(name);
      call.needLastAxes(name, x, 1);
      int axis = call.axis("axis", x, 0);
      return new Source(Optional.of(x), axis, x.shape().dim(axis));
    }

    /** The slices at these places, whose axes take the place of the axis. */
    Value at(CallSite call, Value places) {
      return tensor.map(x -> Picking.take(call, x, places, axis)).orElse(places);
    }
  }

  private static Val permutation(CallSite call) {
    Source source = Source.of(call, "x");
    Value order = order(call, call.key("k"), source.count);
    return new Val.Tensor(source.at(call, order));
  }

  /**
   * The numbers below {@code count} in random order: those of 64 random bits each, sorted. All
   * orders are equally likely but for the chance of {@code count²/2⁶⁵} that two have the same bits.
   */
  private static Value order(CallSite call, Value key, Dim count) {
    return call.emit(new ArgSort(0, false), Bits.words(call, key, Shape.of(count)));
  }

  private static Val choice(CallSite call) {
    Source source = Source.of(call, "a");
    Shape shape = call.has("shape") ? call.shape("shape", Optional.empty()) : Shape.SCALAR;
    boolean replace = call.flag("replace", true);
    Optional<Value> p = call.has("p") ? Optional.of(probabilities(call, source)) : Optional.empty();
    if (!replace && call.known(source.count.minus(shape.size())).isAtLeast(0) != Truth.YES) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0308,
                  call.span("shape"),
                  "`%s` cannot be chosen of `%s` without choosing one twice."
                      .formatted(call.c().text(shape.size()), call.c().text(source.count)))
              .note("`replace=true`, which is the default, may choose one more than once."));
    }
    Value key = call.key("k");
    Value places =
        replace
            ? p.map(weights -> weighted(call, key, weights, shape))
                .orElseGet(() -> uniform(call, key, source.count, shape))
            : first(
                call,
                p.map(weights -> noisyOrder(call, key, weights))
                    .orElseGet(() -> order(call, key, source.count)),
                shape);
    return new Val.Tensor(source.at(call, places));
  }

  private static Value probabilities(CallSite call, Source source) {
    Value p = call.tensor("p", Kind.FLOAT);
    if (p.rank() != 1
        || !call.isEqual(p.shape().dim(0), source.count)
        || !(p.type().element() instanceof DType)) {
      throw call.fail(
          Code.TG0301,
          call.span("p"),
          "`p` of `choice` must be floats of shape `%s`, one for each to choose from, not `%s`."
              .formatted(call.c().text(Shape.of(source.count)), call.c().text(p.type())));
    }
    return call.coerce(p, Shape.of(source.count));
  }

  private static Value uniform(CallSite call, Value key, Dim count, Shape shape) {
    Value low = call.fill(new Val.WeakInt(BigInteger.ZERO), DType.I64, shape);
    Value high = Broadcast.to(call.b(), call.number(count, DType.I64), shape);
    return DiscreteSamplers.whole(call, key, low, high);
  }

  /** How many of the cumulative probabilities are below a uniform number. */
  private static Value weighted(CallSite call, Value key, Value p, Shape shape) {
    DType type = p.type().dtype();
    Value cumulative = call.emit(new CumSum(0, false, false), p);
    Value total = call.emit(new Sum(List.of(0)), p);
    Value u = Bits.unit(call, key, shape, type);
    Value rest = Formula.subtract(call.b(), Formula.constant(call.b(), 1, u), u);
    Value r = Formula.multiply(call.b(), Broadcast.to(call.b(), total, shape), rest);
    Shape all = shape.insert(shape.rank(), p.shape().dim(0));
    List<Integer> front = new ArrayList<>(AxisOrder.inOrder(shape.rank()));
    Value each = call.emit(new Broadcast(all, front), r);
    Value below = call.emit(new Less(), Broadcast.to(call.b(), cumulative, all), each);
    Value counts = call.cast(below, DType.I64);
    return call.emit(new Sum(List.of(shape.rank())), counts);
  }

  /** The places by their log probability plus Gumbel noise, the largest first. */
  private static Value noisyOrder(CallSite call, Value key, Value p) {
    Draw draw = new Draw(call, key, p.shape(), p.type().dtype(), List.of());
    Value log = call.emit(new Log(), p);
    Value noisy = Formula.add(call.b(), ContinuousSamplers.gumbel(draw), log);
    return call.emit(new ArgSort(0, true), noisy);
  }

  private static Value first(CallSite call, Value order, Shape shape) {
    Value some = Slice.along(call.b(), order, 0, Dim.ZERO, shape.size());
    return some.shape().equals(shape) ? some : call.emit(new Reshape(shape), some);
  }
}

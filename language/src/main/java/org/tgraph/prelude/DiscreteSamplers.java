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
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.reduce.ArgMax;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Samplers of whole numbers and bools, with the numbers that JAX's have. */
final class DiscreteSamplers {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "randint(k, shape, low, high)",
              "Whole numbers from `low` to `high`, without it; `low` where there are none.",
              DiscreteSamplers::randint),
          Builtin.of(
              "bernoulli(k, p=0.5, shape=none)",
              "`true` with probability `p`.",
              call -> {
                Draw d = Draw.of(call, new Parameter("p", 0.5));
                return new Val.Tensor(call.emit(new Less(), d.unit(), d.parameter(0)));
              }),
          Builtin.of(
              "rademacher(k, shape=())",
              "-1 or 1, each half of the time.",
              call -> {
                Draw d = Draw.of(call);
                Value isUp = call.emit(new Less(), d.unit(), d.constant(0.5));
                Value one = call.cast(isUp, DType.I64);
                Value twice = Formula.add(call.b(), one, one);
                return new Val.Tensor(Formula.subtract(call.b(), twice, call.fill(1, one)));
              }),
          Builtin.of(
              "categorical(k, logits, axis=-1, shape=none)",
              "Places along the axis, with probabilities proportional to `exp(logits)`.",
              DiscreteSamplers::categorical));

  private DiscreteSamplers() {}

  /** -1 or 1, as floats of the type of the draw; which it is does not depend on the type. */
  static Value sign(Draw d) {
    Value u = Bits.unit(d.call(), d.key(), d.shape(), DType.F64);
    Value isUp = d.call().emit(new Less(), u, Formula.constant(d.call().b(), 0.5, u));
    return Formula.select(d.call().b(), isUp, d.constant(1), d.constant(-1));
  }

  private static Val randint(CallSite call) {
    Value key = call.key("k");
    Shape shape = call.shape("shape", Optional.empty());
    Value zero = call.fill(new Val.WeakInt(BigInteger.ZERO), DType.I64, shape);
    List<Value> bounds = new ArrayList<>(List.of(zero));
    for (String name : List.of("low", "high")) {
      bounds.add(call.cast(call.tensor(name, Kind.INT), DType.I64));
    }
    List<Span> spans = List.of(call.span("shape"), call.span("low"), call.span("high"));
    List<Value> together = call.broadcast(bounds, spans);
    if (!together.get(0).shape().equals(shape)) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0302,
              call.span("shape"),
              "The bounds of `randint` have the shape `%s` together, which does not fit into `%s`."
                  .formatted(call.c().text(together.get(0).shape()), call.c().text(shape)));
      throw call.fail(Draw.shown(d, call, bounds.subList(1, 3), spans.subList(1, 3)));
    }
    return new Val.Tensor(whole(call, key, together.get(1), together.get(2)));
  }

  /**
   * Whole numbers from {@code low} to {@code high}, all of one shape: 128 random bits modulo the
   * number of possible results, so that none is more than 2⁻⁶⁴ more likely than another. More than
   * 2⁶³ - 1 results are too many; of those the largest are left out.
   */
  static Value whole(CallSite call, Value key, Value low, Value high) {
    Value highBits = Bits.words(call, Bits.child(call, key, 0), low.shape());
    Value lowBits = Bits.words(call, Bits.child(call, key, 1), low.shape());
    Value isEmpty = call.emit(new LessEqual(), high, low);
    Value distance = Formula.subtract(call.b(), high, low);
    Value isTooWide = call.emit(new Less(), distance, call.fill(0, low));
    Value width = Formula.select(call.b(), isTooWide, call.fill(Long.MAX_VALUE, low), distance);
    Value span = Formula.select(call.b(), isEmpty, call.fill(1, low), width);
    Value half = call.emit(new Remainder(), call.fill(1L << 32, span), span);
    Value factor = unsigned(call, Formula.multiply(call.b(), half, half), span);
    Value first = Formula.multiply(call.b(), unsigned(call, highBits, span), factor);
    Value sum = Formula.add(call.b(), first, unsigned(call, lowBits, span));
    return Formula.add(call.b(), low, unsigned(call, sum, span));
  }

  /**
   * The remainder of 64 bits as a number without sign. A number that looks negative is 2⁶⁴ more
   * than it looks; 2⁶⁴ is twice 2⁶³ - 1 and 2 more, and no step may leave 64 bits.
   */
  private static Value unsigned(CallSite call, Value bits, Value span) {
    Value looks = call.emit(new Remainder(), bits, span);
    Value most = call.emit(new Remainder(), call.fill(Long.MAX_VALUE, span), span);
    Value two = call.emit(new Remainder(), call.fill(2, span), span);
    Value more = added(call, added(call, most, most, span), two, span);
    Value isNegative = call.emit(new Less(), bits, call.fill(0, bits));
    Value rest = Formula.select(call.b(), isNegative, more, call.fill(0, span));
    return added(call, looks, rest, span);
  }

  /** The sum of two remainders as a remainder. */
  private static Value added(CallSite call, Value x, Value y, Value span) {
    Value lower = Formula.subtract(call.b(), y, span);
    return call.emit(new Remainder(), Formula.add(call.b(), x, lower), span);
  }

  /** The largest of the logits plus Gumbel noise is at each place with its probability. */
  private static Val categorical(CallSite call) {
    Value logits = call.tensor("logits", Kind.FLOAT);
    call.needLastAxes("logits", logits, 1);
    int axis = call.axis("axis", logits, logits.rank() - 1);
    if (!(logits.type().element() instanceof DType type)) {
      throw call.fail(
          Code.TG0401, call.span("logits"), "`categorical` needs `f32` or `f64` logits.");
    }
    Dim count = logits.shape().dim(axis);
    Shape batch = logits.shape().remove(axis);
    Shape shape = Requirements.samples(call, batch, "the logits without the axis");
    int further = shape.rank() - batch.rank();
    Shape full = shape.insert(further + axis, count);
    Draw draw = new Draw(call, call.key("k"), full, type, List.of());
    Value all = Broadcast.to(call.b(), logits, full);
    Value noisy = Formula.add(call.b(), ContinuousSamplers.gumbel(draw), all);
    return new Val.Tensor(call.emit(new ArgMax(further + axis), noisy));
  }
}

package org.tgraph.prelude;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.reduce.Sum;
import org.tgraph.prelude.Draw.Parameter;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Samplers that are written in the language, in {@code stdlib/random.tgraph}. The parameters get
 * the shape of the sample here.
 */
final class RandomLibrary {
  private static final String MODULE = "random";

  static final List<Builtin> ALL =
      List.of(
          floats(
              "random.f(k, dfnum, dfden, shape=none)",
              "Floats of the F distribution with these degrees of freedom.",
              "fisher"),
          floats(
              "random.power(k, a, shape=none)",
              "Floats from 0 to 1 with density `a * x ** (a - 1)`.",
              "power"),
          floats(
              "generalized_normal(k, p, shape=none)",
              "Floats of density proportional to `exp(-abs(x) ** p)`.",
              "generalized_normal"),
          floats(
              "noncentral_chisquare(k, df, nonc, shape=none)",
              "Sums of squares of `df` normal floats whose squared means add up to `nonc`.",
              "noncentral_chisquare"),
          floats(
              "noncentral_f(k, dfnum, dfden, nonc, shape=none)",
              "Floats of the noncentral F distribution.",
              "noncentral_f"),
          floats(
              "vonmises(k, mu, kappa, shape=none)",
              "Angles from -pi to pi, von Mises distributed around `mu`; uniform if `kappa` is 0.",
              "vonmises"),
          Builtin.inLibrary(
              MODULE,
              "ball(k, d, p=2.0, shape=(), dtype=f64)",
              "Points of the unit ball of dimension `d`, in which sums of absolute values to the"
                  + " power of `p` are at most 1."),
          Builtin.inLibrary(
              MODULE,
              "orthogonal(k, n, shape=(), dtype=f64)",
              "Orthogonal matrices, uniformly distributed."),
          counts(
              "hypergeometric(k, ngood, nbad, nsample, shape=none)",
              "How many of `nsample` things are good, drawn from `ngood` and `nbad` without putting"
                  + " back; -1 where there are not so many.",
              Map.of("ngood", "good", "nbad", "bad", "nsample", "drawn")),
          counts(
              "zipf(k, a, shape=none)",
              "Whole numbers from 1 of probability proportional to `x ** -a`; -1 where `a` is not"
                  + " above 1.",
              Map.of("a", "a")),
          counts(
              "logseries(k, p, shape=none)",
              "Whole numbers from 1 of probability proportional to `p ** x / x`; -1 where `p` is"
                  + " none.",
              Map.of("p", "p")),
          Builtin.of(
              "multinomial(k, n, p, shape=none)",
              "How often of `n` times each thing happens, with probabilities proportional to `p`,"
                  + " along its last axis.",
              call -> vectors(call, "n", "p", Kind.FLOAT, DType.F64)),
          Builtin.of(
              "multivariate_hypergeometric(k, colors, nsample, shape=none)",
              "How many of `nsample` things are of each color, drawn from `colors` of each, along"
                  + " its last axis, without putting back.",
              call -> vectors(call, "nsample", "colors", Kind.INT, DType.I64)));

  private RandomLibrary() {}

  /** A sampler whose parameters the function has under their names, without defaults. */
  private static Builtin floats(String signature, String doc, String function) {
    String inside = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
    List<String> names =
        Stream.of(inside.split(", ")).filter(n -> !n.equals("k") && !n.contains("=")).toList();
    Parameter[] parameters = names.stream().map(n -> new Parameter(n, 0)).toArray(Parameter[]::new);
    return Builtin.of(
        signature,
        doc,
        call -> {
          Draw d = Draw.lent(call, parameters);
          Map<String, Val> arguments = new HashMap<>(Map.of("k", call.val("k")));
          for (int i = 0; i < parameters.length; i++) {
            arguments.put(names.get(i), new Val.Tensor(d.parameter(i)));
          }
          return call.library(MODULE, function, arguments);
        });
  }

  /**
   * @param inner what the function calls the parameters
   */
  private static Builtin counts(String signature, String doc, Map<String, String> inner) {
    String name = signature.substring(0, signature.indexOf('('));
    List<String> names = List.copyOf(inner.keySet());
    return Builtin.of(
        signature,
        doc,
        call -> {
          Draw d = Draw.lentOfCounts(call, names.toArray(String[]::new));
          Map<String, Val> arguments = new HashMap<>(Map.of("k", call.val("k")));
          for (int i = 0; i < names.size(); i++) {
            arguments.put(inner.get(names.get(i)), new Val.Tensor(d.parameter(i)));
          }
          return call.library(MODULE, name, arguments);
        });
  }

  /** A sampler of vectors: {@code shape} is that of the sample without the axis of the vectors. */
  private static Val vectors(CallSite call, String total, String parts, Kind kind, DType type) {
    Value each = call.cast(call.tensor(parts, kind), type);
    call.needLastAxes(parts, each, 1);
    int last = each.rank() - 1;
    // Of the shape of the batch.
    Value first = call.emit(new Sum(List.of(last)), each);
    Value count = call.cast(call.tensor(total, Kind.INT), DType.I64);
    List<Span> spans = List.of(call.span(total), call.span(parts));
    Shape batch = call.broadcast(List.of(count, first), spans).get(0).shape();
    Shape shape = Requirements.samples(call, batch, "the parameters without their last axis");
    Shape all = shape.insert(shape.rank(), each.shape().dim(last));
    Map<String, Val> arguments = new HashMap<>();
    arguments.put("k", call.val("k"));
    arguments.put("n", new Val.Tensor(Broadcast.to(call.b(), count, shape)));
    String name = kind == Kind.INT ? parts : "p";
    arguments.put(name, new Val.Tensor(Broadcast.to(call.b(), each, all)));
    return call.library(MODULE, call.builtin().name(), arguments);
  }
}

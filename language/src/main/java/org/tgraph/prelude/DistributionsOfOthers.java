package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.check.Broadcasting;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Distributions;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Type;

/** Distributions that are made of others. */
final class DistributionsOfOthers {
  private static final String MODULE = "multivariate";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "Mixture(weights, d)",
              "One of the distributions along the last axis of `d`, with the probabilities"
                  + " `weights`.",
              DistributionsOfOthers::mixture),
          Builtin.of(
              "ZeroInflated(gate, d)",
              "0 with probability `gate`, and else a count of the distribution `d`.",
              DistributionsOfOthers::zeroInflated),
          Builtin.of(
              "Truncated(d, lower=none, upper=none)",
              "The distribution `d` between `lower` and `upper`, either of which may be `none`.",
              DistributionsOfOthers::truncated),
          Builtin.of(
              "censored(d, lower=none, upper=none)",
              "The distribution `d` of what is only known to be at most `lower`, or at least `upper`,"
                  + " where it is that.",
              DistributionsOfOthers::censored),
          Builtin.of(
              "ordered(d)",
              "Vectors of independent numbers of the distribution `d`, sorted.",
              call -> vector(call, "ordered", Family.ANY)),
          Builtin.of(
              "positive_ordered(d)",
              "As `ordered`, of numbers above 0.",
              call -> vector(call, "positive_ordered", Family.ANY)),
          Builtin.of(
              "iid(d, n)",
              "Vectors of `n` independent numbers of the distribution `d`, as one value.",
              call -> vector(call, "iid", call.size("n"))));

  /** Functions that need the same one of the distribution inside. */
  private static final Map<String, List<String>> SAME_NEEDS =
      Map.of(
          "draw", List.of("draw"),
          "cdf", List.of("cdf"),
          "log_cdf", List.of("log_cdf"),
          "log_ccdf", List.of("log_ccdf"));

  /** Whole numbers that may begin below 0. */
  private static final Set<String> BEGIN_ANYWHERE =
      Set.of("DiscreteUniform", "Mixture", "Truncated");

  private DistributionsOfOthers() {}

  static Val.Distribution of(CallSite call) {
    return new Distributions(call.c()).distribution(call, "d");
  }

  /** The argument {@code d}, which must be a distribution of single numbers. */
  static Val.Distribution ofNumbers(CallSite call) {
    Val.Distribution d = of(call);
    if (d.type().event().rank() > 0) {
      throw call.fail(
          Code.TG0199,
          call.span("d"),
          "%s of vectors, here `%s`, is not supported yet."
              .formatted(call.called(), call.c().text(d.type())));
    }
    return d;
  }

  /** Of one distribution, whose numbers are independent. */
  private static Val vector(CallSite call, String name, Dim size) {
    Val.Distribution d = ofNumbers(call);
    if (d.type().batch().rank() > 0 || !d.type().element().isIn(Kind.FLOAT)) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0413,
                  call.span("d"),
                  "%s takes one distribution of floats, but this is `%s`."
                      .formatted(call.called(), call.c().text(d.type())))
              .note("The numbers of the vector are independent, and have the same distribution."));
    }
    Type.Distribution type =
        new Type.Distribution(name, d.type().element(), Shape.SCALAR, new Shape(List.of(size)));
    Val made = Family.made(call, MODULE, Map.of("d", d.functions()), type);
    return known(made, d, Map.of("draw", List.of("draw"), "support", List.of("support")));
  }

  private static Val mixture(CallSite call) {
    Val.Distribution d = ofNumbers(call);
    Value weights = call.tensor("weights", Kind.FLOAT);
    call.needLastAxes("weights", weights, 1);
    Shape batch = d.type().batch();
    if (batch.rank() == 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.span("d"),
                  "`d` of `Mixture` needs an axis of distributions, but this is `%s`."
                      .formatted(call.c().text(d.type())))
              .note("The parameters of what is mixed are vectors: `Normal([0.0, 2.0], 1.0)`."));
    }
    Dim count = weights.shape().dim(weights.rank() - 1);
    Dim components = batch.dim(batch.rank() - 1);
    if (!call.isEqual(count, components)) {
      String[] texts = call.pair(count, components);
      throw call.fail(
          call.explain(
              Diagnostic.error(
                      Code.TG0301,
                      call.span("weights"),
                      "There are `%s` weights for `%s` distributions."
                          .formatted(texts[0], texts[1]))
                  .label(call.span("d"), "this is `" + call.c().text(d.type()) + "`"),
              count,
              components));
    }
    Shape shape =
        together(
            call,
            List.of(weights.shape().slice(0, weights.rank() - 1), batch.slice(0, batch.rank() - 1)),
            List.of(call.span("weights"), call.span("d")));
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("weights", new Val.Tensor(weights));
    given.put("d", d.functions());
    Val made =
        Family.made(
            call,
            MODULE,
            given,
            new Type.Distribution("Mixture", d.type().element(), shape, Shape.SCALAR));
    made = known(made, d, SAME_NEEDS);
    Val support = d.functions().fields().get("support");
    // Where each component has bounds of its own, there is no one way from the real numbers.
    if (made instanceof Val.Distribution m
        && support instanceof Val.Record s
        && !s.fields().containsKey("bounds")) {
      Map<String, Val> functions = new LinkedHashMap<>(m.functions().fields());
      functions.put("support", support);
      return new Val.Distribution(m.type(), new Val.Record(functions));
    }
    return made;
  }

  private static Shape together(CallSite call, List<Shape> shapes, List<Span> spans) {
    List<Value> values = new ArrayList<>();
    shapes.forEach(s -> values.add(call.fill(new Val.WeakFloat(0), DType.F64, s)));
    return new Broadcasting(call.c()).shape(values, spans, call.called(), call.at());
  }

  private static Val zeroInflated(CallSite call) {
    Val.Distribution d = ofNumbers(call);
    if (!d.type().element().isIn(Kind.INT)) {
      throw call.fail(
          Code.TG0413,
          call.span("d"),
          "`ZeroInflated` takes a distribution of counts, but this is `%s`."
              .formatted(call.c().text(d.type())));
    }
    Value gate = call.tensor("gate", Kind.FLOAT);
    Shape shape =
        together(
            call,
            List.of(gate.shape(), d.type().batch()),
            List.of(call.span("gate"), call.span("d")));
    Val made =
        Family.made(
            call,
            "counts",
            Map.of("gate", new Val.Tensor(gate), "d", d.functions()),
            new Type.Distribution("ZeroInflated", d.type().element(), shape, Shape.SCALAR));
    Map<String, List<String>> needs = new LinkedHashMap<>(SAME_NEEDS);
    needs.put("log_cdf", List.of("cdf"));
    needs.put("mean", List.of("mean"));
    needs.put("variance", List.of("mean", "variance"));
    return known(made, d, needs);
  }

  private static Val truncated(CallSite call) {
    Val.Distribution d = ofNumbers(call);
    return d.type().element().isIn(Kind.INT)
        ? truncatedCounts(call, d)
        : bounded(call, "Truncated");
  }

  /**
   * Counts between whole bounds; if these are known before the program runs, they can be added up.
   */
  private static Val truncatedCounts(CallSite call, Val.Distribution d) {
    requireTails(call, d);
    requireBound(call);
    Map<String, Val> given = new LinkedHashMap<>(Map.of("d", d.functions()));
    List<Shape> shapes = new ArrayList<>(List.of(d.type().batch()));
    List<Span> spans = new ArrayList<>(List.of(call.span("d")));
    boolean isKnown = true;
    for (String bound : List.of("lower", "upper")) {
      if (!call.has(bound)) {
        // No count is below 0, but of those that say themselves where they begin.
        boolean isFromZero = bound.equals("lower") && !BEGIN_ANYWHERE.contains(d.type().family());
        given.put(bound, isFromZero ? new Val.Known(Dim.ZERO) : Val.NOTHING);
        isKnown &= isFromZero;
        continue;
      }
      Value value = call.cast(call.tensor(bound, Kind.INT), DType.I64);
      boolean isNumber =
          call.val(bound) instanceof Val.Known || call.val(bound) instanceof Val.WeakInt;
      given.put(bound, isNumber ? call.val(bound) : new Val.Tensor(value));
      isKnown &= isNumber;
      shapes.add(value.shape());
      spans.add(call.span(bound));
    }
    Val made =
        Family.made(
            call,
            "counts",
            given,
            new Type.Distribution(
                "Truncated", d.type().element(), together(call, shapes, spans), Shape.SCALAR));
    return known(
        made,
        d,
        Map.of(
            "draw",
            List.of("icdf"),
            "icdf",
            List.of("icdf"),
            "outcomes",
            List.of(isKnown ? "log_cdf" : "outcomes of any size")));
  }

  private static void requireBound(CallSite call) {
    if (!call.has("lower") && !call.has("upper")) {
      throw call.fail(
          Code.TG0207, call.whole(), call.called() + " needs `lower`, `upper` or both.");
    }
  }

  private static void requireTails(CallSite call, Val.Distribution d) {
    if (!d.functions().fields().keySet().containsAll(List.of("log_cdf", "log_ccdf"))) {
      throw call.fail(
          Code.TG0605,
          call.span("d"),
          "%s needs the distribution function, which is not known of `%s`."
              .formatted(call.called(), call.c().text(d.type())));
    }
  }

  private static Val censored(CallSite call) {
    return bounded(call, "censored");
  }

  /**
   * Without the functions that need one that is not known of the distribution inside, and as
   * improper as that is.
   */
  static Val known(Val made, Val.Distribution inside, Map<String, List<String>> needs) {
    if (!(made instanceof Val.Distribution m)) {
      return made;
    }
    Map<String, Val> functions = new LinkedHashMap<>(m.functions().fields());
    Val improper = inside.functions().fields().get("improper");
    if (improper != null) {
      functions.put("improper", improper);
    }
    needs.forEach((function, needed) -> {
      if (!inside.functions().fields().keySet().containsAll(needed)) {
        functions.remove(function);
      }
    });
    return new Val.Distribution(m.type(), new Val.Record(functions));
  }

  private static Val bounded(CallSite call, String family) {
    Val.Distribution d = ofNumbers(call);
    if (!d.type().element().isIn(Kind.FLOAT)) {
      throw call.fail(
          Code.TG0605,
          call.span("d"),
          "%s is of floats, but this is `%s`.".formatted(call.called(), call.c().text(d.type())));
    }
    requireTails(call, d);
    requireBound(call);
    Element element = d.type().element();
    Operand anchor =
        new Operand(
            new Val.Tensor(call.fill(new Val.WeakFloat(0), element, Shape.SCALAR)), call.whole());
    Map<String, Val> given = new LinkedHashMap<>(Map.of("d", d.functions()));
    List<Shape> shapes = new ArrayList<>(List.of(d.type().batch()));
    List<Span> spans = new ArrayList<>(List.of(call.span("d")));
    for (String bound : List.of("lower", "upper")) {
      given.put(bound, Val.NOTHING);
      if (call.has(bound)) {
        Value value = call.together(List.of(anchor, call.operand(bound)), Kind.FLOAT).get(1);
        given.put(bound, new Val.Tensor(value));
        shapes.add(value.shape());
        spans.add(call.span(bound));
      }
    }
    Shape shape = together(call, shapes, spans);
    Val made =
        Family.made(
            call, MODULE, given, new Type.Distribution(family, element, shape, Shape.SCALAR));
    return known(
        made,
        d,
        Map.of(
            "draw",
            List.of(family.equals("Truncated") ? "icdf" : "draw"),
            "icdf",
            List.of("icdf")));
  }
}

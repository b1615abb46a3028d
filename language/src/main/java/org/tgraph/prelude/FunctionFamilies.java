package org.tgraph.prelude;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.check.Broadcasting;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Type;

/** Distributions that take functions, written in {@code stdlib/multivariate.tgraph}. */
final class FunctionFamilies {
  private static final String MODULE = "multivariate";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "GaussianProcess(x, kernel, mean=0.0, noise=0.0)",
              "The normal vectors of a random function at the rows of `x`: `kernel(a, b)` is the"
                  + " covariance of its values at two of them, `mean` its mean there, and `noise` the"
                  + " standard deviation of what is added to each value independently.",
              FunctionFamilies::process),
          Builtin.of(
              "transformed(d, forward, inverse)",
              "The distribution of `forward(z)` where `z` has the distribution `d`: `forward` works"
                  + " element by element, and `inverse` is its way back.",
              FunctionFamilies::transformed));

  private FunctionFamilies() {}

  private static Val function(CallSite call, String name, String example) {
    if (call.val(name) instanceof Val.Function f) {
      return f;
    }
    throw call.fail(
        Diagnostic.error(
                Code.TG0413,
                call.span(name),
                "`%s` of %s must be a function, but this is %s."
                    .formatted(name, call.called(), call.describe(call.val(name))))
            .note("For example `" + example + "`."));
  }

  private static Val process(CallSite call) {
    Value x = call.tensor("x");
    call.needLastAxes("x", x, 1);
    Val kernel = function(call, "kernel", "(a, b) -> exp(-0.5 * (a - b) ** 2)");
    Dim points = x.shape().dim(0);
    Shape event = new Shape(List.of(points));
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("x", new Val.Tensor(x));
    given.put("kernel", kernel);
    given.put("mean", new Val.WeakFloat(0));
    given.put("noise", new Val.WeakFloat(0));
    if (call.has("mean")) {
      Value mean = call.tensor("mean", Kind.FLOAT);
      Value like = call.fill(new Val.WeakFloat(0), mean.type().element(), event);
      Shape both =
          new Broadcasting(call.c())
              .shape(
                  List.of(mean, like),
                  List.of(call.span("mean"), call.span("x")),
                  call.called(),
                  call.at());
      if (both.rank() > 1) {
        throw call.fail(
            Code.TG0303,
            call.span("mean"),
            "`mean` of `GaussianProcess` must be a number or a vector, but this has %d axes."
                .formatted(mean.rank()));
      }
      given.put("mean", call.val("mean"));
    }
    if (call.has("noise")) {
      Value noise = call.tensor("noise", Kind.FLOAT);
      if (noise.rank() > 0) {
        throw call.fail(
            Code.TG0303,
            call.span("noise"),
            "`noise` of `GaussianProcess` must be one number, but this has %d axes."
                .formatted(noise.rank()));
      }
      given.put("noise", call.val("noise"));
    }
    Val made = call.library(MODULE, "GaussianProcess", given);
    return made instanceof Val.Record functions
            && !functions.isPoison()
            && functions.fields().get("mean") instanceof Val.Tensor mean
        ? new Val.Distribution(
            new Type.Distribution(
                "GaussianProcess", mean.value().type().element(), Shape.SCALAR, event),
            functions)
        : Val.POISON;
  }

  private static Val transformed(CallSite call) {
    Val.Distribution d = DistributionsOfOthers.ofNumbers(call);
    if (!d.type().element().isIn(Kind.FLOAT)) {
      throw call.fail(
          Code.TG0413,
          call.span("d"),
          "`transformed` takes a distribution of floats, but this is `%s`."
              .formatted(call.c().text(d.type())));
    }
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("d", d.functions());
    given.put("forward", function(call, "forward", "transformed(d, exp, log)"));
    given.put("inverse", function(call, "inverse", "transformed(d, exp, log)"));
    Val made =
        Family.made(
            call,
            MODULE,
            given,
            new Type.Distribution(
                "transformed", d.type().element(), d.type().batch(), Shape.SCALAR));
    Val known =
        DistributionsOfOthers.known(
            made,
            d,
            Map.of(
                "draw", List.of("draw"),
                "cdf", List.of("log_cdf", "log_ccdf"),
                "log_cdf", List.of("log_cdf", "log_ccdf"),
                "log_ccdf", List.of("log_cdf", "log_ccdf"),
                "icdf", List.of("icdf")));
    Val support = d.functions().fields().get("support");
    if (!(known instanceof Val.Distribution t) || support == null) {
      return known;
    }
    given.remove("d");
    given.put("support", support);
    Map<String, Val> functions = new LinkedHashMap<>(t.functions().fields());
    functions.put("support", call.library(MODULE, "transformed_support", given));
    return new Val.Distribution(t.type(), new Val.Record(functions));
  }
}

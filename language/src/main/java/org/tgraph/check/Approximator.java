package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Add;
import org.tgraph.program.Drawing;
import org.tgraph.program.Sampling;
import org.tgraph.program.Target;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * {@code pathfinder(m)}, {@code advi(m)} and {@code smc(m)}: the computations that they need, and
 * what they will have drawn.
 */
public final class Approximator {
  private final CallSite call;
  private final Context c;
  private final Sampler of;

  private Approximator(CallSite call) {
    Val.Model model = Sampler.model(call, "m");
    call.needTop();
    this.call = call;
    this.c = call.c();
    this.of = new Sampler(call, model);
  }

  /** Draws from normal distributions on ways to modes. */
  public static Val pathfinder(CallSite call) {
    Approximator a = new Approximator(call);
    return a.draws(1000, 1, new Drawing.Pathfinder(Sampler.count(call, "paths", 4, 1)));
  }

  /** Draws from the nearest normal distribution. */
  public static Val advi(CallSite call) {
    Approximator a = new Approximator(call);
    String family = call.has("family") ? call.text("family") : "meanfield";
    boolean isFull =
        switch (family) {
          case "fullrank" -> true;
          case "meanfield" -> false;
          default ->
              throw call.fail(
                  Diagnostic.error(
                          Code.TG0413,
                          call.span("family"),
                          "`family` must be \"meanfield\" or \"fullrank\", not `\"%s\"`."
                              .formatted(family))
                      .note("\"fullrank\" has correlations between the sites' numbers."));
        };
    int iterations = Sampler.count(call, "iterations", 10_000, 1);
    return a.draws(1000, 1, new Drawing.Advi(isFull, iterations));
  }

  /** Draws by particles that begin at the prior. */
  public static Val smc(CallSite call) {
    Approximator a = new Approximator(call);
    int moves = Sampler.count(call, "moves", 3, 1);
    return a.draws(2000, 10, new Drawing.Smc(moves, a.prior(), a.parts()));
  }

  private Val draws(int otherwise, int least, Drawing.Algorithm algorithm) {
    int count = Sampler.count(call, "draws", otherwise, least);
    List<String> names = new ArrayList<>();
    Target target = of.target(count, names);
    List<Value> draws = new ArrayList<>();
    Map<String, Val> drawn = of.drawn(target, names, Dim.ONE, draws);
    List<Value> statistics = new ArrayList<>();
    Map<String, Val> each = new LinkedHashMap<>();
    TensorType many = TensorType.of(DType.F64, Dim.ONE, Dim.of(count));
    algorithm.statistics().forEach(name -> each.put(name, of.made(statistics, many, name)));
    List<Value> facts = new ArrayList<>();
    Map<String, Val> all = new LinkedHashMap<>();
    algorithm
        .facts()
        .forEach(name -> all.put(name, of.made(facts, TensorType.of(DType.F64), name)));
    c.statements.procedure(
        new Drawing(of.at, target, draws, statistics, facts, count, Sampler.seed(call), algorithm));
    return new Val.Draws(
        new Val.Record(drawn), new Val.Record(each), new Val.Record(all), of.model);
  }

  // Prior and likelihood

  /** Of a number a position that the sites' own distributions draw. */
  private Sampling.Computation prior() {
    Optional<SummedSites> summed = of.sites.summed();
    summed.ifPresent(this::requireApart);
    return of.computation(
        TensorType.of(DType.I64),
        number -> {
          Val key =
              of.calls.prelude(
                  "fold_in",
                  of.calls.prelude(
                      "key",
                      new Val.Tensor(c.emit(new Constant(Array.scalar(Sampler.seed(call)))))),
                  new Val.Tensor(number));
          List<Value> parts = new ArrayList<>();
          int[] next = {0};
          c.models.follow(
              of.model,
              (site, d, given) ->
                  given.orElseGet(() -> {
                    Val own = of.calls.prelude("fold_in", key, new Val.Known(Dim.of(next[0]++)));
                    Val value = drawn(site, d, own);
                    if (of.sites.isFree(site.name())) {
                      parts.add(of.vector(of.sites.free(site, d, value)));
                    }
                    return value;
                  }));
          return List.of(of.joined(parts));
        });
  }

  private Val drawn(Site site, Val.Distribution of, Val key) {
    if (!of.functions().fields().containsKey("draw")) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0606,
                  call.whole(),
                  "`smc` begins with draws from the prior, but nothing can be drawn from that of"
                      + " `%s`.".formatted(site.name()))
              .label(site.place(), "it is `" + c.text(of.type()) + "`"));
    }
    Type.Distribution type = site.of().orElseThrow();
    Shape shape = site.type().shape();
    Val drawn =
        new Distributions(c)
            .draw(
                new Val.Distribution(type, of.functions()),
                key,
                shape.slice(0, shape.rank() - type.event().rank()),
                site.place());
    return c.statements.conform(drawn, site.type(), call.whole());
  }

  /** What depends on a site that is added up over has no density of its own, as priors must. */
  private void requireApart(SummedSites summed) {
    for (SummedSites.Group group : summed.groups()) {
      summed.latent(group, of.model).stream()
          .findFirst()
          .ifPresent(site -> {
            throw c.fail(
                Diagnostic.error(
                        Code.TG0606,
                        call.whole(),
                        "`smc` begins with draws from the prior, but that of `%s` depends on `%s`,"
                                .formatted(site.name(), group.sites().get(0).name())
                            + " which is added up over.")
                    .label(site.place(), "the site")
                    .label(group.sites().get(0).place(), "it has no gradient"));
          });
    }
  }

  /** Log density of the prior and of all else, and their gradients. */
  private Sampling.Computation parts() {
    return of.computation(
        of.sites.position(),
        position -> {
          List<Value> values = new ArrayList<>();
          List<Value> gradients = new ArrayList<>();
          for (boolean isPrior : List.of(true, false)) {
            Val.Function both =
                (Val.Function)
                    of.calls.prelude(
                        "value_and_grad",
                        of.host(p -> part(p, name -> of.sites.isFree(name) == isPrior)));
            Val.Tuple found = (Val.Tuple) of.applied(both, position);
            values.add(of.value(found.parts().get(0)));
            gradients.add(of.value(found.parts().get(1)));
          }
          values.addAll(gradients);
          return values;
        });
  }

  /** The terms of some names. */
  private Val part(Value position, Predicate<String> isWanted) {
    LogDensity all = of.walked(position);
    Value sum = c.emit(new Constant(Array.scalar(0.0)));
    for (int i = 0; i < all.terms().size(); i++) {
      if (isWanted.test(all.sources().get(i).name())) {
        sum = c.emit(new Add(), sum, all.terms().get(i));
      }
    }
    return new Val.Tensor(sum);
  }
}

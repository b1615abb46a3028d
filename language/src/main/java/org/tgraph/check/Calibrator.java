package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.program.Calibration;
import org.tgraph.program.Sampling;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** {@code sbc(m)}: the computations of a simulation-based calibration. */
public final class Calibrator {
  private final CallSite call;
  private final Context c;
  private final Span at;
  private final CallsFromJava calls;
  private final Distributions distributions;
  private final Val.Model model;
  private final FreeSites sites;

  /** The model without its data, in whose place simulated ones stand. */
  private final Val.Model bare;

  /** How many numbers are observed. */
  private Dim observed = Dim.ZERO;

  private Calibrator(CallSite call, Val.Model model) {
    this.call = call;
    this.c = call.c();
    this.at = call.whole();
    this.calls = new CallsFromJava(c, at);
    this.distributions = new Distributions(c);
    this.model = model;
    this.bare = model.of(model.sites(), Map.of());
    this.sites = c.inlining(true, () -> new FreeSites(c, model, at));
  }

  /** Calibrates the model that a call names. */
  public static Val of(CallSite call) {
    Val.Model model = Sampler.model(call, "m");
    call.needTop();
    Optional<Site> inside = model.sites().values().stream().filter(Site::isGiven).findFirst();
    if (inside.isPresent()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0606,
                  call.span("m"),
                  "`%s` has data where it is stated, so that `sbc` cannot simulate them."
                      .formatted(inside.get().name()))
              .label(inside.get().place(), "the site"));
    }
    if (model.observed().isEmpty()) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0604,
                  call.span("m"),
                  "No site of the model is observed, and `sbc` simulates those that are.")
              .note("`m given {y: data}` says which are; of the data only the sizes matter."));
    }
    Calibration.Settings settings =
        new Calibration.Settings(
            Sampler.count(call, "simulations", 200, 1),
            Sampler.count(call, "warmup", 500, 0),
            Sampler.count(call, "draws", 99, 1),
            Sampler.count(call, "thin", 5, 1),
            Sampler.seed(call));
    return new Calibrator(call, model).ranks(settings);
  }

  private Val ranks(Calibration.Settings settings) {
    for (Val data : model.observed().values()) {
      observed = observed.plus(c.tensors.value(data, at).shape().size());
    }
    Map<String, TensorType> ranked = new LinkedHashMap<>();
    Sampling.Computation simulation =
        Sampler.computation(
            c,
            TensorType.of(DType.I64),
            number -> {
              Simulated simulated = simulated(number, settings.seed());
              simulated.ranked.forEach((name, value) -> ranked.put(name, value.type()));
              return List.of(
                  joined(simulated.observed.values()), joined(simulated.ranked.values()));
            });
    Sampling.Computation density =
        Sampler.computation(c, vector(sites.size().plus(observed)), this::density);
    Dim draws = Dim.of(settings.draws());
    TensorType many = new TensorType(DType.F64, Shape.of(draws, sites.size().plus(observed)));
    Sampling.Computation values =
        Sampler.computation(
            c,
            many,
            positions -> {
              Val.Function each =
                  (Val.Function)
                      calls.prelude(
                          "vmap", Sampler.host(c, p -> new Val.Tensor(joined(ranked(p)))));
              return List.of(value(calls.applied(each, new Val.Tensor(positions))));
            });
    List<Value> results = new ArrayList<>();
    Map<String, Val> ranks = new LinkedHashMap<>();
    Map<String, Val> uniform = new LinkedHashMap<>();
    Dim simulations = Dim.of(settings.simulations());
    ranked.forEach((name, type) -> {
      TensorType of = new TensorType(DType.I64, type.shape().insert(0, simulations));
      Value value = c.builder().opaque(of, name);
      results.add(value);
      ranks.put(name, new Val.Tensor(value));
      uniform.put(
          name,
          calls.library(
              "uniformity",
              new Val.Tensor(value),
              new Val.Known(Dim.of(settings.draws() + 1)),
              new Val.Known(Dim.of(Calibration.bins(settings.draws())))));
    });
    c.statements.procedure(new Calibration(at, simulation, density, values, results, settings));
    Map<String, Val> both = new LinkedHashMap<>();
    both.put("ranks", new Val.Record(ranks).nested());
    both.put("p", new Val.Record(uniform).nested());
    both.put("draws", new Val.Known(draws));
    return new Val.Record(both);
  }

  private static TensorType vector(Dim size) {
    return new TensorType(DType.F64, new Shape(List.of(size)));
  }

  private Value value(Val val) {
    return c.tensors.value(val, at);
  }

  /** Tensors as one vector. */
  private Value joined(Iterable<Value> tensors) {
    c.at(at);
    List<Value> parts = new ArrayList<>();
    for (Value tensor : tensors) {
      Value real = c.tensors.cast(tensor, DType.F64);
      parts.add(c.emit(new Reshape(new Shape(List.of(real.shape().size()))), real));
    }
    return parts.size() == 1
        ? parts.get(0)
        : c.emit(new Concat(0, parts.size()), parts.toArray(Value[]::new));
  }

  // What the model makes

  /** Values of all sites and of what is derived. */
  private static final class Simulated {
    final Map<String, Value> observed = new LinkedHashMap<>();
    final Map<String, Value> ranked = new LinkedHashMap<>();
  }

  private Simulated simulated(Value number, long seed) {
    Simulated simulated = new Simulated();
    Val own =
        calls.prelude(
            "fold_in",
            calls.prelude("key", new Val.Tensor(c.emit(new Constant(Array.scalar(seed))))),
            new Val.Tensor(number));
    c.models.follow(
        bare,
        new ModelWalk.Handler() {
          private int next;

          @Override
          public Val site(Site site, Val.Distribution of, Optional<Val> data) {
            Type.Distribution type = site.of().orElseThrow();
            Shape shape = site.type().shape();
            Val drawn =
                distributions.draw(
                    new Val.Distribution(type, of.functions()),
                    calls.prelude("fold_in", own, new Val.Known(Dim.of(next++))),
                    shape.slice(0, shape.rank() - type.event().rank()),
                    site.place());
            Val whole = c.statements.conform(drawn, site.type(), at);
            boolean isObserved = model.observed().containsKey(site.name());
            if (!isSummed(site)) {
              (isObserved ? simulated.observed : simulated.ranked).put(site.name(), value(whole));
            }
            return whole;
          }

          @Override
          public void derived(Site site, Value value) {
            simulated.ranked.put(site.name(), value);
          }

          @Override
          public void factor(Value terms, Span factor) {
            throw c.fail(
                Diagnostic.error(
                        Code.TG0606,
                        call.span("m"),
                        "A model with `factor` does not say how its values are made.")
                    .label(factor, "it adds to the density here")
                    .note("`sbc` needs a distribution for everything that the model states."));
          }
        });
    return simulated;
  }

  // What is asked of it given that

  /** The value of each observed site, from behind the position. */
  private final class Given {
    private final Value vector;
    private Dim next = sites.size();

    Given(Value vector) {
      this.vector = vector;
    }

    Val of(Site site) {
      c.at(at);
      Dim count = site.type().shape().size();
      Value part = Slice.along(c.builder(), vector, 0, next, count);
      next = next.plus(count);
      Value shaped = c.emit(new Reshape(site.type().shape()), part);
      return new Val.Tensor(c.tensors.cast(shaped, site.type().element()));
    }
  }

  private List<Value> density(Value vector) {
    Value given = Slice.along(c.builder(), vector, 0, sites.size(), observed);
    Value position = Slice.along(c.builder(), vector, 0, Dim.ZERO, sites.size());
    Val.Function both =
        (Val.Function)
            calls.prelude(
                "value_and_grad",
                Sampler.host(
                    c, p -> new Val.Tensor(log(c.emit(new Concat(0, 2), p, given)).total())));
    Val.Tuple found = (Val.Tuple) calls.applied(both, new Val.Tensor(position));
    return List.of(value(found.parts().get(0)), value(found.parts().get(1)));
  }

  private LogDensity log(Value vector) {
    return LogDensity.of(
        c,
        bare,
        sites.summed(),
        () -> {
          FreeSites.At place = sites.new At(vector);
          Given given = new Given(vector);
          return (of, site, d) -> {
            if (model.observed().containsKey(site.name())) {
              return given.of(site);
            }
            FreeSites.At.Placed placed = place.value(site, d);
            of.add(placed.logJacobian(), site.name(), site.place());
            return placed.value();
          };
        },
        at);
  }

  private boolean isSummed(Site site) {
    return sites.summed().filter(s -> s.has(site)).isPresent();
  }

  private List<Value> ranked(Value vector) {
    FreeSites.At place = sites.new At(vector);
    Given given = new Given(vector);
    List<Value> ranked = new ArrayList<>();
    c.models.follow(
        bare,
        new ModelWalk.Handler() {
          @Override
          public Val site(Site site, Val.Distribution of, Optional<Val> data) {
            if (model.observed().containsKey(site.name())) {
              return given.of(site);
            }
            if (isSummed(site)) {
              return SummedSites.first(c, site, of);
            }
            Val value = place.value(site, of).value();
            ranked.add(value(value));
            return value;
          }

          @Override
          public void derived(Site site, Value value) {
            ranked.add(value);
          }
        });
    return ranked;
  }
}

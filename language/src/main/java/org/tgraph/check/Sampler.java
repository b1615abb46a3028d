package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Negative;
import org.tgraph.program.Sampling;
import org.tgraph.program.Starts;
import org.tgraph.program.Target;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** {@code sample(m)}: the computations that a sampler needs, and what it will have drawn. */
public final class Sampler {
  /** What is recorded of each draw, under Stan's names. */
  private static final List<String> STATISTICS =
      List.of(
          "lp__",
          "accept_stat__",
          "stepsize__",
          "treedepth__",
          "n_leapfrog__",
          "divergent__",
          "energy__");

  final Context c;
  final Span at;
  final CallsFromJava calls;
  final Val.Model model;
  final FreeSites sites;
  private final List<Sampling.Source> sources = new ArrayList<>();

  Sampler(CallSite call, Val.Model model) {
    this.c = call.c();
    this.at = call.whole();
    this.calls = new CallsFromJava(c, at);
    this.model = model;
    this.sites = c.inlining(true, () -> new FreeSites(c, model, at));
  }

  /** Draws from the model that a call names. */
  public static Val of(CallSite call) {
    Val.Model model = model(call, "m");
    call.needTop();
    Sampler sampler = new Sampler(call, model);
    Sampling.Settings settings = settings(call);
    Optional<Starts> starts =
        sampler.c.inlining(true, () -> new StartingPoints(call, sampler).of(settings));
    return sampler.draws(settings, starts);
  }

  /** {@code optimize(m)}: the sites and derived values where the density is highest. */
  public static Val mode(CallSite call) {
    Sampler sampler = new Sampler(call, model(call, "m"));
    return sampler.c.inlining(true, () -> sampler.mode());
  }

  /**
   * {@code laplace_approximation(m)}: draws from the normal distribution that is alike at the mode.
   */
  public static Val laplace(CallSite call) {
    Sampler sampler = new Sampler(call, model(call, "m"));
    int draws = count(call, "draws", 1000, 1);
    long seed = seed(call);
    return sampler.c.inlining(true, () -> sampler.laplace(draws, seed));
  }

  /** An argument that must be a model. */
  static Val.Model model(CallSite call, String name) {
    Val val = call.val(name);
    if (val instanceof Val.Model model) {
      return model;
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0603,
            call.span(name),
            "`%s` of %s must be a model, but this is %s."
                .formatted(name, call.called(), call.describe(val)));
    throw call.fail(
        val instanceof Val.ModelMaker m
            ? d.note("It takes arguments first: `" + m.definition().head() + "`.")
            : d);
  }

  private static Sampling.Settings settings(CallSite call) {
    double target = call.real("target", 0.8);
    if (!(target > 0 && target < 1)) {
      throw call.fail(Code.TG0413, call.span("target"), "`target` must be between 0 and 1.");
    }
    return new Sampling.Settings(
        count(call, "chains", 4, 1),
        count(call, "warmup", 1000, 0),
        count(call, "draws", 1000, 1),
        seed(call),
        target,
        count(call, "max_depth", 10, 1),
        isDense(call));
  }

  static long seed(CallSite call) {
    return call.has("seed") ? call.number("seed") : 0;
  }

  private static boolean isDense(CallSite call) {
    String metric = call.has("metric") ? call.text("metric") : "diagonal";
    return switch (metric) {
      case "dense" -> true;
      case "diagonal" -> false;
      default ->
          throw call.fail(
              Diagnostic.error(
                      Code.TG0413,
                      call.span("metric"),
                      "`metric` must be \"diagonal\" or \"dense\", not `\"%s\"`.".formatted(metric))
                  .note("A dense metric learns correlations too, which makes each step dearer."));
    };
  }

  static int count(CallSite call, String name, int otherwise, int least) {
    long number = call.has(name) ? call.number(name) : otherwise;
    if (number < least || number > 100_000_000) {
      throw call.fail(
          Code.TG0413,
          call.span(name),
          "`%s` of %s must be at least %d, and no more than 100,000,000."
              .formatted(name, call.called(), least));
    }
    return (int) number;
  }

  private Val draws(Sampling.Settings settings, Optional<Starts> starts) {
    List<String> names = new ArrayList<>();
    Target target = target(settings.draws(), names);
    List<Value> results = new ArrayList<>();
    Dim chains = Dim.of(settings.chains());
    Map<String, Val> drawn = drawn(target, names, chains, results);
    Map<String, Val> statistics = new LinkedHashMap<>();
    for (String name : STATISTICS) {
      TensorType type = TensorType.of(DType.F64, chains, Dim.of(settings.draws()));
      statistics.put(name, made(results, type, name));
    }
    c.statements.procedure(new Sampling(at, target, results, settings, starts));
    return new Val.Draws(new Val.Record(drawn), new Val.Record(statistics), model);
  }

  /**
   * What any algorithm needs to draw so often.
   *
   * @param names get those of what is drawn
   */
  Target target(int count, List<String> names) {
    Sampling.Computation density =
        computation(
            sites.position(),
            position -> {
              Val.Function both =
                  (Val.Function) calls.prelude("value_and_grad", host(p -> density(p)));
              Val.Tuple found = (Val.Tuple) applied(both, position);
              return List.of(value(found.parts().get(0)), value(found.parts().get(1)));
            });
    sources.clear();
    Sampling.Computation terms =
        computation(sites.position(), position -> walked(position).elements());
    Sampling.Computation values =
        computation(
            new TensorType(DType.F64, Shape.of(Dim.of(count), sites.size())),
            positions -> {
              Val.Function many =
                  (Val.Function) calls.prelude("vmap", host(p -> new Val.Record(constrained(p))));
              Val.Record found = (Val.Record) applied(many, positions);
              names.addAll(found.fields().keySet());
              return found.fields().values().stream().map(this::value).toList();
            });
    Map<String, Sampling.Restated> others = NonCentred.of(model);
    sources.replaceAll(
        s -> new Sampling.Source(s.name(), s.place(), Optional.ofNullable(others.get(s.name()))));
    return new Target(density, values, terms, sources, sites.flats());
  }

  /** What will have been drawn, by its names. */
  Map<String, Val> drawn(Target target, List<String> names, Dim chains, List<Value> results) {
    Map<String, Val> drawn = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      TensorType one = target.values().graph().outputs().get(i).type();
      drawn.put(
          names.get(i), made(results, one.withShape(one.shape().insert(0, chains)), names.get(i)));
    }
    return drawn;
  }

  Val made(List<Value> results, TensorType type, String hint) {
    Value value = c.builder().opaque(type, hint);
    results.add(value);
    return new Val.Tensor(value);
  }

  /** A computation with one argument; what it uses of the script are its data. */
  Sampling.Computation computation(TensorType argument, Function<Value, List<Value>> outputs) {
    return computation(c, argument, outputs);
  }

  static Sampling.Computation computation(
      Context c, TensorType argument, Function<Value, List<Value>> outputs) {
    GraphBuilder inner = c.builder().inner();
    Value input = inner.input(argument, "position");
    List<Value> results = c.building(inner, () -> c.inlining(true, () -> outputs.apply(input)));
    Graph graph = inner.build(results);
    return new Sampling.Computation(graph, inner.captured());
  }

  /** The numbers of a site as a part of a position. */
  Value vector(Value free) {
    c.at(at);
    Value real = c.tensors.cast(free, DType.F64);
    return c.emit(new Reshape(new Shape(List.of(real.shape().size()))), real);
  }

  /** The position of such parts. */
  Value joined(List<Value> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : c.emit(new Concat(0, parts.size()), parts.toArray(Value[]::new));
  }

  Val.Function host(Function<Value, Val> body) {
    return host(c, body);
  }

  /** A function of one tensor, to be called from functions of the prelude. */
  static Val.Function host(Context c, Function<Value, Val> body) {
    return new Val.Host(
        (arguments, span) -> body.apply(c.tensors.value(arguments.list().get(0).val(), span)));
  }

  Val applied(Val.Function f, Value argument) {
    return calls.applied(f, new Val.Tensor(argument));
  }

  Value value(Val val) {
    return c.tensors.value(val, at);
  }

  private Val density(Value position) {
    return new Val.Tensor(walked(position).total());
  }

  /** The density at a position: that of the values there, times the Jacobian. */
  LogDensity walked(Value position) {
    LogDensity density =
        density(() -> {
          FreeSites.At place = sites.new At(position);
          return (of, site, d) -> {
            FreeSites.At.Placed placed = place.value(site, d);
            of.add(placed.logJacobian(), site.name(), site.place());
            return placed.value();
          };
        });
    sources.clear();
    sources.addAll(density.sources());
    return density;
  }

  /**
   * @param values of the sites, for one walk each
   */
  private LogDensity density(Supplier<LogDensity.Values> values) {
    return LogDensity.of(c, model, sites.summed(), values, at);
  }

  // Where the density is highest

  /**
   * In the space of the sites themselves, so that it does not depend on how they are made of real
   * numbers.
   */
  private Val mode() {
    Val.Function lost =
        host(p -> {
          LogDensity density =
              density(() -> {
                FreeSites.At place = sites.new At(p);
                return (of, site, d) -> place.value(site, d).value();
              });
          return negative(density.total());
        });
    Value position = value(calls.library("lowest", lost, new Val.Known(sites.size())));
    Map<String, Val> found = new LinkedHashMap<>(constrained(position));
    found.put(
        "log_density", new Val.Tensor(c.emit(new Negative(), value(applied(lost, position)))));
    return new Val.Record(found).nested();
  }

  private Val laplace(int draws, long seed) {
    Val.Function lost = host(p -> negative(walked(p).total()));
    Value key = c.emit(new Constant(Array.scalar(seed)));
    // Another call of the same seed means the same numbers.
    Val positions =
        c.keys.counted(() ->
            calls.library(
                "around",
                lost,
                calls.library("lowest", lost, new Val.Known(sites.size())),
                calls.prelude("key", new Val.Tensor(key)),
                new Val.Known(Dim.of(draws))));
    Val.Function many =
        (Val.Function) calls.prelude("vmap", host(p -> new Val.Record(constrained(p))));
    Map<String, Val> drawn = new LinkedHashMap<>();
    ((Val.Record) calls.applied(many, positions))
        .fields()
        .forEach((name, val) -> {
          Value all = value(val);
          drawn.put(name, new Val.Tensor(c.emit(new Reshape(all.shape().insert(0, Dim.ONE)), all)));
        });
    return new Val.Draws(new Val.Record(drawn), new Val.Record(Map.of()), model);
  }

  private Val negative(Value value) {
    return new Val.Tensor(c.emit(new Negative(), value));
  }

  /** All that is drawn, at a position. */
  Map<String, Val> constrained(Value position) {
    FreeSites.At place = sites.new At(position);
    Map<String, Val> values = new LinkedHashMap<>();
    c.models.follow(
        model,
        new ModelWalk.Handler() {
          @Override
          public Val site(Site site, Val.Distribution of, Optional<Val> given) {
            if (given.isPresent()) {
              return given.get();
            }
            if (SummedSites.isSummed(site, of)) {
              // Nothing that is recorded depends on it.
              return SummedSites.first(c, site, of);
            }
            Val value = place.value(site, of).value();
            values.put(site.name(), value);
            return value;
          }

          @Override
          public void derived(Site site, Value value) {
            values.put(site.name(), new Val.Tensor(value));
          }
        });
    return values;
  }
}

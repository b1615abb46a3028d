package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.program.Summary;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * What is computed from draws: ordinary computations, of the standard library where they can be.
 */
public final class Posteriors {
  /** Keys of what is drawn but not recorded are numbered from here. */
  private static final int UNRECORDED = 1 << 30;

  private final CallSite call;
  private final Context c;
  private final Span at;
  private final CallsFromJava calls;

  private Posteriors(CallSite call) {
    this.call = call;
    this.c = call.c();
    this.at = call.whole();
    this.calls = new CallsFromJava(c, at);
  }

  /** {@code summary(draws)}. */
  public static Val summary(CallSite call) {
    return new Posteriors(call).table();
  }

  /** {@code predict(m, draws)}. */
  public static Val predict(CallSite call) {
    return new Posteriors(call).predicted();
  }

  /** {@code log_likelihood(m, draws)}. */
  public static Val logLikelihood(CallSite call) {
    return new Posteriors(call).likelihoods();
  }

  /** {@code loo(m, draws)}. */
  public static Val loo(CallSite call) {
    return new Posteriors(call).leftOut();
  }

  private Val.Draws draws() {
    if (call.val("draws") instanceof Val.Draws draws) {
      return draws;
    }
    throw c.fail(
        Code.TG0413,
        call.span("draws"),
        "`draws` of %s must be draws from a model, as `sample` makes them, but this is %s."
            .formatted(call.called(), call.describe(call.val("draws"))));
  }

  private Val table() {
    if (c.isInFunction()) {
      throw c.fail(
          Code.TG0211,
          call.at(),
          "`summary` belongs to the top of a script or into a test, not into a function.");
    }
    Map<String, Val> rows = new LinkedHashMap<>();
    for (Map.Entry<String, Val> site : draws().sites().fields().entrySet()) {
      Value drawn = c.tensors.cast(c.tensors.value(site.getValue(), at), DType.F64);
      TensorType own = new TensorType(DType.F64, drawn.shape().slice(2, drawn.rank()));
      List<Value> measures = new ArrayList<>();
      Map<String, Val> columns = new LinkedHashMap<>();
      for (String column : Summary.COLUMNS) {
        Value measure = c.builder().opaque(own, column);
        measures.add(measure);
        columns.put(column, new Val.Tensor(measure));
      }
      c.statements.procedure(new Summary(at, drawn, measures));
      rows.put(site.getKey(), new Val.Record(columns));
    }
    return new Val.Table(new Val.Record(rows));
  }

  // Functions of one draw, done for all

  /** What a function gives of the sites in one draw, and of the numbers of the draw. */
  private interface OfDraw {
    Map<String, Val> of(Map<String, Val> sites, Value chain, Value draw);
  }

  /** The draws of the sites of a model that are not observed; those of another are a mistake. */
  private Val.Record latent(Val.Model model) {
    Map<String, Val> drawn = new LinkedHashMap<>();
    Val.Record sites = draws().sites();
    for (Site site : model.latent()) {
      Val of = sites.fields().get(site.name());
      if (of == null && !site.type().element().isIn(Kind.FLOAT)) {
        continue;
      }
      boolean fits =
          of != null
              && c.tensors.value(of, at).type() instanceof TensorType t
              && t.element().equals(site.type().element())
              && t.rank() == site.type().rank() + 2
              && t.shape().slice(2, t.rank()).dims().equals(site.type().shape().dims());
      if (!fits) {
        Diagnostic d =
            Diagnostic.error(
                Code.TG0604,
                call.span("draws"),
                of == null
                    ? "The model has a site `%s`, of which there are no draws."
                        .formatted(site.name())
                    : "The site `%s` of the model is `%s`, but one draw of it is another type."
                        .formatted(site.name(), c.text(site.type())));
        throw c.fail(d.label(site.place(), "the site").note("These are draws from another model."));
      }
      drawn.put(site.name(), of);
    }
    return new Val.Record(drawn);
  }

  private Map<String, Val> forEach(Val.Model model, OfDraw body) {
    Val.Record latent = latent(model);
    Shape first =
        latent.fields().values().stream()
            .findFirst()
            .map(v -> c.tensors.value(v, at).shape())
            .orElseThrow(() ->
                c.fail(
                    Code.TG0606, at, "All sites of the model are observed: there are no draws."));
    Val.Function inner =
        new Val.Host((arguments, span) -> {
          List<Argument> all = arguments.list();
          Val.Function draw =
              new Val.Host((ofDraw, within) ->
                  new Val.Record(
                      body.of(
                          ((Val.Record) ofDraw.list().get(0).val()).fields(),
                          c.tensors.value(all.get(1).val(), at),
                          c.tensors.value(ofDraw.list().get(1).val(), at))));
          return calls.applied(
              (Val.Function) calls.prelude("vmap", draw), all.get(0).val(), numbers(first.dim(1)));
        });
    Val all =
        calls.applied((Val.Function) calls.prelude("vmap", inner), latent, numbers(first.dim(0)));
    return ((Val.Record) all).fields();
  }

  private Val numbers(Dim count) {
    c.at(at);
    return new Val.Tensor(c.emit(new Iota(count, DType.I64)));
  }

  private Val predicted() {
    Val.Model model = Sampler.model(call, "m");
    requireObserved(model);
    long seed = call.has("seed") ? call.number("seed") : 0;
    Distributions distributions = new Distributions(c);
    Map<String, Val> made =
        forEach(
            model,
            (sites, chain, draw) -> {
              Map<String, Val> drawn = new LinkedHashMap<>();
              int[] unrecorded = {0};
              Val key =
                  calls.prelude("key", new Val.Tensor(c.emit(new Constant(Array.scalar(seed)))));
              Val own =
                  calls.prelude(
                      "fold_in",
                      calls.prelude("fold_in", key, new Val.Tensor(chain)),
                      new Val.Tensor(draw));
              c.models.follow(
                  model,
                  (site, of, given) -> {
                    Val known = sites.get(site.name());
                    if (given.isEmpty() && known != null) {
                      return known;
                    }
                    // Sites that are added up over have no draws: they are drawn here too.
                    int number = given.isEmpty() ? UNRECORDED + unrecorded[0]++ : drawn.size();
                    Val part = calls.prelude("fold_in", own, new Val.Known(Dim.of(number)));
                    Type.Distribution type = site.of().orElseThrow();
                    Shape shape = site.type().shape();
                    Val value =
                        distributions.draw(
                            new Val.Distribution(type, of.functions()),
                            part,
                            shape.slice(0, shape.rank() - type.event().rank()),
                            at);
                    Val whole = c.statements.conform(value, site.type(), at);
                    if (given.isPresent()) {
                      drawn.put(site.name(), whole);
                    }
                    return whole;
                  });
              return drawn;
            });
    return new Val.Draws(new Val.Record(made), new Val.Record(Map.of()), model);
  }

  private void requireObserved(Val.Model model) {
    if (model.sites().values().stream().noneMatch(model::isObserved)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  call.span("m"),
                  "No site of the model is observed, and %s is about those that are."
                      .formatted(call.called()))
              .note("`m given {y: data}` says which are."));
    }
  }

  private Map<String, Val> logLikelihoods(Val.Model model) {
    requireObserved(model);
    boolean hasSummed = model.latent().stream().anyMatch(s -> !s.type().element().isIn(Kind.FLOAT));
    Optional<SummedSites> summed =
        hasSummed
            ? Optional.of(c.inlining(true, () -> new SummedSites(c, model, at)))
            : Optional.empty();
    Set<Integer> inGroups = new HashSet<>();
    summed.ifPresent(s -> s.groups().forEach(g -> inGroups.addAll(g.terms().keySet())));
    return forEach(
        model,
        (sites, chain, draw) -> {
          Map<String, Val> each = new LinkedHashMap<>();
          LogDensity.Values drawn =
              (of, site, d) -> {
                Value first = c.emit(new Constant(Array.scalar(0L)));
                Val known = sites.get(site.name());
                return known == null ? SummedSites.filled(c, site, d, first) : known;
              };
          c.models.follow(
              model,
              new LogDensity(c, drawn) {
                @Override
                void found(int index, Value terms, String name, Span place) {
                  Site site = model.sites().get(name);
                  if (site != null && model.isObserved(site) && !inGroups.contains(index)) {
                    each.put(name, new Val.Tensor(c.tensors.cast(terms, DType.F64)));
                  }
                }
              });
          summed.ifPresent(s -> addedUp(s, model, drawn, each));
          return each;
        });
  }

  /** The log likelihood of what depends on sites that are added up over. */
  private void addedUp(
      SummedSites summed, Val.Model model, LogDensity.Values drawn, Map<String, Val> each) {
    for (SummedSites.Group group : summed.groups()) {
      List<Site> observed = summed.observed(group, model);
      if (observed.size() > 1) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0606,
                    at,
                    "`%s` and `%s` have no log likelihood of their own: both depend on `%s`, which"
                            .formatted(
                                observed.get(0).name(),
                                observed.get(1).name(),
                                group.sites().get(0).name())
                        + " is added up over.")
                .label(group.sites().get(0).place(), "this site has no gradient"));
      }
      if (!observed.isEmpty()) {
        Value found = SummedDensity.each(c, model, summed, group, () -> drawn, at);
        each.put(observed.get(0).name(), new Val.Tensor(found));
      }
    }
  }

  private Val likelihoods() {
    return new Val.Record(logLikelihoods(Sampler.model(call, "m"))).nested();
  }

  private Val leftOut() {
    Val.Model model = Sampler.model(call, "m");
    Map<String, Val> all = logLikelihoods(model);
    if (all.size() > 1) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  call.span("m"),
                  "`loo` leaves out observations of one site, but `%s` are observed."
                      .formatted(String.join("`, `", all.keySet())))
              .note("`log_likelihood(m, draws)` has those of each."));
    }
    Value likelihood = c.tensors.value(all.values().iterator().next(), at);
    Shape shape = likelihood.shape();
    OptionalLong draws = shape.dim(0).times(shape.dim(1)).constant();
    long count =
        draws.orElseThrow(() ->
            c.fail(Code.TG0411, at, "The number of draws must be known before the program runs."));
    // Of how many weights the tail is smoothed, as in the paper for draws that are nearly
    // independent.
    long tail = (long) Math.ceil(Math.min(0.2 * (double) count, 3 * Math.sqrt((double) count)));
    if (tail < 5) {
      throw c.fail(Code.TG0413, call.span("draws"), "`loo` needs at least 25 draws.");
    }
    Shape flat = new Shape(List.of(Dim.of(count), shape.slice(2, shape.rank()).size()));
    return calls.library(
        "left_out", new Val.Tensor(call.reshape(likelihood, flat)), new Val.Known(Dim.of(tail)));
  }
}

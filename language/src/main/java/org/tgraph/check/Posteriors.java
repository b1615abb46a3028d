package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Reshape;
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

  Posteriors(CallSite call) {
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

  /** A model and draws of its sites, and where the call has them. */
  record Drawn(Val.Model model, Val.Draws draws, Span modelAt, Span drawsAt) {}

  private Val.Draws draws() {
    return draws(call, call.val("draws"), "`draws`", call.span("draws"));
  }

  /** An argument that must be draws. */
  static Val.Draws draws(CallSite call, Val val, String what, Span at) {
    if (val instanceof Val.Draws draws) {
      return draws;
    }
    throw call.fail(
        Code.TG0413,
        at,
        "%s of %s must be draws from a model, as `sample` makes them, but this is %s."
            .formatted(what, call.called(), call.describe(val)));
  }

  /** The arguments {@code m} and {@code draws}. */
  static Drawn drawn(CallSite call) {
    Val.Model model = Sampler.model(call, "m");
    Val.Draws draws = new Posteriors(call).draws();
    return new Drawn(model, draws, call.span("m"), call.span("draws"));
  }

  private Val table() {
    call.needTop();
    Map<String, Val> rows = new LinkedHashMap<>();
    for (Map.Entry<String, Val> site : ChosenDraws.of(call, "draws").sites().fields().entrySet()) {
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
  interface OfDraw {
    Map<String, Val> of(Map<String, Val> sites, Value chain, Value draw);
  }

  /** The draws of the sites of a model that are not observed; those of another are a mistake. */
  Val.Record latent(Drawn of) {
    Map<String, Val> drawn = new LinkedHashMap<>();
    Val.Record sites = of.draws().sites();
    for (Site site : of.model().latent()) {
      Val all = sites.fields().get(site.name());
      if (all == null && !site.type().element().isIn(Kind.FLOAT)) {
        continue;
      }
      boolean fits =
          all != null
              && c.tensors.value(all, at).type() instanceof TensorType t
              && t.element().equals(site.type().element())
              && t.rank() == site.type().rank() + 2
              && t.shape().slice(2, t.rank()).dims().equals(site.type().shape().dims());
      if (!fits) {
        Diagnostic d =
            Diagnostic.error(
                Code.TG0604,
                of.drawsAt(),
                all == null
                    ? "The model has a site `%s`, of which there are no draws."
                        .formatted(site.name())
                    : "The site `%s` of the model is `%s`, but one draw of it is another type."
                        .formatted(site.name(), c.text(site.type())));
        throw c.fail(d.label(site.place(), "the site").note("These are draws from another model."));
      }
      drawn.put(site.name(), all);
    }
    return new Val.Record(drawn);
  }

  /** What a function gives, for each chain and draw. */
  Map<String, Val> forEach(Drawn drawn, OfDraw body) {
    Val.Record latent = latent(drawn);
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
    // Another call of the same seed means the same numbers.
    Val all =
        c.keys.counted(() ->
            calls.applied(
                (Val.Function) calls.prelude("vmap", inner), latent, numbers(first.dim(0))));
    return ((Val.Record) all).fields();
  }

  private Val numbers(Dim count) {
    c.at(at);
    return new Val.Tensor(c.emit(new Iota(count, DType.I64)));
  }

  private Val predicted() {
    Drawn of = drawn(call);
    Val.Model model = of.model();
    requireObserved(of);
    long seed = Sampler.seed(call);
    Distributions distributions = new Distributions(c);
    Map<String, Val> made =
        forEach(
            of,
            (sites, chain, draw) -> {
              Map<String, Val> drawn = new LinkedHashMap<>();
              int[] unrecorded = {0};
              Val own = key(seed, chain, draw);
              c.models.follow(
                  model,
                  (site, d, given) -> {
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
                            new Val.Distribution(type, d.functions()),
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

  /** A key of its own for each draw. */
  Val key(long seed, Value chain, Value draw) {
    Val key = calls.prelude("key", new Val.Tensor(c.emit(new Constant(Array.scalar(seed)))));
    return calls.prelude(
        "fold_in", calls.prelude("fold_in", key, new Val.Tensor(chain)), new Val.Tensor(draw));
  }

  private void requireObserved(Drawn of) {
    Val.Model model = of.model();
    if (model.sites().values().stream().noneMatch(model::isObserved)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  of.modelAt(),
                  "No site of the model is observed, and %s is about those that are."
                      .formatted(call.called()))
              .note("`m given {y: data}` says which are."));
    }
  }

  /** For each draw the log density of each observation, of each site that is observed. */
  static Map<String, Val> logLikelihoods(CallSite call, Drawn of) {
    return new Posteriors(call).logLikelihoods(of);
  }

  private Map<String, Val> logLikelihoods(Drawn of) {
    Val.Model model = of.model();
    requireObserved(of);
    Map<String, Value> seen = new LinkedHashMap<>();
    model
        .observed()
        .forEach((name, data) -> {
          if (data instanceof Val.Imputed some) {
            requireSingle(model.sites().get(name));
            seen.put(name, Missing.seen(c, some, at));
          }
        });
    Optional<SummedSites> summed = SummedSites.of(c, model, at);
    Set<Integer> inGroups = summed.map(SummedSites::terms).orElse(Set.of());
    return forEach(
        of,
        (sites, chain, draw) -> {
          Map<String, Val> each = new LinkedHashMap<>();
          LogDensity.Values drawn = (density, site, d) -> drawn(sites, site, d);
          c.models.follow(
              model,
              new LogDensity(c, drawn) {
                @Override
                void found(int index, Value terms, String name, Span place) {
                  Site site = model.sites().get(name);
                  if (site != null && model.isObserved(site) && !inGroups.contains(index)) {
                    Value all = c.tensors.cast(terms, DType.F64);
                    each.put(name, new Val.Tensor(ofSeen(all, seen.get(name))));
                  }
                }
              });
          summed.ifPresent(s -> addedUp(s, model, drawn, each));
          return each;
        });
  }

  /** Of numbers that hang together, what is seen has a likelihood only with what is not. */
  private void requireSingle(Site site) {
    if (site.of().orElseThrow().event().rank() > 0) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0606,
                  at,
                  "Some numbers of `%s` are missing, and the others have no log likelihood without"
                          .formatted(site.name())
                      + " them.")
              .label(
                  site.place(),
                  "this is `" + c.text(site.of().orElseThrow()) + "`, one observation"));
    }
  }

  /** What was drawn of a site; of one that is added up over its first values. */
  Val drawn(Map<String, Val> sites, Site site, Val.Distribution d) {
    Val known = sites.get(site.name());
    return known == null ? SummedSites.first(c, site, d) : known;
  }

  /** Of terms for each observation those that are not missing, as a vector; all if none are. */
  private Value ofSeen(Value terms, Value places) {
    if (places == null) {
      return terms;
    }
    c.at(at);
    Shape flat = new Shape(List.of(terms.shape().size()));
    Value vector = terms.shape().equals(flat) ? terms : c.emit(new Reshape(flat), terms);
    return c.emit(new Gather(0, 1), vector, places);
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
        if (model.observed().get(observed.get(0).name()) instanceof Val.Imputed) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0606,
                      at,
                      "Some observations of `%s` are missing, and the rest depends on `%s`, which is"
                              .formatted(observed.get(0).name(), group.sites().get(0).name())
                          + " added up over.")
                  .label(group.sites().get(0).place(), "this site has no gradient"));
        }
        Value found = SummedDensity.each(c, model, summed, group, () -> drawn, at);
        each.put(observed.get(0).name(), new Val.Tensor(found));
      }
    }
  }

  private Val likelihoods() {
    return new Val.Record(logLikelihoods(drawn(call))).nested();
  }
}

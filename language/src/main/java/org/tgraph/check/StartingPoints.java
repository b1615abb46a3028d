package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.program.Sampling;
import org.tgraph.program.Starts;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * The argument {@code init} of {@code sample}: where chains begin, as a record of values of sites,
 * the same for all chains or with an axis for them, or as draws, of which each chain takes one.
 */
final class StartingPoints {
  /** Where some sites are left out, so many values of these are tried. */
  private static final int ATTEMPTS = 100;

  private final CallSite call;
  private final Sampler sampler;
  private final Context c;
  private final Span span;

  StartingPoints(CallSite call, Sampler sampler) {
    this.call = call;
    this.sampler = sampler;
    this.c = call.c();
    this.span = call.has("init") ? call.span("init") : call.whole();
  }

  /** What was chosen; nothing if chains begin at random. */
  Optional<Starts> of(Sampling.Settings settings) {
    if (!call.has("init") || call.val("init") instanceof Val.Nothing) {
      return Optional.empty();
    }
    Dim chains = Dim.of(settings.chains());
    Map<String, Value> chosen =
        switch (call.val("init")) {
          case Val.Draws draws -> spread(draws, chains);
          case Val.Record record -> values(record, chains);
          default ->
              throw c.fail(
                  Diagnostic.error(
                          Code.TG0413,
                          span,
                          "`init` must be a record of values of sites, or draws, but this is "
                              + call.describe(call.val("init"))
                              + ".")
                      .note("For example `init={mu: 0.0}` or `init=pathfinder(m)`."));
        };
    return Optional.of(starts(chosen, chains, settings.seed()));
  }

  /** Draws that lie far from each other among all, one for each chain. */
  private Map<String, Value> spread(Val.Draws draws, Dim chains) {
    Val.Record all =
        new Posteriors(call)
            .latent(new Posteriors.Drawn(sampler.model, draws, call.span("m"), span));
    Map<String, Value> chosen = new LinkedHashMap<>();
    all.fields()
        .forEach((name, val) -> {
          Value drawn = c.tensors.value(val, span);
          c.at(span);
          Dim count = drawn.shape().dim(0).times(drawn.shape().dim(1));
          Shape own = drawn.shape().slice(2, drawn.rank());
          Value rows = c.emit(new Reshape(own.insert(0, count)), drawn);
          Value places =
              c.emit(
                  new FloorDivide(),
                  c.emit(
                      new Multiply(), c.emit(new Iota(chains, DType.I64)), number(count, chains)),
                  number(chains, chains));
          chosen.put(name, c.emit(new Gather(0, 1), rows, places));
        });
    return chosen;
  }

  private Value number(Dim size, Dim times) {
    Value one = c.tensors.value(new Val.Known(size), span);
    return c.emit(new Broadcast(Shape.of(times), List.of()), one);
  }

  /**
   * The values of a record; what is derived is left out, so that `optimize` says where to begin.
   */
  private Map<String, Value> values(Val.Record record, Dim chains) {
    Val.Model model = sampler.model;
    Map<String, Value> chosen = new LinkedHashMap<>();
    Densities.flat(model, "", record)
        .forEach((name, val) -> {
          boolean isOfMode = name.equals("log_density") && !model.sites().containsKey(name);
          Span nameAt = SourceText.fieldName(span, DottedNames.last(name));
          if (isOfMode || c.models.site(model, name, nameAt).isDerived()) {
            return;
          }
          Site site = c.models.site(model, name, nameAt);
          requireFree(site, nameAt);
          chosen.put(name, ofChains(site, val, chains));
        });
    return chosen;
  }

  private void requireFree(Site site, Span nameAt) {
    if (!sampler.sites.isFree(site.name())) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  nameAt,
                  (sampler.model.isObserved(site)
                          ? "`%s` is observed, so that no chain begins at a value of it."
                          : "`%s` is added up over, so that no chain begins at a value of it.")
                      .formatted(site.name()))
              .label(site.place(), "the site"));
    }
  }

  /** A value with an axis for chains, which it may have. */
  private Value ofChains(Site site, Val val, Dim chains) {
    Shape whole = site.type().shape().insert(0, chains);
    Span at = SourceText.fieldValue(span, DottedNames.last(site.name()));
    boolean isOfEach =
        Tensors.isTensor(val) && c.tensors.value(val, at).rank() == site.type().rank() + 1;
    if (isOfEach) {
      String what = "the start of `" + site.name() + "` in each chain";
      Argument argument = new Argument(Optional.empty(), val, at);
      TensorType type = site.type().withShape(whole);
      return c.tensors.value(c.statements.conformTo(type, argument, what), at);
    }
    Value one = c.tensors.value(c.models.fitted(site, val, at), at);
    c.at(span);
    List<Integer> axes = new ArrayList<>();
    for (int i = 1; i < whole.rank(); i++) {
      axes.add(i);
    }
    return c.emit(new Broadcast(whole, axes), one);
  }

  private Starts starts(Map<String, Value> chosen, Dim chains, long seed) {
    boolean isAll = chosen.keySet().containsAll(sampler.sites.counts().keySet());
    Dim attempts = Dim.of(isAll ? 1 : ATTEMPTS);
    Dim rows = chains.times(attempts);
    Map<String, Val> each = new LinkedHashMap<>();
    c.at(span);
    Value chain =
        c.emit(new FloorDivide(), c.emit(new Iota(rows, DType.I64)), number(attempts, rows));
    chosen.forEach(
        (name, value) -> each.put(name, new Val.Tensor(c.emit(new Gather(0, 1), value, chain))));
    Val.Function place =
        new Val.Host((arguments, at) -> {
          Val.Record values = (Val.Record) arguments.list().get(0).val();
          Value random = c.tensors.value(arguments.list().get(1).val(), at);
          return new Val.Tensor(position(values.fields(), random));
        });
    Val positions =
        sampler.calls.applied(
            (Val.Function) sampler.calls.prelude("vmap", place),
            new Val.Record(each),
            new Val.Tensor(random(rows, seed)));
    c.at(span);
    Shape shape = Shape.of(chains, attempts, sampler.sites.size());
    List<Starts.Chosen> sites = new ArrayList<>();
    Dim from = Dim.ZERO;
    for (Map.Entry<String, Dim> site : sampler.sites.counts().entrySet()) {
      String name = site.getKey();
      if (chosen.containsKey(name)) {
        sites.add(
            new Starts.Chosen(
                name,
                sampler.model.sites().get(name).place(),
                chosen.get(name),
                from,
                site.getValue()));
      }
      from = from.plus(site.getValue());
    }
    return new Starts(c.emit(new Reshape(shape), c.tensors.value(positions, span)), sites);
  }

  /** Numbers from -2 to 2 for the positions of sites that were not chosen. */
  private Value random(Dim rows, long seed) {
    Val key =
        sampler.calls.prelude("key", new Val.Tensor(c.emit(new Constant(Array.scalar(seed)))));
    List<Val> shape = List.of(new Val.Known(rows), new Val.Known(sampler.sites.size()));
    Val uniform =
        c.keys.counted(() ->
            sampler.calls.prelude(
                "uniform", key, new Val.Tuple(shape), new Val.WeakFloat(-2), new Val.WeakFloat(2)));
    return c.tensors.value(uniform, span);
  }

  /** The position of chosen values, and of random ones of the sites that are not among them. */
  private Value position(Map<String, Val> chosen, Value random) {
    FreeSites.At place = sampler.sites.new At(random);
    List<String> names = new ArrayList<>();
    List<Value> parts = new ArrayList<>();
    c.models.follow(
        sampler.model,
        (site, of, given) -> {
          if (given.isPresent()) {
            return given.get();
          }
          if (!sampler.sites.isFree(site.name())) {
            return SummedSites.first(c, site, of);
          }
          Val free = place.value(site, of).value();
          Val value = chosen.getOrDefault(site.name(), free);
          names.add(site.name());
          parts.add(sampler.vector(sampler.sites.free(site, of, value)));
          return value;
        });
    Map<String, Val> made = sampler.constrained(sampler.joined(parts));
    for (int i = 0; i < parts.size(); i++) {
      Val value = chosen.get(names.get(i));
      if (value != null) {
        parts.set(i, ofOwn(parts.get(i), made.get(names.get(i)), value));
      }
    }
    return sampler.joined(parts);
  }

  /**
   * The numbers of a value; if all are finite and another value is made of them, {@code nan}: it
   * was out of range, as what does not add up to 1 is.
   */
  private Value ofOwn(Value numbers, Val made, Val value) {
    CallsFromJava calls = sampler.calls;
    Val all = new Val.Tensor(numbers);
    Val isSame = calls.prelude("allclose", made, value, new Val.WeakFloat(1e-6));
    Val hasHoles =
        calls.prelude("logical_not", calls.prelude("all", calls.prelude("isfinite", all)));
    Val isRight = calls.prelude("logical_or", isSame, hasHoles);
    return c.tensors.value(
        calls.prelude("where", isRight, all, new Val.WeakFloat(Double.NaN)), span);
  }
}

package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * What a sampler adds up over, given each draw and the data: values of sites without a gradient,
 * which part of a mixture an observation is of, and the states of a hidden chain. All is exact: the
 * same terms are compared that the density adds up.
 */
public final class Recovered {
  /** What a distribution says of the parts that an observation may be of, and draws of that. */
  private static final String MEMBERSHIPS = "memberships";

  private static final String MEMBERS = "members";

  private final Context c;
  private final Span at;
  private final CallsFromJava calls;
  private final Posteriors posteriors;
  private final Posteriors.Drawn of;
  private final Val.Model model;
  private final Optional<SummedSites> summed;

  private Recovered(CallSite call) {
    this.c = call.c();
    this.at = call.whole();
    this.calls = new CallsFromJava(c, at);
    this.posteriors = new Posteriors(call);
    this.of = Posteriors.drawn(call);
    this.model = of.model();
    this.summed = SummedSites.of(c, model, at);
  }

  /** {@code probabilities(m, draws)}: of each value, along the last axis. */
  public static Val probabilities(CallSite call) {
    Recovered recovered = new Recovered(call);
    return new Val.Record(recovered.found(call, Optional.empty())).nested();
  }

  /** {@code recover(m, draws)}: values, one for each draw. */
  public static Val draws(CallSite call) {
    Recovered recovered = new Recovered(call);
    Map<String, Val> made = recovered.found(call, Optional.of(Sampler.seed(call)));
    return new Val.Draws(new Val.Record(made), new Val.Record(Map.of()), recovered.model);
  }

  /**
   * @param seed of what is drawn; probabilities without one
   */
  private Map<String, Val> found(CallSite call, Optional<Long> seed) {
    Map<String, Val> found =
        posteriors.forEach(
            of,
            (sites, chain, draw) -> {
              Keys keys = new Keys(seed.map(s -> posteriors.key(s, chain, draw)));
              Walk walk = new Walk(sites, keys);
              c.models.follow(model, walk);
              for (SummedSites.Group group : summed.map(SummedSites::groups).orElse(List.of())) {
                ofGroup(group, walk, keys);
              }
              return walk.found;
            });
    if (found.isEmpty()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  of.modelAt(),
                  "Nothing of the model is added up over, and %s is about what is."
                      .formatted(call.called()))
              .note(
                  "That are sites of few values, such as those of `Categorical`, that are not observed,"
                      + " and observed ones of `Mixture` and `HiddenMarkov`."));
    }
    return found;
  }

  /** A key for each site that is drawn. */
  private final class Keys {
    private final Optional<Val> of;
    private int next;

    Keys(Optional<Val> of) {
      this.of = of;
    }

    Optional<Val> next() {
      return of.map(key -> calls.prelude("fold_in", key, new Val.Known(Dim.of(next++))));
    }
  }

  /** Finds of which parts observations are, where these depend on nothing that is added up over. */
  private final class Walk implements ModelWalk.Handler {
    private final Map<String, Val> drawn;
    private final Keys keys;
    private final Set<Integer> inGroups = summed.map(SummedSites::terms).orElse(Set.of());
    private int next;
    final Map<String, Val> found = new LinkedHashMap<>();
    final Map<String, Val.Distribution> addedUp = new LinkedHashMap<>();

    Walk(Map<String, Val> drawn, Keys keys) {
      this.drawn = drawn;
      this.keys = keys;
    }

    @Override
    public Val site(Site site, Val.Distribution d, Optional<Val> given) {
      int term = next++;
      Val val = given.orElseGet(() -> posteriors.drawn(drawn, site, d));
      if (given.isEmpty() && summed.filter(s -> s.has(site)).isPresent()) {
        addedUp.put(site.name(), d);
      }
      if (given.isPresent()
          && d.functions().fields().containsKey(MEMBERSHIPS)
          && !inGroups.contains(term)) {
        Distributions distributions = new Distributions(c);
        found.put(
            site.name(),
            keys.next()
                .map(k -> distributions.apply(d, MEMBERS, List.of(k, val), site.place()))
                .orElseGet(() -> distributions.apply(d, MEMBERSHIPS, List.of(val), site.place())));
      }
      return val;
    }

    @Override
    public void factor(Value terms, Span place) {
      next++;
    }

    LogDensity.Values values() {
      return (density, site, d) -> posteriors.drawn(drawn, site, d);
    }
  }

  private void ofGroup(SummedSites.Group group, Walk walk, Keys keys) {
    List<Dim> counts = summed.orElseThrow().counts(group);
    Optional<Val> key = keys.next();
    if (key.isPresent()) {
      drawn(group, walk, Map.of(), key.get(), keys);
      return;
    }
    Value shares = shares(group, walk, Map.of());
    ofSites(group, shares, walk);
    for (SummedSites.Group inner : group.inner()) {
      // Given each combination of the values around it, then on average.
      Val.Function given =
          Sampler.host(
              c, number -> new Val.Tensor(shares(inner, walk, around(group, counts, number))));
      c.at(at);
      Val numbers = new Val.Tensor(c.emit(new Iota(shares.shape().dim(0), DType.I64)));
      Val.Function mapped = (Val.Function) calls.prelude("vmap", given);
      Value each = c.tensors.value(calls.applied(mapped, numbers), at);
      c.at(at);
      Value weights = c.emit(new Broadcast(each.shape(), List.of(0)), shares);
      Value mean = c.emit(new Sum(List.of(0)), c.emit(new Multiply(), weights, each));
      ofSites(inner, mean, walk);
    }
  }

  /** The logarithms of how likely combinations of values are, along the first axis. */
  private Value combinations(SummedSites.Group group, Walk walk, Map<String, Value> around) {
    return SummedDensity.combinations(
        c, model, summed.orElseThrow(), group, around, walk::values, at);
  }

  /** How likely combinations of values are, along the last axis. */
  private Value shares(SummedSites.Group group, Walk walk, Map<String, Value> around) {
    Value logs = combinations(group, walk, around);
    Val shares =
        group.chain().isPresent()
            ? ofChain(group, walk, "chances", new Val.Tensor(logs))
            : calls.prelude("softmax", new Val.Tensor(moved(logs, 0, logs.rank() - 1)));
    return c.tensors.value(shares, at);
  }

  /** What a chain of states says, of what each state says at each step. */
  private Val ofChain(SummedSites.Group group, Walk walk, String function, Val... arguments) {
    Site site = group.sites().get(0);
    Val.Distribution d = walk.addedUp.get(site.name());
    return new Distributions(c).apply(d, function, List.of(arguments), site.place());
  }

  private Map<String, Value> around(SummedSites.Group group, List<Dim> counts, Value combination) {
    List<Value> places = SummedDensity.places(c, counts, combination, at);
    Map<String, Value> around = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      around.put(group.sites().get(i).name(), places.get(i));
    }
    return around;
  }

  private void drawn(
      SummedSites.Group group, Walk walk, Map<String, Value> around, Val key, Keys keys) {
    Value logs = combinations(group, walk, around);
    Val combination =
        group.chain().isPresent()
            ? ofChain(group, walk, "chains", key, new Val.Tensor(logs))
            : calls.prelude("categorical", key, new Val.Tensor(moved(logs, 0, logs.rank() - 1)));
    Map<String, Value> places =
        around(group, summed.orElseThrow().counts(group), c.tensors.value(combination, at));
    for (Site site : group.sites()) {
      Value outcomes = SummedSites.outcomes(c, walk.addedUp.get(site.name()), site.place());
      c.at(at);
      Value value = c.emit(new Gather(0, 1), outcomes, places.get(site.name()));
      walk.found.put(site.name(), new Val.Tensor(value));
    }
    for (SummedSites.Group inner : group.inner()) {
      drawn(inner, walk, places, keys.next().orElseThrow(), keys);
    }
  }

  private void ofSites(SummedSites.Group group, Value shares, Walk walk) {
    List<Dim> counts = summed.orElseThrow().counts(group);
    for (int i = 0; i < counts.size(); i++) {
      walk.found.put(group.sites().get(i).name(), new Val.Tensor(ofSite(shares, counts, i)));
    }
  }

  /** Of the probabilities of combinations, along the last axis, those of the values of one site. */
  private Value ofSite(Value shares, List<Dim> counts, int site) {
    c.at(at);
    Shape plate = shares.shape().slice(0, shares.rank() - 1);
    // The first site's values change fastest.
    Value apart = c.emit(new Reshape(plate.concat(new Shape(counts.reversed()))), shares);
    int own = plate.rank() + counts.size() - 1 - site;
    List<Integer> others =
        IntStream.range(plate.rank(), apart.rank()).filter(a -> a != own).boxed().toList();
    return others.isEmpty() ? apart : c.emit(new Sum(others), apart);
  }

  private Value moved(Value value, int from, int to) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, value.rank()).boxed().toList());
    order.add(to, order.remove(from));
    c.at(at);
    return value.rank() < 2 ? value : c.emit(new Transpose(order), value);
  }
}

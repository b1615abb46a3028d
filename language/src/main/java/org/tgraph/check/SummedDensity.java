package org.tgraph.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.reduce.Sum;
import org.tgraph.program.Sampling;
import org.tgraph.source.Span;
import org.tgraph.transform.Indicators;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * The log density of a model without the sites that are added up over: for each element of a group
 * of them the logarithm of the sum, over all their values, of what depends on it; for the states of
 * a Markov chain that over all chains, by the forward algorithm.
 */
final class SummedDensity {
  private final Context c;
  private final Val.Model model;
  private final SummedSites summed;
  private final Supplier<LogDensity.Values> values;
  private final Span at;

  private SummedDensity(
      Context c, Val.Model model, SummedSites summed, Supplier<LogDensity.Values> values, Span at) {
    this.c = c;
    this.model = model;
    this.summed = summed;
    this.values = values;
    this.at = at;
  }

  /**
   * Follows the model.
   *
   * @param values of the other sites, for one walk each
   */
  static LogDensity of(
      Context c, Val.Model model, SummedSites summed, Supplier<LogDensity.Values> values, Span at) {
    SummedDensity density = new SummedDensity(c, model, summed, values, at);
    LogDensity rest = density.rest();
    for (SummedSites.Group group : summed.groups()) {
      Site first = group.sites().get(0);
      Value each = density.each(group, Map.of());
      rest.add(new Distributions(c).sum(each, at), first.name(), first.place());
    }
    return rest;
  }

  /**
   * For each element of the sites of a group what is added to the log density.
   *
   * @param values of the other sites, for one walk each
   */
  static Value each(
      Context c,
      Val.Model model,
      SummedSites summed,
      SummedSites.Group group,
      Supplier<LogDensity.Values> values,
      Span at) {
    return new SummedDensity(c, model, summed, values, at).each(group, Map.of());
  }

  /**
   * For each combination of values of the sites of a group, along the first axis, and for each of
   * their elements what is added to the log density. The first site's values change fastest.
   *
   * @param around the places of the values of sites that it is added up inside of, by their names
   * @param values of the other sites, for one walk each
   */
  static Value combinations(
      Context c,
      Val.Model model,
      SummedSites summed,
      SummedSites.Group group,
      Map<String, Value> around,
      Supplier<LogDensity.Values> values,
      Span at) {
    return new SummedDensity(c, model, summed, values, at).combinations(group, around);
  }

  /** What depends on none of them, whichever values they have. */
  private LogDensity rest() {
    Set<Integer> others = summed.terms();
    Value zero = c.emit(new Constant(Array.scalar(0L)));
    LogDensity rest =
        new LogDensity(c, chosen(site -> zero)) {
          @Override
          void found(int index, Value each, String name, Span place) {
            if (!others.contains(index)) {
              super.found(index, each, name, place);
            }
          }
        };
    c.models.follow(model, rest);
    return rest;
  }

  private LogDensity.Values chosen(Function<Site, Value> places) {
    LogDensity.Values others = values.get();
    return (density, site, of) ->
        summed.has(site)
            ? SummedSites.filled(c, site, of, places.apply(site))
            : others.of(density, site, of);
  }

  private Value each(SummedSites.Group group, Map<String, Value> around) {
    Val found = new Val.Tensor(combinations(group, around));
    if (group.chain().isPresent()) {
      Site site = group.sites().get(0);
      Distributions distributions = new Distributions(c);
      Val all = distributions.apply(distribution(site), "evidence", List.of(found), site.place());
      return c.tensors.value(all, at);
    }
    CallsFromJava calls = new CallsFromJava(c, at);
    return c.tensors.value(calls.prelude("logsumexp", found, new Val.WeakInt(BigInteger.ZERO)), at);
  }

  /** What a site is distributed as. */
  private Val.Distribution distribution(Site site) {
    Value zero = c.emit(new Constant(Array.scalar(0L)));
    LogDensity.Values others = chosen(s -> zero);
    List<Val.Distribution> found = new ArrayList<>();
    LogDensity walk =
        new LogDensity(
            c,
            (density, s, of) -> {
              if (s.name().equals(site.name())) {
                found.add(of);
              }
              return others.of(density, s, of);
            });
    c.models.follow(model, walk);
    return found.get(0);
  }

  private Value combinations(SummedSites.Group group, Map<String, Value> around) {
    CallsFromJava calls = new CallsFromJava(c, at);
    List<Dim> counts = summed.counts(group);
    Dim all = counts.stream().reduce(Dim.ONE, Dim::times);
    Val.Function ofCombination =
        Sampler.host(c, number -> new Val.Tensor(indicated(group, counts, number, around)));
    c.at(at);
    Val combinations = new Val.Tensor(c.emit(new Iota(all, DType.I64)));
    Val.Function mapped = (Val.Function) calls.prelude("vmap", ofCombination);
    return c.tensors.value(calls.applied(mapped, combinations), at);
  }

  /** As {@link #of}, with products by the values of the sites as choices. */
  private Value indicated(
      SummedSites.Group group, List<Dim> counts, Value combination, Map<String, Value> around) {
    Sampling.Computation terms =
        Sampler.computation(
            c, combination.type(), number -> List.of(of(group, counts, number, around)));
    Graph graph = terms.graph();
    List<Value> arguments = new ArrayList<>(List.of(combination));
    arguments.addAll(terms.data());
    return c.builder().splice(Indicators.chosen(graph, graph.inputs().get(0)), arguments).get(0);
  }

  /** The terms of a group where its sites have one combination of their values, by its number. */
  private Value of(
      SummedSites.Group group, List<Dim> counts, Value combination, Map<String, Value> around) {
    Map<String, Value> places = new HashMap<>(around);
    List<Value> own = places(c, counts, combination, at);
    for (int i = 0; i < own.size(); i++) {
      places.put(group.sites().get(i).name(), own.get(i));
    }
    Value zero = c.emit(new Constant(Array.scalar(0L)));
    List<Value> parts = new ArrayList<>();
    LogDensity walk =
        new LogDensity(c, chosen(site -> places.getOrDefault(site.name(), zero))) {
          @Override
          void found(int index, Value each, String name, Span place) {
            List<Integer> axes = group.terms().get(index);
            if (axes != null) {
              parts.add(along(each, axes, group.plate()));
            }
          }
        };
    c.models.follow(model, walk);
    for (SummedSites.Group inner : group.inner()) {
      parts.add(new Distributions(c).sum(each(inner, places), at));
    }
    return parts.stream().reduce((a, b) -> c.emit(new Add(), a, b)).orElseThrow();
  }

  /**
   * The place of the value of each site in combinations.
   *
   * @param combinations numbers of them
   */
  static List<Value> places(Context c, List<Dim> counts, Value combinations, Span at) {
    List<Value> places = new ArrayList<>();
    c.at(at);
    Value left = combinations;
    for (int i = 0; i < counts.size(); i++) {
      Value one = c.tensors.value(new Val.Known(counts.get(i)), at);
      Value count = c.emit(new Broadcast(left.shape(), List.of()), one);
      boolean isLast = i == counts.size() - 1;
      places.add(isLast ? left : c.emit(new Remainder(), left, count));
      left = isLast ? left : c.emit(new FloorDivide(), left, count);
    }
    return places;
  }

  /** The sum over all axes but some, which become those of the plate. */
  private Value along(Value each, List<Integer> axes, Shape plate) {
    c.at(at);
    List<Integer> others =
        IntStream.range(0, each.rank()).filter(a -> !axes.contains(a)).boxed().toList();
    Value summed = others.isEmpty() ? each : c.emit(new Sum(others), each);
    List<Integer> left = axes.stream().sorted().toList();
    Transpose order = new Transpose(axes.stream().map(left::indexOf).toList());
    Value ordered = left.equals(axes) ? summed : c.emit(order, summed);
    return c.coerce(c.tensors.cast(ordered, DType.F64), plate);
  }
}

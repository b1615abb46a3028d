package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Add;
import org.tgraph.program.Sampling;
import org.tgraph.source.Span;

/**
 * The log density of a model: a walk that gives each site its value and adds up what its
 * distribution says of it, all constants kept.
 */
class LogDensity implements ModelWalk.Handler {
  /** Where the values of sites that are not observed come from. */
  interface Values {
    /**
     * @param density may get further terms
     */
    Val of(LogDensity density, Site site, Val.Distribution of);
  }

  private final Context c;
  private final Values values;
  private final Distributions distributions;
  private final List<Value> terms = new ArrayList<>();
  private final List<Value> elements = new ArrayList<>();
  private final List<Sampling.Source> sources = new ArrayList<>();
  private int next;

  LogDensity(Context c, Values values) {
    this.c = c;
    this.values = values;
    this.distributions = new Distributions(c);
  }

  /**
   * Follows a model.
   *
   * @param summed the sites that are added up over, if there are any
   * @param values of the others, for one walk each
   */
  static LogDensity of(
      Context c, Val.Model model, Optional<SummedSites> summed, Supplier<Values> values, Span at) {
    if (summed.isPresent()) {
      return SummedDensity.of(c, model, summed.get(), values, at);
    }
    LogDensity density = new LogDensity(c, values.get());
    c.models.follow(model, density);
    return density;
  }

  @Override
  public Val site(Site site, Val.Distribution of, Optional<Val> given) {
    Val val = given.orElseGet(() -> values.of(this, site, of));
    found(next++, distributions.each(of, val, site.place()), site.name(), site.place());
    return val;
  }

  @Override
  public void factor(Value values, Span at) {
    found(next++, values, "factor", at);
  }

  /**
   * What a distribution or {@code factor} says.
   *
   * @param index how many did before
   * @param each numbers that are to be added up
   */
  void found(int index, Value each, String name, Span place) {
    add(distributions.sum(each, place), each, name, place);
  }

  /** Adds a term, an {@code f64}, of what is called so. */
  final void add(Value term, String name, Span place) {
    add(term, term, name, place);
  }

  private void add(Value term, Value each, String name, Span place) {
    terms.add(term);
    elements.add(each);
    sources.add(new Sampling.Source(name, place, Optional.empty()));
  }

  /** All that was added, in order. */
  List<Value> terms() {
    return List.copyOf(terms);
  }

  /** The numbers that the terms are the sums of. */
  List<Value> elements() {
    return List.copyOf(elements);
  }

  /** What the terms are of. */
  List<Sampling.Source> sources() {
    return List.copyOf(sources);
  }

  /** The sum of all that was added. */
  Value total() {
    Value total = c.emit(new Constant(Array.scalar(0.0)));
    for (int i = 0; i < terms.size(); i++) {
      total = i == 0 ? terms.get(0) : c.emit(new Add(), total, terms.get(i));
    }
    return total;
  }
}

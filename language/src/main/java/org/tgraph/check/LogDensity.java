package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Add;
import org.tgraph.source.Span;

/**
 * The log density of a model: a walk that gives each site its value and adds up what its
 * distribution says of it, all constants kept.
 */
final class LogDensity implements ModelWalk.Handler {
  /** Where the values of sites that are not observed come from. */
  interface Source {
    Val value(Site site, Val.Distribution of);
  }

  private final Context c;
  private final Map<String, Val> observed;
  private final Source source;
  private final Distributions distributions;
  private final List<Value> terms = new ArrayList<>();

  LogDensity(Context c, Map<String, Val> observed, Source source) {
    this.c = c;
    this.observed = observed;
    this.source = source;
    this.distributions = new Distributions(c);
  }

  @Override
  public Val site(Site site, Val.Distribution of) {
    Val given = observed.get(site.name());
    Val val = given == null ? source.value(site, of) : given;
    terms.add(distributions.total(of, val, site.place()));
    return val;
  }

  @Override
  public void factor(Value values, Span at) {
    terms.add(distributions.sum(values, at));
  }

  /** Adds a term, an {@code f64}. */
  void add(Value term) {
    terms.add(term);
  }

  /** The sum of all that was added. */
  Value total() {
    Value total = terms.isEmpty() ? c.emit(new Constant(Array.scalar(0.0))) : terms.get(0);
    for (Value term : terms.subList(Math.min(1, terms.size()), terms.size())) {
      total = c.emit(new Add(), total, term);
    }
    return total;
  }
}

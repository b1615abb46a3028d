package org.tgraph.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Value;

/**
 * A density of positions, vectors of real numbers, and what is drawn where they are.
 *
 * @param density of a position, and its gradient: {@code (f64[n]) -> (f64, f64[n])}
 * @param values of many positions, what is drawn: {@code (f64[draws, n]) -> …[draws, …]}
 * @param terms of a position, what each of {@code sources} adds to the density, as {@code f64}
 * @param sources what to call the terms, and where each is written
 */
public record Target(
    Sampling.Computation density,
    Sampling.Computation values,
    Sampling.Computation terms,
    List<Sampling.Source> sources) {
  public Target {
    sources = List.copyOf(sources);
  }

  /** The script's values that are needed. */
  public List<Value> data() {
    Set<Value> all = new LinkedHashSet<>();
    all.addAll(density.data());
    all.addAll(values.data());
    all.addAll(terms.data());
    return List.copyOf(all);
  }
}

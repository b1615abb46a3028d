package org.tgraph.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * A density of positions, vectors of real numbers, and what is drawn where they are.
 *
 * @param density of a position, and its gradient: {@code (f64[n]) -> (f64, f64[n])}
 * @param values of many positions, what is drawn: {@code (f64[draws, n]) -> …[draws, …]}
 * @param terms of a position, what each of {@code sources} adds to the density, element by element
 * @param sources what to call the terms, and where each is written
 * @param flats sites that are {@code Flat} without two bounds
 */
public record Target(
    Sampling.Computation density,
    Sampling.Computation values,
    Sampling.Computation terms,
    List<Sampling.Source> sources,
    List<Flat> flats) {
  /**
   * A site whose prior says nothing, on a line without end.
   *
   * @param from the first of its numbers in a position, of which there is one for each element
   * @param isBounded whether these numbers are logarithms, of the distance from a bound
   */
  public record Flat(String name, Span place, Shape shape, Dim from, boolean isBounded) {}

  public Target {
    sources = List.copyOf(sources);
    flats = List.copyOf(flats);
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

package org.tgraph.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Draws from a density. They are a function of its data and the seed; a position is a vector of
 * real numbers.
 *
 * @param density of a position, and its gradient: {@code (f64[n]) -> (f64, f64[n])}
 * @param values of many positions, what is drawn: {@code (f64[draws, n]) -> …[draws, …]}
 * @param terms of a position, what each of {@code sources} adds to the density, as {@code f64}
 * @param sources what to call the terms, and where each is written
 * @param draws for each output of {@code values} the script's value of it, with an axis for chains
 *     before; then one {@code f64[chains, draws]} for each statistic of the sampler
 */
public record Sampling(
    Span span,
    Computation density,
    Computation values,
    Computation terms,
    List<Source> sources,
    List<Value> draws,
    Settings settings)
    implements Procedure {
  public Sampling {
    sources = List.copyOf(sources);
    draws = List.copyOf(draws);
  }

  /**
   * A graph whose first input is what it is called with.
   *
   * @param data the script's values that its other inputs stand for
   */
  public record Computation(Graph graph, List<Value> data) {
    public Computation {
      data = List.copyOf(data);
    }
  }

  /**
   * What adds to a density: a site or a factor.
   *
   * @param nonCentred another way to state a site that hangs on its scale, if there is one
   */
  public record Source(String name, Span place, Optional<Fix> nonCentred) {}

  /**
   * @param target the share of proposals to be accepted
   * @param maxDepth a trajectory has at most {@code 2 ** maxDepth} steps
   * @param isDense whether the metric has the correlations too
   */
  public record Settings(
      int chains, int warmup, int draws, long seed, double target, int maxDepth, boolean isDense) {}

  @Override
  public List<Value> results() {
    return draws;
  }

  @Override
  public List<Value> data() {
    Set<Value> all = new LinkedHashSet<>();
    all.addAll(density.data());
    all.addAll(values.data());
    all.addAll(terms.data());
    return List.copyOf(all);
  }
}

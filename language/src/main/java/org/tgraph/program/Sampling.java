package org.tgraph.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Draws from a density by chains. They are a function of its data and the seed.
 *
 * @param draws for each output of the target's {@code values} the script's value of it, with an
 *     axis for chains before; then one {@code f64[chains, draws]} for each statistic of the sampler
 * @param starts where chains begin; nothing if at random
 */
public record Sampling(
    Span span, Target target, List<Value> draws, Settings settings, Optional<Starts> starts)
    implements Procedure {
  public Sampling {
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
  public record Source(String name, Span place, Optional<Restated> nonCentred) {}

  /**
   * Another way to state a site.
   *
   * @param about the site, and those that its distribution depends on
   */
  public record Restated(Fix fix, Set<String> about) {
    public Restated {
      about = Set.copyOf(about);
    }
  }

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
    List<Value> all = new ArrayList<>(target.data());
    starts.ifPresent(s -> all.addAll(s.data()));
    return all;
  }
}

package org.tgraph.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Ranks of values that a model made among draws of them, given the data that it made with them
 * (Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian Inference Algorithms with
 * Simulation-Based Calibration", 2018): equally frequent if model, density and sampler agree.
 *
 * @param simulation of a number, what is observed and what is ranked: {@code (i64) -> (f64[m],
 *     f64[k])}
 * @param density of a position and behind it what is observed, and the gradient by the position:
 *     {@code (f64[n + m]) -> (f64, f64[n])}
 * @param values of many of these, what is ranked: {@code (f64[draws, n + m]) -> f64[draws, k]}
 * @param ranks for each site and derived value {@code i64[simulations, …]}
 */
public record Calibration(
    Span span,
    Sampling.Computation simulation,
    Sampling.Computation density,
    Sampling.Computation values,
    List<Value> ranks,
    Settings settings)
    implements Procedure {
  public Calibration {
    ranks = List.copyOf(ranks);
  }

  /**
   * @param draws of each simulation, which are ranked among
   * @param thin one of so many draws is kept, so that they are nearly independent
   */
  public record Settings(int simulations, int warmup, int draws, int thin, long seed) {}

  /** Ranks are counted in at most so many bins. */
  private static final int MOST_BINS = 20;

  /** The most bins that hold equally many of the ranks, of which there are {@code draws + 1}. */
  public static int bins(int draws) {
    int bins = Math.min(MOST_BINS, draws + 1);
    while ((draws + 1) % bins != 0) {
      bins--;
    }
    return bins;
  }

  @Override
  public List<Value> results() {
    return ranks;
  }

  @Override
  public List<Value> data() {
    Set<Value> all = new LinkedHashSet<>();
    all.addAll(simulation.data());
    all.addAll(density.data());
    all.addAll(values.data());
    return List.copyOf(all);
  }
}

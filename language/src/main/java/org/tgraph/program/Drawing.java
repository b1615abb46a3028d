package org.tgraph.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Draws from a density, or from what stands for it, by another algorithm than that of {@link
 * Sampling}: all are one chain.
 *
 * @param draws for each output of the target's {@code values} the script's value of it, with an
 *     axis of size 1 before
 * @param statistics {@code f64[1, count]}: the log density of each draw, and where there is one,
 *     that of what it was drawn from
 * @param facts numbers about all draws, in the order of the algorithm's names
 * @param count how many draws
 */
public record Drawing(
    Span span,
    Target target,
    List<Value> draws,
    List<Value> statistics,
    List<Value> facts,
    int count,
    long seed,
    Algorithm algorithm)
    implements Procedure {
  public Drawing {
    draws = List.copyOf(draws);
    statistics = List.copyOf(statistics);
    facts = List.copyOf(facts);
  }

  /** How it is done. */
  public sealed interface Algorithm {
    /** The function that scripts call. */
    String name();

    /** What is recorded of each draw, under Stan's names. */
    List<String> statistics();

    /** What is known of all draws together. */
    List<String> facts();
  }

  /** From normal distributions on so many ways to modes. */
  public record Pathfinder(int paths) implements Algorithm {
    @Override
    public String name() {
      return "pathfinder";
    }

    @Override
    public List<String> statistics() {
      return List.of("lp__", "lp_approx__");
    }

    @Override
    public List<String> facts() {
      return List.of("pareto_k", "elbo");
    }
  }

  /**
   * From the normal distribution that is nearest.
   *
   * @param isFull whether it has correlations
   */
  public record Advi(boolean isFull, int iterations) implements Algorithm {
    @Override
    public String name() {
      return "advi";
    }

    @Override
    public List<String> statistics() {
      return List.of("lp__", "lp_approx__");
    }

    @Override
    public List<String> facts() {
      return List.of("pareto_k", "elbo");
    }
  }

  /**
   * By particles that begin at the prior.
   *
   * @param moves of each at each power of the likelihood
   * @param prior of a number, a position: {@code (i64) -> f64[n]}
   * @param parts of a position, the log densities of prior and likelihood and their gradients:
   *     {@code (f64[n]) -> (f64, f64, f64[n], f64[n])}
   */
  public record Smc(int moves, Sampling.Computation prior, Sampling.Computation parts)
      implements Algorithm {
    @Override
    public String name() {
      return "smc";
    }

    @Override
    public List<String> statistics() {
      return List.of("lp__");
    }

    @Override
    public List<String> facts() {
      return List.of("log_evidence");
    }
  }

  @Override
  public List<Value> results() {
    List<Value> all = new ArrayList<>(draws);
    all.addAll(statistics);
    all.addAll(facts);
    return all;
  }

  @Override
  public List<Value> data() {
    Set<Value> all = new LinkedHashSet<>(target.data());
    if (algorithm instanceof Smc smc) {
      all.addAll(smc.prior.data());
      all.addAll(smc.parts.data());
    }
    return List.copyOf(all);
  }
}

package org.tgraph.program;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Measures of draws.
 *
 * @param draws {@code f64[chains, draws, …]}
 * @param results the measures, in the order of {@link #COLUMNS}, each of the rest of the axes
 */
public record Summary(Span span, Value draws, List<Value> results) implements Procedure {
  /** What the measures are called. */
  public static final List<String> COLUMNS =
      List.of("mean", "mcse", "sd", "q5", "median", "q95", "ess_bulk", "ess_tail", "r_hat");

  public Summary {
    results = List.copyOf(results);
  }

  @Override
  public List<Value> data() {
    return List.of(draws);
  }
}

package org.tgraph.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Builtin;
import org.tgraph.prelude.Prelude;

/**
 * Well-typed programs don't go wrong. {@code -Dgenerate.programs=} says how many are tried, {@code
 * -Dgenerate.seed=} which.
 */
class GeneratedProgramsTest {
  /**
   * What has an effect ({@code print} stands at the end of every program), reads files ({@code
   * read} is in every {@code input}), or takes a column of texts, which only a file has; {@code
   * implicit} is inside minimize and root. The rest take a model, or draws from one, and sampling
   * is no part of a graph: the programs of {@code run/} and {@code samples/} have them.
   */
  private static final Set<String> NOT_CALLED =
      new TreeSet<>(
          List.of(
              ("codes implicit plot.calibration plot.density plot.forest plot.histogram plot.line plot.pairs"
                      + " plot.predictive plot.rank plot.scatter plot.trace print read save"
                      + " advi compare impute laplace_approximation log_likelihood loo optimize"
                      + " pathfinder predict probabilities recover sample sbc smc summary waic")
                  .split(" ")));

  /** In so many of a thousand programs at least each function is called. */
  private static final int CALLS = 1;

  /** So many of a hundred rejected mutants at least are rejected where they were changed. */
  private static final double TOUCHING = 85;

  @Test
  void wellTypedProgramsDoNotGoWrong() {
    Campaign campaign = new Campaign(List.of(new SimplifiedComparison()));
    long seed = Long.getLong("generate.seed", 1);
    campaign.run(seed, Integer.getInteger("generate.programs", 2000));
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
    assertTrue(campaign.touchRate() >= TOUCHING, campaign::report);
    for (String name : Rules.covered()) {
      int calls = campaign.calls().getOrDefault(name, 0);
      assertTrue(
          calls >= campaign.programs() / 1000 * CALLS, () -> name + " is called in " + calls);
    }
  }

  @Test
  void callsEveryFunctionOfThePrelude() {
    Set<String> rest = new TreeSet<>();
    for (Builtin builtin : Prelude.FUNCTIONS) {
      rest.add(builtin.name());
    }
    Rules.covered().forEach(rest::remove);
    assertEquals(NOT_CALLED, rest, "add a rule in Rules, or the name here");
  }
}

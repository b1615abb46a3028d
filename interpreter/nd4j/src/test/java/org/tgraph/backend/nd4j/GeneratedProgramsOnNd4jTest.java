package org.tgraph.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.generate.BackendComparison;
import org.tgraph.generate.Campaign;

/** Random programs give the same results on ND4J as on the reference. */
class GeneratedProgramsOnNd4jTest {
  @Test
  void agreesWithTheReference() {
    Nd4jBackend backend = new Nd4jBackend();
    assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElseThrow());
    Campaign campaign = new Campaign(List.of(new BackendComparison(backend)));
    long seed = Long.getLong("generate.seed", 1);
    campaign.run(seed, Integer.getInteger("generate.programs", 500));
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
  }
}
